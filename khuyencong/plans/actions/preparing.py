"""A plan is opened, a version begun, its rows put in order by the rules or by hand."""

from datetime import datetime

from django.db import transaction

from khuyencong.core import journal
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.plans.actions.arranging import arranged
from khuyencong.plans.actions.rows import put_in_order, write_rows
from khuyencong.plans.actions.taking import (
    checked,
    locked,
    locked_plan,
    sealed,
    write_down,
)
from khuyencong.plans.models import Plan, PlanRow, PlanVersion
from khuyencong.plans.queries.versions import in_force, open_version
from khuyencong.plans.rules.wishes import Wishes
from khuyencong.plans.states import Standing, VersionKind, VersionState, Why
from khuyencong.projects.states import Level
from khuyencong.registry.models import Organisation
from khuyencong.registry.states import OrganisationKind
from khuyencong.values.text import clean

MAY_NOT = "Anh/chị không có quyền xếp kế hoạch của đơn vị này."
YEARS = range(2000, 2100)
ONE_OPEN = "Kế hoạch này đang có {version} chưa xong. Xin trình duyệt hoặc rút phiên bản ấy trước."
FIRST = "Kế hoạch chưa được giao lần đầu: chưa có gì để điều chỉnh, bổ sung."
ONCE = "Kế hoạch đã được giao; thay đổi bằng phiên bản điều chỉnh hoặc bổ sung."
SAY_WHY = "Ghi vì sao có phiên bản này."
MINE_TO_TELL = "Ghi lý do xếp khác đề xuất."
#: Who plans money of the nation; every other body plans its own.
NATIONAL = (OrganisationKind.AGENCY, OrganisationKind.MINISTRY)
TOLD = 1000


@transaction.atomic
def open_plan(*, by: Actor, owner: Organisation, year: int, at: datetime) -> Plan:
    """Open the plan of a body for a year; the one that is there where there is one."""
    if not by.may("plan.prepare", of=owner.id):
        raise Refused(MAY_NOT)
    if year not in YEARS:
        raise Refused(f"Năm kế hoạch phải từ {YEARS[0]} đến {YEARS[-1]}.")
    level = Level.NATIONAL if owner.kind in NATIONAL else Level.LOCAL
    plan, is_new = Plan.objects.get_or_create(
        owner=owner, year=year, level=level, defaults={"recorded_at": at}
    )
    if is_new:
        journal.record("plan.opened", custodian=owner.id, about=f"plan:{plan.id}", at=at, by=by.id)
    return plan


@transaction.atomic
def begin_version(*, by: Actor, plan: Plan, kind: str, at: datetime, told: str = "") -> PlanVersion:
    """Begin a version: the first from all that is appraised, a later one from the one in force."""
    plan = locked_plan(plan)
    if not by.may("plan.prepare", of=plan.owner_id):
        raise Refused(MAY_NOT)
    version = new_version(by=by, plan=plan, kind=kind, told=told, at=at)
    write_rows(version, arranged(version, Wishes(), at))
    write_down(sealed(version), "begin", by=by, at=at)
    return version


def new_version(*, by: Actor, plan: Plan, kind: str, told: str, at: datetime) -> PlanVersion:
    """Return a new draft of a locked plan, still without rows; Refused where none may begin."""
    told = clean(told)[:TOLD]
    standing = open_version(plan)
    if standing:
        raise Refused(ONE_OPEN.format(version=str(standing).lower()))
    if (kind == VersionKind.ASSIGNED) != (in_force(plan) is None):
        raise Refused(ONCE if kind == VersionKind.ASSIGNED else FIRST)
    if kind != VersionKind.ASSIGNED and not told:
        raise Refused(SAY_WHY)
    return PlanVersion.objects.create(
        plan=plan,
        number=plan.versions.count() + 1,
        kind=kind,
        told=told,
        wishes=Wishes().kept(),
        content_hash="-",
        drafted_by=by.id,
        drafted_at=at,
    )


@transaction.atomic
def take_suggestion(
    *, by: Actor, version: PlanVersion, wishes: Wishes, at: datetime, seen: str = ""
) -> PlanVersion:
    """Let the rules put the rows in order anew; what was moved by hand is put back."""
    version = _open(version, by, seen)
    version.wishes = wishes.kept()
    write_rows(version, arranged(version, wishes, at))
    return _arranged(version, by, at, "Nhận đề xuất của quy tắc.")


@transaction.atomic
def move(
    *,
    by: Actor,
    version: PlanVersion,
    row: PlanRow,
    to: str,
    at: datetime,
    reason: str = "",
    seen: str = "",
) -> PlanVersion:
    """Put a đề án by hand into the plan, into the reserve, or out; the reason stays on record."""
    version = _open(version, by, seen)
    reason = clean(reason)
    if not reason:
        raise Refused(MINE_TO_TELL)
    rows = list(version.rows.order_by("rank"))
    moved = next(one for one in rows if one.id == row.id)
    moved.standing, moved.why, moved.reason = Standing(to), Why.HAND, reason[:TOLD]
    # It goes last into the plan, and first into what does not get in.
    others = [one for one in rows if one.id != moved.id]
    put_in_order(version, [*others, moved] if to == Standing.IN else [moved, *others])
    return _arranged(version, by, at, reason)


@transaction.atomic
def shift(
    *, by: Actor, version: PlanVersion, row: PlanRow, up: bool, at: datetime, seen: str = ""
) -> PlanVersion:
    """Let a đề án change places with the one above or below it, within where it stands."""
    version = _open(version, by, seen)
    rows = list(version.rows.order_by("rank"))
    here = next(number for number, one in enumerate(rows) if one.id == row.id)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(rows) or rows[here].standing != rows[there].standing:
        raise Refused("Đề án đã ở đầu hoặc cuối nhóm của nó.")
    rows[here], rows[there] = rows[there], rows[here]
    put_in_order(version, rows)
    return _arranged(version, by, at, "")


def _open(version: PlanVersion, by: Actor, seen: str) -> PlanVersion:
    version = locked(version, seen=seen)
    checked(version, "arrange", by=by)
    return version


def _arranged(version: PlanVersion, by: Actor, at: datetime, reason: str) -> PlanVersion:
    """Write the new order down; a returned version is a draft again."""
    version.state = VersionState.DRAFT
    version.submitted_by = version.submitted_at = None
    version.decided_by = version.decided_at = None
    version.save()
    write_down(sealed(version), "arrange", by=by, at=at, reason=reason)
    return version
