"""The states of a proposal, the table of its steps, and what limits and causes are."""

from django.db.models import TextChoices

from khuyencong.core.workflow import Side, Step, Steps, states


class ProposalKind(TextChoices):
    """What is raised: something wished for, or something that stands in the way."""

    PROPOSAL = "proposal", "Kiến nghị"
    DIFFICULTY = "difficulty", "Vướng mắc"


class RaisedBy(TextChoices):
    """Who raised it first."""

    ESTABLISHMENT = "establishment", "Cơ sở công nghiệp nông thôn"
    COMMUNE = "commune", "Xã, phường, đặc khu"
    PROVINCE = "province", "Sở, Trung tâm khuyến công"
    CONFERENCE = "conference", "Nêu tại hội nghị"


class ProposalState(TextChoices):
    """Where a proposal stands."""

    OPEN = "open", "Chờ trả lời"
    RETURNED = "returned", "Trả lại để nói rõ"
    IN_DRAFT = "in_draft", "Đã đưa vào dự thảo văn bản"
    ANSWERED = "answered", "Đã trả lời"
    WITHDRAWN = "withdrawn", "Đã rút"


class TagKind(TextChoices):
    """What a tag says: what falls short, or why."""

    LIMIT = "limit", "Hạn chế"
    CAUSE = "cause", "Nguyên nhân"


P = ProposalState
#: What somebody still has to do something about.
WAITING = (P.OPEN, P.RETURNED)

PROPOSAL_STEPS = Steps(
    start=P.OPEN,
    labels={state.value: str(state.label) for state in P},
    rows=(
        Step(
            name="pass_up",
            label="Chuyển lên cấp trên",
            sources=states(P.OPEN),
            target=P.OPEN,
            permission="proposal.pass",
            needs_reason=True,
        ),
        Step(
            name="set_due",
            label="Ghi hạn trả lời",
            sources=states(P.OPEN),
            target=P.OPEN,
            permission="proposal.pass",
        ),
        Step(
            name="return",
            label="Trả lại để nói rõ",
            sources=states(P.OPEN),
            target=P.RETURNED,
            permission="proposal.pass",
            needs_reason=True,
        ),
        Step(
            name="raise_again",
            label="Nói rõ, gửi lại",
            sources=states(P.RETURNED),
            target=P.OPEN,
            permission="proposal.raise",
            side=Side.OWNER,
            needs_reason=True,
        ),
        Step(
            name="draft",
            label="Đưa vào dự thảo văn bản",
            sources=states(P.OPEN),
            target=P.IN_DRAFT,
            permission="proposal.answer",
            apart_from=frozenset({"raise", "raise_again"}),
            needs_reason=True,
        ),
        Step(
            name="answer",
            label="Trả lời",
            sources=states(P.OPEN, P.IN_DRAFT),
            target=P.ANSWERED,
            permission="proposal.answer",
            apart_from=frozenset({"raise", "raise_again"}),
            needs_reason=True,
        ),
        Step(
            name="withdraw",
            label="Rút",
            sources=states(P.OPEN, P.RETURNED),
            target=P.WITHDRAWN,
            permission="proposal.raise",
            side=Side.OWNER,
            needs_reason=True,
        ),
    ),
)
