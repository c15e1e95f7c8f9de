"""The ledger itself: `post(balances, voucher)` leads to the next balances, or refuses in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from khuyencong.funds.rules.balances import (
    Balances,
    BudgetKey,
    FundKey,
    PlainPosting,
    ShareKey,
    broken_of_budget,
    broken_of_spending,
)
from khuyencong.funds.rules.lines import postings_of_portions
from khuyencong.funds.rules.refusals import Refused, YearClosed
from khuyencong.funds.rules.vouchers import Voucher
from khuyencong.funds.states import INSIDE, OF_BUDGET, Account, EntryKind
from khuyencong.values.money import MAX_AMOUNT, format_dong

#: The years that a budget may be of.
BUDGET_YEARS = range(1990, 2200)


@dataclass(frozen=True, slots=True)
class Posted:
    """What an entry wrote, and the balances after it."""

    balances: Balances
    postings: tuple[PlainPosting, ...]


def post(balances: Balances, voucher: Voucher) -> Posted:
    """Return what the voucher writes and leads to; Refused names the limit it would break."""
    if voucher.budget:
        _require_amount(voucher)
        _require_budget(voucher.budget)
        postings = _of_budget(balances, voucher, voucher.budget)
    else:
        for portion in voucher.portions:
            _require_portion(portion.amount)
        postings = postings_of_portions(balances, voucher)
    return _posted(balances, postings)


def counter(balances: Balances, postings: Iterable[PlainPosting]) -> Posted:
    """Return the entry that takes another back; Refused where a later one stands upon it."""
    back = [
        PlainPosting(one.account, -one.amount, one.budget, one.fund, one.share) for one in postings
    ]
    return _posted(balances, back, "Không ghi ngược được bút toán này: ")


def replayed(postings: Iterable[PlainPosting]) -> Balances:
    """Return the balances that all postings lead to, from nothing."""
    return Balances().after(postings)


def _posted(balances: Balances, postings: list[PlainPosting], what: str = "") -> Posted:
    """Return the outcome of postings that keep every limit in open years."""
    for key in {one.budget for one in postings}:
        if balances.budget(key).closed:
            raise YearClosed(key.source, key.year)
    after = balances.after(postings)
    broken = broken_limits(after, postings)
    if broken:
        raise Refused(f"{what}{broken[0]}.")
    return Posted(after, tuple(postings))


def broken_limits(balances: Balances, postings: Iterable[PlainPosting]) -> list[str]:
    """Return in words the limits broken by the balances that the postings concern."""
    touched = list(postings)
    budgets = {one.budget for one in touched}
    funds = {one.fund for one in touched if one.fund}
    shares = {one.share for one in touched if one.share}
    return [
        *(told for key in sorted(budgets) for told in broken_of_budget(balances.budgets[key])),
        *_broken_spending(balances, funds, shares),
    ]


def _broken_spending(
    balances: Balances, funds: set[FundKey], shares: set[ShareKey]
) -> Iterable[str]:
    for fund in sorted(funds):
        yield from broken_of_spending(balances.funds[fund].spending)
    for share in sorted(shares):
        yield from broken_of_spending(balances.shares[share].spending)


def _of_budget(balances: Balances, voucher: Voucher, key: BudgetKey) -> list[PlainPosting]:
    amount, left = voucher.amount, balances.budget(key).left
    spent = -amount if voucher.kind is EntryKind.ALLOT else amount
    if spent > left:
        raise Refused(
            f"{key.source.label} năm {key.year} chỉ còn {format_dong(left)} chưa giao đề án;"
            f" cần {format_dong(spent)}."
        )
    if voucher.kind is EntryKind.ALLOT:
        return moved(key, Account.STATE, Account.FREE, amount)
    later = BudgetKey(key.owner, key.source, key.year + 1)
    return [
        *moved(key, Account.FREE, Account.CARRIED_OUT, amount),
        *moved(later, Account.CARRIED_IN, Account.FREE, amount),
    ]


def moved(key: BudgetKey, leaves: Account, enters: Account, amount: int) -> list[PlainPosting]:
    """Return the two postings of đồng that move between accounts of a budget."""
    assert leaves in OF_BUDGET
    assert enters in OF_BUDGET
    return [PlainPosting(leaves, -amount, key), PlainPosting(enters, amount, key)]


def _require_amount(voucher: Voucher) -> None:
    if voucher.amount == 0:
        raise Refused("Số tiền phải khác 0.")
    if voucher.amount < 0 and voucher.kind is not EntryKind.ALLOT:
        raise Refused("Số tiền phải lớn hơn 0.")
    if abs(voucher.amount) > MAX_AMOUNT:
        raise Refused("Số tiền lớn quá mức ghi được.")


def _require_portion(amount: int) -> None:
    if amount <= 0:
        raise Refused("Số tiền của mỗi dòng phải lớn hơn 0.")
    if amount > MAX_AMOUNT:
        raise Refused("Số tiền lớn quá mức ghi được.")


def _require_budget(key: BudgetKey) -> None:
    if key.source not in INSIDE:
        raise Refused(f"{key.source.label} không phải kinh phí của chương trình.")
    if key.year not in BUDGET_YEARS:
        first, last = BUDGET_YEARS[0], BUDGET_YEARS[-1]
        raise Refused(f"Năm ngân sách phải từ {first} đến {last}.")
