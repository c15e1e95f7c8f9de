"""The money of the programme: one append-only ledger by source, and the limits it keeps.

The ledger does not know who spends: a đề án is a `spender`, one of its lines is a `part`, both
UUIDs; `owner` is the id of the organisation whose budget it is. Every amount is whole đồng.

    from khuyencong.funds import actions, queries
    from khuyencong.funds.rules import AdvanceBasis, BudgetExceeded, Due, Portion, Refused

    Portion(part: UUID, source: FundingSource, year: int, amount: int)        # amount > 0
    AdvanceBasis(*, percent: Fraction | None, clause: str, verified: bool, reason: str = "")
        # percent: Fraction(70) is 70 %; not verified needs a reason and is "chưa kiểm chứng"

Actions: keyword-only; all take by: Actor, at: datetime, act: UUID | None = None, and (but for the
turning of years) why: str = "", paper: str = "", day: date | None = None, by default the day of
`at`. Each is one transaction and works inside the caller's. Refused says in Vietnamese which limit
would be broken. `paper` is needed where it is written below.

    allot(owner, source, year, amount, paper) -> Budget        funds.allot of owner; amount < 0
                                                               withdraws, with `why`
    carry_over(owner, source, from_year, amount, paper) -> Entry           funds.allot of owner
    close_year(owner, source, year) -> YearTurn                            funds.close of owner
    reopen_year(owner, source, year, reason) -> YearTurn                   funds.close of owner

    commit(owner, spender, portions) -> Entry                  BudgetExceeded: .source .year .left
    release(spender, portions) -> Entry                        what is not contracted
    contract(spender, portions) -> Entry                       within what is committed
    uncontract(spender, portions) -> Entry                     what is neither spent nor accepted
    advance(spender, portions, basis, paper, payer=None) -> Entry     funds.pay
    accept(spender, portions) -> Entry                         within what is contracted
    clear(spender, portions) -> Entry                          advanced → paid, within accepted
    pay(spender, portions, paper, payer=None) -> Entry         funds.pay; within accepted
    refund(spender, portions, paper, payer=None) -> Entry      funds.pay; the outstanding advance
                                                               first, then what was paid
    settle(spender, portions) -> Entry                         paid → settled
    carry_fund(spender, portions, to_year, with_advances=False) -> Entry   portions: the old year
    reverse(entry, why) -> Entry                               the counter-entry, once

`payer` is the body that pays where it is not the owner of the budget (a centre pays the agency's
money): funds.pay is asked of it. The room that calls has checked the right of its own step; the
others of these acts ask for none.

`hold(spender=None, owner=None, years=())` locks the budgets first: budget → đề án → line.

Rows: `Budget` ⊃ `Fund` (a đề án) ⊃ `Share` (a line), with the same columns: committed, contracted,
accepted, given, refunded, advance_limit, advanced, paid, recovered, settled; and `.left`.
"""
