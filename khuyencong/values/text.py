"""Vietnamese text: one normal form at the door, one folded form for search, one order for lists.

The order is the one PostgreSQL gives with `COLLATE "vi-x-icu"`, so that a list sorted here, in
SQLite (`connection.create_collation("vi", compare)`) and in PostgreSQL reads the same.
"""

import unicodedata
from collections.abc import Callable
from functools import lru_cache


def nfc(text: str) -> str:
    """Return `text` in Unicode NFC, the only form that is stored."""
    return unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """Return `text` as a one-line field keeps it: NFC, single spaces, nothing invisible.

    Text pasted from Word or a web page brings no-break spaces, zero-width characters, soft hyphens.
    """
    if text.isascii():
        return " ".join(text.split())
    return nfc(" ".join(text.translate(_VISIBLE).split()))


def fold(text: str) -> str:
    """Return the search form: lower case, no diacritics, đ as d, runs of space as one.

    The position of a tone mark does not matter after folding: hoà = hòa = "hoa".
    """
    return nfc(" ".join(text.translate(_FOLDED).split()))


def strip_marks(text: str) -> str:
    """Return `text` without diacritics, đ as d, Đ as D.

    A text in NFC keeps its length and its offsets, unless it holds marks that combine with nothing.
    """
    return text if text.isascii() else text.translate(_BARE)


class _CharTable(dict[int, str]):
    """A table for `str.translate` that works out a character when it is first met."""

    def __init__(self, of: Callable[[str], str]) -> None:
        super().__init__()
        self._of = of

    def __missing__(self, code: int) -> str:
        self[code] = result = self._of(chr(code))
        return result


def _visible(char: str) -> str:
    """Drop a format character: zero-width space and joiner, soft hyphen, direction mark, BOM."""
    return "" if unicodedata.category(char) == "Cf" else char


def _bare(char: str) -> str:
    """Take every combining mark off a letter."""
    if char in "đĐ":
        return "d" if char == "đ" else "D"
    letters = unicodedata.normalize("NFD", char)
    return nfc("".join(c for c in letters if not unicodedata.combining(c)))


def _folded(char: str) -> str:
    """Make a letter bare, lower case and visible, in one pass."""
    lowered = char.translate(_BARE).lower().translate(_BARE)
    return lowered.translate(_VISIBLE)


_VISIBLE, _BARE, _FOLDED = _CharTable(_visible), _CharTable(_bare), _CharTable(_folded)


# --- order -----------------------------------------------------------------------------------

#: What is told apart first, in order: signs, digits, the alphabet with f j w z in Latin places.
_SIGNS = (
    "\t\n\v\f\r\x85\u2028\u2029 _-‐‒–—―,;:!¡?¿.…·'‘’‚\"“”„«»()[]{}§¶@*/\\&#%‰†‡•′″`´^¯¨¸°©®"
    "→+±÷×<=>¬|¦~−≈≤≥¤¢$£¥₫€"
)
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANKS = {char: chr(i) for i, char in enumerate(_SIGNS + "\0" + "0123456789" + _ALPHABET + "\1", 1)}
_OTHER_SIGN, _OTHER_LETTER = _RANKS.pop("\0"), _RANKS.pop("\1")

#: What is told apart next: ngang, huyền, hỏi, ngã, sắc, nặng, then the marks of other languages.
_MARKS = (
    "\u0300\u0309\u0303\u0301\u0323\u0306\u0302\u030c\u030a\u0308\u030b\u0307\u0327\u0328\u0304"
)
_MARK_RANKS = {mark: chr(i) for i, mark in enumerate(_MARKS, 1)}
_NO_MARK, _OTHER_MARK = "\0", chr(len(_MARKS) + 1)

#: What is told apart last: small letters, capitals, other shapes of a letter (ª, ①).
_SMALL, _CAPITAL, _SHAPED = "012"

SortKey = tuple[str, str, str, str]
_Weights = tuple[str, str, str]


def sort_key(text: str) -> SortKey:
    """Return the key that sorts Vietnamese: letters first, then tones, then case, then bytes.

    Two texts have one key only if they are the same string.
    """
    return *_levels([_weights(char) for char in nfc(text)]), text


def compare(a: str, b: str) -> int:
    """Return -1, 0 or 1 as `a` stands before, at or after `b`: the shape SQLite asks for."""
    if a == b:
        return 0
    return -1 if sort_key(a) < sort_key(b) else 1


def order_key(text: str, longest: int = 60) -> str:
    """Return lower-case Latin letters that any database sorts as `sort_key` sorts Vietnamese.

    Two for each letter, then one for each tone, of the first `longest` characters: for a column
    that a list is ordered by, where an index is wanted.
    """
    told = [_ordered(char) for char in nfc(text[:longest])]
    return f"{''.join([one[0] for one in told])}aa{''.join([one[1] for one in told])}"


@lru_cache(maxsize=4096)
def _ordered(char: str) -> tuple[str, str]:
    """Return what one NFC character adds to an order key: for its letters, for its tones."""
    letters, tones, _ = _weights(char)
    codes = "".join(_pair(min(ord(rank), _LAST_PAIR)) for rank in letters)
    return codes, "".join(chr(ord("b") + ord(tone)) for tone in tones)


def _pair(number: int) -> str:
    return chr(ord("a") + number // 26) + chr(ord("a") + number % 26)


_LAST_PAIR = 26 * 26 - 1


@lru_cache(maxsize=4096)
def _weights(char: str) -> _Weights:
    """Return what one NFC character adds to the three levels of a key."""
    if _is_ignored(char):
        return "", "", ""
    shape = _SHAPED if unicodedata.decomposition(char).startswith("<") else _SMALL
    return _levels([_element(part, shape) for part in _elements(char)])


def _levels(weights: list[_Weights]) -> _Weights:
    """Join weights level by level: letters, tones, cases."""
    return (
        "".join(w[0] for w in weights),
        "".join(w[1] for w in weights),
        "".join(w[2] for w in weights),
    )


def _elements(char: str) -> list[str]:
    """Split a character into letters of the alphabet and marks: ậ → â, nặng; ½ → 1, ⁄, 2."""
    elements: list[str] = []
    for part in unicodedata.normalize("NFKD", char):
        letter = nfc(elements[0] + part) if elements else ""
        if len(letter) == 1 and letter.lower() in _RANKS:
            elements[0] = letter
        else:
            elements.append(part)
    return elements


def _element(part: str, shape: str) -> _Weights:
    """Return the three weights of a single letter, sign or mark."""
    if unicodedata.combining(part):
        return "", _MARK_RANKS.get(part, _OTHER_MARK), _SMALL
    small = part.lower()
    return _rank(small), _NO_MARK, shape if small == part else max(shape, _CAPITAL)


def _rank(small: str) -> str:
    if small in _RANKS:
        return _RANKS[small]
    is_sign = unicodedata.category(small[0])[0] in "PSZC"
    return (_OTHER_SIGN if is_sign else _OTHER_LETTER) + small


def _is_ignored(char: str) -> bool:
    return char not in _RANKS and unicodedata.category(char) in ("Cc", "Cf")
