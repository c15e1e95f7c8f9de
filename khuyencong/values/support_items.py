"""What a support was for, compared as people write it: "Mua máy cưa CNC", "máy cưa gỗ cnc"."""

import re
import unicodedata

from khuyencong.values.text import clean, fold

#: What tells no object from another: how it was given, not what for. Longest first.
_SAID_OF_ALL = re.compile(
    r"\b(?:ho tro kinh phi|may moc thiet bi|xay dung mo hinh|dao tao nghe|day chuyen thiet bi"
    r"|ho tro|kinh phi|may moc|thiet bi|mo hinh|dao tao|tap huan|mua sam|dau tu|trang bi|lap dat"
    r"|ung dung|nang cao|mo rong|tien tien|hien dai|san xuat|che bien|san pham|co so|lao dong"
    r"|nong thon|mua|cho|va)\b"
)
#: Left out only where written with its marks: without them it may be another word.
_MARKED = {"máy", "của", "để", "lớp", "khoá", "khóa"}
_WORD = re.compile(r"[^\W_]+")
#: Of ten words of the shorter text, so many must stand in the other.
_OF_TEN = 7


def item_core(text: str) -> str:
    """Return the folded words that tell an object from others, in order, each once."""
    return " ".join(dict.fromkeys(fold(word) for word in _telling_words(text)))


def items_alike(one: str, other: str) -> bool:
    """Tell whether two texts likely mean the same object of support.

    Where both are written with marks, the marks count: "may" (to sew) is neither "máy" nor "mây".
    """
    marked = _is_marked(one) and _is_marked(other)
    first, second = _keys(one, marked), _keys(other, marked)
    if not first or not second:
        return first == second
    return 10 * len(first & second) >= _OF_TEN * min(len(first), len(second))


def _keys(text: str, marked: bool) -> set[tuple[str, str]]:
    return {(fold(word), _marks(word) if marked else "") for word in _telling_words(text)}


def _telling_words(text: str) -> list[str]:
    """Return the words without those said of every support; all of them where nothing is left."""
    words = _WORD.findall(clean(text).lower())
    blank = _SAID_OF_ALL.sub(lambda said: re.sub("[a-z0-9]", "-", said[0]), _folded(words))
    # Folding keeps the words in their number and order.
    telling = [
        word
        for word, kept in zip(words, blank.split(), strict=True)
        if not kept.startswith("-") and word not in _MARKED
    ]
    return telling or words


def _folded(words: list[str]) -> str:
    return " ".join(fold(word) or "-" for word in words)


def _is_marked(text: str) -> bool:
    return any(_marks(char) for char in text)


def _marks(word: str) -> str:
    """Return the marks of a word in one order, wherever they stand: hoà = hòa."""
    parts = unicodedata.normalize("NFD", word.lower())
    return "".join(sorted(c for c in parts if unicodedata.combining(c) or c == "đ"))
