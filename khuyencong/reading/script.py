"""One text in three forms of the same length, so that an offset means the same in each."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

#: Known misreadings of scanned text, matched in the repaired form and shown in the original.
#: Both sides have the same length, and neither holds a digit: a repair never changes a number.
REPAIRS = {
    "tiêu thủ công": "tiểu thủ công",
    "tiêu thụ công nghiệp và làng": "tiểu thủ công nghiệp và làng",
    "tiều thủ công": "tiểu thủ công",
    "khuyến công điềm": "khuyến công điểm",
    "đề án điềm": "đề án điểm",
    "thí điềm": "thí điểm",
    "tiên bộ": "tiến bộ",
    "chuyên giao": "chuyển giao",
    "chuyên đổi": "chuyển đổi",
    "khuyên công": "khuyến công",
    "khuyến cổng": "khuyến công",
    "tiệu thụ": "tiêu thụ",
    "tỉ đồng": "tỷ đồng",
    "kinh phi": "kinh phí",
    "để án": "đề án",
    "quảng bả": "quảng bá",
    "bình chon": "bình chọn",
}

_REPAIR = re.compile("|".join(map(re.escape, sorted(REPAIRS, key=len, reverse=True))))
#: Old placing of the tone mark (hoá, khoá, thuý, uỷ) → the new one (hóa, khóa, thúy, ủy).
_OLD_TONES = {
    old + mark: new + vowel
    for pair, vowel, marks, news in (
        ("o", "a", "àáảãạ", "òóỏõọ"),
        ("o", "e", "èéẻẽẹ", "òóỏõọ"),
        ("u", "y", "ỳýỷỹỵ", "ùúủũụ"),
    )
    for old, mark, new in zip(pair * 5, marks, news, strict=True)
}
_OLD_TONE = re.compile(r"(?<!q)(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?![a-zà-ỹ])")
#: Spaces and dashes of word processors, each to its plain sister.
_PLAIN_SIGNS = str.maketrans(
    {
        "\u00a0": " ",
        "\u2002": " ",
        "\u2003": " ",
        "\u2009": " ",
        "\u202f": " ",
        "\u200b": " ",
        "\ufeff": " ",
        "\u00ad": "-",
        "–": "-",
        "—": "-",
        "‐": "-",
        "‑": "-",
        "‒": "-",
        "―": "-",
        "−": "-",
        "∕": "/",
        "％": "%",
        "*": " ",
        "_": " ",
    }
)
_LETTERS = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
_BARE = str.maketrans(
    {c: "d" if c == "đ" else unicodedata.normalize("NFD", c)[0] for c in _LETTERS}
)


@dataclass(frozen=True, slots=True)
class Script:
    """`text` as it stands (NFC), `low` for matching, `bare` without any diacritic."""

    text: str
    low: str
    bare: str
    #: False when the writer used no diacritics at all: then `bare` decides alone.
    accented: bool


def script_of(text: str) -> Script:
    """Return the three forms of an NFC text; all have its length."""
    low = _lower(text).translate(_PLAIN_SIGNS)
    low = _OLD_TONE.sub(lambda m: _OLD_TONES[m[0]], low)
    low = _REPAIR.sub(lambda m: REPAIRS[m[0]], low)
    bare = low.translate(_BARE)
    sample = low[:20_000]
    marks = sum(a != b for a, b in zip(sample, bare, strict=False))
    return Script(text, low, bare, marks * 50 > len(sample) or len(sample) < 40)


def _lower(text: str) -> str:
    """Lower case without changing the length (İ and a few others would grow)."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


class Offsets:
    """The way back from offsets of the NFC form to those of the text as it was read."""

    def __init__(self, text: str) -> None:
        self.original = text
        pieces, self._ours, self._theirs = [], [0], [0]
        length = 0
        for match in re.finditer(
            r"[^\u0300-\u036f][\u0300-\u036f]+|[^\u0300-\u036f]+(?![\u0300-\u036f])|.", text, re.S
        ):
            piece = unicodedata.normalize("NFC", match[0])
            pieces.append(piece)
            length += len(piece)
            if len(piece) != len(match[0]):
                self._ours.append(length)
                self._theirs.append(match.end())
        self.nfc = "".join(pieces)

    def back(self, offset: int) -> int:
        """Return the place in the original text of an offset into the NFC form."""
        i = bisect_right(self._ours, offset) - 1
        return min(self._theirs[i] + offset - self._ours[i], len(self.original))
