"""Places on a day: by name or key, their children, their label."""

import re
from datetime import date, timedelta

from django.db.models import Count, QuerySet

from khuyencong.core.collation import vietnamese
from khuyencong.core.users import Actor
from khuyencong.reading.model import Reading, YearSpan
from khuyencong.registry.models import Place, PlaceName
from khuyencong.registry.models.dated import on_day
from khuyencong.registry.queries.search import Found, find_places, ranked
from khuyencong.registry.states import Level, NameRole
from khuyencong.values.gazetteer import days_label, marks_agree, search_form
from khuyencong.values.text import fold

#: A name and the days by which it is told from another: "Lào Cai (từ 01/7/2025)".
_LABEL = re.compile(r"([^()]+?)\s*(\((?:từ|đến) [^()]+\))")
_KEY = re.compile(r"[a-z0-9.-]{2,80}")


class NoSuchPlace(LookupError):
    """Nobody bore the name on that day; `str()` says so in Vietnamese."""

    def __init__(self, name: str, on: date | None) -> None:
        when = f" vào ngày {on:%d/%m/%Y}" if on else ""
        super().__init__(f"Không có địa phương nào tên “{name}”{when}.")


class AmbiguousPlace(LookupError):
    """Several places bear the name; `choices` holds them all, and `str()` offers them."""

    def __init__(self, name: str, choices: list[Found]) -> None:
        self.choices = choices
        offered = "; ".join(
            f"{found.label}, {found.within}" if found.within else found.label for found in choices
        )
        super().__init__(f"Có nhiều địa phương tên “{name}”: {offered}.")


def visible_to(user: Actor | None) -> QuerySet[Place]:
    """Return the places somebody may see: all of them, for places are public."""
    return Place.objects.all()


def place_on(key_or_name: str, on: date | None = None, level: Level | str | None = None) -> Place:
    """Return the place of a key, or the one that bore a name on a day.

    A name of several levels means the highest, and a name that a province ever bore no commune; say
    the kind to mean another ("phường Bắc Giang"). Without a day the name must be unique over time,
    or bear the days of a label: "Lào Cai (đến 30/6/2025)".
    Raises NoSuchPlace, AmbiguousPlace.
    """
    key = key_or_name.strip()
    place = Place.objects.filter(key=key).first() if _KEY.fullmatch(key) else None
    if place and (on is None or place.held_on(on)) and (level or place.level) == place.level:
        return place
    found = _labelled(key_or_name, on, level) or _bearers(key_or_name, on, level)
    if not found:
        raise NoSuchPlace(key_or_name, on)
    if len(found) > 1:
        raise AmbiguousPlace(key_or_name, found)
    return found[0].place


def place_in_period(key_or_name: str, start: date, until: date) -> Place:
    """Return who bore a name on the last day of [start, until), else on its first."""
    try:
        return place_on(key_or_name, until - timedelta(days=1))
    except NoSuchPlace:
        return place_on(key_or_name, start)


def place_through_period(key_or_name: str, start: date, until: date) -> Place:
    """Return who bore a name within [start, until); AmbiguousPlace where two units did.

    A key, or a name with its days, is always one: "Lào Cai (từ 01/7/2025)".
    """
    last = place_in_period(key_or_name, start, until)
    try:
        first = place_on(key_or_name, start)
    except NoSuchPlace:
        return last
    if first != last:
        raise AmbiguousPlace(key_or_name, _bearers(key_or_name, None, last.level))
    return last


def _labelled(label: str, on: date | None, level: Level | str | None) -> list[Found]:
    """Return the place of a name with its days: "Lào Cai (từ 01/7/2025)"; none without days."""
    match = _LABEL.fullmatch(label.strip())
    if match is None:
        return []
    name, days = match.groups()
    return [
        found
        for found in _bearers(name, None, level)
        if fold(days_label(found.place.valid_from, found.place.valid_until)).strip() == fold(days)
        and (on is None or found.place.held_on(on))
    ]


