"""Budgets by source and year, and the entries of the ledger."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from ninja import Schema
from pydantic import Field

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission
from khuyencong.funds.models import Budget, Entry, Posting
from khuyencong.funds.queries import budgets_visible_to
from khuyencong.web.api.asking import Asked, AWord, AYear, narrowed
from khuyencong.web.api.resources import Resource
from khuyencong.web.api.shapes import BodyRef, Coded, body, display

AMOUNTS = (
    "allotted",
    "carried_in",
    "carried_out",
    "committed",
    "contracted",
    "accepted",
    "given",
    "refunded",
    "advanced",
    "paid",
    "recovered",
    "settled",
)


class BudgetOut(Schema):
    """Ngân sách một nguồn của một đơn vị trong một năm; mọi số là đồng."""

    id: UUID
    owner: BodyRef
    source: Coded
    year: int
    closed: bool
    allotted: int = Field(description="Đã giao.")
    carried_in: int = Field(description="Chuyển nguồn từ năm trước.")
    carried_out: int = Field(description="Chuyển nguồn sang năm sau.")
    committed: int = Field(description="Đã giao cho đề án.")
    contracted: int = Field(description="Đã ký hợp đồng.")
    accepted: int = Field(description="Đã nghiệm thu.")
    given: int = Field(description="Đã từng tạm ứng.")
    refunded: int = Field(description="Tạm ứng đã hoàn trả.")
    advanced: int = Field(description="Tạm ứng chưa thanh toán.")
    paid: int = Field(description="Đã thanh toán.")
    recovered: int = Field(description="Đã thu hồi.")
    settled: int = Field(description="Đã quyết toán.")


class BudgetsAsked(Asked):
    """Which budgets."""

    year: AYear = None
    source: AWord = None
    owner: UUID | None = None


def _budget_rows(user: User | None) -> QuerySet[Budget]:
    return budgets_visible_to(user).select_related("owner")


def _budgets(rows: QuerySet[Any], asked: BudgetsAsked) -> QuerySet[Any]:
    return narrowed(rows, asked, {"year": "year", "source": "source", "owner": "owner"})


def _tell_budgets(rows: Sequence[Budget]) -> list[BudgetOut]:
    return [
        BudgetOut(
            id=row.id,
            owner=body(row.owner),
            source=display(row, "source"),
            year=row.year,
            closed=row.closed,
            **{name: getattr(row, name) for name in AMOUNTS},
        )
        for row in rows
    ]


BUDGETS = Resource(
    path="budgets",
    one="budget",
    title="Ngân sách",
    rule=Permission.FUNDS_READ,
    rows=_budget_rows,
    out=BudgetOut,
    tell=_tell_budgets,
    asked=BudgetsAsked,
    narrow=_budgets,
)


class EntryOut(Schema):
    """Một bút toán: viết một lần; viết sai thì có bút toán ghi ngược."""

    id: UUID
    owner: BodyRef
    kind: Coded
    project: UUID | None = Field(description="Đề án chi, nếu có.")
    amount: int = Field(description="Đồng.")
    day: date
    paper: str
    at: datetime
    reverses: UUID | None


class EntriesAsked(Asked):
    """Which entries."""

    year: AYear = None
    kind: AWord = None
    source: AWord = None
    budget: UUID | None = None
    project: UUID | None = None


def _entry_rows(user: User | None) -> QuerySet[Entry]:
    inside = Posting.objects.filter(budget__in=budgets_visible_to(user).values("id"))
    return Entry.objects.filter(id__in=inside.values("entry")).select_related("owner")


def _entries(rows: QuerySet[Any], asked: EntriesAsked) -> QuerySet[Any]:
    rows = narrowed(rows, asked, {"kind": "kind", "project": "spender"})
    columns = {"year": "budget__year", "source": "budget__source", "budget": "budget"}
    postings = narrowed(Posting.objects.all(), asked, columns)
    if any(getattr(asked, name) is not None for name in columns):
        rows = rows.filter(id__in=postings.values("entry"))
    return rows


def _tell_entries(rows: Sequence[Entry]) -> list[EntryOut]:
    return [
        EntryOut(
            id=row.id,
            owner=body(row.owner),
            kind=display(row, "kind"),
            project=row.spender,
            amount=row.amount,
            day=row.day,
            paper=row.paper,
            at=row.at,
            reverses=row.reverses_id,
        )
        for row in rows
    ]


ENTRIES = Resource(
    path="fund-entries",
    one="fund-entry",
    title="Bút toán kinh phí",
    rule=Permission.FUNDS_READ,
    rows=_entry_rows,
    out=EntryOut,
    tell=_tell_entries,
    asked=EntriesAsked,
    narrow=_entries,
)

RESOURCES = (BUDGETS, ENTRIES)
