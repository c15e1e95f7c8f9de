"""Who may do what, on loaded objects."""

from uuid import UUID

from khuyencong.applications.models import Request
from khuyencong.applications.states import EDITABLE, STEPS
from khuyencong.core.users import Actor
from khuyencong.core.workflow import Step

READ_NEEDS, RECORD_NEEDS = "need.read", "need.record"
READ, PREPARE = "request.read", "request.prepare"
DRAFT_PROJECT = "project.draft"
SCREEN = "request.screen"
READ_ESTABLISHMENT, KEEP_ESTABLISHMENT = "establishment.read", "establishment.edit"
#: What the people of an establishment do themselves with a request of theirs.
OWN_STEPS = ("send", "withdraw")


def may_record_needs(user: Actor, custodian_id: UUID) -> bool:
    """Return whether the user may open rounds and write needs down for this body."""
    return user.may(RECORD_NEEDS, of=custodian_id)


def may_carry(user: Actor, custodian_id: UUID) -> bool:
    """Return whether the user may carry the unmet needs of this body to the next year.

    Who asks at the door may not close a year: it is for who prepares requests.
    """
    return user.may(PREPARE, of=custodian_id)


def represents(user: Actor, request: Request) -> bool:
    """Return whether the user stands for the establishment that asks."""
    return request.establishment_id in user.represents()


def helps(user: Actor, request: Request) -> bool:
    """Return whether the user helps the establishment now, as it agreed by voice."""
    return request.helper == user.id


def may_read(user: Actor, request: Request) -> bool:
    """Return whether the user may see a request: of a body in scope, or of the own house."""
    return user.may(READ, of=request.custodian_id) or represents(user, request)


def may_prepare(user: Actor, request: Request) -> bool:
    """Return whether the user may change the answers now.

    What an establishment writes itself an officer changes only while he helps, with its consent.
    """
    return request.state in EDITABLE and _prepares(user, request)


def may_step(user: Actor, step: Step, request: Request) -> bool:
    """Return whether the user may take a step of this request, in whatever state it stands.

    Nobody of the establishment answers for the office, whatever office he holds.
    """
    if step.name in OWN_STEPS:
        return _prepares(user, request)
    return user.may(step.permission, of=request.custodian_id) and not represents(user, request)


def may_take(user: Actor, step: Step, request: Request) -> bool:
    """Return whether the table and the user's rights allow a step of this request."""
    return request.state in step.sources and may_step(user, step, request)


def may_help(user: Actor, request: Request) -> bool:
    """Return whether the user may go on with the draft of an establishment that agrees to it."""
    own = request.by_establishment and request.state in EDITABLE
    return own and not represents(user, request) and user.may(PREPARE, of=request.custodian_id)


def may_decide_claims(user: Actor, custodian_id: UUID) -> bool:
    """Return whether the user says who stands for the establishments of this body."""
    return user.may(KEEP_ESTABLISHMENT, of=custodian_id)


def open_steps(user: Actor, request: Request) -> dict[str, Step]:
    """Return the steps that the user may take now, by name."""
    return {step.name: step for step in STEPS if may_take(user, step, request)}


def _prepares(user: Actor, request: Request) -> bool:
    if represents(user, request):
        return True
    may = user.may(PREPARE, of=request.custodian_id)
    return may and (not request.by_establishment or helps(user, request))
