"""How long a line below a text is drawn: Word keeps no measure of the text above it."""

import unicodedata

#: Widths in thousandths of the letter size, Times bold. Only lines are drawn by them.
_CAPITAL, _SMALL, _NARROW, _WIDE = 720, 500, 300, 960
_NARROWS, _WIDES = frozenset("IJijltfr.,;:'-()/ "), frozenset("MWmw")
_POINT = 25.4 / 72


def width(text: str, size: int) -> float:
    """Return about how many millimetres a bold text of a size in points is long."""
    letters = unicodedata.normalize("NFD", text)
    told = sum(_of(char) for char in letters if not unicodedata.combining(char))
    return told * size / 1000 * _POINT


def _of(char: str) -> int:
    if char in _NARROWS:
        return _NARROW
    if char in _WIDES:
        return _WIDE
    return _CAPITAL if char.isupper() else _SMALL


def indent(text: str, size: int, room: float, part: float) -> float:
    """Return how far in from both sides of `room` millimetres a line of a part of a text begins."""
    length = min(width(text, size), room) * part
    return (room - length) / 2
