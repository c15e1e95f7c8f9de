"""Bars that lie: one for each of several names, the longest the whole width."""

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
    long,
    rule,
    text,
    whole,
    wrapped,
)
from khuyencong.values.numbers import format_number

#: The room of the names at the left.
NAMES = 520
HIGH = 46


def row_chart(
    names: Sequence[str], series: Series, *, unit: str = "", label: Label = format_number
) -> str:
    """Return the SVG of a bar for each name, its number behind it; `label` words a value.

    Raises ValueError for what cannot be drawn.
    """
    checked(names, (series,))
    fills = Fills((names, series))
    told = [UNKNOWN if value is None else label(value) for value in series.values]
    room = max(100, WIDTH - NAMES - GAP - max(map(long, told)) - GAP)
    most = max((value for value in series.values if value is not None), default=0)
    y = SIZE + GAP if unit else 0
    drawn = [text(0, SIZE - 4, f"Đơn vị: {unit}", anchor="start", size=SMALL)] if unit else []
    top = y
    for name, value, number in zip(names, series.values, told, strict=True):
        lines = wrapped(name, NAMES - GAP)
        high = max(HIGH, len(lines) * (SIZE + 4)) + GAP
        drawn += _name(lines, y + high // 2)
        drawn.append(_bar(value, most, room, y + (high - HIGH) // 2, fills))
        end = NAMES + (value * room // most if value else 0) + GAP // 2
        drawn.append(text(end, y + high // 2 + SIZE // 3, number, anchor="start"))
        y += high
    return whole(y, *drawn, rule(NAMES, top, NAMES, y))


def _name(lines: Sequence[str], middle: int) -> list[str]:
    first = middle + SIZE // 3 - (len(lines) - 1) * (SIZE + 4) // 2
    return [
        text(NAMES - GAP, first + at * (SIZE + 4), line, anchor="end")
        for at, line in enumerate(lines)
    ]


def _bar(value: int | None, most: int, room: int, y: int, fills: Fills) -> str:
    if not value:
        return ""
    return bar(NAMES, y, max(1, value * room // most), HIGH, fills.of(0))
