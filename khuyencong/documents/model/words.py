"""Words with figures among them, as all writers write them: cleaned, no space lost or doubled."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from khuyencong.documents.letters import within

_KEY = re.compile(r"\S{1,64}")


@dataclass(frozen=True)
class Cited:
    """Words that tell one figure: `cite` is the key under which its evidence stands.

    A key has 1 to 64 signs that are seen, no space among them: Word keeps no longer one.
    """

    text: str
    cite: str

    def __post_init__(self) -> None:
        if not _KEY.fullmatch(self.cite) or not self.cite.isprintable():
            raise ValueError(f"a cite has 1 to 64 signs without spaces, not {self.cite!r}")


@dataclass(frozen=True)
class Spans:
    """A text in which some words are figures; `str()` gives the words alone."""

    parts: tuple[str | Cited, ...]

    def __str__(self) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)


#: What a reader reads: plain, or with its figures told apart.
Words = str | Spans


def parts_of(words: Words) -> tuple[str | Cited, ...]:
    """Return the parts of a text in their order; a plain text is one part."""
    return words.parts if isinstance(words, Spans) else (words,)


#: From the cite of a figure to the address of its evidence, "" where it has none.
Link = Callable[[str], str]


def fitted(words: Words) -> tuple[str | Cited, ...]:
    """Return the parts that are written: together they say `plain(str(words))`.

    A space between two parts stays in the first of them; a part without a sign goes.
    """
    found: list[str | Cited] = []
    before = " "
    for part in parts_of(words):
        text = within(_text(part))
        text = text.lstrip(" ") if before == " " else text
        if text:
            found.append(_with(part, text))
            before = text[-1]
    if found and before == " ":
        last = _text(found[-1]).rstrip(" ")
        found[-1:] = [_with(found[-1], last)] if last else []
    return tuple(found)


def after(mark: str, words: Words) -> Spans:
    """Return the words after a mark of a list: "a) …", "- …"."""
    return Spans((f"{mark} ", *parts_of(words)))


def _text(part: str | Cited) -> str:
    return part if isinstance(part, str) else part.text


def _with(part: str | Cited, text: str) -> str | Cited:
    return text if isinstance(part, str) else Cited(text, part.cite)
