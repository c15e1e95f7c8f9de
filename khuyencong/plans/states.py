"""The words of a yearly plan, and the table of what may happen to one of its versions."""

from django.db.models import TextChoices

from khuyencong.core.workflow import Side, Step, Steps, states


class VersionKind(TextChoices):
    """What a version is to those before it; only the first one assigns."""

    ASSIGNED = "assigned", "Giao đầu năm"
    ADJUSTED = "adjusted", "Điều chỉnh"
    SUPPLEMENTED = "supplemented", "Bổ sung"


class VersionState(TextChoices):
    """Where a version of a plan stands."""

    DRAFT = "draft", "Đang xếp"
    SUBMITTED = "submitted", "Đã trình"
    RETURNED = "returned", "Trả lại để xếp lại"
    APPROVED = "approved", "Đã phê duyệt"
    WITHDRAWN = "withdrawn", "Đã rút"


class Standing(TextChoices):
    """Where a đề án stands in a version."""

    IN = "in", "Trong kế hoạch"
    RESERVE = "reserve", "Dự phòng"
    OUT = "out", "Không chọn"


class Why(TextChoices):
    """Who put a row where it stands."""

    RULE = "rule", "theo quy tắc"
    HAND = "hand", "xếp tay"
    KEPT = "kept", "giữ từ phiên bản trước"


V = VersionState

#: While a version is open, no other one of its plan is begun.
OPEN = states(V.DRAFT, V.SUBMITTED, V.RETURNED)
#: While it is so, its rows are put in order.
BEING_PREPARED = states(V.DRAFT, V.RETURNED)
#: Who did one of these may not approve the version.
PREPARING = frozenset({"begin", "arrange", "reassign", "submit"})

#: What was done to a version, in words of its history.
STEP_LABELS = {
    "begin": "Lập phiên bản",
    "arrange": "Xếp danh mục",
    "reassign": "Giao kinh phí giải phóng cho danh sách dự phòng",
    "submit": "Trình kế hoạch",
    "withdraw": "Rút phiên bản",
    "return_": "Trả lại để xếp lại",
    "approve": "Phê duyệt kế hoạch",
}

VERSION_STEPS = Steps(
    start=V.DRAFT,
    labels=dict(V.choices),
    rows=(
        Step(
            name="arrange",
            label="Xếp danh mục",
            sources=BEING_PREPARED,
            target=V.DRAFT,
            permission="plan.prepare",
            side=Side.OWNER,
        ),
        Step(
            name="submit",
            label="Trình kế hoạch",
            sources=BEING_PREPARED,
            target=V.SUBMITTED,
            permission="plan.submit",
            side=Side.OWNER,
            clause="TT 36/2013/TT-BCT, Điều 6",
        ),
        Step(
            name="withdraw",
            label="Rút phiên bản",
            sources=OPEN,
            target=V.WITHDRAWN,
            permission="plan.submit",
            side=Side.OWNER,
            needs_reason=True,
        ),
        Step(
            name="return_",
            label="Trả lại để xếp lại",
            sources=states(V.SUBMITTED),
            target=V.RETURNED,
            permission="plan.approve",
            side=Side.OWNER,
            needs_reason=True,
        ),
        Step(
            name="approve",
            label="Phê duyệt kế hoạch",
            sources=states(V.SUBMITTED),
            target=V.APPROVED,
            permission="plan.approve",
            side=Side.OWNER,
            apart_from=PREPARING,
            clause="TT 36/2013/TT-BCT, Điều 6",
        ),
    ),
)
