"""Numbers as a Vietnamese reader writes them: dots between thousands, a comma before decimals."""

from decimal import Decimal

from khuyencong.reading.model import Check, Figure, Number
from khuyencong.values.numbers import format_number
from khuyencong.values.rounding import round_half_up
from khuyencong.values.vocabulary import CheckKind, unit_label

#: From which amount of đồng on a larger unit is spoken, and its name.
MONEY_STEPS = ((10**9, "tỷ đồng"), (10**6, "triệu đồng"))
#: Kinds of check whose two sides are percents when no figure says otherwise.
PERCENTS = frozenset({CheckKind.SHARE, CheckKind.GROWTH, CheckKind.PERCENT_OF_TARGET})
NO_BREAK = "\u00a0"


def number(value: Number, places: int = 3) -> str:
    """Return `value` rounded half up to at most `places` decimals: 1.737,73."""
    return format_number(round_half_up(value, places)).replace("-", "−")


def amount(value: Number, unit: str | None) -> str:
    """Return `value` with its unit: 27,58 tỷ đồng · 43,49% · 465 người · 5,5."""
    if unit is None or unit == "ratio":
        return number(value)
    label = unit_label(unit)
    if label.startswith("%"):
        return number(value) + label
    if label.startswith("đồng"):
        return _money(value, label.removeprefix("đồng"))
    return f"{number(value)}{NO_BREAK}{label}"


def _money(dong: Number, per: str) -> str:
    for step, name in MONEY_STEPS:
        if abs(dong) >= step:
            return f"{number(Decimal(dong) / step)}{NO_BREAK}{name}{per}"
    return f"{number(dong)}{NO_BREAK}đồng{per}"


def unit_of(check: Check, figures: list[Figure]) -> str | None:
    """Return the unit of what `check` states and computes, None for a bare number."""
    for figure in figures:
        if check.stated is not None and check.stated in (figure.value, figure.value_high):
            return figure.unit
    return "percent" if check.kind in PERCENTS else None


def calculation(check: Check, figures: list[Figure]) -> list[tuple[str, str]]:
    """Return what the report states, what its own figures give, and the difference, as words."""
    unit = unit_of(check, figures)
    lines = (
        ("Báo cáo ghi", check.stated),
        ("Tính lại từ báo cáo", check.computed),
        ("Chênh lệch", check.difference),
    )
    return [(label, amount(value, unit)) for label, value in lines if value is not None]
