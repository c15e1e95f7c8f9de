"""Which place bore a name on a day, by any spelling.

The names stand in `gazetteer.json`, which `scripts/build_places.py` writes from the registry's
data. Keys are the registry's own, never official codes.
"""

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path

from khuyencong.values.dates import month_figure
from khuyencong.values.text import fold

DATA = Path(__file__).parent.with_suffix(".json")

#: Words before a name that tell its kind, folded.
PROVINCE_KINDS = {"tinh": "tỉnh", "thanh pho": "thành phố", "tp": "thành phố", "t.p": "thành phố"}
LOWER_KINDS = {
    "huyen": "huyện",
    "quan": "quận",
    "thi xa": "thị xã",
    "tx": "thị xã",
    "thi tran": "thị trấn",
    "xa": "xã",
    "phuong": "phường",
    "dac khu": "đặc khu",
}

#: How a name may be used: wherever it is written; in capitals as it stands; in any case; after its
#: kind only ("TP. HCM"); only where somebody types it. `NOT` guards a longer name that is no place.
SPELLING, SHORT, LOWER, KINDED, SEARCH, NOT = (
    "spelling",
    "short",
    "lower",
    "kinded",
    "search",
    "not",
)


@dataclass(frozen=True, slots=True)
class Bearer:
    """A place that bears a name from `since` until before `until` (None: open)."""

    key: str
    level: str  # "country" | "province" | "region"
    kind: str  # "tỉnh", "thành phố" or ""
    official: str
    written: str  # the official name, or another spelling of it
    since: date | None
    until: date | None
    role: str

    def bore_it(self, on: date) -> bool:
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)

    @property
    def label(self) -> str:
        """Return the name with the days that tell it from a namesake: "Lào Cai (từ 01/7/2025)"."""
        return self.official + days_label(self.since, self.until)


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A name that several places bore: all of them, newest first."""

    name: str
    choices: tuple[Bearer, ...]

    def __str__(self) -> str:
        return " / ".join(choice.label for choice in self.choices)


def resolve(name: str, on: date | None = None) -> str | Ambiguous | None:
    """Return the key of the place that bore `name` on a day, by any spelling.

    Without a day the name must be unique over time, else `Ambiguous`; None when nobody bore it.
    Regions of several schemes share names, so they are mostly `Ambiguous` on any day.
    """
    found = one_each(b for b in bearers_of(name) if on is None or b.bore_it(on))
    if len(found) > 1:
        return Ambiguous(name, found)
    return found[0].key if found else None


def resolve_period(name: str, first: date, last: date) -> str | Ambiguous | None:
    """Return who bore `name` on the last day of a period, else on its first."""
    return resolve(name, last) or resolve(name, first)


def bearers_of(name: str) -> tuple[Bearer, ...]:
    """Return all that bore `name` at some time, newest first, whatever its spelling, or its key.

    "thành phố Bắc Giang" is nobody here: the province was never a city.
    """
    kind, bare = _split_kind(search_form(name))
    found = [b for b in by_form().get(bare, ()) if kind_fits(kind, b)]
    return tuple(found) or _by_key().get(name.strip().lower(), ())


def days_label(since: date | None, until: date | None) -> str:
    """Return " (từ 01/7/2025)", " (đến 30/6/2025)", both, or "" for a place without an end."""
    parts = [f"từ {_day(since)}"] if since else []
    parts += [f"đến {_day(until - timedelta(days=1))}"] if until else []
    return f" ({' '.join(parts)})" if parts else ""


def _day(day: date) -> str:
    """Return 01/7/2025, as documents write a day in figures."""
    return f"{day.day:02}/{month_figure(day)}/{day.year}"


# --- the data -------------------------------------------------------------------------------


@cache
def bearers() -> tuple[Bearer, ...]:
    """Return every name of every place, official and other, newest first."""
    data = json.loads(DATA.read_text(encoding="utf-8"))
    others = defaultdict(list)
    for name, alias, role in data["aliases"]:
        others[name].append((alias, role))
    found = [Bearer("", "", "", "", alias, None, None, role) for alias, role in others[""]]
    for key, level, kind, name, since, until in data["names"]:
        days = _read_day(since), _read_day(until)
        for written, role in [(name, SPELLING), *others[name]]:
            found.append(Bearer(key, level, kind, name, written, *days, role))
    return tuple(sorted(found, key=lambda b: b.since or date.min, reverse=True))


def official_name(key: str, on: date | None = None) -> str:
    """Return the official name of a key on a day, or its newest; "" for an unknown key."""
    own = [b for b in _by_key().get(key, ()) if on is None or b.bore_it(on)]
    return own[0].official if own else ""


@cache
def by_form() -> dict[str, list[Bearer]]:
    """Return every bearer by the search form of its name, newest first."""
    index = defaultdict(list)
    for bearer in bearers():
        index[search_form(bearer.written)].append(bearer)
    return dict(index)


@cache
def _by_key() -> dict[str, tuple[Bearer, ...]]:
    index = defaultdict(list)
    for bearer in bearers():
        if bearer.written == bearer.official:
            index[bearer.key].append(bearer)
    return {key: tuple(found) for key, found in index.items()}


def _read_day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def one_each(found: Iterable[Bearer]) -> tuple[Bearer, ...]:
    """Return the first bearer of each key."""
    first: dict[str, Bearer] = {}
    for bearer in found:
        first.setdefault(bearer.key, bearer)
    return tuple(first.values())


# --- one name against another ------------------------------------------------------------------

_JOINERS = r"\s.\-–—&"


def search_form(name: str) -> str:
    """Return the form by which names are compared: folded, single spaces for hyphens and dots.

    An apostrophe is dropped (Ea H'leo is found as "ea hleo"), and NUL, which no database takes.
    """
    bare = fold(name).translate(_DROPPED)
    return re.sub(rf"[{_JOINERS}]+", " ", bare).strip()


_DROPPED = {ord(c): None for c in "'’‘`ʼ\0"}


def _split_kind(form: str) -> tuple[str, str]:
    match = _KIND_FIRST.fullmatch(form)
    if not match or form in by_form():
        return "", form
    return match[1].replace("t p", "tp"), match[2]


_KIND_FIRST = re.compile(r"(t p|" + "|".join({**PROVINCE_KINDS, **LOWER_KINDS}) + r") (.+)")


def kind_fits(kind: str, bearer: Bearer) -> bool:
    """Tell whether a folded kind before a name, or none, may stand before this bearer's."""
    if not kind:
        return bearer.role != NOT
    return bearer.level == "province" and PROVINCE_KINDS.get(kind) == bearer.kind


def marks_agree(written: str, name: str) -> bool:
    """Tell whether no syllable bears a mark that the name's syllable lacks (hoá = hóa).

    Words before the name, such as its kind, are passed over.
    """
    pairs = zip(reversed(syllables(written)), reversed(syllables(name)), strict=False)
    return all(_marks(a) <= _marks(b) for a, b in pairs)


def syllables(text: str) -> list[str]:
    """Return the words of a name, without hyphens, dots and spaces."""
    return re.findall(rf"[^{_JOINERS}]+", text)


@lru_cache(4096)
def _marks(syllable: str) -> frozenset[str]:
    decomposed = unicodedata.normalize("NFD", syllable.lower())
    return frozenset(c for c in decomposed if unicodedata.combining(c) or c == "đ")
