"""The rows of a version as the rules put them: what is in force first, then the suggestion."""

from dataclasses import replace
from datetime import datetime

from khuyencong.plans.actions.rows import RowTold
from khuyencong.plans.models import PlanRow, PlanVersion
from khuyencong.plans.queries.candidates import (
    WAITING,
    Taken,
    against,
    candidates_of,
    loaded,
    shares_of,
)
from khuyencong.plans.queries.money import free_of
from khuyencong.plans.queries.versions import in_force, loaded_rows, plain_row
from khuyencong.plans.rules.content import Shares
from khuyencong.plans.rules.suggestion import Place, suggest
from khuyencong.plans.rules.wishes import Wishes
from khuyencong.plans.states import Standing, Why
from khuyencong.projects.models import Project
from khuyencong.projects.states import ProjectState
from khuyencong.values.dates import day_in_vietnam

STANDINGS = {Place.IN: Standing.IN, Place.RESERVE: Standing.RESERVE, Place.OUT: Standing.OUT}
#: Gone before they were carried out: their money may come back.
ENDED_EARLY = (ProjectState.TERMINATED, ProjectState.WITHDRAWN, ProjectState.REJECTED)
ENDED = "Đã ngừng, rút hoặc kết thúc: không còn dòng hỗ trợ nào của năm này."


def arranged(version: PlanVersion, wishes: Wishes, at: datetime) -> list[RowTold]:
    """Return the rows: those of the plan in force, then all others by the rules of the order."""
    taken = {one.project.id: one for one in candidates_of(version.plan, wishes)}
    kept = _kept(version)
    stays = {row.project.id for row in kept}
    judged = {
        str(key): replace(one.candidate, against=_against(one, at))
        for key, one in taken.items()
        if key not in stays
    }
    found = suggest(judged.values(), free_of(version.plan), wishes.balance)
    by_id = {str(key): one for key, one in taken.items()}
    return kept + [
        RowTold(
            project=by_id[answer.candidate.id].project,
            standing=STANDINGS[answer.place],
            why=Why.RULE,
            reason=answer.told,
            shares=by_id[answer.candidate.id].shares,
        )
        for answer in found.answers
    ]


def _against(one: Taken, at: datetime) -> tuple[str, ...]:
    """Return what the law holds against it; what was approved already is not judged again."""
    if one.project.state not in WAITING:
        return ()
    return against(one.project, day_in_vietnam(at))


def _kept(version: PlanVersion) -> list[RowTold]:
    """Return the đề án of the plan in force with their money of today; the ended ones are out."""
    before = in_force(version.plan)
    rows = [row for row in loaded_rows([before]) if row.standing == Standing.IN] if before else []
    ids = [row.project_id for row in rows]
    today = loaded(Project.objects.filter(id__in=ids), version.plan.year)
    now = {project.id: shares_of(project) for project in today}
    return [_kept_row(row, now[row.project_id]) for row in rows]


def _kept_row(row: PlanRow, shares: Shares) -> RowTold:
    ended = row.project.state in ENDED_EARLY or not shares
    return RowTold(
        project=row.project,
        standing=Standing.OUT if ended else Standing.IN,
        why=Why.KEPT,
        reason=ENDED if ended else row.reason,
        shares=plain_row(row).shares if ended else shares,
    )
