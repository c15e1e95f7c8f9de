"""What may be written into a document: text, and nothing that acts on the text around it."""

import re
import unicodedata

from khuyencong.values.text import nfc

#: Keeps a number and its unit, or a blank to be filled in by hand, on one line.
NO_BREAK = "\u00a0"
#: What stands where a character cannot be written at all.
UNKNOWN = "\ufffd"
_SPACES = re.compile(r"[^\S\u00a0]+")
#: Letters of a list, in Vietnamese order: đ is used, f, j, w and z are not.
LETTERS = "abcdđeghiklmnopqrstuvxy"


def plain(text: str) -> str:
    """Return `text` as a document carries it: NFC, one line, nothing that is not seen.

    Control characters and line ends become a space; direction marks and other format characters
    go; what no XML can hold becomes "�". No-break spaces stay.
    """
    return within(text).strip(" ")


def within(text: str) -> str:
    """Return a part of a line like `plain`, with a space at its borders kept."""
    return _SPACES.sub(" ", nfc("".join(_seen(char) for char in text)))


def _seen(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Cf":
        return ""
    if category in ("Cc", "Zl", "Zp"):
        return " "
    return UNKNOWN if category == "Cs" or ord(char) & 0xFFFE == 0xFFFE else char


def letter(index: int) -> str:
    """Return the mark of the list item at `index` from 0: a, b, c, d, đ, …, y, aa, ab, …"""
    before, last = divmod(index, len(LETTERS))
    return (letter(before - 1) if before else "") + LETTERS[last]


_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def roman(number: int) -> str:
    """Return a number from 1 on in Roman figures."""
    written = ""
    for size, figures in _ROMAN:
        written += figures * (number // size)
        number %= size
    return written
