"""What charts are drawn of: letters, bars, fillings. Ten units are a millimetre on paper."""

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

WIDTH = 1650
#: Letters of 11 points and of 10.
SIZE, SMALL = 39, 35
GAP = 20
UNKNOWN = "chưa có"
Label = Callable[[int], str]
#: Told apart in print without colour: the one red, greys, and lines on white.
_FILLS = ("#8e1b1f", "#c9c9c9", "/", "#5c5c5c", "\\", "#ffffff")
MOST = len(_FILLS)


@dataclass(frozen=True)
class Series:
    """What one kind of bar tells: whole numbers from 0 on, None where a number is not known."""

    name: str
    values: tuple[int | None, ...]

    def __post_init__(self) -> None:
        if any(value is not None and value < 0 for value in self.values):
            raise ValueError("bars begin at nothing: no value is negative")


class Fills:
    """The fillings of a chart, under names that no other chart on the page has."""

    def __init__(self, told: object):
        self._name = f"v{zlib.crc32(repr(told).encode()):08x}"

    def of(self, index: int) -> str:
        """Return what fills the bars of a series."""
        fill = _FILLS[index]
        return fill if fill.startswith("#") else f"url(#{self._name}-{index})"

    @property
    def drawn(self) -> str:
        """Return the fillings that are lines, drawn once."""
        lines = "".join(self._lines(i) for i, fill in enumerate(_FILLS) if len(fill) == 1)
        return f"<defs>{lines}</defs>"

    def _lines(self, index: int) -> str:
        turn = 45 if _FILLS[index] == "/" else -45
        return (
            f'<pattern id="{self._name}-{index}" width="14" height="14"'
            f' patternUnits="userSpaceOnUse" patternTransform="rotate({turn})">'
            '<rect width="14" height="14" fill="#ffffff"/>'
            '<rect width="4" height="14" fill="#222222"/></pattern>'
        )


def bar(x: int, y: int, width: int, height: int, fill: str) -> str:
    """Return a filled rectangle with a thin edge."""
    return (
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{fill}"'
        ' stroke="#222222" stroke-width="2"/>'
    )


def text(x: int, y: int, told: str, *, anchor: str = "middle", size: int = SIZE) -> str:
    """Return letters that stand on the height `y`."""
    return f'<text x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}">{escape(told)}</text>'


def upright(x: int, y: int, told: str) -> str:
    """Return letters that are read from below upward, from the height `y`."""
    turn = f'transform="rotate(-90 {x} {y})"'
    return f'<text x="{x}" y="{y}" font-size="{SMALL}" {turn}>{escape(told)}</text>'


def rule(x1: int, y1: int, x2: int, y2: int) -> str:
    """Return a line."""
    return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="#222222" stroke-width="3"/>'


def long(told: str, size: int = SIZE) -> int:
    """Return about how long letters are; rather too long."""
    return len(told) * size * 56 // 100


def wrapped(told: str, room: int, size: int = SIZE) -> list[str]:
    """Return the lines of a name that goes into a room; a word that is too long stays whole."""
    lines: list[str] = []
    for word in told.split():
        if lines and long(f"{lines[-1]} {word}", size) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def legend(series: Sequence[Series], fills: Fills) -> tuple[str, int]:
    """Return what tells the bars of several series apart, and how high it stands."""
    drawn, x, y = [], 0, 0
    for index, one in enumerate(series):
        width = SIZE + GAP + long(one.name) + 2 * GAP
        if x and x + width > WIDTH:
            x, y = 0, y + SIZE + GAP
        drawn.append(bar(x + 2, y + 4, SIZE, SIZE - 4, fills.of(index)))
        drawn.append(text(x + SIZE + GAP, y + SIZE - 4, one.name, anchor="start"))
        x += width
    return "".join(drawn), y + SIZE + 2 * GAP


def whole(height: int, *parts: str) -> str:
    """Return the drawing."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}"'
        ' font-family="Times New Roman, Liberation Serif, serif" fill="#000000">'
        f"{''.join(parts)}</svg>"
    )


def checked(names: Sequence[str], series: Sequence[Series]) -> None:
    """Raise ValueError where a chart has nothing to show, or more than can be told apart."""
    if not names or not 1 <= len(series) <= MOST:
        raise ValueError(f"a chart has names, and 1 to {MOST} series")
    if any(len(one.values) != len(names) for one in series):
        raise ValueError("each series has a value for each name")
