"""Numbers as a Vietnamese reader writes them: dots between thousands, a comma before decimals."""

from decimal import Decimal

from khuyencong.reading.model import Check, Figure, Number
from khuyencong.values.numbers import format_number
from khuyencong.values.rounding import round_half_up
from khuyencong.values.vocabulary import CheckKind, unit_label

#: From which amount of đồng on a larger unit is spoken, and its name.
MONEY_STEPS: tuple[tuple[int, str], ...] = ((10**9, "tỷ đồng"), (10**6, "triệu đồng"))
#: Kinds of check whose two sides are percents when no figure says otherwise.
PERCENTS = frozenset({CheckKind.SHARE, CheckKind.GROWTH, CheckKind.PERCENT_OF_TARGET})
NO_BREAK = "\u00a0"


def number(value: Number, places: int = 3) -> str:
    """Return `value` rounded half up to at most `places` decimals: 1.737,73."""
    return format_number(round_half_up(value, places)).replace("-", "−")


def amount(value: Number, unit: str | None) -> str:
    """Return `value` with its unit: 27,58 tỷ đồng · 43,49% · 465 người · 5,5."""
    return amounts([value], unit)[0]


def amounts(values: list[Number], unit: str | None, places: int = 3) -> list[str]:
    """Return values of one unit in one scale, that of the first: never tỷ beside triệu."""
    label = unit_label(unit) if unit and unit != "ratio" else ""
    step, name = 1, label
    if label.startswith("đồng"):
        step, word = _scale(values[0])
        name = word + label.removeprefix("đồng")
    gap = "" if not name or name.startswith("%") else NO_BREAK
    return [f"{number(Decimal(value) / step, places)}{gap}{name}" for value in values]


def _scale(dong: Number) -> tuple[int, str]:
    """Return the unit in which an amount of đồng is spoken, and how many đồng it is."""
    size = abs(Decimal(dong))
    return next((pair for pair in MONEY_STEPS if size >= pair[0]), (1, "đồng"))


def unit_of(check: Check, figures: list[Figure]) -> str | None:
    """Return the unit of what `check` states and computes, None for a bare number."""
    for figure in figures:
        if check.stated is not None and check.stated in (figure.value, figure.value_high):
            return figure.unit
    return "percent" if check.kind in PERCENTS else None


def calculation(check: Check, figures: list[Figure]) -> list[tuple[str, str]]:
    """Return what the report states, what its own figures give, and the difference, as words."""
    lines = (
        ("Báo cáo ghi", check.stated),
        ("Tính lại từ báo cáo", check.computed),
        ("Chênh lệch", check.difference),
    )
    told = [(label, value) for label, value in lines if value is not None]
    shown = amounts([value for _, value in told], unit_of(check, figures)) if told else []
    return [(label, value) for (label, _), value in zip(told, shown, strict=True)]
