"""Letters of the fonts before Unicode (.VnTime, VNI-Times): Latin codes that only look Vietnamese.

TCVN 3 gives each accented letter a code of its own; VNI writes the mark as a letter after its base.
"""

import re
import unicodedata

_PLAIN = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂÊÔƠƯĐ"
_TCVN3 = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢£¤¥¦§"
_FROM_TCVN3 = str.maketrans(_TCVN3, _PLAIN)

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_TONES = {"ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}
_ROUND = {"â": "", "á": _ACUTE, "à": _GRAVE, "å": _HOOK, "ã": _TILDE, "ä": _DOT}
_SHORT = {"ê": "", "é": _ACUTE, "è": _GRAVE, "ú": _HOOK, "ü": _TILDE, "ë": _DOT}
_SINGLE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI = re.compile(r"(?P<base>[aeouyôö])(?P<mark>[ùøûõïâáàåãäêéèúüë])|[ñôöæóòî]", re.IGNORECASE)
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"


def decoded(text: str, font: str | None) -> str:
    """Return `text` in Unicode, read as its font shows it; unchanged for a font of today."""
    name = (font or "").rpartition("+")[2].lower()
    if name.startswith(".vn"):
        letters = text.translate(_FROM_TCVN3)
        return letters.upper() if name.split(",")[0].split("-")[0].endswith("h") else letters
    if name.startswith("vni-"):
        return _VNI.sub(_from_vni, text)
    return text


def is_old(font: str | None) -> bool:
    """Tell whether a font's letters have to be decoded."""
    return (font or "").rpartition("+")[2].lower().startswith((".vn", "vni-"))


def _from_vni(match: re.Match[str]) -> str:
    letter = match[0][0]
    low = letter.lower()
    base = _SINGLE.get(low, low) if low in "ôö" else low
    if match["base"] is None:
        found = _SINGLE[low]
    else:
        marks = _marks(low, match["mark"].lower())
        if marks is None:
            return match[0] if base == low else _cased(base, letter) + match[0][1:]
        found = unicodedata.normalize("NFC", base + marks)
    return _cased(found, letter)


def _marks(base: str, mark: str) -> str | None:
    """Return what a mark after a base letter stands for; None where the two do not go together."""
    if mark in _TONES:
        return _TONES[mark]
    if mark in _ROUND and base in "aeo":
        return _CIRCUMFLEX + _ROUND[mark]
    return _BREVE + _SHORT[mark] if mark in _SHORT and base == "a" else None


def _cased(letter: str, like: str) -> str:
    return letter.upper() if like.isupper() else letter
