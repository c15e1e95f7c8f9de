"""Where a text names a place: the country, provinces, regions, and what lies below by its kind."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from khuyencong.values.gazetteer.names import (
    KINDED,
    LOWER,
    LOWER_KINDS,
    PROVINCE_KINDS,
    SEARCH,
    SHORT,
    Bearer,
    by_form,
    kind_fits,
    marks_agree,
    one_each,
    search_form,
    syllables,
)
from khuyencong.values.text import fold, nfc

STREETS = {"duong": "đường", "pho": "phố", "quoc lo": "quốc lộ"}
KINDS = PROVINCE_KINDS | LOWER_KINDS | STREETS
_SHORT_KINDS = ("tp", "t.p", "tx")
#: Kinds whose units may bear a number for a name: "phường 4", "quận 10".
NUMBERED = ("phuong", "quan")

#: Words after which a name is a person's: "Nguyễn Thị Huế", "Chủ tịch Hồ Chí Minh".
PERSON_AFTER = {
    "hue": {"thi", "van", "ngoc", "kim", "bich"},
    "ho chi minh": {"tich", "tuong", "san", "tncs", "chuong", "lang", "duc", "cach", "bac"},
}


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


# --- one name in the text ---


def _may_read(written: str, kind: str, bearer: Bearer) -> bool:
    """Tell whether `written`, equal to the bearer's name when folded, may be read as that name."""
    if not kind_fits(kind, bearer) or bearer.role == SEARCH:
        return False
    if bearer.role in (SHORT, KINDED):
        return written[0].isupper() and (bearer.role == SHORT or bool(kind))
    any_case = bearer.role == LOWER or bearer.level == "region" or bool(kind)
    capitals = all(syllable[0].isupper() for syllable in syllables(written))
    return (any_case or capitals) and marks_agree(written, bearer.written)


def _is_kind(written: str, kind: str) -> bool:
    """Tell a true kind from a word that folds alike: quận, not quan; xã, not xa."""
    return kind in _SHORT_KINDS or " ".join(nfc(written).lower().split()) == KINDS[kind]


# --- scanning text -----------------------------------------------------------------------------

Offset = Callable[[int], int]
#: Words of names, each with the words that may follow; "" marks the end of a name.
_Tree = dict[str, Any]


def _read(text: str, folded: str, place_of: Offset, match: re.Match[str]) -> Mention | None:
    name_start, end = place_of(match.start("name")), place_of(match.end("name"))
    start, kind = _kind_before(text, place_of, match) or (name_start, "")
    form = search_form(match["name"])
    meant = one_each(b for b in by_form()[form] if _may_read(text[name_start:end], kind, b))
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
    if not kind or not name or _NO_NAME.match(name) or _is_province(kind, name):
        return None
    if name[0].isdigit() and kind not in NUMBERED:
        return None
    return Mention(start, end, name_start, text[start:end], KINDS[kind], name, "lower", ())


#: What follows a kind in capitals without being a name: "XÃ HỘI CHỦ NGHĨA", "THÀNH PHỐ KHU VỰC".
_NO_NAME = re.compile("(?:HỘI(?: CHỦ|$)|KHU VỰC|TRỰC THUỘC|TRONG|TRÊN)")


def _is_province(kind: str, name: str) -> bool:
    return any(kind_fits(kind, b) for b in by_form().get(search_form(name), ()))


def _end_of_capitals(text: str, start: int, limit: int) -> int:
    """Return where the run of capitalised words (or the one number) at `start` ends.

    A name may run over a line break, but not in capitals: there the next line is another heading.
    """
    end = start
    for word in re.finditer(r"[^\s\-–—]+", text[start:limit]):
        if word[0].isupper() and "\n" in text[end : start + word.start()]:
            break
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
    for form in by_form():
        node = tree
        for word in form.split():
            node = node.setdefault(word, {})
        node[""] = {}
    return re.compile(rf"\b(?:{_kind_group(KINDS)})?(?P<name>{_branches(tree)})\b")


@cache
def _lower_pattern() -> re.Pattern[str]:
    kinds = (PROVINCE_KINDS | LOWER_KINDS).keys() - {"tinh"}
    words = rf"[\w'’]+(?:{_GAP}[\w'’]+){{0,4}}"
    return re.compile(rf"{_NO_COMMUNE}\b{_kind_group(kinds)}(?=(?P<name>{words}))")


def _kind_group(kinds: Iterable[str]) -> str:
    """Return the pattern of a kind and the gap after it; a full stop follows only a short form."""
    longest_first = sorted(map(re.escape, kinds), key=lambda kind: (-len(kind), kind))
    words = "|".join(longest_first).replace(r"\ ", " {1,3}")
    stops = "|".join(rf"(?<={re.escape(kind)})\. {{0,3}}" for kind in _SHORT_KINDS)
    return rf"(?P<kind>{words})(?:{stops}| {{1,3}}| ?\n ?)"


def _branches(tree: _Tree) -> str:
    return "(?:" + "|".join(_branch(word, tree[word]) for word in sorted(tree) if word) + ")"


def _branch(word: str, rest: _Tree) -> str:
    if rest.keys() == {""}:
        return re.escape(word)
    return rf"{re.escape(word)}(?:{_GAP}{_branches(rest)}\b)" + ("?" if "" in rest else "")


#: A scanner reads HÒA BÌNH as "HÒA BlNH".
_MISREAD_I = re.compile("(?<=[A-Z])l(?=[A-Z])")
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
    text = _MISREAD_I.sub("I", text)
    if not _MARK.search(text):
        return text.translate(_FOLDED), lambda offset: offset
    starts = [i for i, c in enumerate(text) if not "\u0300" <= c <= "\u036f"] + [len(text)]
    return _MARK.sub("", text).translate(_FOLDED), starts.__getitem__
