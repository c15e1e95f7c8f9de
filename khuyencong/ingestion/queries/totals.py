"""Totals of entered sheets that are not the sums of their rows, and that nobody accounted for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from khuyencong.ingestion.models import Batch
from khuyencong.ingestion.states import BatchState
from khuyencong.values.dates import VIETNAM, day_in_vietnam
from khuyencong.values.periods import Period


@dataclass(frozen=True)
class UnsettledTotals:
    """One entered sheet with totals to account for; `told` says each difference in words."""

    batch: UUID
    custodian: UUID
    file_name: str
    entered_at: datetime
    told: list[str]

    def __str__(self) -> str:
        day = day_in_vietnam(self.entered_at)
        return f"{self.file_name}, nhập ngày {day:%d/%m/%Y}: {'; '.join(self.told)}"


def unsettled(rows: QuerySet[Batch] | None = None) -> QuerySet[Batch]:
    """Return entered sheets with a wrong total that nobody accounted for."""
    all_of_it = Batch.objects.all() if rows is None else rows
    return all_of_it.filter(state=BatchState.DONE, wrong_totals__gt=0, totals_reason="")


def unsettled_totals(custodians: Iterable[UUID], period: Period) -> list[UnsettledTotals]:
    """Return what stops a report on the period from being sent: empty where nothing does.

    A sheet concerns the years its rows speak of, else the year in which it was entered. One query.
    """
    first, last = period.start.year, period.last_day.year
    spoken = Q(first_year__lte=last, last_year__gte=first)
    rows = unsettled().filter(custodian__in=list(custodians)).filter(spoken | Q(first_year=None))
    return [
        _told(one)
        for one in rows.order_by("ended_at", "id")
        if one.first_year is not None or first <= _year(one) <= last
    ]


def _year(batch: Batch) -> int:
    assert batch.ended_at
    return batch.ended_at.astimezone(VIETNAM).year


def _told(batch: Batch) -> UnsettledTotals:
    assert batch.ended_at
    return UnsettledTotals(
        batch.id,
        batch.custodian_id,
        batch.file_name,
        batch.ended_at,
        [difference_told(one) for one in batch.summary.get("differences", [])],
    )


def difference_told(one: dict[str, Any]) -> str:
    """Return "ô F12 (Vốn đối ứng) ghi 30 triệu đồng, cộng các dòng được 29 triệu đồng"."""
    return f"ô {one['at']} ({one['column']}) ghi {one['stated']}, cộng các dòng được {one['found']}"
