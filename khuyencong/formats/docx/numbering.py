"""The numbers Word shows before list items and never writes into the text: "1.", "a)", "-"."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from khuyencong.formats.trees import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_KEPT_BULLETS = {"-", "–", "—", "+", "*", "•"}
_ROMANS = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def roman(number: int) -> str:
    """Return a small Roman numeral; beyond 3999 the digits themselves."""
    if not 0 < number < 4000:
        return str(number)
    letters = ""
    for value, sign in _ROMANS:
        letters += sign * (number // value)
        number %= value
    return letters


def letter(number: int) -> str:
    """Return a … z, then aa, bb … as Word counts."""
    if number < 1:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 10)


_SHAPES: dict[str, Callable[[int], str]] = {
    "lowerLetter": letter,
    "upperLetter": lambda n: letter(n).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda n: roman(n).upper(),
    "decimalZero": lambda n: f"{n:02d}",
    "none": lambda n: "",
}


@dataclass(frozen=True, slots=True)
class Level:
    """How one depth of a list counts and looks: "%1.%2." is written `text`."""

    shape: str = "decimal"
    text: str = ""
    start: int = 1
    legal: bool = False  # every number above shown in Arabic digits


@dataclass(slots=True)
class _List:
    """One w:num: its levels, and the counters it shares with its abstract list."""

    levels: dict[int, Level]
    counters: dict[int, int]
    restarts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Gives each list paragraph its marker, in the order of the text."""

    def __init__(self, root: Element | None):
        self._lists: dict[str, _List] = {}
        if root is not None:
            self._lists = _lists_of(root)

    def marker(self, number: str, depth: int) -> str:
        """Return the marker of the next paragraph of list `number` at `depth` (0 the outermost)."""
        found = self._lists.get(number)
        level = found.levels.get(depth) if found else None
        if found is None or level is None:
            return ""
        start = found.restarts.pop(depth, None)
        counters = found.counters
        counters[depth] = start if start is not None else counters.get(depth, level.start - 1) + 1
        for deeper in [d for d in counters if d > depth]:
            del counters[deeper]
        return _shown(found.levels, level, counters)


def _shown(levels: dict[int, Level], level: Level, counters: dict[int, int]) -> str:
    if level.shape == "bullet":
        sign = level.text.strip()
        return sign if sign in _KEPT_BULLETS else "•"

    def number(match: re.Match[str]) -> str:
        depth = int(match[1]) - 1
        above = levels.get(depth, Level())
        shape = str if level.legal else _SHAPES.get(above.shape, str)
        return shape(counters.get(depth, above.start))

    return re.sub(r"%([1-9])", number, level.text).strip()


def _lists_of(root: Element) -> dict[str, _List]:
    abstract = {a.get(W + "abstractNumId"): a for a in root.iterchildren(W + "abstractNum")}
    linked = {_value(a, "styleLink"): a for a in abstract.values() if _value(a, "styleLink")}
    counters: dict[str, dict[int, int]] = {}
    lists = {}
    for num in root.iterchildren(W + "num"):
        key = _value(num, "abstractNumId")
        source = abstract.get(key)
        if source is None:
            continue
        source = linked.get(_value(source, "numStyleLink"), source)
        found = _List(_levels_of(source), counters.setdefault(key, {}))
        _override(found, num)
        lists[num.get(W + "numId")] = found
    return lists


def _override(found: _List, num: Element) -> None:
    for override in num.iterchildren(W + "lvlOverride"):
        depth = _int(override.get(W + "ilvl"), 0)
        found.levels.update(_levels_of(override))
        start = _value(override, "startOverride")
        if start:
            found.restarts[depth] = _int(start, 1)
            found.levels[depth] = replace(found.levels.get(depth, Level()), start=_int(start, 1))


def _levels_of(parent: Element) -> dict[int, Level]:
    levels = {}
    for lvl in parent.iterchildren(W + "lvl"):
        shape = _value(lvl, "numFmt") or "decimal"
        legal = lvl.find(W + "isLgl") is not None
        level = Level(shape, _value(lvl, "lvlText"), _int(_value(lvl, "start"), 1), legal)
        levels[_int(lvl.get(W + "ilvl"), 0)] = level
    return levels


def _value(parent: Element, name: str) -> str:
    child = parent.find(W + name)
    return str(child.get(W + "val", "")) if child is not None else ""


def _int(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else default
