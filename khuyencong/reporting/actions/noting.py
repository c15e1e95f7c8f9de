"""What every act on a duty does: lock it, look at the table of steps, write it down."""

from datetime import datetime
from typing import Any
from uuid import UUID

from khuyencong.core import journal
from khuyencong.core.identity import new_id
from khuyencong.core.lines import line
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.core.workflow import Step
from khuyencong.reporting.actions.standing import bring_up
from khuyencong.reporting.models import Duty, DutyAct
from khuyencong.reporting.rules import NOT_YOURS, body_of_step
from khuyencong.reporting.states import DUTY_STEPS

REASON, BASIS, WORDS, PAPER = 1000, 190, 190, 80
APART = "Người ghi đã gửi không được tự tiếp nhận hoặc trả lại báo cáo ấy: xin để người khác làm."


class ChangedMeanwhile(Refused):
    """Somebody else did something with this report meanwhile; nothing was written."""

    def __init__(self) -> None:
        super().__init__(
            "Người khác vừa ghi một việc với báo cáo này. Chưa ghi gì: xin xem lại rồi làm tiếp."
        )


def locked(by: Actor, duty: Duty, name: str, seen: UUID) -> tuple[Duty, Step]:
    """Return the duty as it stands now, locked, and the step; Refused where it may not be taken.

    `seen` is the stamp of the version that the person looked at.
    """
    rows = Duty.objects.select_for_update(of=("self",)).select_related("custodian", "receiver")
    row = rows.get(id=duty.id)
    step = DUTY_STEPS[name]
    if not by.may(step.permission, of=body_of_step(step, row)):
        raise Refused(NOT_YOURS)
    if row.stamp != seen:
        raise ChangedMeanwhile
    return row, DUTY_STEPS.require(name, row.state)


def require_apart(by: Actor, duty: Duty, step: Step) -> None:
    """Refuse who noted a sending of this report himself."""
    if step.apart_from and duty.submissions.filter(by=by.id).exists():
        raise Refused(APART)


def take(
    step: Step,
    duty: Duty,
    by: Actor,
    at: datetime,
    *,
    reason: str = "",
    facts: dict[str, str] | None = None,
    told: dict[str, Any] | None = None,
) -> Duty:
    """Take a step of the receiver: act, standing, journal; `told` is what else the act says."""
    reason = line(reason, "Lý do", REASON, required=step.needs_reason)
    also = told or {}
    DutyAct.objects.create(duty=duty, step=step.name, by=by.id, at=at, reason=reason, **also)
    return taken(step, duty, duty.receiver_id, by, at, facts or {})


def taken(
    step: Step, duty: Duty, body: UUID, by: Actor, at: datetime, facts: dict[str, str]
) -> Duty:
    """Let the duty stand where what was just said leaves it; note it in the journal of a body."""
    bring_up([duty])
    duty.changed_at, duty.stamp = at, new_id()
    duty.save(update_fields=["changed_at", "stamp"])
    journal.record(
        f"reporting.{step.name}",
        custodian=body,
        about=f"duty:{duty.id}",
        at=at,
        by=by.id,
        facts={"form": duty.form, "period": duty.period.code or "", **facts},
    )
    return duty