#: A bare name that a province ever bore means that province, on any day: "Yên Bái" in a report on
#: 2021–2025 is not the commune that took the name.
_ABOVE_ALL = (Level.COUNTRY, Level.PROVINCE)


def _bearers(name: str, on: date | None, level: Level | str | None) -> list[Found]:
    """Return who bore exactly this name on a day, of the highest level that has a bearer."""
    form = search_form(name)
    known = list(ranked(form, None, level).filter(rank=0).select_related("place")) if form else []
    meant = [n for n in known if marks_agree(name, n.name)] or known
    meant = [n for n in meant if n.place.level in _ABOVE_ALL] or meant
    ids = {n.place_id for n in meant}
    found = [f for f in find_places(name, on, level, limit=len(known)) if f.place.id in ids]
    top = min((Level.values.index(f.place.level) for f in found), default=None)
    return [f for f in found if Level.values.index(f.place.level) == top]


def place_with_code(code: str, on: date) -> Place | None:
    """Return the place that had an official code on a day: on another it may be another's."""
    return Place.objects.filter(on_day(on, "codes__"), codes__code=code).first()


def provinces(on: date) -> QuerySet[Place]:
    """Return the provinces of a day in Vietnamese order: 63 until 2025-06-30, 34 since."""
    return Place.objects.filter(level=Level.PROVINCE).on(on).order_by(vietnamese("name"))


def unit_counts(on: date) -> dict[Level, dict[str, int]]:
    """Return how many units of each level and kind there were on a day, highest level first.

    The kind is that of the day: Thừa Thiên Huế counts as a tỉnh until 2024-12-31. One query.
    """
    names = PlaceName.objects.filter(on_day(on), on_day(on, "place__"), role=NameRole.OFFICIAL)
    counted = names.values_list("place__level", "kind").annotate(units=Count("id"))
    counts: dict[Level, dict[str, int]] = {}
    for level, kind, units in sorted(
        counted, key=lambda row: (Level.values.index(row[0]), -row[2], row[1])
    ):
        counts.setdefault(Level(level), {})[kind] = units
    return counts


def children(place: Place, on: date) -> QuerySet[Place]:
    """Return what belonged directly to `place` on a day, in Vietnamese order."""
    links = place.child_links.filter(on_day(on))
    return Place.objects.filter(id__in=links.values("place")).order_by(vietnamese("name"), "kind")


def label(place: Place, on: date | None = None) -> str:
    """Return the name on a day, and the days where they are bounded: "Lào Cai (đến 30/6/2025)".

    One query for the name of a day, none without; prefetch `names` for a list.
    """
    name = place.name
    if on:
        official = [
            n.name for n in place.names.all() if n.role == NameRole.OFFICIAL and n.held_on(on)
        ]
        name = official[0] if official else name
    return name + days_label(place.valid_from, place.valid_until)


def key_of_place(name: str, reading: Reading) -> str | None:
    """Return the key of the place a report speaks of, by its period; None where it is not clear."""
    place = territory_named(name, days_of(reading.period) if reading.period else None)
    return place.key if place else None


def territory_named(name: str, days: tuple[date, date] | None) -> Place | None:
    """Return who bore a name within half-open days; None where nobody or several did.

    "phường Xuất Hóa, thành phố Bắc Kạn" is looked for by its first part, where that is one alone.
    """
    for written in dict.fromkeys((name, name.partition(",")[0])):
        try:
            return place_in_period(written, *days) if days else place_on(written)
        except LookupError:
            continue
    return None


def days_of(period: YearSpan) -> tuple[date, date]:
    """Return the half-open days of a period as a report writes it: 2016–2020, "2026-08"."""
    return _day(str(period.start)), _after(str(period.end))


def _day(text: str) -> date:
    parts = [int(part) for part in text.split("-")]
    return date(*[*parts, 1, 1][:3])


def _after(text: str) -> date:
    first = _day(text)
    match text.count("-"):
        case 0:
            return date(first.year + 1, 1, 1)
        case 1:
            return (first.replace(day=28) + timedelta(days=4)).replace(day=1)
        case _:
            return first + timedelta(days=1)
