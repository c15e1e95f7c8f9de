"""An address as somebody tells it, old or new, and the communes of a day that it may mean.

"lục ngạn bắc giang", "xã Quý Sơn, huyện Lục Ngạn": any spelling, with or without kinds and
commas. What is no more leads through the lineage to what holds its territory on the day.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q

from khuyencong.registry.models import Lineage, Place, PlaceName, PlaceParent
from khuyencong.registry.queries.lineage import heirs
from khuyencong.registry.states import Level
from khuyencong.values.gazetteer import (
    LOWER_KINDS,
    PROVINCE_KINDS,
    days_label,
    marks_agree,
    search_form,
)
from khuyencong.values.gazetteer.names import syllables
from khuyencong.values.text import sort_key

#: More words than any address has; the rest of a longer text is not looked at.
_WORDS = 16
_SHORT = {"p": "phường", "x": "xã", "tt": "thị trấn", "h": "huyện", "q": "quận"}
_KINDS = {
    form.replace(".", " "): kind for form, kind in (PROVINCE_KINDS | LOWER_KINDS | _SHORT).items()
}
_KIND_FIRST = re.compile(f"({'|'.join(sorted(_KINDS, key=len, reverse=True))}) (.+)")
_KIND_WORDS = {word for kind in _KINDS for word in kind.split()}
_BREAKS = re.compile(r"[,;()/\[\]]+")


@dataclass(frozen=True, slots=True)
class Addressed:
    """A commune of the day; `through` names the units of another day by which it was found.

    `sure`: all that was told fits. Otherwise only the name does, and somebody should look.
    """

    place: Place
    within: str
    through: tuple[str, ...] = ()
    sure: bool = True

    @property
    def label(self) -> str:
        """Return "xã Lục Ngạn, tỉnh Bắc Ninh"."""
        return f"{self.place}, {self.within}" if self.within else str(self.place)


class NoAddress(LookupError):
    """Nobody of the commune level ever bore such a name; `str()` says so in Vietnamese."""


class WideAddress(LookupError):
    """The address names a province, or more communes than one can choose from."""


#: So many communes are offered to choose from, no more.
MOST = 60


def communes_at(typed: str, day: date) -> list[Addressed]:
    """Return the communes of a day that an address may mean: those that are named, then the rest.

    The longest beginning of the address that is a name counts, within what is told after it.
    Several for a namesake, a commune that was split, a district of old. Raises NoAddress,
    WideAddress. The queries grow with the generations between and the districts, not with the
    communes.
    """
    hits, sure = _named(typed)
    after = _BREAKS.split(typed, maxsplit=1)[1:]
    if not hits and after:
        # A commune gone before the register begins: its district of old is still known.
        hits, sure = [p for p in _named(after[0])[0] if p.level == Level.DISTRICT], False
    if not hits:
        raise NoAddress(
            f"Không có xã, phường hay đặc khu nào tên “{_short(typed)}”, ngày nay hay trước đây."
            " Xin xem lại chính tả, hoặc ghi tên xã rồi tới tên tỉnh."
        )
    if all(hit.level in (Level.PROVINCE, Level.COUNTRY) for hit in hits):
        raise WideAddress(
            f"“{_short(typed)}” là cấp tỉnh. Xin ghi tên xã, phường hoặc đặc khu, rồi tới tên tỉnh."
        )
    found = _on(day, hits, sure)
    if not found:
        raise NoAddress(f"Ngày đã chọn không có nơi nào giữ địa bàn của “{_short(typed)}”.")
    if len(found) > MOST:
        raise WideAddress(
            f"Có {len(found)} nơi ứng với “{_short(typed)}”. Xin ghi thêm huyện hoặc tỉnh,"
            " cách nhau bằng dấu phẩy."
        )
    return found


def _short(typed: str) -> str:
    return typed if len(typed) <= 60 else f"{typed[:60]}…"


# --- from words to units -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read an address: a name, the kind before it, and what is told after it."""

    kind: str
    name: str
    written: str
    tail: tuple[str, ...]

    def fits(self, name: PlaceName) -> bool:
        """Return whether a name may be meant: of that kind, without other marks than written."""
        return self.kind in ("", name.kind) and marks_agree(self.written, name.name)


def _readings(typed: str) -> list[_Reading]:
    """Return the ways to read an address, the longest name first."""
    parts = [part for part in _BREAKS.split(typed) if search_form(part)]
    if not parts:
        return []
    words = search_form(parts[0]).split()[:_WORDS]
    written = syllables(parts[0])
    after = [word for part in parts[1:] for word in search_form(part).split()][:_WORDS]
    found = []
    for size in range(len(words), 0, -1):
        head, tail = " ".join(words[:size]), (*words[size:], *after)
        if match := _KIND_FIRST.fullmatch(head):
            found.append(_Reading(_KINDS[match[1]], match[2], " ".join(written[:size]), tail))
        found.append(_Reading("", head, " ".join(written[:size]), tail))
    return found


def _named(typed: str) -> tuple[list[Place], bool]:
    """Return the units of the longest name that fits, and whether all that was told fits.

    Communes and old districts stand together; a province counts where there are neither.
    """
    readings = _readings(typed)
    names = PlaceName.objects.filter(folded__in={reading.name for reading in readings})
    bearers = defaultdict(list)
    for name in names.select_related("place"):
        bearers[name.folded].append(name)
    candidates = [
        (reading, [n.place for n in bearers[reading.name] if reading.fits(n)])
        for reading in readings
    ]
    kin = _Kin.of({place.id for _, places in candidates for place in places})
    for reading, places in candidates:
        fitting = [p for p in places if _fits(reading.tail, kin.around(p.id))]
        if fitting:
            return _lowest(fitting), True
    named = (places for reading, places in candidates if reading.kind or " " in reading.name)
    return _lowest(next(filter(None, named), [])), False


