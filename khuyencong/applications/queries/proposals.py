"""Proposals: whose a person sees, which wait for him, and the way that one has gone."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from khuyencong.applications.models import Proposal, ProposalMove, Remark, Tag
from khuyencong.applications.rules.proposals import READ_PROPOSALS, open_proposal_steps
from khuyencong.applications.states import PROPOSAL_STEPS, WAITING, ProposalState
from khuyencong.core.users import Actor
from khuyencong.core.workflow import Step
from khuyencong.law.models import LegalDocument
from khuyencong.registry.models import Establishment, Organisation
from khuyencong.registry.queries import bodies_above
from khuyencong.registry.queries.establishments import found_by, is_personal, standing

#: Whose right lets a person act for a body that has a proposal before it.
ACTING = ("proposal.answer", "proposal.pass")


def proposals_visible_to(user: Actor | None) -> QuerySet[Proposal]:
    """Return the proposals that bodies of the user raised, have, or had before them."""
    if user is None:
        return Proposal.objects.none()
    custodians = user.custodians(READ_PROPOSALS)
    if custodians is None:
        return Proposal.objects.all()
    passed = ProposalMove.objects.filter(to_body__in=custodians).values("proposal")
    return Proposal.objects.filter(Q(custodian_id__in=custodians) | Q(id__in=passed))


def remarks_visible_to(user: Actor | None) -> QuerySet[Remark]:
    """Return the limits and causes noted by bodies the user answers for."""
    if user is None:
        return Remark.objects.none()
    custodians = user.custodians(READ_PROPOSALS)
    every = Remark.objects.all()
    return every if custodians is None else every.filter(custodian_id__in=custodians)


def listed_proposals(rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """Return proposals with what a list shows, the latest first; two queries."""
    shown = rows.select_related("custodian", "holder", "place", "establishment")
    standing = Remark.objects.filter(superseded_at=None).select_related("tag")
    tagged = shown.prefetch_related(Prefetch("remarks", queryset=standing, to_attr="standing"))
    return tagged.order_by("-raised_on", "-id")


def waiting_for(user: Actor) -> Q:
    """Return the condition that somebody must act, and that this person may."""
    held = Q(pk__in=[])
    for permission in ACTING:
        held |= _in(user.custodians(permission), "holder")
    own = _in(user.custodians("proposal.raise"), "custodian")
    return Q(state=ProposalState.OPEN) & held | Q(state=ProposalState.RETURNED) & own


def _in(custodians: frozenset[UUID] | None, field: str) -> Q:
    return Q() if custodians is None else Q(**{f"{field}_id__in": custodians})


def overdue(on: date) -> Q:
    """Return the condition that the day somebody entered has passed without an answer."""
    return Q(state__in=WAITING, due_on__lt=on)


def tagged(code: str) -> Q:
    """Return the condition that a limit or cause under this tag was drawn from a proposal."""
    drawn = Remark.objects.filter(tag_id=code, superseded_at=None).exclude(proposal=None)
    return Q(id__in=drawn.values("proposal"))


def tags() -> QuerySet[Tag]:
    """Return the vocabulary in its order."""
    return Tag.objects.order_by("position")


def drafts() -> QuerySet[LegalDocument]:
    """Return the drafts of the law's register that a proposal may be taken into."""
    return LegalDocument.objects.filter(is_draft=True).order_by("-year", "title")


@dataclass(frozen=True)
class Hop:
    """One hop of the way, in words."""

    move: ProposalMove
    label: str


@dataclass(frozen=True)
class ProposalView:
    """All that the page of a proposal shows."""

    proposal: Proposal
    hops: list[Hop]
    remarks: list[Remark]
    steps: list[Step]
    above: list[Organisation]

    def people(self) -> set[UUID]:
        """Return the ids of those whose names the page shows."""
        told = {hop.move.by for hop in self.hops} | {remark.by for remark in self.remarks}
        return {one for one in told if one}


def proposal_view(user: Actor, proposal: Proposal, on: date) -> ProposalView:
    """Return the page of a proposal for a person on a day; the hops in their order."""
    moves = list(proposal.moves.select_related("from_body", "to_body").order_by("at", "id"))
    remarks = proposal.remarks.filter(superseded_at=None).select_related("tag", "custodian")
    raisers = frozenset(
        move.by for move in moves if move.by and move.name in ("raise", "raise_again")
    )
    steps = open_proposal_steps(user, proposal, raisers)
    passes = any(step.name == "pass_up" for step in steps)
    above = bodies_above(proposal.holder, on) if passes else []
    return ProposalView(
        proposal=proposal,
        hops=[Hop(move, label_of(move.name)) for move in moves],
        remarks=list(remarks.order_by("tag__position")),
        steps=[step for step in steps if step.name != "pass_up" or above],
        above=above,
    )


def establishments_raising(user: Actor, typed: str) -> QuerySet[Establishment]:
    """Return establishments by name for which the user may raise something; none by a number."""
    custodians = user.custodians("proposal.raise")
    rows = standing(Establishment.objects.all())
    rows = rows if custodians is None else rows.filter(custodian_id__in=custodians)
    found = rows.none() if not typed or is_personal(typed) else found_by(rows, typed)
    return found.select_related("commune", "custodian__parent")


def label_of(name: str) -> str:
    """Return the words of a hop."""
    return "Nêu kiến nghị" if name == "raise" else PROPOSAL_STEPS[name].label


def count_waiting(user: Actor) -> int:
    """Return how many proposals wait for this person; one query."""
    return proposals_visible_to(user).filter(waiting_for(user)).count()
