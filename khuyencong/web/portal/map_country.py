"""The provinces of a day: their names then, what they were made of and became, their units."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from khuyencong.registry.models import Lineage, Place, PlaceName, PlaceParent
from khuyencong.registry.models.dated import on_day
from khuyencong.registry.queries.lineage import last_holders
from khuyencong.registry.states import Level, NameRole
from khuyencong.values.text import sort_key


@dataclass(frozen=True, slots=True)
class Province:
    """A province under the name it bore on the day."""

    key: str
    kind: str
    name: str
    made_of: list[Place]
    became: list[Place]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class Country:
    """The provinces of a day in Vietnamese order; `holders` tells whose land each key is then."""

    on: date
    provinces: list[Province]
    holders: Mapping[str, str]


def country_on(on: date) -> Country:
    """Return the provinces of a day; two queries."""
    names = PlaceName.objects.filter(
        on_day(on), on_day(on, "place__"), role=NameRole.OFFICIAL, place__level=Level.PROVINCE
    ).select_related("place")
    links = list(
        Lineage.objects.filter(
            predecessor__level=Level.PROVINCE, successor__level=Level.PROVINCE
        ).select_related("predecessor", "successor")
    )
    provinces = [
        Province(
            name.place.key,
            name.kind,
            name.name,
            made_of=_ordered(x.predecessor for x in links if x.successor_id == name.place_id),
            became=_ordered(x.successor for x in links if x.predecessor_id == name.place_id),
        )
        for name in sorted(names, key=lambda name: sort_key(name.name))
    ]
    return Country(on, provinces, _holders(provinces, [x for x in links if x.day <= on]))


def _ordered(places) -> list[Place]:  # type: ignore[no-untyped-def]
    return sorted(places, key=lambda place: sort_key(place.name))


def _holders(provinces: list[Province], past: list[Lineage]) -> dict[str, str]:
    """Return who holds the land of every province that lives or was joined whole to another."""
    living = {province.key: province.key for province in provinces}
    joined = {key: last for key, last in last_holders(past).items() if last in living}
    return living | joined


@dataclass(frozen=True, slots=True)
class Units:
    """How many units stood under a province on a day."""

    districts: int
    communes: int


def units_by_province(on: date) -> dict[str, Units]:
    """Return the units under every province by its key; two queries.

    The communes of its districts count; an island district without communes is a district only.
    """
    links = PlaceParent.objects.filter(on_day(on), on_day(on, "place__"))
    above = dict(links.filter(place__level=Level.DISTRICT).values_list("place__key", "parent__key"))
    communes: Counter[str] = Counter()
    rows = links.filter(place__level=Level.COMMUNE).values_list("parent__key")
    for parent, count in rows.annotate(Count("id")):
        communes[above.get(parent, parent)] += count
    districts = Counter(above.values())
    return {key: Units(districts[key], communes[key]) for key in communes | districts}
