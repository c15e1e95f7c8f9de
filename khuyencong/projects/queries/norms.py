"""The norms that hold on a day: criteria of appraisal, how many sheets, who sits in a council."""

from datetime import date
from typing import TypeVar

from django.db.models import Q, QuerySet

from khuyencong.projects.models import AppraisalCriterion, AppraisalQuorum, CouncilSeat
from khuyencong.projects.models.norms import Norm

#: Where no norm says how many people appraise: never one alone.
SHEETS = 2
N = TypeVar("N", bound=Norm)


def criteria_of(level: str, at: str, day: date) -> list[AppraisalCriterion]:
    """Return the criteria of the form of appraisal on a day, in their order; one query."""
    rows = holding(AppraisalCriterion.objects.filter(level=level, at=at), day)
    return list(rows.order_by("position", "code"))


def quorum_of(level: str, at: str, day: date) -> int:
    """Return how many sheets without conflict a conclusion needs."""
    row = holding(AppraisalQuorum.objects.filter(level=level, at=at), day).first()
    return row.sheets if row else SHEETS


def seats_of(level: str, day: date) -> list[CouncilSeat]:
    """Return who should sit in a council of acceptance on a day, in their order."""
    return list(holding(CouncilSeat.objects.filter(level=level), day).order_by("position"))


def holding(rows: QuerySet[N], day: date) -> QuerySet[N]:
    """Return the norms that hold on a day, the verified and the latest first."""
    rows = rows.filter(Q(valid_from=None) | Q(valid_from__lte=day))
    rows = rows.filter(Q(valid_until=None) | Q(valid_until__gt=day))
    return rows.order_by("-verified", "-valid_from")
