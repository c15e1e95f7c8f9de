"""Reports that are owed: to whom, by when, and what became of each sending."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from ninja import Schema
from pydantic import Field

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import today
from khuyencong.reporting.models import Duty
from khuyencong.reporting.queries import duties_visible_to
from khuyencong.reporting.queries.duties import DutyView, listed, views
from khuyencong.web.api.asking import Asked, AWord, AYear, narrowed
from khuyencong.web.api.resources import Resource
from khuyencong.web.api.shapes import BodyRef, Coded, body, display


class SendingOut(Schema):
    """Một lần gửi."""

    id: UUID
    ordinal: int
    sent_at: datetime
    paper: str
    answer: str
    answered_at: datetime | None
    reason: str


class DutyOut(Schema):
    """Một báo cáo phải gửi."""

    id: UUID
    form: Coded
    title: str
    debtor: BodyRef = Field(description="Đơn vị phải gửi, hôm nay.")
    receiver: BodyRef
    period_start: date
    period_end: date = Field(description="Ngày đầu tiên không còn trong kỳ.")
    due_on: date | None
    state: Coded
    verdict: Coded = Field(description="Đúng hạn hay không, theo nơi nhận giữ.")
    days_late: int
    sendings: list[SendingOut]


class DutiesAsked(Asked):
    """Which reports."""

    year: AYear = None
    form: AWord = None
    state: AWord = None
    receiver: UUID | None = None


def _rows(user: User | None) -> QuerySet[Duty]:
    return listed(duties_visible_to(user))


def _narrow(rows: QuerySet[Any], asked: DutiesAsked) -> QuerySet[Any]:
    columns = {"form": "form", "state": "state", "receiver": "receiver"}
    rows = narrowed(rows, asked, columns)
    if asked.year is not None:
        rows = rows.filter(
            period_start__lt=date(asked.year + 1, 1, 1), period_end__gt=date(asked.year, 1, 1)
        )
    return rows


def _tell(rows: Sequence[Duty]) -> list[DutyOut]:
    return [_duty(view) for view in views(rows, today())]


def _duty(view: DutyView) -> DutyOut:
    row = view.duty
    return DutyOut(
        id=row.id,
        form=display(row, "form"),
        title=row.title,
        debtor=body(view.debtor),
        receiver=body(row.receiver),
        period_start=row.period_start,
        period_end=row.period_end,
        due_on=row.due_on,
        state=display(row, "state"),
        verdict=Coded(code=str(view.verdict.outcome.value), name=str(view.verdict.outcome.label)),
        days_late=view.verdict.late,
        sendings=[
            SendingOut(
                id=one.id,
                ordinal=one.ordinal,
                sent_at=one.sent_at,
                paper=one.paper,
                answer=one.answer,
                answered_at=one.answered_at,
                reason=one.reason,
            )
            for one in view.sendings
        ],
    )


DUTIES = Resource(
    path="reporting-duties",
    one="reporting-duty",
    title="Báo cáo phải gửi",
    rule=Permission.REPORT_READ,
    rows=_rows,
    out=DutyOut,
    tell=_tell,
    asked=DutiesAsked,
    narrow=_narrow,
    changed=lambda: F("changed_at"),
    of_the_day=True,
)

RESOURCES = (DUTIES,)
