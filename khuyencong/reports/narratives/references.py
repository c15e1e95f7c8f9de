"""A figure that an officer cites in a chapter: "[[số đề án|s3abadd9db157]]" in the typed text.

What stands before the bar is for the reader of the text; the key after it names the figure. In
the document the figure stands as the report shows it, and opens its rows like every other.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from khuyencong.documents import Cited, Spans, Words

_WRITTEN = re.compile(r"\[\[([^\[\]\n]*)\]\]")
_LABEL = re.compile(r"[\[\]|\n]")
#: A label is no longer than this: it only helps who reads the typed text.
_LONGEST = 60
LOST = "[không còn số này: {label}]"


class Typed(str):
    """A line that an officer typed, its references not filled in yet."""


@dataclass(frozen=True)
class Reference:
    """A figure cited in a typed text, and where."""

    start: int
    end: int
    label: str
    key: str


def references_in(text: str) -> Iterator[Reference]:
    """Yield every reference of a typed text, in order."""
    for found in _WRITTEN.finditer(text):
        label, bar, key = found[1].rpartition("|")
        yield Reference(*found.span(), label.strip() if bar else "", key.strip())


def written(label: str, key: str) -> str:
    """Return a reference as it is typed."""
    told = " ".join(_LABEL.sub(" ", label).split())[:_LONGEST].strip()
    return f"[[{told}|{key}]]" if told else f"[[{key}]]"


def unknown_in(text: str, known: Collection[str]) -> list[str]:
    """Return the references of a typed text that name no known figure, as they are typed."""
    return [text[one.start : one.end] for one in references_in(text) if one.key not in known]


def filled(text: str, cite: Callable[[str], Cited | None]) -> Words:
    """Return a typed text as words, its references as cited figures; a lost one says so."""
    parts: list[str | Cited] = []
    end = 0
    for one in references_in(text):
        lost = LOST.format(label=one.label or one.key)
        parts += [text[end : one.start], cite(one.key) or lost]
        end = one.end
    parts.append(text[end:])
    kept = tuple(part for part in parts if part != "")
    return Spans(kept) if len(kept) > 1 or any(isinstance(p, Cited) for p in kept) else str(text)
