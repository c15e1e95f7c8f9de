"""Numbers as a Vietnamese reader writes them: dots between thousands, a comma before decimals."""

from decimal import Decimal

from khuyencong.reading.model import Check, Figure, Number
from khuyencong.values.errors import Unreadable
from khuyencong.values.numbers import format_number, read_number
from khuyencong.values.rounding import round_half_up
from khuyencong.values.vocabulary import CheckKind, unit_label

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


def _written_step(figure: Figure) -> int | None:
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
