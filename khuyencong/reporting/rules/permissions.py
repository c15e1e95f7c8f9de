"""Who may do what with a duty and with the terms of a report, on loaded objects."""

from uuid import UUID

from khuyencong.core.users import Actor
from khuyencong.core.workflow import Side, Step
from khuyencong.reporting.models import Duty
from khuyencong.reporting.states import DUTY_STEPS

READ = "report.read"
SEND, ACCEPT = "reporting.send", "reporting.accept"
PROPOSE, CONFIRM = "law.propose", "law.confirm"
NOT_YOURS = "Anh/chị không có quyền làm việc này với báo cáo của đơn vị này."


def body_of_step(step: Step, duty: Duty) -> UUID:
    """Return whose right a step needs: of the body that owes, or of the one that receives."""
    return duty.receiver_id if step.side == Side.OWNER else duty.custodian_id


def may_take_step(user: Actor, step: Step, duty: Duty, senders: frozenset[UUID]) -> bool:
    """Return whether table, roles and the separation of persons allow a step now.

    `senders` are the persons who noted a sending of this duty: nobody accepts what he sent.
    """
    return (
        duty.state in step.sources
        and not (step.apart_from and user.id in senders)
        and user.may(step.permission, of=body_of_step(step, duty))
    )


def open_steps(user: Actor, duty: Duty, senders: frozenset[UUID]) -> list[Step]:
    """Return the steps that the user may take now, in the order of the table."""
    return [step for step in DUTY_STEPS if may_take_step(user, step, duty, senders)]


def may_propose(user: Actor, body: UUID) -> bool:
    """Return whether the user may propose terms that this body answers for."""
    return user.may(PROPOSE, of=body)


def may_confirm(user: Actor, body: UUID, proposer: UUID | None) -> bool:
    """Return whether the user may confirm terms as the second person."""
    return user.id != proposer and user.may(CONFIRM, of=body)
