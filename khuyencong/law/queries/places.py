"""Where an establishment stands, as the rules ask it, from the register of places."""

from datetime import date

from khuyencong.law.rules.eligibility import Above, PlaceFacts, Unit
from khuyencong.registry.models import Place, PlaceParent
from khuyencong.registry.states import Level, NameRole

#: What a district of some kind is to a ward. The class of a provincial city is not registered.
_ABOVE = {"thị xã": Above.TOWN, "quận": Above.SPECIAL, "thành phố": Above.UNKNOWN}


def place_facts(commune: Place, day: date, *, craft_village: bool | None = None) -> PlaceFacts:
    """Return what the register knows of a commune on a day; LookupError where it is none.

    The class of a provincial city is left to be asked for; whether it is a recognised craft
    village comes from the caller. Three queries.
    """
    try:
        unit = Unit(_kind(commune, day))
    except ValueError as error:
        raise LookupError(f"{commune} không phải xã, phường, thị trấn hay đặc khu.") from error
    parent = _parent(commune, day)
    district = parent if parent and parent.level == Level.DISTRICT else None
    province = _parent(district, day) if district else parent
    return PlaceFacts(
        unit=unit,
        in_central_city=province is not None and _kind(province, day) == "thành phố",
        above=_ABOVE.get(_kind(district, day), Above.UNKNOWN) if district else Above.UNKNOWN,
        craft_village=craft_village,
        name=commune.name,
    )


def _kind(place: Place, day: date) -> str:
    """Return the kind of unit on a day: Thừa Thiên Huế was a tỉnh until 2024."""
    names = [n for n in place.names.all() if n.role == NameRole.OFFICIAL and n.held_on(day)]
    return names[0].kind if names else place.kind


def _parent(place: Place, day: date) -> Place | None:
    links = PlaceParent.objects.filter(place=place).select_related("parent")
    return next((link.parent for link in links if link.held_on(day)), None)
