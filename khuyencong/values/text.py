"""Vietnamese text: one normal form at the door, one folded form for search."""

import unicodedata

_D_STROKE = str.maketrans({"đ": "d", "Đ": "d"})


def nfc(text: str) -> str:
    """Return `text` in Unicode NFC, the only form that is stored."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Return the search form: lower case, no diacritics, đ as d, runs of space as one.

    The position of a tone mark does not matter after folding: hoà = hòa = "hoa".
    """
    return " ".join(strip_marks(text).lower().split())


def strip_marks(text: str) -> str:
    """Return `text` without diacritics, đ as d; letters may change case only for Đ."""
    decomposed = unicodedata.normalize("NFD", text.translate(_D_STROKE))
    return "".join(c for c in decomposed if not unicodedata.combining(c))
