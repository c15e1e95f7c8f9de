"""The map of a day: each province a shape with its colour, its link and the number on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from khuyencong.registry.outlines import Islands, dots, path, rings, sheet
from khuyencong.web.portal.map_country import Country, Province, country_on
from khuyencong.web.portal.map_steps import Amount, Step, Value, step_of

#: The heights of a number in units of the sheet, and their classes; a phone shows the first alone.
NUMBERS = ((76, "large"), (44, "middling"), (34, "little"))
#: How wide a digit is to that height, and how high; with a little air.
WIDE, HIGH = 0.64, 0.8
WITHOUT_VALUE = "m0"


@dataclass(frozen=True, slots=True)
class Outline:
    """The land and the small islands of a province as SVG paths, and where a number has room."""

    land: str
    islands: tuple[Islands, ...]
    x: int = 0
    y: int = 0
    room: int = 0

    @property
    def dots(self) -> str:
        """Return the islands too small for an outline, as an SVG path of dots."""
        return dots(mark for group in self.islands for mark in group.marks)


@dataclass(frozen=True, slots=True)
class Shape:
    """A province on the map. `number` is "" where there is no room for it."""

    province: Province
    outline: Outline
    css: str
    title: str
    number: str
    number_css: str


@dataclass(frozen=True, slots=True)
class MapView:
    """All that the template draws."""

    country: Country
    shapes: list[Shape]
    steps: list[Step]
    adrift: Outline | None  # islands whose province of the day the register does not know
    width: int
    height: int
    missing: list[Province]

    @property
    def without_value(self) -> int:
        """Return how many provinces have no value."""
        return sum(shape.css == WITHOUT_VALUE for shape in self.shapes)


def province_map(on: date, values: Mapping[str, Value] | None = None) -> MapView:
    """Return the map of the provinces of a day, coloured by the values of their keys; two queries.

    A province whose land has no outline is in `missing`, not on the map.
    """
    return draw(country_on(on), values or {})


def draw(country: Country, values: Mapping[str, Value]) -> MapView:
    """Return the map of a country already read; no query."""
    outlines = outlines_of(frozenset(country.holders.items()))
    css, steps = step_of(values[p.key] for p in country.provinces if p.key in values)
    shapes = [
        _shape(province, outlines[province.key], values.get(province.key), css)
        for province in country.provinces
        if province.key in outlines
    ]
    missing = [province for province in country.provinces if province.key not in outlines]
    drawn = sheet()
    return MapView(country, shapes, steps, outlines.get(""), drawn.width, drawn.height, missing)


@lru_cache(maxsize=8)
def outlines_of(holders: frozenset[tuple[str, str]]) -> dict[str, Outline]:
    """Return the outline of every holder, by its key, "" for nobody; few sets of holders exist."""
    drawn = sheet()
    holder_of = dict(holders)
    islands: dict[str, tuple[Islands, ...]] = {}
    for group in drawn.islands:
        holder = holder_of.get(group.province, "")
        islands[holder] = (*islands.get(holder, ()), group)
    lands = rings(drawn.arcs, holder_of)
    return {
        key: Outline(path(lands.get(key, ())), islands.get(key, ()), *drawn.spots.get(key, ()))
        for key in lands.keys() | islands.keys()
    }


def _shape(
    province: Province, outline: Outline, value: Value | None, css: Mapping[Amount, str]
) -> Shape:
    name = str(province)[:1].upper() + str(province)[1:]
    if value is None:
        return Shape(province, outline, WITHOUT_VALUE, f"{name}: chưa có số", "", "")
    size = next((css for high, css in NUMBERS if _fits(value.short, outline, high)), "")
    number = value.short if size else ""
    return Shape(province, outline, css[value.amount], f"{name}: {value.full}", number, size)


def _fits(text: str, outline: Outline, height: int) -> bool:
    """Return whether a text of that height has room; the room is twice as wide as high."""
    return max(HIGH * height, WIDE * height * len(text) / 2) <= 2 * outline.room
