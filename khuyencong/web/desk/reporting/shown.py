"""How a report that is owed is shown: a sign and words for its state, never a colour alone."""

from dataclasses import dataclass

from khuyencong.reporting.models import Duty, Regime
from khuyencong.reporting.queries import DutyView
from khuyencong.reporting.states import (
    WITHOUT_DATA,
    DataSpan,
    DutyState,
    Outcome,
    ReportForm,
    Terms,
)
from khuyencong.values.dates import format_date

S, O, F = DutyState, Outcome, ReportForm  # noqa: E741


@dataclass(frozen=True)
class Shown:
    """A state as a cell shows it: sign, words, and the colour that goes with them."""

    sign: str
    words: str
    tone: str
    #: Beside the state: how late what came was.
    late: str = ""


def shown(view: DutyView) -> Shown:
    """Return how a duty is shown."""
    verdict = view.verdict
    late = f"trễ {verdict.late} ngày" if verdict.outcome == O.LATE else ""
    match view.duty.state:
        case S.ACCEPTED:
            return Shown("✓", "Đã nhận", "ok", late)
        case S.SENT:
            return Shown("→", "Đã gửi", "note", late)
        case S.RETURNED:
            return Shown("↩", "Trả lại", "warning", late)
        case S.EXCUSED:
            return Shown("–", "Không phải gửi", "")
    if verdict.outcome == O.LATE:
        return Shown("!", late.capitalize(), "error")
    if verdict.outcome == O.UNKNOWN:
        return Shown("?", "Chưa có hạn", "")
    return Shown("·", f"Còn {verdict.left} ngày" if verdict.left else "Hạn hôm nay", "")


#: The signs of a matrix and what they mean, in the order of a report's life.
LEGEND = (
    Shown("·", "còn ngày", ""),
    Shown("?", "chưa quy định hạn", ""),
    Shown("!", "trễ, chưa gửi", "error"),
    Shown("→", "đã gửi, chờ tiếp nhận", "note"),
    Shown("↩", "bị trả lại", "warning"),
    Shown("✓", "đã tiếp nhận", "ok"),
    Shown("–", "không phải gửi", ""),
)


def data_words(form: str, terms: Terms) -> str:
    """Return of which days a report tells, in words."""
    if form in WITHOUT_DATA:
        return "không có"
    if terms.data != DataSpan.CUT_OFF:
        return str(DataSpan(terms.data).label)
    before = terms.cut_off_months_before
    where = f"thứ {before} trước tháng cuối kỳ" if before else "cuối kỳ"
    return f"chốt ngày {terms.cut_off_day} tháng {where}"


#: In which month a period of a form ends, where that is always the same.
ENDS = {F.YEAR: 12, F.PLAN_REGISTRATION: 12, F.HALF_YEAR: 6, F.NINE_MONTHS: 9}


def due_words(form: str, terms: Terms) -> str:
    """Return by when a report must come, in words: "trước ngày 20/6 năm trước"."""
    if terms.due_day is None:
        return "chưa quy định"
    until = "trước ngày" if terms.due_is_before else "ngày"
    return f"{until} {terms.due_day}{_month_words(form, terms.due_months_after)}"


def _month_words(form: str, after: int) -> str:
    if form in ENDS:
        years, month = divmod(ENDS[F(form)] - 1 + after, 12)
        return f"/{month + 1}{YEARS.get(years, f', {abs(years)} năm trước')}"
    if after <= 0:
        return " tháng cuối kỳ" if not after else f" của {-after} tháng trước tháng cuối kỳ"
    return " tháng ngay sau kỳ" if after == 1 else f" tháng thứ {after} sau kỳ"


#: Of which year the day is, beside the year of the period.
YEARS = {0: " trong năm", 1: " năm sau", -1: " năm trước"}


def reminder_words(row: Regime) -> str:
    """Return when somebody is reminded, in words."""
    before = [str(-day) for day in sorted(row.reminders) if day <= 0]
    after = [str(day) for day in sorted(row.reminders) if day > 0]
    told = [f"trước {', '.join(before)} ngày"] if before else []
    told += [f"sau {', '.join(after)} ngày"] if after else []
    return "; ".join(told) or "không nhắc"


def data_days(duty: Duty) -> str:
    """Return the data span in words: "15/12/2025 – 14/12/2026"."""
    if duty.form in WITHOUT_DATA:
        return "không có"
    data = duty.data
    if data is None:
        return "chưa quy định"
    return f"{format_date(data.start)} – {format_date(data.last_day)}"
