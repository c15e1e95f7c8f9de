"""What happens to a budget: money allotted or withdrawn, carried over, its year closed."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from khuyencong.core import journal
from khuyencong.core.users import Actor
from khuyencong.funds.actions.books import Books, locked
from khuyencong.funds.actions.entering import Told, entered
from khuyencong.funds.models import Budget, Entry, YearTurn
from khuyencong.funds.rules import (
    BUDGET_YEARS,
    BudgetKey,
    Refused,
    Voucher,
    closed,
    may_allot,
    may_close,
    post,
    reopened,
)
from khuyencong.funds.rules.permissions import require
from khuyencong.funds.rules.refusals import source_label
from khuyencong.funds.rules.texts import PAPER, WHY, kept_line
from khuyencong.funds.states import INSIDE, SOURCES, EntryKind, Turn
from khuyencong.registry.models import Organisation
from khuyencong.values.vocabulary import FundingSource


@transaction.atomic
def allot(
    *,
    by: Actor,
    at: datetime,
    owner: UUID,
    source: FundingSource,
    year: int,
    amount: int,
    paper: str,
    act: UUID | None = None,
    why: str = "",
    day: date | None = None,
) -> Budget:
    """Write down what a body got of a source for a year; below 0 an allotment is withdrawn.

    Refused without the right, without a paper, without a reason for a withdrawal, for more than is
    left, and into a closed year.
    """
    require(may_allot(by, owner), "ghi kinh phí được giao")
    key = _key(owner, source, year)
    books = _locked(key)
    voucher = Voucher(kind=EntryKind.ALLOT, budget=key, amount=amount)
    told = Told(
        by=by,
        at=at,
        act=act,
        why=why,
        paper=paper,
        day=day,
        needs_paper=True,
        needs_reason=amount < 0,
    )
    entered(EntryKind.ALLOT, amount, post(books.balances, voucher), books, told)
    return books.budgets[key]


@transaction.atomic
def carry_over(
    *,
    by: Actor,
    at: datetime,
    owner: UUID,
    source: FundingSource,
    from_year: int,
    amount: int,
    paper: str,
    act: UUID | None = None,
    why: str = "",
    day: date | None = None,
) -> Entry:
    """Carry money that no đề án has into the next year's budget of the same body and source."""
    require(may_allot(by, owner), "chuyển nguồn kinh phí")
    key = _key(owner, source, from_year)
    books = _locked(key, _key(owner, source, from_year + 1))
    voucher = Voucher(kind=EntryKind.CARRY_OVER, budget=key, amount=amount)
    told = Told(by=by, at=at, act=act, why=why, paper=paper, day=day, needs_paper=True)
    return entered(EntryKind.CARRY_OVER, amount, post(books.balances, voucher), books, told)


@transaction.atomic
def close_year(
    *,
    by: Actor,
    at: datetime,
    owner: UUID,
    source: FundingSource,
    year: int,
    paper: str = "",
    act: UUID | None = None,
    why: str = "",
) -> YearTurn:
    """Close the books of a year; Refused says what is still outstanding."""
    return _turn(Turn.CLOSED, by, at, _key(owner, source, year), why, paper)


@transaction.atomic
def reopen_year(
    *,
    by: Actor,
    at: datetime,
    owner: UUID,
    source: FundingSource,
    year: int,
    reason: str,
    paper: str = "",
    act: UUID | None = None,
) -> YearTurn:
    """Open the books of a closed year again, for a reason that stays on record."""
    return _turn(Turn.REOPENED, by, at, _key(owner, source, year), reason, paper)


def _turn(turn: Turn, by: Actor, at: datetime, key: BudgetKey, reason: str, paper: str) -> YearTurn:
    require(may_close(by, key.owner), "khóa, mở sổ")
    books = locked(_is(key))
    if key not in books.budgets:
        raise Refused(f"Chưa có {key.source.label.lower()} năm {key.year} trong sổ.")
    turned = (closed if turn is Turn.CLOSED else reopened)(books.balances, key)
    budget = books.budgets[key]
    budget.closed = turned.budgets[key].closed
    budget.save(update_fields=["closed"])
    row = YearTurn.objects.create(
        budget=budget,
        number=budget.turns.count() + 1,
        turn=turn,
        reason=kept_line(reason, "Lý do", WHY, needed=turn is Turn.REOPENED),
        paper=kept_line(paper, "Số, ngày văn bản", PAPER),
        by=by.id,
        at=at,
    )
    journal.record(
        f"funds.year_{turn.value}",
        custodian=key.owner,
        about=f"budget:{budget.id}",
        at=at,
        by=by.id,
        facts={"source": key.source.value, "year": key.year, "number": row.number},
    )
    return row


def _key(owner: UUID, source: FundingSource, year: int) -> BudgetKey:
    """Return the key of a budget that may be; Refused says what cannot."""
    if source not in INSIDE:
        raise Refused(f"{source_label(source)} không phải kinh phí của chương trình.")
    if year not in BUDGET_YEARS:
        first, last = BUDGET_YEARS[0], BUDGET_YEARS[-1]
        raise Refused(f"Năm ngân sách phải từ {first} đến {last}.")
    return BudgetKey(owner, SOURCES[source], year)


def _locked(*keys: BudgetKey) -> Books:
    """Return the budgets under lock; one that does not exist yet begins empty."""
    for key in keys:
        ensure_budget(key)
    wanted = Q()
    for key in keys:
        wanted |= _is(key)
    return locked(wanted)


def _is(key: BudgetKey) -> Q:
    return Q(owner=key.owner, source=key.source, year=key.year)


def ensure_budget(key: BudgetKey) -> None:
    """Begin an empty budget where there is none; Refused for a body that does not exist."""
    if not Organisation.objects.filter(id=key.owner).exists():
        raise Refused("Không có đơn vị này trong sổ đăng ký.")
    Budget.objects.get_or_create(owner_id=key.owner, source=key.source, year=key.year)
