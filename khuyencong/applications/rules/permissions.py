"""Who may do what, on loaded objects."""

from uuid import UUID

from khuyencong.applications.models import Request
from khuyencong.applications.states import EDITABLE, STEPS
from khuyencong.core.users import Actor
from khuyencong.core.workflow import Step

READ_NEEDS, RECORD_NEEDS = "need.read", "need.record"
READ, PREPARE = "request.read", "request.prepare"
DRAFT_PROJECT = "project.draft"


def may_record_needs(user: Actor, custodian_id: UUID) -> bool:
    """Return whether the user may open rounds and write needs down for this body."""
    return user.may(RECORD_NEEDS, of=custodian_id)


def may_carry(user: Actor, custodian_id: UUID) -> bool:
    """Return whether the user may carry the unmet needs of this body to the next year.

    Who asks at the door may not close a year: it is for who prepares requests.
    """
    return user.may(PREPARE, of=custodian_id)


def may_read(user: Actor, custodian_id: UUID) -> bool:
    """Return whether the user may see the requests of this body."""
    return user.may(READ, of=custodian_id)


def may_prepare(user: Actor, request: Request) -> bool:
    """Return whether the user may change the answers now."""
    return request.state in EDITABLE and user.may(PREPARE, of=request.custodian_id)


def may_take(user: Actor, step: Step, request: Request) -> bool:
    """Return whether the table and the user's roles allow a step of this request."""
    return request.state in step.sources and user.may(step.permission, of=request.custodian_id)


def open_steps(user: Actor, request: Request) -> dict[str, Step]:
    """Return the steps that the user may take now, by name."""
    return {step.name: step for step in STEPS if may_take(user, step, request)}
