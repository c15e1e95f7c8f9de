"""How an answer is said: its number exact, its line of method, what it is of."""

from collections.abc import Sequence
from decimal import Decimal

from khuyencong.ingestion.meaning import Question
from khuyencong.ingestion.shown import MONEY_UNITS, NO_BREAK, amount
from khuyencong.ingestion.states import Stage
from khuyencong.reading.model import Number
from khuyencong.reports.effect import LEAST, TOO_THIN, Estimate, TooThin
from khuyencong.reports.queries.answers import Answer
from khuyencong.values.measures import DATED_BY
from khuyencong.values.numbers import format_number
from khuyencong.values.rounding import Exact, percent_of, round_half_up
from khuyencong.values.vocabulary import Activity, FundingSource, unit_label

#: At most so many decimals of a tỷ or a triệu; what needs more is said in a smaller unit.
DECIMALS = 3
#: Counts below this are written with a leading zero in an official report: "09 đề án".
TEN = 10
ALL = Decimal(100)
_CONTENTS = {str(content): content.label for content in Activity}
_SOURCES = {str(source): source.label.lower() for source in FundingSource}


def exact(value: Number, unit: str) -> str:
    """Return a value with its unit, nothing rounded away: 30.722,3 triệu đồng, 465 người."""
    if unit != "VND":
        return amount(value, unit)
    size, name = _unit_of(int(value))
    words = format_number(Decimal(int(value)) / size).replace("-", "−")
    return f"{words}{NO_BREAK}{name}"


def alike(values: Sequence[Number], unit: str) -> tuple[list[str], str]:
    """Return values in one unit, nothing rounded away, and its name: 550, 1.385 · triệu đồng."""
    if unit != "VND":
        return [format_number(value).replace("-", "−") for value in values], unit_label(unit)
    size, name = min(_unit_of(int(value)) for value in values)
    words = [format_number(Decimal(int(value)) / size).replace("-", "−") for value in values]
    return words, name


def _unit_of(dong: int) -> tuple[int, str]:
    """Return the largest common unit that the amount reaches and that tells it exactly."""
    for size, name in MONEY_UNITS.items():
        if size != 10**3 and abs(dong) >= size and dong * 10**DECIMALS % size == 0:
            return size, name
    return 1, MONEY_UNITS[1]


def official(answer: Answer) -> str | None:
    """Return the number as an official report writes it: "09", "16,15 tỷ đồng", "13,14%"."""
    value, unit = answer.value, answer.measure.unit
    if value is None:
        return None
    if unit in ("VND", "percent"):
        return exact(value, unit)
    if isinstance(value, int) and 0 < value < TEN:
        return f"{value:02d}"
    return format_number(value)


def of_what(question: Question) -> str:
    """Return content, source and detail in words; "" for all of them together."""
    told = []
    if question.activity != Activity.TOTAL:
        told.append(_CONTENTS[question.activity])
    if question.funding_source:
        told.append(_SOURCES[question.funding_source])
    if question.detail:
        told.append(question.detail)
    return " · ".join(told)


def of_target(done: Exact, target: Exact, *, written: Decimal | None = None) -> str:
    """Return how much of a target was reached: "đạt 79,17 % mục tiêu", "vượt 42,99 % mục tiêu".

    With `written` the percentage is the one a report wrote, not the one reckoned here.
    """
    percent = percent_of(done, target) if written is None else written
    verb, said = ("vượt", percent - ALL) if percent > ALL else ("đạt", percent)
    return f"{verb} {format_number(said.normalize())}{NO_BREAK}% mục tiêu"


def changed(found: Estimate | TooThin) -> str:
    """Return how the supported changed, in words; no effect yet, for others changed too."""
    if isinstance(found, TooThin):
        return (
            f"Trước và sau: {TOO_THIN}: {found.supported} cơ sở được hỗ trợ có số lao động"
            f" cả trước và sau; cần từ {LEAST} cơ sở."
        )
    return f"Trước và sau: cơ sở được hỗ trợ thay đổi bình quân {_estimate(found)} lao động."


def compared(found: Estimate | TooThin) -> str:
    """Return by how much more the supported grew than others like them, in words."""
    if isinstance(found, TooThin):
        return f"So với cơ sở tương tự: {found.why}"
    clear = "" if found.is_clear else " Khoảng này có số 0: chưa thể nói là có tác động."
    return (
        f"So với {found.others} cơ sở tương tự, {found.supported} cơ sở được hỗ trợ tăng hơn"
        f" {_estimate(found)} lao động.{clear}"
    )


def _estimate(found: Estimate) -> str:
    value, low, high = (
        format_number(round_half_up(Decimal(str(one)), 1)).replace("-", "−")
        for one in (found.value, found.low, found.high)
    )
    return f"{value} (từ {low} đến {high})"


def method_line(answer: Answer) -> str:
    """Return how the number is meant: step · dated by · whose · counted by."""
    measure = answer.measure
    told = [
        Stage(answer.question.stage).label,
        DATED_BY[measure.dated_by],
        "của chủ kế hoạch",
        measure.counted_by,
    ]
    if answer.implied:
        told.append("suy ra từ tỷ lệ trong báo cáo")
    return " · ".join(told)
