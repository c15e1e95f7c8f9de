"""Upright bars over years, side by side or on one another."""

from collections.abc import Sequence

from khuyencong.documents.charts.shapes import (
    GAP,
    SIZE,
    SMALL,
    UNKNOWN,
    WIDTH,
    Fills,
    Label,
    Series,
    bar,
    checked,
    legend,
    long,
    rule,
    text,
    upright,
    whole,
    wrapped,
)
from khuyencong.values.numbers import format_number

#: How high the highest bar stands.
HEIGHT = 460


def year_chart(
    years: Sequence[str],
    series: Sequence[Series],
    *,
    unit: str = "",
    label: Label = format_number,
    stacked: bool = False,
) -> str:
    """Return the SVG of bars over years; `label` words a value, `unit` stands above at the left.

    Side by side each bar bears its number; stacked, each part that has the room, and above it the
    sum, where all its parts are known. Raises ValueError for what cannot be drawn.
    """
    checked(years, series)
    fills = Fills((years, series, stacked))
    keys, top = legend(series, fills) if len(series) > 1 else ("", 0)
    head = text(0, top + SIZE, f"Đơn vị: {unit}", anchor="start", size=SMALL) if unit else ""
    top += (SIZE + GAP if unit else 0) + _room(series, label, len(years), stacked)
    base, slot = top + HEIGHT, WIDTH // len(years)
    draw = _stacks if stacked else _groups
    bars = draw(series, label, base, slot, fills)
    below, depth = _names(years, base, slot)
    line = rule(0, base, WIDTH, base)
    return whole(base + depth, fills.drawn, keys, head, bars, line, below)


def _names(years: Sequence[str], base: int, slot: int) -> tuple[str, int]:
    lines = [wrapped(year, slot - GAP) for year in years]
    drawn = [
        text(i * slot + slot // 2, base + SIZE + GAP // 2 + at * (SIZE + 4), line)
        for i, told in enumerate(lines)
        for at, line in enumerate(told)
    ]
    return "".join(drawn), max(map(len, lines)) * (SIZE + 4) + GAP


def _groups(series: Sequence[Series], label: Label, base: int, slot: int, fills: Fills) -> str:
    most = max((v for one in series for v in one.values if v is not None), default=0)
    wide = _wide(slot, len(series))
    drawn = []
    for place, one in enumerate(series):
        for at, value in enumerate(one.values):
            x = at * slot + (slot - wide * len(series)) // 2 + place * wide
            height = _height(value, most)
            if value is not None:
                drawn.append(bar(x, base - height, wide, height, fills.of(place)))
            told = UNKNOWN if value is None else label(value)
            drawn.append(
                _above(x + wide // 2, base - height, told, _is_narrow(series, label, wide))
            )
    return "".join(drawn)


def _stacks(series: Sequence[Series], label: Label, base: int, slot: int, fills: Fills) -> str:
    columns = list(zip(*(one.values for one in series), strict=True))
    most = max(sum(v or 0 for v in column) for column in columns)
    wide = _wide(slot, 1)
    drawn = []
    for at, column in enumerate(columns):
        x, y = at * slot + (slot - wide) // 2, base
        for place, value in enumerate(column):
            height = _height(value, most)
            y -= height
            if value:
                drawn.append(bar(x, y, wide, height, fills.of(place)))
                drawn.append(_inside(x, y, wide, height, label(value)))
        total = UNKNOWN if None in column else label(sum(v or 0 for v in column))
        drawn.append(text(x + wide // 2, y - GAP // 2, total))
    return "".join(drawn)


def _inside(x: int, y: int, wide: int, height: int, told: str) -> str:
    """Return the number of a part on white, where the part is large enough for it."""
    size = long(told, SMALL)
    if height < SMALL + 12 or size + 8 > wide:
        return ""
    middle = x + wide // 2
    paper = (
        f'<rect x="{middle - size // 2 - 4}" y="{y + height // 2 - SMALL // 2 - 3}"'
        f' width="{size + 8}" height="{SMALL + 6}" fill="#ffffff"/>'
    )
    return paper + text(middle, y + height // 2 + SMALL // 3, told, size=SMALL)


def _above(x: int, y: int, told: str, is_narrow: bool) -> str:
    if is_narrow:
        return upright(x + SMALL // 3, y - GAP // 2, told)
    return text(x, y - GAP // 2, told, size=SMALL)


def _height(value: int | None, most: int) -> int:
    return 0 if not value else max(1, value * HEIGHT // most)


def _wide(slot: int, count: int) -> int:
    return max(4, min(slot * 8 // 10 // count, 220))


def _is_narrow(series: Sequence[Series], label: Label, wide: int) -> bool:
    return any(long(told, SMALL) > wide + GAP // 2 for told in _told(series, label))


def _told(series: Sequence[Series], label: Label) -> list[str]:
    return [UNKNOWN if v is None else label(v) for one in series for v in one.values]


def _room(series: Sequence[Series], label: Label, count: int, stacked: bool) -> int:
    """Return how much room the numbers above the highest bar need."""
    if stacked or not _is_narrow(series, label, _wide(WIDTH // count, len(series))):
        return SIZE + 2 * GAP
    return max(long(told, SMALL) for told in _told(series, label)) + GAP
