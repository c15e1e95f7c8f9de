"""All places of one day at once, for long lists: what an address of that day means.

Three queries for a day, none for an address.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from khuyencong.registry.models import Organisation, Place, PlaceName, PlaceParent
from khuyencong.registry.models.dated import on_day
from khuyencong.registry.states import Level
from khuyencong.values.gazetteer import marks_agree, search_form

_KINDS = {
    "tinh": "tỉnh", "thanh pho": "thành phố", "tp": "thành phố", "huyen": "huyện", "h": "huyện",
    "quan": "quận", "q": "quận", "thi xa": "thị xã", "tx": "thị xã", "thi tran": "thị trấn",
    "tt": "thị trấn", "xa": "xã", "x": "xã", "phuong": "phường", "p": "phường", "f": "phường",
    "dac khu": "đặc khu",
}  # fmt: skip
_KIND = re.compile(rf"({'|'.join(sorted(_KINDS, key=len, reverse=True))}) (.+)")
_BREAKS = re.compile(r"\s*(?:[,;()/]|\s-\s|\n)\s*")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the day with its names and those of all it lies in."""

    place: Place
    kind: str
    name: str
    form: str
    above: tuple[UUID, ...]
    label: str


class Territory:
    """The places of a day that a body's lists may speak of: its own provinces, or all of them."""

    def __init__(self, day: date, provinces: Iterable[UUID] | None = None) -> None:
        self.day = day
        self._within = None if provinces is None else frozenset(provinces)
        self._spots: dict[UUID, Spot] = {}
        self._by_form: dict[str, list[Spot]] = defaultdict(list)
        self._known: dict[tuple[str, str], list[Spot]] = {}
        self._load()

    def found(self, text: str, levels: tuple[Level, ...]) -> list[Spot]:
        """Return the places of these levels that a text may mean, its own provinces' first.

        "xã Lục Ngạn, tỉnh Bắc Ninh", "TP Bắc Giang"; what stands behind must fit what is above.
        """
        key = (text, "".join(levels))
        if key not in self._known:
            self._known[key] = self._search(text, levels)
        return self._known[key]

    def is_within(self, spot: Spot) -> bool:
        """Return whether the place lies in the provinces that the body answers for."""
        if self._within is None:
            return True
        return spot.place.id in self._within or bool(self._within & set(spot.above))

    def by_key(self, key: str) -> Spot | None:
        """Return the place of a key, where it held on the day."""
        return next((spot for spot in self._spots.values() if spot.place.key == key), None)

    def by_id(self, place: UUID) -> Spot | None:
        """Return the place of an id, where it held on the day."""
        return self._spots.get(place)

    def abbreviated(self, text: str, levels: tuple[Level, ...]) -> list[Spot]:
        """Return the own places whose initials a text gives: "TP BG", "H. LN"."""
        kind, form = _split(search_form(text))
        if not (2 <= len(form) <= 4 and form.isalpha()):
            return []
        return [
            spot
            for spot in self._spots.values()
            if spot.place.level in levels
            and self.is_within(spot)
            and (not kind or spot.kind == kind)
            and "".join(word[0] for word in spot.form.split()) == form
        ]

    def _load(self) -> None:
        names = PlaceName.objects.filter(
            on_day(self.day), on_day(self.day, "place__")
        ).select_related("place")
        parents = dict(
            PlaceParent.objects.filter(on_day(self.day)).values_list("place_id", "parent_id")
        )
        rows = list(names.exclude(place__level=Level.COUNTRY))
        shown = {row.place_id: str(row) for row in rows if row.role == "official"}
        for row in rows:
            above = tuple(_upward(row.place_id, parents))
            label = ", ".join([str(row), *(shown[one] for one in above if one in shown)])
            spot = Spot(row.place, row.kind, row.name, row.folded, above, label)
            self._spots.setdefault(row.place_id, spot)
            self._by_form[row.folded].append(spot)

    def _search(self, text: str, levels: tuple[Level, ...]) -> list[Spot]:
        parts = [part for part in _BREAKS.split(text) if search_form(part)]
        for at in range(len(parts)):
            hits = self._named(parts[at], levels)
            fitting = [spot for spot in hits if self._fits(spot, parts[at + 1 :])]
            if fitting:
                own = [spot for spot in fitting if self.is_within(spot)]
                return _lowest(own or fitting)
        return []

    def _named(self, part: str, levels: tuple[Level, ...]) -> list[Spot]:
        form = search_form(part)
        kind, bare = _split(form)
        whole = [s for s in self._by_form.get(form, ()) if s.place.level in levels]
        hits = whole or [
            spot
            for spot in self._by_form.get(bare, ())
            if spot.place.level in levels and (not kind or spot.kind == kind)
        ]
        return [spot for spot in hits if marks_agree(part, spot.name)] or hits

    def _fits(self, spot: Spot, rest: list[str]) -> bool:
        forms = {self._spots[one].form for one in spot.above if one in self._spots}
        return all(_split(search_form(part))[1] in forms for part in rest)


def provinces_of(custodian: Organisation, bodies: Iterable[UUID]) -> frozenset[UUID] | None:
    """Return the provinces whose records a body answers for; None where it is of no province."""
    if custodian.place_id is None:
        return None
    places = Organisation.objects.filter(id__in=list(bodies)).exclude(place=None)
    return frozenset({custodian.place_id, *places.values_list("place_id", flat=True)})


def _split(form: str) -> tuple[str, str]:
    match = _KIND.fullmatch(form)
    return (_KINDS[match[1]], match[2]) if match else ("", form)


def _upward(place: UUID, parents: dict[UUID, UUID]) -> Iterable[UUID]:
    seen = {place}
    while (above := parents.get(place)) and above not in seen:
        yield above
        seen.add(above)
        place = above


def _lowest(spots: list[Spot]) -> list[Spot]:
    """Return each place once."""
    return list({spot.place.id: spot for spot in spots}.values())
