"""The map of a measure: by the provinces' own values, or by what is known of their regions only."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from khuyencong.ingestion.shown import NO_BREAK
from khuyencong.reports.queries.breakdown import Row
from khuyencong.reports.queries.derived import Derived, derived
from khuyencong.reports.queries.nation import Nation
from khuyencong.reports.states import How
from khuyencong.web.portal.map_country import country_on
from khuyencong.web.portal.map_drawing import MapView, draw
from khuyencong.web.portal.map_steps import Value
from khuyencong.web.portal.national_table import Table
from khuyencong.web.portal.numbers import Door, bare, door_derived

#: The colour of a unit whose land lay in several regions.
MIXED = "mx"


@dataclass(frozen=True)
class RegionKey:
    """A line of the legend: the colour of a region, its name, its average."""

    css: str
    name: str
    door: Door


@dataclass(frozen=True)
class Coloured:
    """A map with its legend. `regions` is empty where the provinces' own values colour it."""

    view: MapView
    regions: list[RegionKey]
    mixed: int

    @property
    def by_region(self) -> bool:
        """Return whether a province is coloured by its region's value."""
        return bool(self.regions)


def coloured(nation: Nation, table: Table, *, by_region: bool) -> Coloured:
    """Return the map of a table; two queries."""
    day = nation.now.on if nation.now else nation.then.on
    rows = nation.table(table.question).provinces
    averages = _averages(nation, table) if by_region else {}
    if averages:
        return _by_region(nation, table, averages, day)
    values = {row.unit.key: _own(row, table) for row in rows if row.value is not None}
    return Coloured(draw(country_on(day), values), [], 0)


def _own(row: Row, table: Table) -> Value:
    assert row.value is not None
    short = bare(row.value, table.step or 1, 2)
    full = f"{short}{NO_BREAK}{table.unit}"
    if row.answer and row.answer.missing:
        full += f", thiếu số của {', '.join(row.answer.missing)}"
    return Value(row.value, short, full)


def _averages(nation: Nation, table: Table) -> dict[str, Derived]:
    found = {
        where: derived(nation, replace(table.question, where=where), How.AVERAGE)
        for where in nation.regions
    }
    return {where: told for where, told in found.items() if told}


def _by_region(nation: Nation, table: Table, averages: Mapping[str, Derived], day) -> Coloured:  # type: ignore[no-untyped-def]
    regions_of = _regions_of(nation, table)
    alone = {key: next(iter(held)) for key, held in regions_of.items() if len(held) == 1}
    values = {
        key: _regional(nation, table, averages[where], where)
        for key, where in alone.items()
        if where in averages
    }
    view = draw(country_on(day), values)
    mixed = {key for key, held in regions_of.items() if len(held) > 1}
    shapes = [
        replace(s, css=MIXED, title=f"{s.province}: đất của nhiều vùng trong báo cáo")
        if s.province.key in mixed
        else s
        for s in view.shapes
    ]
    css = {alone[s.province.key]: s.css for s in shapes if s.province.key in values}
    keys = [
        RegionKey(
            css.get(where, MIXED),
            nation.regions[where].name,
            door_derived(told, step=table.step, places=2),
        )
        for where, told in sorted(averages.items(), key=lambda item: -item[1].value)
    ]
    return Coloured(replace(view, shapes=shapes), keys, len(mixed))


def _regional(nation: Nation, table: Table, told: Derived, where: str) -> Value:
    """Return the colour of a province by its region: no number is written on it."""
    average = bare(told.value, table.step or 1, 2)
    name = nation.regions[where].name
    full = f"chỉ biết của cả vùng {name}, bình quân {average}{NO_BREAK}{table.unit} một tỉnh"
    return Value(told.value, "", full)


def _regions_of(nation: Nation, table: Table) -> dict[str, set[str]]:
    """Return in which regions of the period the land of each unit of the map lay."""
    region_of = {key: where for where, r in nation.regions.items() for key in r.members}
    found = {}
    for row in nation.table(table.question).provinces:
        origins = [unit.key for unit in row.made_of] or [row.unit.key]
        found[row.unit.key] = {region_of[key] for key in origins if key in region_of}
    return found