def _lowest(places: list[Place]) -> list[Place]:
    once = {place.id: place for place in places}
    below = [p for p in once.values() if p.level in (Level.COMMUNE, Level.DISTRICT)]
    return below or list(once.values())


def _fits(tail: tuple[str, ...], names: Iterable[str]) -> bool:
    """Return whether what stands after a name are names of what is above it, and kinds."""
    rest = f" {' '.join(tail)} "
    for name in sorted(names, key=len, reverse=True):
        rest = rest.replace(f" {name} ", " ").replace(f" {name} ", " ")
    return all(word in _KIND_WORDS for word in rest.split())


@dataclass
class _Kin:
    """For units, what they lay in, and what their kin of one step before and after lay in."""

    steps: dict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    above: dict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    names: dict[UUID, set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, places: set[UUID]) -> "_Kin":
        """Return the kin of places; four queries, however many there are."""
        kin = cls()
        links = Lineage.objects.filter(Q(predecessor__in=places) | Q(successor__in=places))
        for before, after in links.exclude(successor=None).values_list(
            "predecessor_id", "successor_id"
        ):
            kin.steps[before].add(after)
            kin.steps[after].add(before)
        low = places | {other for one in places for other in kin.steps[one]}
        middle = kin._add_parents(low)
        kin._add_parents(middle)
        above = {parent for parents in list(kin.above.values()) for parent in parents}
        for place, name in PlaceName.objects.filter(place__in=above).values_list(
            "place_id", "folded"
        ):
            kin.names[place].add(name)
        return kin

    def _add_parents(self, places: set[UUID]) -> set[UUID]:
        links = PlaceParent.objects.filter(place__in=places)
        for place, parent in links.values_list("place_id", "parent_id"):
            self.above[place].add(parent)
        return {parent for place in places for parent in self.above[place]}

    def around(self, place: UUID) -> set[str]:
        """Return the search forms of all that a unit and its kin ever lay in."""
        names: set[str] = set()
        for unit in {place, *self.steps[place]}:
            for parent in self.above[unit]:
                names |= self.names[parent]
                for grandparent in self.above[parent]:
                    names |= self.names[grandparent]
        return names


# --- from units to the communes of a day ---------------------------------------------------------


def _on(day: date, hits: list[Place], sure: bool) -> list[Addressed]:
    """Return the communes that hold on a day the territory of the units that were named."""
    communes = [hit for hit in hits if hit.level == Level.COMMUNE]
    units, sources = {}, defaultdict(set)
    for unit, source in _followed(communes, day):
        units[unit.id] = unit
        sources[unit.id].add(source)
    named = set(units)
    for district in (hit for hit in hits if hit.level == Level.DISTRICT):
        for unit in _communes_of(district, day):
            units[unit.id] = unit
            sources[unit.id].add(district)
    within = _within(units, day)
    found = [
        Addressed(unit, within.get(unit.id, ""), tuple(_told(sources[unit.id], unit)), sure)
        for unit in units.values()
    ]
    order = {one.place.id: (one.place.id not in named, *sort_key(one.place.name)) for one in found}
    return sorted(found, key=lambda one: (*order[one.place.id], one.place.key))


def _followed(communes: list[Place], day: date) -> Iterator[tuple[Place, Place]]:
    """Yield each unit held on a day with the commune it came from or became; one query a step."""
    edge = {(commune.id, commune.id): (commune, commune) for commune in communes}
    seen = set(edge)
    while edge:
        ended, unborn = defaultdict(list), defaultdict(list)
        for unit, source in edge.values():
            if unit.held_on(day):
                yield unit, source
            elif unit.valid_until and unit.valid_until <= day:
                ended[unit.id].append(source)
            else:
                unborn[unit.id].append(source)
        links = Lineage.objects.filter(Q(predecessor__in=ended) | Q(successor__in=unborn))
        steps = []
        for link in links.exclude(successor=None).select_related("predecessor", "successor"):
            assert link.successor
            before, after = link.predecessor, link.successor
            steps += [(after, source) for source in ended.get(before.id, ())]
            steps += [(before, source) for source in unborn.get(after.id, ())]
        edge = {
            (unit.id, source.id): (unit, source)
            for unit, source in steps
            if (unit.id, source.id) not in seen
        }
        seen |= set(edge)


def _communes_of(district: Place, day: date) -> list[Place]:
    """Return the communes of a district on a day, or who holds its territory on a later one."""
    if district.held_on(day):
        links = PlaceParent.objects.filter(parent=district).select_related("place")
        return [link.place for link in links if link.held_on(day)]
    return [heir.place for heir in heirs(district, day) if heir.place.level == Level.COMMUNE]


def _within(units: dict[UUID, Place], day: date) -> dict[UUID, str]:
    """Return what each unit belonged to on a day, the lowest first; two queries."""
    parents = _parents(units, day)
    above = _parents({parent.id: parent for parent in parents.values()}, day)
    return {
        unit: ", ".join(
            str(one) for one in (parent, above.get(parent.id)) if one and one.level != Level.COUNTRY
        )
        for unit, parent in parents.items()
    }


def _parents(units: Iterable[UUID], day: date) -> dict[UUID, Place]:
    links = PlaceParent.objects.filter(place__in=list(units)).select_related("parent")
    return {link.place_id: link.parent for link in links if link.held_on(day)}


def _told(sources: set[Place], unit: Place) -> Iterator[str]:
    """Yield the label of each unit of another day that led here."""
    for source in sorted(sources, key=lambda place: (place.level, place.key)):
        if source.id != unit.id:
            yield f"{source}{days_label(source.valid_from, source.valid_until)}"
