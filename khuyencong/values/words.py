"""Whole numbers in Vietnamese words, and back.

Printed in the style of official documents: "linh" before a lone last digit (một trăm linh năm),
"mốt", "tư", "lăm" after "mươi" (hai mươi tư, but mười bốn and linh bốn), "không trăm" in a group
that follows a higher one, silence for a group of zeros, and everything above a billion counted in
tỷ (hai nghìn không trăm hai mươi tư tỷ). Read with the other common spellings too: lẻ, ngàn, tỉ,
with or without diacritics.
"""

import re

from khuyencong.values.errors import Unreadable, quoted
from khuyencong.values.text import clean, fold

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_AFTER_MUOI = {5: "lăm"}
_AFTER_TENS = {1: "mốt", 4: "tư", 5: "lăm"}
_BILLION = 10**9
_GROUPS = ((10**6, "triệu"), (10**3, "nghìn"), (1, ""))

_LONGEST = 400


def number_in_words(number: int) -> str:
    """Return `number` in lower-case words: 21 → "hai mươi mốt", -15 → "âm mười lăm"."""
    if number < 0:
        return "âm " + number_in_words(-number)
    return " ".join(_spoken(number)) if number else _DIGITS[0]


def _spoken(number: int) -> list[str]:
    """Return the words of a positive number: its billions, then what is left."""
    billions, rest = divmod(number, _BILLION)
    words = [*_spoken(billions), "tỷ"] if billions else []
    for size, name in _GROUPS:
        group = rest // size % 1000
        if group:
            words += [*_spoken_group(group, after_higher=bool(words)), *name.split()]
    return words


def _spoken_group(group: int, *, after_higher: bool) -> list[str]:
    """Return the words of 1–999; after a higher group the hundreds are said even when none."""
    hundreds, rest = divmod(group, 100)
    said = [_DIGITS[hundreds], "trăm"] if hundreds or after_higher else []
    return said + _spoken_tens(rest, after_hundreds=bool(said))


def _spoken_tens(number: int, *, after_hundreds: bool) -> list[str]:
    tens, units = divmod(number, 10)
    if tens == 0:
        return (["linh"] if after_hundreds else []) + [_DIGITS[units]] if units else []
    before = ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    special = _AFTER_MUOI if tens == 1 else _AFTER_TENS
    return before + ([special.get(units, _DIGITS[units])] if units else [])


# --- reading: every word in its folded form, so that "hai muoi mot" is read as well -------------

_VALUES = {fold(word): value for value, word in enumerate(_DIGITS)} | {"bay": 7, "tu": 4}
_VALUES_LAST = _VALUES | {"mot": 1, "lam": 5, "nham": 5}
_DIGIT = "|".join(_VALUES)
_LAST = "|".join(_VALUES_LAST)
_GROUP = re.compile(
    rf"(?:(?P<hundreds>{_DIGIT}) tram\b ?)?"
    rf"(?:(?:linh|le) (?P<lone>{_DIGIT})"
    rf"|(?:(?P<tens>{_DIGIT}) )?(?P<muoi>muoi)(?: (?P<last>{_LAST}))?"
    rf"|(?P<bare>{_DIGIT}))?"
)
_MILLIONS = re.compile(
    r"(?:(?P<millions>.+?) trieu\b ?)?(?:(?P<thousands>.+?) nghin\b ?)?(?P<ones>.*)"
)
_SPELLINGS = {"ngan": "nghin", "ti": "ty"}


def read_words(text: str) -> int:
    """Return the number that `text` says; Unreadable for what is no number or has two readings.

    "hai trăm năm" may be 205 or 250, "một nghìn hai" 1002 or 1200: both are refused.
    """
    words = [_SPELLINGS.get(word, word) for word in fold(text).split()]
    negative = words[:1] == ["am"]
    value = _read_billions(" ".join(words[negative:])) if len(text) <= _LONGEST else None
    if value is None:
        raise Unreadable(f"Không đọc được {quoted(clean(text))} là một số viết bằng chữ.")
    return -value if negative else value


def _read_billions(words: str) -> int | None:
    """Return what "A tỷ B tỷ C" says: each "tỷ" counts all that stands before it."""
    segments = [segment.strip() for segment in re.split(r"\bty\b", words)]
    value = 0
    for place, segment in enumerate(segments):
        below = _read_millions(segment, after_higher=place > 0)
        if below is None or (place == 0 and not segment):
            return None
        value = value * _BILLION + below
    return value


def _read_millions(words: str, *, after_higher: bool) -> int | None:
    """Return what "A triệu B nghìn C" says, any of them missing."""
    match = _MILLIONS.fullmatch(words)
    total = 0
    for name, size in (("millions", 10**6), ("thousands", 10**3), ("ones", 1)):
        group = match[name] if match else None
        if group:
            below = _read_group(group, open_end=size == 1 and after_higher)
            if below is None:
                return None
            total, after_higher = total + below * size, True
    return total


def _read_group(words: str, *, open_end: bool) -> int | None:
    """Return what a group says, 0–999; `open_end`: a lone digit here could mean hundreds."""
    match = _GROUP.fullmatch(words)
    if match is None or (match["bare"] and (match["hundreds"] or open_end)):
        return None
    if match["tens"] in ("khong", "mot"):
        return None
    tens = _VALUES.get(match["tens"], 1) if match["muoi"] else 0
    units = match["lone"] or match["last"] or match["bare"]
    return 100 * _VALUES.get(match["hundreds"], 0) + 10 * tens + _VALUES_LAST.get(units, 0)
