"""Money that a line no longer needs goes back to its budgets; what was advanced comes back."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.funds import actions as funds
from khuyencong.funds.models import Share
from khuyencong.funds.queries import balance_of_parts
from khuyencong.funds.rules import Portion
from khuyencong.projects.actions.taking import act, locked
from khuyencong.projects.models import Line, Project
from khuyencong.projects.states import GONE, SOURCE_OF
from khuyencong.values.text import clean
from khuyencong.values.vocabulary import FundingSource


@transaction.atomic
def refund(
    *,
    by: Actor,
    line: Line,
    source: FundingSource,
    amount: int,
    paper: str,
    at: datetime,
    year: int | None = None,
    day: date | None = None,
    reason: str = "",
    seen: int | None = None,
) -> Line:
    """Write down money of a line that came back to the treasury.

    Of a line that is still carried out it may be advanced again; of one that withdrew, was
    replaced or stopped it goes on to its budget, to be given to another đề án. Without `year` it
    is of the earliest year of the source that has money out.
    """
    funds.hold(spender=line.project_id)
    project = locked(line.project_id, seen=seen)
    line = Line.objects.select_for_update().get(id=line.id)
    line.project = project
    if not clean(paper):
        raise Refused("Ghi số chứng từ nộp hoàn trả.")
    portions = _portions_back(line, source, year, amount)
    facts = {"source": str(source), "year": portions[0].year, "amount": amount}
    step = act(project, "refund", by=by, at=at, line=line, reason=reason, facts=facts)
    told: dict[str, Any] = {"by": by, "at": at, "act": step.id, "why": reason}
    funds.refund(
        spender=project.id,
        portions=portions,
        paper=clean(paper),
        payer=_payer(by, project),
        day=day,
        **told,
    )
    if line.state in GONE:
        free(project, line, {}, told)
    return line


def free(
    project: Project, line: Line, keep: dict[str, int], told: dict[str, Any]
) -> dict[str, tuple[int, int]]:
    """Give back what a line holds above `keep` by source, as far as it is not spent.

    Returns how its contracts moved, by source: (before, after) in whole đồng.
    """
    uncontract, release, moved = [], [], {}
    for row in held(line):
        wanted = keep.get(row.source, 0)
        bound = max(row.advanced + row.paid, min(row.contracted, wanted))
        portion = (line.id, SOURCE_OF[row.source], row.year)
        if row.contracted > bound:
            uncontract.append(Portion(*portion, row.contracted - bound))
            moved[row.source] = (row.contracted, bound)
        if row.committed > max(bound, wanted):
            release.append(Portion(*portion, row.committed - max(bound, wanted)))
    if uncontract:
        funds.uncontract(spender=project.id, portions=uncontract, **told)
    if release:
        funds.release(spender=project.id, portions=release, **told)
    return moved


def _portions_back(
    line: Line, source: FundingSource, year: int | None, amount: int
) -> list[Portion]:
    """Return what comes back by year; what exceeds all that is out stays with the last year."""
    if year is not None:
        return [Portion(line.id, source, year, amount)]
    out = [
        (row.year, row.advanced + row.paid - row.settled)
        for row in sorted(held(line), key=lambda row: row.year)
        if row.source == source and row.advanced + row.paid > row.settled
    ] or [(line.year, 0)]
    portions = []
    for one, room in out:
        share = amount if one == out[-1][0] else min(amount, room)
        portions += [Portion(line.id, source, one, share)] if share or not amount else []
        amount -= share
    return portions


def _payer(by: Actor, project: Project) -> Any:
    """Return the body that pays: the plan's owner where it is his own, else the implementer."""
    if by.may("funds.pay", of=project.owner_id) or not project.implementer_id:
        return None
    return project.implementer_id


def held(line: Line) -> list[Share]:
    """Return what a line holds in the ledger, by year and source."""
    return balance_of_parts([line.id])[line.id]
