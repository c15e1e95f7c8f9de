"""The borders of provinces as arcs, each with the land on its two sides; any union is drawn alike.

Everything is in whole units of one sheet; docs/adr/0008 tells where the lines come from.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

SOURCE = Path(__file__).parent / "data" / "outlines.json"

Corner = tuple[int, int]
Line = tuple[Corner, ...]


@dataclass(frozen=True, slots=True)
class Arc:
    """A border, walked once: whose land lies to its left and to its right, "" for none of ours."""

    left: str
    right: str
    line: Line


@dataclass(frozen=True, slots=True)
class Islands:
    """Islands named on the sea and whose they were first; those too small for an outline are marks.

    `anchor` says which end of the name stands at x.
    """

    province: str
    label: str
    x: int
    y: int
    anchor: str
    marks: Line


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that is drawn whatever the day, and where numbers have room: x, y, half their height."""

    width: int
    height: int
    arcs: tuple[Arc, ...]
    islands: tuple[Islands, ...]
    spots: Mapping[str, tuple[int, int, int]]
    centres: Mapping[str, Corner]
    west: float
    north: float
    per_degree: tuple[float, float]

    @property
    def provinces(self) -> frozenset[str]:
        """Return the keys of those that have an outline of their own: the 63."""
        return frozenset(side for arc in self.arcs for side in (arc.left, arc.right) if side)

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return where a point of the globe lies on the sheet, in units."""
        wide, high = self.per_degree
        return (longitude - self.west) * wide, (self.north - latitude) * high


@lru_cache(maxsize=1)
def sheet() -> Sheet:
    """Return the sheet as scripts/build_map.py wrote it."""
    told = json.loads(SOURCE.read_text(encoding="utf-8"))
    return Sheet(
        **told["sheet"] | {"per_degree": tuple(told["sheet"]["per_degree"])},
        arcs=tuple(Arc(left, right, _walked(steps)) for left, right, steps in told["arcs"]),
        islands=tuple(
            Islands(**row | {"marks": tuple(map(tuple, row["marks"]))}) for row in told["islands"]
        ),
        spots={key: tuple(spot) for key, spot in told["spots"].items()},
        centres={key: tuple(point) for key, point in told["centres"].items()},
    )


def _walked(steps: list[int]) -> Line:
    x, y, *ways = steps
    corners = [(x, y)]
    for across, down in zip(ways[::2], ways[1::2], strict=True):
        x, y = x + across, y + down
        corners.append((x, y))
    return tuple(corners)


def rings(arcs: Iterable[Arc], group: Mapping[str, str]) -> dict[str, list[Line]]:
    """Return the closed outlines of each group of provinces; borders within a group vanish.

    `group` names the group of a province; one that it does not name is not drawn.
    """
    open_ends: dict[str, dict[Corner, list[Line]]] = defaultdict(lambda: defaultdict(list))
    for arc in arcs:
        left, right = group.get(arc.left, ""), group.get(arc.right, "")
        for side, line in ((left, arc.line), (right, arc.line[::-1])):
            if side and left != right:
                open_ends[side][line[0]].append(line)
    return {key: list(_closed(lines)) for key, lines in open_ends.items()}


def _closed(lines: dict[Corner, list[Line]]) -> Iterable[Line]:
    while lines:
        ring: list[Corner] = []
        at = next(iter(lines))
        while at in lines:
            line = lines[at].pop()
            if not lines[at]:
                del lines[at]
            ring += line[1:]
            at = line[-1]
        yield tuple(ring)


def path(outlines: Iterable[Line]) -> str:
    """Return closed outlines as the short form of an SVG path."""
    return "".join(_ring_path(ring) for ring in outlines)


def _ring_path(ring: Line) -> str:
    x, y = ring[0]
    steps = "".join(_pair(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(ring))
    return f"M{x}{_signed(y)}l{steps.lstrip()}z"


def _pair(across: int, down: int) -> str:
    return f"{across:d}{_signed(down)}" if across < 0 else f" {across:d}{_signed(down)}"


def _signed(number: int) -> str:
    return f"{number:d}" if number < 0 else f" {number:d}"


def dots(marks: Iterable[Corner]) -> str:
    """Return points as an SVG path whose round line ends are the dots."""
    return "".join(f"M{x}{_signed(y)}h0" for x, y in marks)
