"""Fairs and showrooms: what kind, where a fair stands, how a booth was given."""

from django.db.models import TextChoices

from khuyencong.core.workflow import Step, Steps, states


class FairKind(TextChoices):
    """What the programme did: the variants of the result that a fair becomes."""

    ORGANISED = "organised", "Tổ chức tại địa phương"
    JOINED = "joined", "Tham gia trong nước"
    ORGANISED_ABROAD = "organised_abroad", "Tổ chức ở nước ngoài"
    JOINED_ABROAD = "joined_abroad", "Tham gia ở nước ngoài"


class FairState(TextChoices):
    """Where a fair stands."""

    REGISTERING = "registering", "Đang nhận đăng ký"
    ALLOTTED = "allotted", "Đã xếp gian"
    HELD = "held", "Đã tổng kết"
    CANCELLED = "cancelled", "Không tổ chức"


F = FairState
FAIR_STEPS = Steps(
    start=F.REGISTERING,
    labels=dict(F.choices),
    rows=(
        Step(
            name="allot",
            label="Chốt sơ đồ gian",
            sources=states(F.REGISTERING),
            target=F.ALLOTTED,
            permission="fair.edit",
        ),
        Step(
            name="reopen",
            label="Mở lại đăng ký",
            sources=states(F.ALLOTTED),
            target=F.REGISTERING,
            permission="fair.edit",
            needs_reason=True,
        ),
        Step(
            name="hold",
            label="Tổng kết, ghi vào kết quả",
            sources=states(F.ALLOTTED),
            target=F.HELD,
            permission="fair.edit",
        ),
        Step(
            name="cancel",
            label="Không tổ chức nữa",
            sources=states(F.REGISTERING, F.ALLOTTED),
            target=F.CANCELLED,
            permission="fair.edit",
            needs_reason=True,
        ),
    ),
)


class GivenBy(TextChoices):
    """How an exhibitor came to a booth."""

    DRAWN = "drawn", "Bốc thăm"
    ASSIGNED = "assigned", "Xếp theo danh sách"
