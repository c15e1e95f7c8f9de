"""How figures look to a Vietnamese reader: 1.737,73 tỷ đồng, and what one was understood as."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from khuyencong.ingestion.states import Review
from khuyencong.reading.model import Check, Figure, Number
from khuyencong.values.errors import Unreadable
from khuyencong.values.gazetteer import days_label
from khuyencong.values.numbers import format_number, read_number
from khuyencong.values.periods import Period, Shape
from khuyencong.values.rounding import round_half_up
from khuyencong.values.vocabulary import (
    Activity,
    Bound,
    CheckKind,
    FundingSource,
    unit_label,
)

if TYPE_CHECKING:
    from khuyencong.ingestion.models import Observation

#: In which units an amount of đồng is spoken, the largest first.
MONEY_UNITS: dict[int, str] = {
    10**9: "tỷ đồng",
    10**6: "triệu đồng",
    10**3: "nghìn đồng",
    1: "đồng",
}
#: Kinds of check whose two sides are percents when no figure says otherwise.
PERCENTS = frozenset({CheckKind.SHARE, CheckKind.GROWTH, CheckKind.PERCENT_OF_TARGET})
NO_BREAK = "\u00a0"
#: The one measure by content whose money is nobody's but the establishments'.
COUNTERPART = "money.counterpart"
_BOUNDS = {bound.value: bound.label for bound in Bound}
_CONTENTS = {activity.value: activity.label for activity in Activity}
_SOURCES = {source.value: source.label for source in FundingSource}


def day(told: str | int) -> str:
    """Return an end of a period as an office writes it: 2024 · 3/2024 · 14/3/2024."""
    return "/".join(part.lstrip("0") for part in reversed(str(told).split("-")))


def number(value: Number, places: int = 3) -> str:
    """Return `value` rounded half up to at most `places` decimals: 1.737,73."""
    return format_number(round_half_up(value, places)).replace("-", "−")


def amount(value: Number, unit: str | None) -> str:
    """Return `value` with its unit: 27,58 tỷ đồng · 43,49% · 465 người · 5,5."""
    return amounts([value], unit)[0]


def amounts(
    values: list[Number], unit: str | None, *, step: int | None = None, places: int = 3
) -> list[str]:
    """Return values of one unit in one scale: `step` đồng, else that which suits the first."""
    label = unit_label(unit) if unit and unit != "ratio" else ""
    size, name = 1, label
    if label.startswith("đồng"):
        size = step or _suitable(values[0])
        name = MONEY_UNITS[size] + label.removeprefix("đồng")
    gap = "" if not name or name.startswith("%") else NO_BREAK
    return [f"{number(Decimal(value) / size, places)}{gap}{name}" for value in values]


def _suitable(dong: Number) -> int:
    """Return the largest of the common units that the amount reaches; thousands are not common."""
    size = abs(Decimal(dong))
    return next((unit for unit in MONEY_UNITS if unit != 10**3 and size >= unit), 1)


def _written_step(figure: "Observation | Figure") -> int | None:
    """Return in how many đồng the report counts a figure: "8.572,3 triệu" → 1.000.000."""
    try:
        written = read_number(figure.number)
    except Unreadable:
        return None
    steps = (unit for unit in MONEY_UNITS if written * unit == figure.value)
    return next(steps, None)


def calculation(check: Check, figures: list[Figure]) -> list[tuple[str, str]]:
    """Return what the report states, what its own figures give, and the difference, as words.

    All three are counted as the report counts what it states: tỷ beside tỷ, triệu beside triệu.
    """
    lines = (
        ("Báo cáo ghi", check.stated),
        ("Tính lại từ báo cáo", check.computed),
        ("Chênh lệch", check.difference),
    )
    told = [(label, value) for label, value in lines if value is not None]
    if not told:
        return []
    stated = _stated(check, figures)
    bare = "percent" if check.kind in PERCENTS else None
    shown = amounts(
        [value for _, value in told],
        stated.unit if stated else bare,
        step=_written_step(stated) if stated else None,
    )
    return [(label, value) for (label, _), value in zip(told, shown, strict=True)]


def _stated(check: Check, figures: list[Figure]) -> Figure | None:
    """Return the figure that says what the check calls stated."""
    if check.stated is None:
        return None
    said = (f for f in figures if check.stated in (f.value, f.value_high))
    return next(said, None)


def said(row: "Observation | Figure") -> str:
    """Return the value as read: "từ 3 đến 5 triệu đồng/tháng", "57/63 tỉnh", "trên 350 người".

    Money is counted as the report counts it, so that no digit is lost.
    """
    step = _written_step(row)
    value = amounts([row.value], row.unit, step=step)[0]
    if row.value_high is not None:
        value = f"từ {value} đến {amounts([row.value_high], row.unit, step=step)[0]}"
    if row.out_of is not None:
        value = f"{number(row.value)}/{number(row.out_of)} {unit_label(row.unit)}"
    return f"{_BOUNDS[row.bound]} {value}" if row.bound else value


def understood(row: "Observation") -> list[str]:
    """Return what a figure was understood as, part by part; what is not known is said so."""
    measure = row.asked
    if measure is None:
        kind, activity = row.get_kind_display().lower(), row.get_activity_display()
        return ["Không trả lời chỉ tiêu nào", kind, activity, *_where_and_when(row)]
    parts = [measure.name, row.get_stage_display() or "chưa rõ bước"]
    if measure.by_content:
        parts.append(content(row.activity))
    if measure.by_content and measure.id != COUNTERPART:
        parts.append(source(row.funding_source))
    told = (row.detail, "suy ra từ tỷ lệ" if row.implied else "")
    return [*parts, *_where_and_when(row), *filter(None, told)]


def standing(row: "Observation") -> str:
    """Return how a figure stands, in one or two words."""
    if row.corrected and row.review == Review.ACCEPTED:
        return "Đã sửa"
    if row.review == Review.WAITING and not row.is_due:
        return "Không cần soát"
    return str(row.get_review_display())


def content(activity: str) -> str:
    """Return the name of a content; `total` is all of them together."""
    return "mọi nội dung" if activity == Activity.TOTAL else _CONTENTS[activity]


def source(code: str) -> str:
    """Return the name of a source of money; "" is all of the State's together."""
    return _SOURCES[code] if code else "mọi nguồn nhà nước"


def where(row: "Observation") -> str:
    """Return the territory a figure speaks of, "" where it is not known."""
    if row.region:
        return row.region.name
    if row.place is None:
        return ""
    return f"{row.place}{days_label(row.place.valid_from, row.place.valid_until)}"


def when(start: date | None, end: date | None) -> str:
    """Return half-open days as a person says them: "năm 2020", "2016–2020", "6 tháng đầu …"."""
    if start is None or end is None:
        return ""
    period = Period(start, end)
    if period.shape is Shape.PROGRAMME:
        return f"{start.year}–{period.last_day.year}"
    return str(period)


def _where_and_when(row: "Observation") -> list[str]:
    time = when(row.period_start, row.period_end)
    return [where(row) or "chưa rõ nơi", time or "chưa rõ thời gian"]
