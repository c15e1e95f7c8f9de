"""Rounds of the vote: at which level, where they stand, the table of their steps."""

from django.db.models import IntegerChoices, TextChoices

from khuyencong.core.workflow import Step, Steps, states


class RoundLevel(TextChoices):
    """The levels of the vote, lowest first; districts ended on 30/6/2025 and stay for history."""

    DISTRICT = "district", "cấp huyện"
    PROVINCE = "province", "cấp tỉnh"
    REGION = "region", "cấp khu vực"
    NATION = "nation", "cấp quốc gia"

    @property
    def below(self) -> "RoundLevel | None":
        """Return the level from which a product climbs to this one; None for the lowest."""
        order = list(RoundLevel)
        at = order.index(self)
        return order[at - 1] if at else None


class Stage(IntegerChoices):
    """Scoring once, and once more where the council wants the best looked at again."""

    FIRST = 1, "Vòng một"
    SECOND = 2, "Vòng hai"


class RoundState(TextChoices):
    """Where a round stands."""

    PREPARED = "prepared", "Đang chuẩn bị"
    CALLED = "called", "Đang nhận hồ sơ"
    GATHERED = "gathered", "Đã đóng nhận hồ sơ"
    SCORING = "scoring", "Đang chấm"
    TALLIED = "tallied", "Đã khóa điểm"
    SECOND = "second", "Đang chấm vòng hai"
    FINAL = "final", "Đã khóa điểm vòng hai"
    DECIDED = "decided", "Hội đồng đã kết luận"
    RECOGNISED = "recognised", "Đã công nhận"
    CANCELLED = "cancelled", "Đã dừng"


R = RoundState
#: While jurors may write on their sheets, and in which stage.
SCORABLE = {R.SCORING: Stage.FIRST, R.SECOND: Stage.SECOND}

ROUND_STEPS = Steps(
    start=R.PREPARED,
    labels=dict(R.choices),
    rows=(
        Step(
            name="call",
            label="Phát động, nhận hồ sơ",
            sources=states(R.PREPARED),
            target=R.CALLED,
            permission="voting.organise",
        ),
        Step(
            name="gather",
            label="Đóng nhận hồ sơ",
            sources=states(R.CALLED),
            target=R.GATHERED,
            permission="voting.organise",
        ),
        Step(
            name="begin_scoring",
            label="Bắt đầu chấm",
            sources=states(R.GATHERED),
            target=R.SCORING,
            permission="voting.minutes",
        ),
        Step(
            name="tally",
            label="Khóa điểm vòng một",
            sources=states(R.SCORING),
            target=R.TALLIED,
            permission="voting.minutes",
        ),
        Step(
            name="begin_second",
            label="Mở chấm vòng hai",
            sources=states(R.TALLIED),
            target=R.SECOND,
            permission="voting.minutes",
        ),
        Step(
            name="tally_second",
            label="Khóa điểm vòng hai",
            sources=states(R.SECOND),
            target=R.FINAL,
            permission="voting.minutes",
        ),
        Step(
            name="decide",
            label="Đóng phiên họp hội đồng",
            sources=states(R.TALLIED, R.FINAL),
            target=R.DECIDED,
            permission="voting.minutes",
        ),
        Step(
            name="recognise",
            label="Ghi quyết định công nhận",
            sources=states(R.DECIDED),
            target=R.RECOGNISED,
            permission="certificate.issue",
        ),
        Step(
            name="cancel",
            label="Dừng cuộc bình chọn",
            sources=states(R.PREPARED, R.CALLED, R.GATHERED),
            target=R.CANCELLED,
            permission="voting.organise",
            needs_reason=True,
        ),
    ),
)
