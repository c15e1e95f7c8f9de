"""What happens to the money of a đề án, from its commitment to its settlement."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from khuyencong.core.users import Actor
from khuyencong.funds.actions.books import Books, locked
from khuyencong.funds.actions.budgets import ensure_budget
from khuyencong.funds.actions.entering import Told, entered
from khuyencong.funds.models import Entry, Fund
from khuyencong.funds.rules import (
    AdvanceBasis,
    BudgetKey,
    Portion,
    Refused,
    Voucher,
    may_pay,
    post,
)
from khuyencong.funds.rules.permissions import require
from khuyencong.funds.rules.rows import budget_key
from khuyencong.funds.states import EntryKind

NO_RATE = (
    "Chưa có mức tạm ứng của nội dung này: ghi mức trong hợp đồng, kèm lý do, hoặc đợi quy định."
)


def commit(
    *,
    by: Actor,
    at: datetime,
    owner: UUID,
    spender: UUID,
    portions: Iterable[Portion],
    act: UUID | None = None,
    why: str = "",
    paper: str = "",
    day: date | None = None,
) -> Entry:
    """Give money of the owner's budgets to a đề án; BudgetExceeded tells what is left."""
    told = Told(by=by, at=at, act=act, why=why, paper=paper, day=day)
    voucher = _voucher(EntryKind.COMMIT, spender, portions, owner=owner)
    return _enter(voucher, told)


def release(
    *,
    by: Actor,
    at: datetime,
    spender: UUID,
    portions: Iterable[Portion],
    act: UUID | None = None,
    why: str = "",
    paper: str = "",
    day: date | None = None,
) -> Entry:
    """Give commitment back to the budget: what is not contracted."""
    told = Told(by=by, at=at, act=act, why=why, paper=paper, day=day)
    return _enter(_voucher(EntryKind.RELEASE, spender, portions), told)


def contract(
    *,
    by: Actor,
    at: datetime,
    spender: UUID,
    portions: Iterable[Portion],
    act: UUID | None = None,
    why: str = "",
    paper: str = "",
    day: date | None = None,
) -> Entry:
    """Bind committed money by a contract, or by an annex that raises it."""
    told = Told(by=by, at=at, act=act, why=why, paper=paper, day=day)
    return _enter(_voucher(EntryKind.CONTRACT, spender, portions), told)


def uncontract(
    *,
    by: Actor,
    at: datetime,
    spender: UUID,
    portions: Iterable[Portion],
    act: UUID | None = None,
    why: str = "",
    paper: str = "",
    day: date | None = None,
) -> Entry:
    """Free contracted money by an annex or a liquidation: what is neither spent nor accepted."""
    told = Told(by=by, at=at, act=act, why=why, paper=paper, day=day)
    return _enter(_voucher(EntryKind.UNCONTRACT, spender, portions), told)


def advance(
    *,
    by: Actor,
    at: datetime,
    spender: UUID,
    portions: Iterable[Portion],
    basis: AdvanceBasis,
    paper: str,
    payer: UUID | None = None,
    act: UUID | None = None,
    why: str = "",
    day: date | None = None,
) -> Entry:
    """Write down an advance paid before acceptance, within the rate of its content and day.

    All that was advanced of a line stays within ⌊rate × contract⌋. `payer` is the body that pays
    where it is not the owner of the budget: the right to pay is asked of it.
    """
    if basis.percent is None:
        raise Refused(NO_RATE)
    if not 0 < basis.percent <= 100:
        raise Refused("Mức tạm ứng phải trên 0 % và không quá 100 %.")
    told = Told(by=by, at=at, act=act, why=why, paper=paper, day=day, needs_paper=True)
    voucher = _voucher(EntryKind.ADVANCE, spender, portions, percent=basis.percent)
    return _enter(voucher, told, basis=basis, payer=payer)


def accept(
    *,
    by: Actor,
    at: datetime,
    spender: UUID,
    portions: Iterable[Portion],
    act: UUID | None = None,
    why: str = "",
    paper: str = "",
    day: date | None = None,
) -> Entry:
    """Write down what the council accepted, in money of the State."""
    told = Told(by=by, at=at, act=act, why=why, paper=paper, day=day)
    return _enter(_voucher(EntryKind.ACCEPT, spender, portions), told)


def clear(
    *,
    by: Actor,
    at: datetime,
    spender: UUID,
    portions: Iterable[Portion],
    act: UUID | None = None,
    why: str = "",
    paper: str = "",
    day: date | None = None,
) -> Entry:
    """Clear outstanding advances against what was accepted: they become payments."""
    told = Told(by=by, at=at, act=act, why=why, paper=paper, day=day)
    return _enter(_voucher(EntryKind.CLEAR, spender, portions), told)


