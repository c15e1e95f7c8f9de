"""The names of Vietnam in running text: the country, its provinces old and new, its regions.

Two questions are answered: where does a text name a place (`find`), and which place bore a name
on a day (`resolve`). The names stand in `gazetteer.json`, which `scripts/build_places.py` writes
from the registry's data. Keys are the registry's own, never official codes.
"""

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from khuyencong.values.text import fold, nfc

DATA = Path(__file__).with_name("gazetteer.json")

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
STREETS = {"duong": "đường", "pho": "phố", "quoc lo": "quốc lộ"}
KINDS = PROVINCE_KINDS | LOWER_KINDS | STREETS

#: Words after which a name is a person's: "Nguyễn Thị Huế", "Chủ tịch Hồ Chí Minh".
PERSON_AFTER = {
    "hue": {"thi", "van", "ngoc", "kim", "bich"},
    "ho chi minh": {"tich", "tuong", "san", "tncs", "chuong", "lang", "duc", "cach", "bac"},
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
class Mention:
    """A place name where it stands: `text[start:end]`, its kind before it where it has one."""

    start: int
    end: int
    name_start: int
    text: str
    kind: str  # "tỉnh", "thành phố", "huyện", …; "" where the text gives none
    name: str  # the official name meant, or the name as written for a unit below the province
    level: str  # "country" | "province" | "region" | "lower"
    keys: tuple[str, ...]  # every bearer of the name, newest first; none below the province


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
    found = _one_each(b for b in bearers_of(name) if on is None or b.bore_it(on))
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
    found = [b for b in _index().get(bare, ()) if _kind_fits(kind, b)]
    return tuple(found) or _by_key().get(name.strip().lower(), ())


def find(text: str) -> list[Mention]:
    """Return the country, provinces and regions that `text` names, in order, the longest each.

    A province wants capitals ("Thái Bình", not "thái bình") unless its kind stands before it, and
    no mark that its name lacks: "Bắc Kan" is read, "Bạc Cân" is not. Text may be in NFC or NFD;
    offsets are those of `text` as given.
    """
    folded, place_of = _fold_in_place(text)
    found = (_read(text, folded, place_of, match) for match in _pattern().finditer(folded))
    return [mention for mention in found if mention]


def find_lower(text: str) -> list[Mention]:
    """Return the units below the province that `text` names with their kind ("phường Xuất Hóa").

    No list stands behind it: a kind word and the capitalised words or the number after it. A city
    that is a province is left to `find`.
    """
    folded, place_of = _fold_in_place(text)
    found = (_read_lower(text, place_of, match) for match in _lower_pattern().finditer(folded))
    return [mention for mention in found if mention]


def days_label(since: date | None, until: date | None) -> str:
    """Return " (từ 01/7/2025)", " (đến 30/6/2025)", both, or "" for a place without an end."""
    parts = [f"từ {_day(since)}"] if since else []
    parts += [f"đến {_day(until - timedelta(days=1))}"] if until else []
    return f" ({' '.join(parts)})" if parts else ""


def _day(day: date) -> str:
    """Return 01/7/2025: a zero before the days 1–9 and the months 1 and 2 (NĐ 30/2020)."""
    return (
        f"{day:%d}/{day.month:02}/{day.year}"
        if day.month < 3
        else f"{day:%d}/{day.month}/{day.year}"
    )


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
def _index() -> dict[str, list[Bearer]]:
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


def _one_each(found: Iterable[Bearer]) -> tuple[Bearer, ...]:
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
    if not match or form in _index():
        return "", form
    return match[1].replace("t p", "tp"), match[2]


_KIND_FIRST = re.compile(r"(t p|" + "|".join({**PROVINCE_KINDS, **LOWER_KINDS}) + r") (.+)")


def _kind_fits(kind: str, bearer: Bearer) -> bool:
    if not kind:
        return bearer.role != NOT
    return bearer.level == "province" and PROVINCE_KINDS.get(kind) == bearer.kind


def _may_read(written: str, kind: str, bearer: Bearer) -> bool:
    """Tell whether `written`, equal to the bearer's name when folded, may be read as that name."""
    if not _kind_fits(kind, bearer) or bearer.role == SEARCH:
        return False
    if bearer.role in (SHORT, KINDED):
        return written[0].isupper() and (bearer.role == SHORT or bool(kind))
    any_case = bearer.role == LOWER or bearer.level == "region" or bool(kind)
    capitals = all(syllable[0].isupper() for syllable in _syllables(written))
    return (any_case or capitals) and marks_agree(written, bearer.written)


def marks_agree(written: str, name: str) -> bool:
    """Tell whether no syllable bears a mark that the name's syllable lacks (hoá = hóa).

    Words before the name, such as its kind, are passed over.
    """
    pairs = zip(reversed(_syllables(written)), reversed(_syllables(name)), strict=False)
    return all(_marks(a) <= _marks(b) for a, b in pairs)


def _syllables(text: str) -> list[str]:
    return re.findall(rf"[^{_JOINERS}]+", text)


@lru_cache(4096)
def _marks(syllable: str) -> frozenset[str]:
    decomposed = unicodedata.normalize("NFD", syllable.lower())
    return frozenset(c for c in decomposed if unicodedata.combining(c) or c == "đ")


def _is_kind(written: str, kind: str) -> bool:
    """Tell a true kind from a word that folds alike: quận, not quan; xã, not xa."""
    return kind in ("tp", "t.p", "tx") or " ".join(nfc(written).lower().split()) == KINDS[kind]


# --- scanning text -----------------------------------------------------------------------------

Offset = Callable[[int], int]
#: Words of names, each with the words that may follow; "" marks the end of a name.
_Tree = dict[str, Any]


def _read(text: str, folded: str, place_of: Offset, match: re.Match[str]) -> Mention | None:
    name_start, end = place_of(match.start("name")), place_of(match.end("name"))
    start, kind = _kind_before(text, place_of, match) or (name_start, "")
    form = search_form(match["name"])
    meant = _one_each(b for b in _index()[form] if _may_read(text[name_start:end], kind, b))
    if not meant or (not kind and _is_person(folded[: match.start("name")][-12:], form)):
        return None
    return Mention(
        start=start,
        end=end,
        name_start=name_start,
        text=text[start:end],
        kind=PROVINCE_KINDS.get(kind, ""),
        name=meant[0].official,
        level=meant[0].level,
        keys=tuple(b.key for b in meant),
    )


def _kind_before(text: str, place_of: Offset, match: re.Match[str]) -> tuple[int, str] | None:
    """Return where the kind before the name starts, and the kind folded."""
    kind = " ".join((match["kind"] or "").split())
    if not kind:
        return None
    start = place_of(match.start("kind"))
    return (start, kind) if _is_kind(text[start : place_of(match.end("kind"))], kind) else None


def _is_person(before: str, form: str) -> bool:
    words = before.split()
    return bool(words) and words[-1] in PERSON_AFTER.get(form, ())


def _read_lower(text: str, place_of: Offset, match: re.Match[str]) -> Mention | None:
    start, kind = _kind_before(text, place_of, match) or (0, "")
    name_start = place_of(match.start("name"))
    end = _end_of_capitals(text, name_start, place_of(match.end("name")))
    name = nfc(text[name_start:end])
    if not kind or not name or name.upper() == "HỘI" or _is_province(kind, name):
        return None
    return Mention(start, end, name_start, text[start:end], KINDS[kind], name, "lower", ())


def _is_province(kind: str, name: str) -> bool:
    return any(_kind_fits(kind, b) for b in _index().get(search_form(name), ()))


def _end_of_capitals(text: str, start: int, limit: int) -> int:
    """Return where the run of capitalised words (or the one number) at `start` ends."""
    end = start
    for word in re.finditer(r"[^\s\-–—]+", text[start:limit]):
        if word[0].isdigit() and end == start:
            return start + word.end()
        if not word[0][0].isupper():
            break
        end = start + word.end()
    return end


#: Hợp tác xã and Thông tấn xã are no communes.
_NO_COMMUNE = r"(?<!\btac )(?<!\btan )"
#: What may stand between the words of a name: spaces, one line break, a hyphen.
_GAP = r"(?: {1,3}| ?\n ?| {0,2}- {0,2})"


@cache
def _pattern() -> re.Pattern[str]:
    """Return one pattern over folded text: a kind or none, then any name, the longest first."""
    tree: _Tree = {}
    for form in _index():
        node = tree
        for word in form.split():
            node = node.setdefault(word, {})
        node[""] = {}
    return re.compile(rf"\b(?:{_kind_group(KINDS)})?(?P<name>{_branches(tree)})\b")


@cache
def _lower_pattern() -> re.Pattern[str]:
    kinds = (PROVINCE_KINDS | LOWER_KINDS).keys() - {"tinh"}
    words = rf"\w+(?:{_GAP}\w+){{0,4}}"
    return re.compile(rf"{_NO_COMMUNE}\b{_kind_group(kinds)}(?=(?P<name>{words}))")


def _kind_group(kinds: Iterable[str]) -> str:
    longest_first = sorted(kinds, key=lambda kind: (-len(kind), kind))
    words = "|".join(kind.replace(".", r"\.").replace(" ", " {1,3}") for kind in longest_first)
    return rf"(?P<kind>{words})(?:\. {{0,3}}| {{1,3}}| ?\n ?)"


def _branches(tree: _Tree) -> str:
    return "(?:" + "|".join(_branch(word, tree[word]) for word in sorted(tree) if word) + ")"


def _branch(word: str, rest: _Tree) -> str:
    if rest.keys() == {""}:
        return re.escape(word)
    return rf"{re.escape(word)}(?:{_GAP}{_branches(rest)}\b)" + ("?" if "" in rest else "")


_MARK = re.compile("[\u0300-\u036f]")
_FOLDED = {
    code: fold(chr(code))
    for block in (range(0x41, 0x250), range(0x1E00, 0x1F00))
    for code in block
    if len(fold(chr(code))) == 1
}
_FOLDED |= {ord(c): "-" for c in "‐‑‒–—−"} | {ord(c): " " for c in "\t\r_\u00a0\u2009\u202f"}


def _fold_in_place(text: str) -> tuple[str, Offset]:
    """Return the folded text, and the function from its offsets to those of `text`."""
    if not _MARK.search(text):
        return text.translate(_FOLDED), lambda offset: offset
    starts = [i for i, c in enumerate(text) if not "\u0300" <= c <= "\u036f"] + [len(text)]
    return _MARK.sub("", text).translate(_FOLDED), starts.__getitem__
