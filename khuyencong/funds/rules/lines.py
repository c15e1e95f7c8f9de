"""What an entry of a đề án writes, portion after portion: the stages its money passes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from khuyencong.funds.rules.balances import (
    Balances,
    BudgetKey,
    FundKey,
    PlainPosting,
    ShareKey,
    Spending,
)
from khuyencong.funds.rules.refusals import BudgetExceeded, Refused, YearClosed
from khuyencong.funds.rules.texts import percent_words
from khuyencong.funds.rules.vouchers import Portion, Voucher
from khuyencong.funds.states import OF_BUDGET, Account, EntryKind
from khuyencong.values.money import format_dong
from khuyencong.values.rounding import whole_at_most


@dataclass(frozen=True, slots=True)
class Line:
    """One portion among the balances of the moment."""

    portion: Portion
    budget: BudgetKey
    fund: FundKey
    spending: Spending

    @property
    def amount(self) -> int:
        """Return the đồng of the portion."""
        return self.portion.amount

    def require(self, left: int, what: str, asked: int | None = None) -> None:
        """Refuse where less is left than is asked, and say how much there is."""
        asked = self.amount if asked is None else asked
        if asked > left:
            raise Refused(
                f"{self.budget.source.label} năm {self.budget.year}:"
                f" chỉ còn {format_dong(max(left, 0))} {what}; cần {format_dong(asked)}."
            )

    def moves(self, leaves: Account, enters: Account, amount: int) -> list[PlainPosting]:
        """Return the two postings of đồng that move; none where nothing does."""
        if not amount:
            return []
        return [self._posting(leaves, -amount), self._posting(enters, amount)]

    def counts(self, account: Account, amount: int) -> list[PlainPosting]:
        """Return the postings of what is counted beside the money's way."""
        return self.moves(Account.MEMO, account, amount)

    def _posting(self, account: Account, amount: int) -> PlainPosting:
        if account in OF_BUDGET:
            return PlainPosting(account, amount, self.budget)
        return PlainPosting(account, amount, self.budget, self.fund, self.portion.share)


def postings_of_portions(balances: Balances, voucher: Voucher) -> list[PlainPosting]:
    """Return the postings of all portions in their order; Refused as `post` says."""
    if voucher.spender is None or not voucher.portions:
        raise Refused("Chưa ghi số tiền của dòng nào.")
    if voucher.kind is EntryKind.COMMIT:
        _require_left(balances, voucher)
    written: list[PlainPosting] = []
    for portion in voucher.portions:
        line = _line(balances, voucher, portion)
        postings = WRITES[voucher.kind](line, voucher)
        _require_home(balances, postings)
        balances = balances.after(postings)
        written += postings
    return written


def _line(balances: Balances, voucher: Voucher, portion: Portion) -> Line:
    assert voucher.spender is not None
    fund, share = portion.fund(voucher.spender), portion.share
    kept, home = balances.shares.get(share), balances.funds.get(fund)
    if voucher.owner:
        budget = portion.budget(voucher.owner)
    elif home:
        budget = home.budget
    else:
        raise _has_none(share)
    _require_open(balances, budget)
    if not kept and voucher.kind is not EntryKind.COMMIT:
        raise _has_none(share)
    return Line(portion, budget, fund, kept.spending if kept else Spending())


def _require_home(balances: Balances, postings: Iterable[PlainPosting]) -> None:
    """Refuse what would give a đề án one source of one year from two owners, a line two đề án."""
    for one in postings:
        home = balances.funds.get(one.fund) if one.fund else None
        kept = balances.shares.get(one.share) if one.share else None
        if home and home.budget != one.budget:
            source, year = one.budget.source.label.lower(), one.budget.year
            raise Refused(f"Đề án đã nhận {source} năm {year} từ một đơn vị khác.")
        if kept and kept.fund != one.fund:
            raise Refused("Dòng hỗ trợ này thuộc một đề án khác.")


def _require_open(balances: Balances, budget: BudgetKey) -> None:
    if balances.budget(budget).closed:
        raise YearClosed(budget.source, budget.year)


def _has_none(share: ShareKey) -> Refused:
    return Refused(f"Dòng hỗ trợ này không có {share.source.label.lower()} của năm {share.year}.")


def _require_left(balances: Balances, voucher: Voucher) -> None:
    """Refuse what the budgets do not have, telling what they have, before a line is looked at."""
    assert voucher.owner is not None
    for key, asked in _asked(voucher.portions, voucher.owner).items():
        _require_open(balances, key)
        left = balances.budget(key).left
        if asked > left:
            raise BudgetExceeded(key.source, key.year, left, asked)


def _asked(portions: Iterable[Portion], owner: UUID) -> dict[BudgetKey, int]:
    asked: dict[BudgetKey, int] = {}
    for portion in portions:
        key = portion.budget(owner)
        asked[key] = asked.get(key, 0) + portion.amount
    return asked


# --- what each kind writes ----------------------------------------------------------------------

NOT_CONTRACTED = "đã giao mà chưa ký hợp đồng"
NOT_SPENT = "trong hợp đồng mà chưa chi"
NOT_CLEARED = "tạm ứng chưa thanh toán"
NOT_PAID = "đã nghiệm thu mà chưa thanh toán"


def _commit(line: Line, voucher: Voucher) -> list[PlainPosting]:
    return line.moves(Account.FREE, Account.RESERVED, line.amount)


def _release(line: Line, voucher: Voucher) -> list[PlainPosting]:
    line.require(line.spending.reserved, NOT_CONTRACTED)
    return line.moves(Account.RESERVED, Account.FREE, line.amount)


def _contract(line: Line, voucher: Voucher) -> list[PlainPosting]:
    line.require(line.spending.reserved, NOT_CONTRACTED)
    return line.moves(Account.RESERVED, Account.CONTRACTED, line.amount)


