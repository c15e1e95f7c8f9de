"""Every commune of a day in one text: a line a province, a run of codes and names.

Codes are told by their distance from the one before, in base 36; the kind is one letter. 3.321
communes of 34 provinces take about 50 kB, and a page searches them without diacritics.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from khuyencong.registry.models import Place, PlaceCode, PlaceParent
from khuyencong.registry.models.dated import on_day
from khuyencong.registry.queries.places import provinces
from khuyencong.registry.states import Level
from khuyencong.values.text import sort_key

_KINDS = {"xã": "X", "phường": "P", "đặc khu": "D"}
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def packed_communes(on: date) -> str:
    """Return the communes of a day by province, in the order of `province_order`; four queries."""
    inside = _by_province(on)
    lines = []
    for province in province_order(on):
        head = f"{'C' if province.kind == 'thành phố' else 'T'}{province.name}"
        lines.append("|".join([head, *_rows(inside[province.id])]))
    return "\n".join(lines)


def province_order(on: date) -> list[Place]:
    """Return the provinces of a day as the list tells them; one query."""
    return sorted(provinces(on), key=lambda place: sort_key(place.name))


def codes_of(on: date) -> dict[object, str]:
    """Return the official code of every commune of a day by place; one query."""
    rows = PlaceCode.objects.on(on).filter(on_day(on, "place__"), place__level=Level.COMMUNE)
    return dict(rows.values_list("place_id", "code"))


def commune_by_code(code: str, on: date) -> Place | None:
    """Return the commune that bears a code on a day; None where none does."""
    rows = PlaceCode.objects.on(on).filter(on_day(on, "place__"), place__level=Level.COMMUNE)
    found = rows.filter(code=code).select_related("place").first()
    return found.place if found else None


def _by_province(on: date) -> dict[object, list[tuple[int, str, str]]]:
    codes = codes_of(on)
    links = PlaceParent.objects.on(on).filter(place__level=Level.COMMUNE)
    parents = dict(links.values_list("place_id", "parent_id"))
    inside: dict[object, list[tuple[int, str, str]]] = defaultdict(list)
    for place in Place.objects.filter(level=Level.COMMUNE).on(on):
        if place.id in codes and place.id in parents and place.kind in _KINDS:
            inside[parents[place.id]].append((int(codes[place.id]), place.kind, place.name))
    return inside


def _rows(communes: list[tuple[int, str, str]]) -> Iterator[str]:
    before = 0
    for code, kind, name in sorted(communes):
        yield f"{_base36(code - before)}{_KINDS[kind]}{name}"
        before = code


@lru_cache(maxsize=4096)
def _base36(number: int) -> str:
    signs = _DIGITS[number % 36]
    return signs if number < 36 else _base36(number // 36) + signs