def pay(
    *,
    by: Actor,
    at: datetime,
    spender: UUID,
    portions: Iterable[Portion],
    paper: str,
    payer: UUID | None = None,
    act: UUID | None = None,
    why: str = "",
    day: date | None = None,
) -> Entry:
    """Write down a payment after acceptance; `payer` as for an advance."""
    told = Told(by=by, at=at, act=act, why=why, paper=paper, day=day, needs_paper=True)
    return _enter(_voucher(EntryKind.PAY, spender, portions), told, payer=payer)


def refund(
    *,
    by: Actor,
    at: datetime,
    spender: UUID,
    portions: Iterable[Portion],
    paper: str,
    payer: UUID | None = None,
    act: UUID | None = None,
    why: str = "",
    day: date | None = None,
) -> Entry:
    """Write down money that came back: an outstanding advance first, then what was paid.

    What is settled does not come back by this: its settlement is reversed first.
    """
    told = Told(by=by, at=at, act=act, why=why, paper=paper, day=day, needs_paper=True)
    return _enter(_voucher(EntryKind.REFUND, spender, portions), told, payer=payer)


def settle(
    *,
    by: Actor,
    at: datetime,
    spender: UUID,
    portions: Iterable[Portion],
    act: UUID | None = None,
    why: str = "",
    paper: str = "",
    day: date | None = None,
) -> Entry:
    """Settle what was paid."""
    told = Told(by=by, at=at, act=act, why=why, paper=paper, day=day)
    return _enter(_voucher(EntryKind.SETTLE, spender, portions), told)


def carry_fund(
    *,
    by: Actor,
    at: datetime,
    spender: UUID,
    portions: Iterable[Portion],
    to_year: int,
    with_advances: bool = False,
    act: UUID | None = None,
    why: str = "",
    paper: str = "",
    day: date | None = None,
) -> Entry:
    """Carry committed money that is not spent into the next year; portions name the old year.

    What is not contracted goes first, then what is contracted and not spent; outstanding advances
    only where `with_advances` says so, and last.
    """
    told = Told(by=by, at=at, act=act, why=why, paper=paper, day=day)
    voucher = _voucher(
        EntryKind.CARRY_FUND, spender, portions, to_year=to_year, with_advances=with_advances
    )
    with transaction.atomic():
        _ensure_next_year(voucher)
        return _enter(voucher, told)


def _voucher(
    kind: EntryKind, spender: UUID, portions: Iterable[Portion], **more: object
) -> Voucher:
    return Voucher(kind=kind, spender=spender, portions=tuple(portions), **more)  # type: ignore[arg-type]


@transaction.atomic
def _enter(
    voucher: Voucher,
    told: Told,
    *,
    basis: AdvanceBasis | None = None,
    payer: UUID | None = None,
) -> Entry:
    books = _locked(voucher)
    if voucher.kind in (EntryKind.ADVANCE, EntryKind.PAY, EntryKind.REFUND):
        for body in [payer] if payer else sorted({key.owner for key in books.budgets}):
            require(may_pay(told.by, body), "ghi tạm ứng, thanh toán, hoàn trả")
    posted = post(books.balances, voucher)
    return entered(
        voucher.kind, voucher.total, posted, books, told, spender=voucher.spender, basis=basis
    )


def _locked(voucher: Voucher) -> Books:
    years = {portion.year for portion in voucher.portions}
    years |= {voucher.to_year} if voucher.to_year else set()
    wanted = Q(source__in={portion.source for portion in voucher.portions}, year__in=years)
    of_spender = Q(spender=voucher.spender) & wanted
    homes = Q(id__in=Fund.objects.filter(of_spender).values("budget"))
    if voucher.owner:
        homes |= Q(owner=voucher.owner) & wanted
    elif voucher.to_year:
        homes |= Q(owner__in=Fund.objects.filter(of_spender).values("budget__owner")) & wanted
    parts = {portion.part for portion in voucher.portions}
    return locked(homes, of_spender, Q(part__in=parts) & wanted)


def _ensure_next_year(voucher: Voucher) -> None:
    """Begin the budgets that take the money over, before anything is locked."""
    assert voucher.spender is not None
    years = {portion.year for portion in voucher.portions}
    funds = Fund.objects.filter(spender=voucher.spender, year__in=years).select_related("budget")
    for key in {budget_key(fund.budget) for fund in funds}:
        if key.year + 1 == voucher.to_year:
            ensure_budget(BudgetKey(key.owner, key.source, voucher.to_year))
