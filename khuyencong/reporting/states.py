"""The forms of reports, how their days are told, and the table of a duty's steps."""

from dataclasses import dataclass

from django.db.models import TextChoices

from khuyencong.core.workflow import Side, Step, Steps, states
from khuyencong.values.periods import Shape


class ReportForm(TextChoices):
    """Which report is owed; the value is the word of the command line."""

    MONTH = "month", "Báo cáo tháng"
    QUARTER = "quarter", "Báo cáo quý"
    HALF_YEAR = "half_year", "Báo cáo 6 tháng"
    NINE_MONTHS = "nine_months", "Báo cáo 9 tháng"
    YEAR = "year", "Báo cáo năm"
    PERIOD = "period", "Báo cáo giai đoạn"
    PLAN_REGISTRATION = "plan_registration", "Báo cáo đăng ký kế hoạch"
    THEMATIC = "thematic", "Báo cáo chuyên đề"


F = ReportForm
#: The shape of the period that a form tells of; any period for a thematic report.
SHAPES = {
    F.MONTH: Shape.MONTH,
    F.QUARTER: Shape.QUARTER,
    F.HALF_YEAR: Shape.HALF_YEAR,
    F.NINE_MONTHS: Shape.NINE_MONTHS,
    F.YEAR: Shape.YEAR,
    F.PERIOD: Shape.PROGRAMME,
    F.PLAN_REGISTRATION: Shape.YEAR,
}
#: Forms that come back by themselves; the others are owed when the receiver asks for them.
RECURRENT = (F.MONTH, F.QUARTER, F.HALF_YEAR, F.NINE_MONTHS, F.YEAR, F.PLAN_REGISTRATION)
#: A form that tells of what is to come has no days whose data it tells.
WITHOUT_DATA = (F.PLAN_REGISTRATION,)


class DataSpan(TextChoices):
    """Of which days a report tells what was done."""

    CUT_OFF = "cut_off", "từ ngày chốt kỳ trước đến ngày chốt kỳ này"
    WHOLE = "whole", "đúng các ngày của kỳ"
    UNSTATED = "unstated", "chưa quy định"


#: A cut-off day that every month has.
LAST_CUT_OFF = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How the days of a report are told.

    `cut_off_day` is the last day inside the data span, in the month `cut_off_months_before` the
    period's last one. The due day is the last day in time: `due_day` of the month
    `due_months_after` the period's last one (the last day of a shorter month), the eve of it with
    `due_is_before`; None where no source gives one.
    """

    data: str = DataSpan.UNSTATED
    cut_off_day: int | None = None
    cut_off_months_before: int = 0
    due_day: int | None = None
    due_months_after: int = 0
    due_is_before: bool = False


class DutyState(TextChoices):
    """Where a report that is owed stands."""

    OWED = "owed", "chưa gửi"
    SENT = "sent", "đã gửi, chờ tiếp nhận"
    RETURNED = "returned", "bị trả lại"
    ACCEPTED = "accepted", "đã tiếp nhận"
    EXCUSED = "excused", "không phải gửi"


S = DutyState
#: What the body that owes still has to do something about.
OPEN = (S.OWED, S.RETURNED)


class Answer(TextChoices):
    """What the receiver said of one sending; nothing yet is the empty word."""

    ACCEPTED = "accepted", "tiếp nhận"
    RETURNED = "returned", "trả lại"


class Outcome(TextChoices):
    """Whether a report was there in time."""

    UNKNOWN = "unknown", "chưa quy định hạn"
    WAITING = "waiting", "chưa đến hạn"
    IN_TIME = "in_time", "đúng hạn"
    LATE = "late", "trễ hạn"
    EXCUSED = "excused", "không phải gửi"


SEND, ACCEPT = "reporting.send", "reporting.accept"

#: What may happen to a duty. KEEPER is the body that owes, OWNER the one that receives.
DUTY_STEPS = Steps(
    start=S.OWED,
    labels={state.value: str(state.label) for state in S},
    rows=(
        Step(
            name="send",
            label="Ghi đã gửi báo cáo",
            sources=states(S.OWED, S.RETURNED),
            target=S.SENT,
            permission=SEND,
        ),
        Step(
            name="accept",
            label="Tiếp nhận",
            sources=states(S.SENT),
            target=S.ACCEPTED,
            permission=ACCEPT,
            side=Side.OWNER,
            apart_from=frozenset({"send"}),
        ),
        Step(
            name="return",
            label="Trả lại",
            sources=states(S.SENT, S.ACCEPTED),
            target=S.RETURNED,
            permission=ACCEPT,
            side=Side.OWNER,
            apart_from=frozenset({"send"}),
            needs_reason=True,
        ),
        Step(
            name="set_due",
            label="Ghi hạn gửi",
            sources=states(S.OWED),
            target=S.OWED,
            permission=ACCEPT,
            side=Side.OWNER,
            needs_reason=True,
        ),
        Step(
            name="excuse",
            label="Ghi không phải gửi",
            sources=states(S.OWED, S.RETURNED),
            target=S.EXCUSED,
            permission=ACCEPT,
            side=Side.OWNER,
            needs_reason=True,
        ),
        Step(
            name="ask_again",
            label="Yêu cầu gửi",
            sources=states(S.EXCUSED),
            target=S.OWED,
            permission=ACCEPT,
            side=Side.OWNER,
            needs_reason=True,
        ),
    ),
)
