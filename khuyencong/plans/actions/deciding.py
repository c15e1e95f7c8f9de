"""A version is submitted, returned, withdrawn; its approval stands in `approving`."""

from datetime import datetime

from django.db import transaction

from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.plans.actions.taking import checked, locked, write_down
from khuyencong.plans.models import PlanVersion
from khuyencong.plans.queries.money import free_of, movements_of
from khuyencong.plans.queries.versions import plain_rows, what_changes
from khuyencong.plans.rules.content import Changes, PlainRow, only_adds
from khuyencong.plans.rules.movements import said_short, shortages
from khuyencong.plans.states import Standing, VersionKind, VersionState

NOTHING = "Phiên bản này không thay đổi gì so với kế hoạch đang thực hiện."
NOBODY = "Chưa có đề án nào trong kế hoạch."
TAKES_AWAY = "Bổ sung chỉ được thêm: {name} bị rút hoặc giảm tiền. Xin lập phiên bản điều chỉnh."


@transaction.atomic
def submit(*, by: Actor, version: PlanVersion, at: datetime, seen: str = "") -> PlanVersion:
    """Submit a version; Refused where it is over the budget or changes nothing."""
    version = locked(version, seen=seen)
    checked(version, "submit", by=by)
    refuse_unfit(version)
    return submitted(version, by, at)


def submitted(version: PlanVersion, by: Actor, at: datetime) -> PlanVersion:
    """Let a checked version wait for its approval."""
    version.state = VersionState.SUBMITTED
    version.submitted_by, version.submitted_at = by.id, at
    version.decided_by = version.decided_at = None
    version.save()
    write_down(version, "submit", by=by, at=at)
    return version


def refuse_unfit(version: PlanVersion) -> None:
    """Refuse a version that nobody could approve: over the budget, or without a change."""
    rows = plain_rows(version)
    found = what_changes(version, rows)
    inside = [row for row in rows if row.standing == Standing.IN]
    if not inside and not found.dropped:
        raise Refused(NOBODY)
    if found.is_empty:
        raise Refused(NOTHING)
    if version.kind == VersionKind.SUPPLEMENTED and not only_adds(found):
        raise Refused(TAKES_AWAY.format(name=_who_loses(found)))
    free = free_of(version.plan)
    short = shortages(movements_of(version.plan.year, inside, found.dropped), free)
    if short:
        raise Refused(said_short(short, free))


@transaction.atomic
def return_version(
    *, by: Actor, version: PlanVersion, reason: str, at: datetime, seen: str = ""
) -> PlanVersion:
    """Give a submitted version back to be put in order anew."""
    return _decided(by, version, "return_", VersionState.RETURNED, reason, at, seen)


@transaction.atomic
def withdraw_version(
    *, by: Actor, version: PlanVersion, reason: str, at: datetime, seen: str = ""
) -> PlanVersion:
    """Take a version back before it is approved; it stays on record."""
    return _decided(by, version, "withdraw", VersionState.WITHDRAWN, reason, at, seen)


def _decided(
    by: Actor,
    version: PlanVersion,
    name: str,
    state: VersionState,
    reason: str,
    at: datetime,
    seen: str,
) -> PlanVersion:
    version = locked(version, seen=seen)
    _, reason = checked(version, name, by=by, reason=reason)
    version.state, version.decided_by, version.decided_at = state, by.id, at
    version.save()
    write_down(version, name, by=by, at=at, reason=reason)
    return version


def _who_loses(found: Changes) -> str:
    lost: list[PlainRow] = [
        *found.dropped,
        *(one.row for one in found.changed if one.lowers),
    ]
    return f"“{lost[0].name}”"
