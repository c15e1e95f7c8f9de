"""The states of needs and requests, and the table of a request's steps."""

from django.db.models import TextChoices

from khuyencong.core.workflow import Step, Steps, states


class RoundBy(TextChoices):
    """What a survey round goes by."""

    COMMUNE = "commune", "Theo xã"
    TRADE = "trade", "Theo ngành"
    CRAFT_VILLAGE = "craft_village", "Theo làng nghề"


class NeedState(TextChoices):
    """What became of a need."""

    OPEN = "open", "Chưa đáp ứng"
    REQUESTED = "requested", "Đã thành đề nghị"
    MET = "met", "Đã đáp ứng"
    CARRIED = "carried", "Đã chuyển năm sau"
    DROPPED = "dropped", "Không còn nhu cầu"


#: Whose year ended without help: still open, or carried to the next.
UNMET = (NeedState.OPEN, NeedState.CARRIED)


class RequestState(TextChoices):
    """Where a request stands."""

    DRAFT = "draft", "Đang soạn"
    SENT = "sent", "Đã gửi, chờ tiếp nhận"
    RECEIVED = "received", "Đã tiếp nhận, đang xem"
    RETURNED = "returned", "Trả lại để bổ sung"
    ACCEPTED = "accepted", "Đủ điều kiện, chờ lập đề án"
    IN_PROJECT = "in_project", "Đã đưa vào đề án"
    REFUSED = "refused", "Không đủ điều kiện"
    WITHDRAWN = "withdrawn", "Cơ sở đã rút"


class ClaimState(TextChoices):
    """What became of somebody's word that he acts for an establishment."""

    PENDING = "pending", "Chờ xác nhận"
    CONFIRMED = "confirmed", "Đã xác nhận"
    REFUSED = "refused", "Không xác nhận"
    WITHDRAWN = "withdrawn", "Đã rút"


S = RequestState
#: Whose answers may be changed.
EDITABLE = (S.DRAFT, S.RETURNED)
#: What keeps its need from being asked for again.
LIVING = (S.DRAFT, S.SENT, S.RECEIVED, S.RETURNED, S.ACCEPTED, S.IN_PROJECT)

STEPS = Steps(
    start=S.DRAFT,
    labels={state.value: str(state.label) for state in S},
    rows=(
        Step(
            name="send",
            label="Gửi",
            sources=states(S.DRAFT, S.RETURNED),
            target=S.SENT,
            permission="request.prepare",
            clause="Điều 10.2 TT 36/2013/TT-BCT",
        ),
        Step(
            name="receive",
            label="Tiếp nhận",
            sources=states(S.SENT),
            target=S.RECEIVED,
            permission="request.screen",
        ),
        Step(
            name="return",
            label="Trả lại để bổ sung",
            sources=states(S.SENT, S.RECEIVED),
            target=S.RETURNED,
            permission="request.screen",
            needs_reason=True,
        ),
        Step(
            name="accept",
            label="Kết luận đủ điều kiện",
            sources=states(S.RECEIVED),
            target=S.ACCEPTED,
            permission="request.screen",
        ),
        Step(
            name="refuse",
            label="Kết luận không đủ điều kiện",
            sources=states(S.RECEIVED),
            target=S.REFUSED,
            permission="request.screen",
            needs_reason=True,
        ),
        Step(
            name="withdraw",
            label="Rút đề nghị",
            sources=states(S.DRAFT, S.SENT, S.RECEIVED, S.RETURNED, S.ACCEPTED),
            target=S.WITHDRAWN,
            permission="request.prepare",
            needs_reason=True,
        ),
        Step(
            name="take",
            label="Đưa vào đề án",
            sources=states(S.ACCEPTED),
            target=S.IN_PROJECT,
            permission="project.draft",
        ),
        Step(
            name="give_back",
            label="Đưa ra khỏi đề án",
            sources=states(S.IN_PROJECT),
            target=S.ACCEPTED,
            permission="project.draft",
            needs_reason=True,
        ),
    ),
)
