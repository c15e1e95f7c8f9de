"""Two old provinces that became one, and one that stayed; their communes; a body of each."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from khuyencong.registry.models import Lineage, Place, PlaceName, PlaceParent
from khuyencong.registry.states import Level, LineageKind
from khuyencong.results.rules import ResultTold
from khuyencong.values.text import fold

AT = datetime(2026, 11, 20, 2, tzinfo=UTC)
MERGER = date(2025, 7, 1)
START, END = date(2016, 1, 1), date(2026, 11, 21)


@dataclass(frozen=True)
class World:
    """`old` and `new`: provinces by letter, before and after; communes of both by name."""

    old: dict[str, Place]
    new: dict[str, Place]
    communes: dict[str, Place]

    def living(self, day: date) -> list[Place]:
        """Return all communes and provinces of a day."""
        everywhere = {*self.old.values(), *self.new.values(), *self.communes.values()}
        return sorted((one for one in everywhere if one.held_on(day)), key=lambda one: one.key)


def make_place(key: str, level: Level, **days: date | None) -> Place:
    place = Place.objects.create(key=key, level=level, name=key.upper(), **days)
    PlaceName.objects.create(place=place, name=key.upper(), folded=fold(key), **days)
    return place


def make_world() -> World:
    """Return A (a1, a2) and B (b1, b2) → M on 01/7/2025, where a2 was split; C (c1) stays."""
    until, since = {"valid_until": MERGER}, {"valid_from": MERGER}
    old = {name: make_place(name, Level.PROVINCE, **until) for name in "ab"}
    stays = make_place("c", Level.PROVINCE)
    new = {"m": make_place("m", Level.PROVINCE, **since), "c": stays}
    districts = {name: make_place(f"d{name}", Level.DISTRICT, **until) for name in "abc"}
    communes = {
        name: make_place(name, Level.COMMUNE, **until) for name in ("a1", "a2", "b1", "b2", "c1")
    }
    communes |= {
        name: make_place(name, Level.COMMUNE, **since) for name in ("m1", "m2", "m3", "c2")
    }
    for name, district in districts.items():
        province = old.get(name, stays)
        PlaceParent.objects.create(place=district, parent=province, **until)
    for name, place in communes.items():
        above = new[name[0]] if place.valid_from else districts[name[0]]
        days = since if place.valid_from else until
        PlaceParent.objects.create(place=place, parent=above, **days)
    _became(old["a"], new["m"])
    _became(old["b"], new["m"])
    for one, other in (("a1", "m1"), ("b1", "m1"), ("b2", "m2"), ("c1", "c2")):
        _became(communes[one], communes[other])
    for other in ("m2", "m3"):
        _became(communes["a2"], communes[other], LineageKind.SPLIT, is_default=other == "m2")
    return World(old | {"c": stays}, new, communes)


def _became(
    one: Place, other: Place, kind: str = LineageKind.MERGE, *, is_default: bool = True
) -> None:
    Lineage.objects.create(
        predecessor=one,
        successor=other,
        kind=kind,
        day=MERGER,
        whole=kind != LineageKind.SPLIT,
        is_default=is_default,
    )


def course(place: Place, day: date = date(2018, 5, 4), **more: object) -> ResultTold:
    """Return what is told of a class of 30, in a place on a day."""
    fields: dict[str, object] = {
        "kind": "course",
        "what": "Lớp mây tre đan",
        "place": place,
        "done_from": day,
        "done_until": date.fromordinal(day.toordinal() + 1),
        "counts": {"quantity": 1, "persons": 30},
        "more": {"trade": "mây tre đan"},
        "source": "provincial",
        "basis": "Báo cáo mẫu",
    } | more
    return ResultTold(**fields)  # type: ignore[arg-type]


def of_kind(kind: str, place: Place, counts: dict[str, int], **more: object) -> ResultTold:
    """Return what is told of a result of any kind."""
    return course(place, kind=kind, counts=counts, **({"more": {}} | more))
