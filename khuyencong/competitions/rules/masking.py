"""What would tell a blind juror whose product it is, taken out of the words of a dossier."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from khuyencong.values.business_names import core, long_form
from khuyencong.values.text import fold, nfc, strip_marks

MASK = "[cơ sở]"
_WORD = re.compile(r"[a-z0-9]+")
#: Mail and web addresses name somebody, whoever it is.
_ADDRESSES = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+|\b[\w-]+\.(?:vn|com|net|org)\b\S*", re.I)
#: A name of fewer letters is in too many words.
_LEAST = 3


@dataclass(frozen=True, slots=True)
class Telltale:
    """What tells whose it is: names and addresses as words, codes and telephones as figures."""

    words: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()

    @property
    def patterns(self) -> list[re.Pattern[str]]:
        """Return what to look for in text without marks, in small letters."""
        phrases = {form for word in self.words for form in _forms(word)}
        long_first = sorted(phrases, key=len, reverse=True)
        return [_of_phrase(p) for p in long_first] + [_of_number(n) for n in self.numbers if n]


def _forms(word: str) -> Iterable[str]:
    """Yield how a name may be written: as told, in full, without its legal form."""
    for form in (fold(word), long_form(word), core(word)):
        if len("".join(_WORD.findall(form))) >= _LEAST:
            yield form


def _of_phrase(phrase: str) -> re.Pattern[str]:
    between = r"[^a-z0-9]*"
    return re.compile(rf"(?<![a-z0-9]){between.join(_WORD.findall(phrase))}(?![a-z0-9])")


def _of_number(number: str) -> re.Pattern[str]:
    digits = [figure for figure in number if figure.isdigit()]
    head = r"(?:\+?8[\s.\-()]*4|0)" if digits[0] == "0" and len(digits) in (10, 11) else digits[0]
    return re.compile(r"[\s.\-()–]*".join([head, *digits[1:]]))


def masked(text: str, telltale: Telltale) -> str:
    """Return the text with everything that tells whose it is as “[cơ sở]”."""
    text = nfc(text)
    bare = strip_marks(text).lower()
    if len(bare) != len(text):
        return MASK  # a sign that changes its length: better nothing than a name
    spans = [m.span() for m in _ADDRESSES.finditer(text)]
    spans += [m.span() for pattern in telltale.patterns for m in pattern.finditer(bare)]
    out, at = [], 0
    for start, end in sorted(spans):
        if end <= at:
            continue
        if start >= at:
            out += [text[at:start], MASK]
        at = end
    return "".join([*out, text[at:]])
