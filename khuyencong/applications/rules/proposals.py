"""Who may do what with a proposal, on loaded objects."""

from uuid import UUID

from khuyencong.applications.models import Proposal
from khuyencong.applications.states import PROPOSAL_STEPS
from khuyencong.core.users import Actor
from khuyencong.core.workflow import Side, Step

READ_PROPOSALS, RAISE = "proposal.read", "proposal.raise"
RECORD_REMARKS = "remark.record"


def body_of_step(step: Step, proposal: Proposal) -> UUID:
    """Return whose right a step needs: of who raised it, or of who has it before him."""
    return proposal.custodian_id if step.side == Side.OWNER else proposal.holder_id


def may_take_step(user: Actor, step: Step, proposal: Proposal, apart_from: frozenset[UUID]) -> bool:
    """Return whether table, roles and the separation of persons allow a step now.

    `apart_from` are the persons who took a step that this one is apart from.
    """
    return (
        proposal.state in step.sources
        and user.id not in apart_from
        and user.may(step.permission, of=body_of_step(step, proposal))
    )


def open_proposal_steps(user: Actor, proposal: Proposal, raisers: frozenset[UUID]) -> list[Step]:
    """Return the steps that the user may take now, in the order of the table."""
    return [
        step
        for step in PROPOSAL_STEPS
        if may_take_step(user, step, proposal, raisers if step.apart_from else frozenset())
    ]