def _uncontract(line: Line, voucher: Voucher) -> list[PlainPosting]:
    line.require(line.spending.unspent, NOT_SPENT)
    line.require(
        line.spending.contracted - line.spending.accepted, "trong hợp đồng mà chưa nghiệm thu"
    )
    return line.moves(Account.CONTRACTED, Account.RESERVED, line.amount)


def _advance(line: Line, voucher: Voucher) -> list[PlainPosting]:
    """Keep the limit of the day: what the rate gives of the contract as it stands."""
    assert voucher.percent is not None
    line.require(line.spending.unspent, NOT_SPENT)
    spending = line.spending
    limit = whole_at_most(spending.contracted * voucher.percent / 100)
    given = spending.given - spending.refunded
    if given + line.amount > limit:
        raise Refused(
            f"Mức tạm ứng {percent_words(voucher.percent)} của hợp đồng"
            f" {format_dong(spending.contracted)} là {format_dong(limit)};"
            f" đã tạm ứng {format_dong(given)}, cần thêm {format_dong(line.amount)}."
        )
    return [
        *line.moves(Account.CONTRACTED, Account.ADVANCED, line.amount),
        *line.counts(Account.ADVANCE_LIMIT, limit - spending.advance_limit),
        *line.counts(Account.GIVEN, line.amount),
    ]


def _accept(line: Line, voucher: Voucher) -> list[PlainPosting]:
    line.require(
        line.spending.contracted - line.spending.accepted, "trong hợp đồng mà chưa nghiệm thu"
    )
    return line.counts(Account.ACCEPTED, line.amount)


def _clear(line: Line, voucher: Voucher) -> list[PlainPosting]:
    line.require(line.spending.advanced, NOT_CLEARED)
    line.require(line.spending.payable, NOT_PAID)
    return line.moves(Account.ADVANCED, Account.PAID, line.amount)


def _pay(line: Line, voucher: Voucher) -> list[PlainPosting]:
    line.require(line.spending.unspent, NOT_SPENT)
    line.require(line.spending.payable, NOT_PAID)
    return line.moves(Account.CONTRACTED, Account.PAID, line.amount)


def _refund(line: Line, voucher: Voucher) -> list[PlainPosting]:
    """Take from the outstanding advance first; what exceeds it is recovered from what was paid."""
    spending = line.spending
    line.require(spending.advanced + spending.unsettled, "tạm ứng hoặc thanh toán chưa quyết toán")
    advance = min(line.amount, spending.advanced)
    paid = line.amount - advance
    return [
        *line.moves(Account.ADVANCED, Account.CONTRACTED, advance),
        *line.counts(Account.REFUNDED, advance),
        *line.moves(Account.PAID, Account.CONTRACTED, paid),
        *line.counts(Account.RECOVERED, paid),
    ]


def _settle(line: Line, voucher: Voucher) -> list[PlainPosting]:
    line.require(line.spending.unsettled, "đã thanh toán mà chưa quyết toán")
    return line.moves(Account.PAID, Account.SETTLED, line.amount)


def _carry(line: Line, voucher: Voucher) -> list[PlainPosting]:
    """Carry what is not contracted first, then what is not spent, last the outstanding advances."""
    spending, year = line.spending, line.portion.year
    if voucher.to_year != year + 1:
        raise Refused(f"Kinh phí năm {year} chỉ chuyển sang năm {year + 1}.")
    unspent = spending.reserved + spending.unspent
    if voucher.with_advances:
        line.require(unspent + spending.advanced, "chưa thanh toán")
    elif line.amount > unspent and spending.advanced:
        line.require(unspent, "chưa chi, còn phải xử lý tạm ứng")
    line.require(unspent + spending.advanced, "chưa chi")
    reserved = min(line.amount, spending.reserved)
    contracted = min(line.amount - reserved, spending.unspent)
    advance = line.amount - reserved - contracted
    left_contracted = spending.contracted - contracted - advance
    accepted = max(0, spending.accepted - left_contracted)
    stages = (
        (Account.RESERVED, reserved),
        (Account.CONTRACTED, contracted),
        (Account.ADVANCED, advance),
    )
    counted = (
        (Account.ACCEPTED, accepted),
        (Account.ADVANCE_LIMIT, advance),
        (Account.GIVEN, advance),
    )
    later = _next_year(line)
    return [
        *(p for stage, amount in stages for p in line.moves(stage, Account.CARRIED_OUT, amount)),
        *(p for stage, amount in stages for p in later.moves(Account.CARRIED_IN, stage, amount)),
        *(p for account, amount in counted for p in line.counts(account, -amount)),
        *(p for account, amount in counted for p in later.counts(account, amount)),
    ]


def _next_year(line: Line) -> Line:
    """Return the same line in the next year's budget of the same owner."""
    source, year = line.budget.source, line.budget.year + 1
    return Line(
        Portion(line.portion.part, source, year, line.amount),
        BudgetKey(line.budget.owner, source, year),
        FundKey(line.fund.spender, source, year),
        Spending(),
    )


WRITES: dict[EntryKind, Callable[[Line, Voucher], list[PlainPosting]]] = {
    EntryKind.COMMIT: _commit,
    EntryKind.RELEASE: _release,
    EntryKind.CONTRACT: _contract,
    EntryKind.UNCONTRACT: _uncontract,
    EntryKind.ADVANCE: _advance,
    EntryKind.ACCEPT: _accept,
    EntryKind.CLEAR: _clear,
    EntryKind.PAY: _pay,
    EntryKind.REFUND: _refund,
    EntryKind.SETTLE: _settle,
    EntryKind.CARRY_FUND: _carry,
}
