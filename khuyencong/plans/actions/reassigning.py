"""Money that came free goes to the reserve list in one act: a supplement is built from it."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.plans.actions.arranging import arranged
from khuyencong.plans.actions.deciding import refuse_unfit, submitted
from khuyencong.plans.actions.preparing import MAY_NOT, new_version
from khuyencong.plans.actions.rows import RowTold, write_rows
from khuyencong.plans.actions.taking import locked_plan, sealed, write_down
from khuyencong.plans.models import Plan, PlanVersion
from khuyencong.plans.queries.money import free_of
from khuyencong.plans.queries.versions import in_force, plain_rows
from khuyencong.plans.rules.content import amounts_of
from khuyencong.plans.rules.reserve import reached
from khuyencong.plans.rules.wishes import Wishes
from khuyencong.plans.states import Standing, VersionKind, Why
from khuyencong.projects.models import Project

NO_RESERVE = "Danh sách dự phòng không còn đề án nào."


@transaction.atomic
def reassign(
    *,
    by: Actor,
    plan: Plan,
    told: str,
    at: datetime,
    to: Project | None = None,
) -> PlanVersion:
    """Build a supplement that gives what is free to the reserve list, in its order.

    With `to`, to that đề án alone. Who may submit has it submitted at once; its approval is
    another person's. Refused where the money reaches nobody.
    """
    plan = locked_plan(plan)
    may_submit = by.may("plan.submit", of=plan.owner_id)
    if not (may_submit or by.may("plan.prepare", of=plan.owner_id)):
        raise Refused(MAY_NOT)
    version = new_version(by=by, plan=plan, kind=VersionKind.SUPPLEMENTED, told=told, at=at)
    write_rows(version, _with_reserve(version, to, at))
    write_down(sealed(version), "reassign", by=by, at=at, reason=version.told)
    if may_submit:
        refuse_unfit(version)
        submitted(version, by, at)
    return version


def _with_reserve(version: PlanVersion, to: Project | None, at: datetime) -> list[RowTold]:
    """Return the rows of the plan in force, with those of the reserve that the money reaches."""
    rows = [_standing_before(row) for row in arranged(version, Wishes(), at)]
    rank = {row.project: row.rank for row in plain_rows(in_force(version.plan))}
    waiting = [row for row in rows if row.standing == Standing.RESERVE]
    waiting.sort(key=lambda row: rank.get(row.project.id, len(rank) + 1))
    if to:
        waiting = [row for row in waiting if row.project.id == to.id]
    if not waiting:
        raise Refused(NO_RESERVE)
    asked = [(row.project.name, amounts_of(row.shares)) for row in waiting]
    chosen = reached(asked, free_of(version.plan))
    taken = {waiting[number].project.id for number in chosen}
    others = [row for row in rows if row not in waiting]
    return [*others, *(_given(row) if row.project.id in taken else row for row in waiting)]


def _standing_before(row: RowTold) -> RowTold:
    """A suggestion is not a decision here: whom the rules would take first waits in reserve."""
    if row.why == Why.RULE and row.standing == Standing.IN:
        return replace(row, standing=Standing.RESERVE)
    return row


def _given(row: RowTold) -> RowTold:
    told = f"Từ danh sách dự phòng, nhận kinh phí giải phóng. {row.reason}"
    return replace(row, standing=Standing.IN, why=Why.RULE, reason=told)
