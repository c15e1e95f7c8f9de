"""The rows of a version that is being prepared: written whole, kept in one order."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F

from khuyencong.plans.models import PlanRow, PlanRowShare, PlanVersion
from khuyencong.plans.rules.content import Shares
from khuyencong.plans.states import Standing
from khuyencong.projects.models import Project

#: Far above any rank: where rows wait while they are counted anew.
ASIDE = 1_000_000
ORDER = (Standing.IN, Standing.RESERVE, Standing.OUT)
LONGEST = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class RowTold:
    """What a version says of a đề án."""

    project: Project
    standing: str
    why: str
    reason: str
    shares: Shares


def write_rows(version: PlanVersion, told: Iterable[RowTold]) -> None:
    """Let the version stand with exactly these rows, in plan first, then reserve, then out."""
    version.rows.all().delete()
    ordered = sorted(told, key=lambda row: ORDER.index(Standing(row.standing)))
    rows = [
        PlanRow(
            version=version,
            project=row.project,
            rank=rank,
            standing=row.standing,
            why=row.why,
            reason=row.reason[:LONGEST],
        )
        for rank, row in enumerate(ordered, 1)
    ]
    PlanRow.objects.bulk_create(rows)
    PlanRowShare.objects.bulk_create(
        PlanRowShare(row=row, line_id=line, source=source, year=version.plan.year, amount=amount)
        for row, one in zip(rows, ordered, strict=True)
        for (line, source), amount in one.shares.items()
    )


def put_in_order(version: PlanVersion, rows: list[PlanRow]) -> None:
    """Count the rows anew in this order, each standing together."""
    ordered = sorted(rows, key=lambda row: ORDER.index(Standing(row.standing)))
    version.rows.update(rank=F("rank") + ASIDE)
    for rank, row in enumerate(ordered, 1):
        row.rank = rank
    PlanRow.objects.bulk_update(ordered, ["rank", "standing", "why", "reason"])
