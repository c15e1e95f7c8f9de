"""How every act with a version is done: lock, check, write down, note in the journal."""

from datetime import datetime
from typing import Any
from uuid import UUID

from khuyencong.accounts.models import User
from khuyencong.core import journal
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.core.workflow import Step
from khuyencong.plans.models import Plan, PlanAct, PlanVersion
from khuyencong.plans.queries.versions import content_hash
from khuyencong.plans.rules.steps import require_step
from khuyencong.plans.states import VersionState
from khuyencong.values.dates import VIETNAM, format_date
from khuyencong.values.text import clean

REASON = 1000
CHANGED = "Danh mục đã thay đổi sau khi anh/chị mở trang. Xin tải lại trang, xem lại rồi làm tiếp."
ALREADY = "Phiên bản này đã được {who} {what} lúc {when}."
WHAT = {
    VersionState.APPROVED: "duyệt",
    VersionState.RETURNED: "trả lại",
    VersionState.WITHDRAWN: "rút",
}
SOMEBODY = "một người khác"


def locked_plan(plan: Plan | UUID) -> Plan:
    """Return the plan locked until the transaction ends: every act with a version begins so."""
    key = plan.id if isinstance(plan, Plan) else plan
    return Plan.objects.select_for_update().get(id=key)


def locked(version: PlanVersion, *, seen: str = "") -> PlanVersion:
    """Return the version as it is now, its plan locked.

    `seen` is the fingerprint that the person's page was made from: Refused where it moved on.
    """
    plan = locked_plan(version.plan_id)
    row = PlanVersion.objects.select_for_update().get(id=version.id)
    row.plan = plan
    if seen and seen != row.content_hash:
        raise Refused(CHANGED)
    return row


def checked(version: PlanVersion, name: str, *, by: Actor, reason: str = "") -> tuple[Step, str]:
    """Return the step and the reason as it is kept; Refused where the step may not be taken.

    Who comes second is told who was first, and when.
    """
    reason = clean(reason)[:REASON]
    history = list(version.acts.values_list("step", "by"))
    owner = version.plan.owner_id
    if version.state in WHAT and by.may("plan.read", of=owner):
        _say_who_was_first(version, name)
    return require_step(name, version.state, by, owner, history, reason), reason


def write_down(
    version: PlanVersion,
    step: str,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    facts: dict[str, Any] | None = None,
) -> PlanAct:
    """Write what was done to a version, and note it in the journal of its owner."""
    told = PlanAct.objects.create(version=version, step=step, by=by.id, at=at, reason=reason)
    journal.record(
        f"plan.{step.strip('_')}",
        custodian=version.plan.owner_id,
        about=f"plan:{version.plan_id}",
        at=at,
        by=by.id,
        facts={"version": version.number, "hash": version.content_hash} | (facts or {}),
    )
    return told


def sealed(version: PlanVersion) -> PlanVersion:
    """Let the fingerprint of the version be that of its rows, and keep it."""
    version.content_hash = content_hash(version)
    version.save(update_fields=["content_hash"])
    return version


def _say_who_was_first(version: PlanVersion, name: str) -> None:
    if version.state == VersionState.RETURNED and name in ("arrange", "submit", "withdraw"):
        return
    assert version.decided_by is not None
    who = User.objects.filter(id=version.decided_by).values_list("full_name", flat=True).first()
    assert version.decided_at is not None
    local = version.decided_at.astimezone(VIETNAM)
    when = f"{local:%H:%M} ngày {format_date(local.date())}"
    what = WHAT[VersionState(version.state)]
    raise Refused(ALREADY.format(who=who or SOMEBODY, what=what, when=when))
