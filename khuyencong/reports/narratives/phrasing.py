"""How a report words its figures: short sentences as data, filled with figures and nothing else.

A sentence is a small template in a sandbox: it may show a figure by one of the filters below and
do no arithmetic; what needs more is a new measure. An office may word a sentence anew; every
version is kept (`reports.models.Phrase`).
"""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from khuyencong.documents import Cited, Spans, Words
from khuyencong.reports.figures import Figure
from khuyencong.values.dates import format_date

#: Private characters between which the place of a cited figure stands until it is filled in.
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARKED = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_NO_BREAK = "\u00a0"


#: Said of what the machine read from a report and nobody has looked at.
WAITING = "chờ soát"


class BadPhrase(ValueError):
    """A sentence that is no template, reckons, or asks for what it is not given."""


class Phrases:
    """The sentences of one report; collects every figure that its words cite."""

    def __init__(self, own: Mapping[str, str] | None = None) -> None:
        self._texts = {**standard(), **(own or {})}
        self.cited: dict[str, Figure] = {}
        #: By the key of a sentence: what it was given when it was first said.
        self.said: dict[str, Mapping[str, Any]] = {}
        self._marks: list[Cited] = []
        self._environment = _environment()
        self._environment.filters |= self._filters()

    def say(self, key: str, **told: Any) -> Words:
        """Return a sentence with its figures told apart. BadPhrase where it cannot be filled."""
        self.said.setdefault(key, told)
        return self.filled(self._texts[key], key, told)

    def filled(self, wording: str, key: str, told: Mapping[str, Any]) -> Words:
        """Return a wording of a sentence with its figures. BadPhrase where it cannot be filled."""
        self._marks = []
        try:
            text = self._environment.from_string(wording).render(told)
        except TemplateError as wrong:
            raise BadPhrase(f"{key}: {wrong}") from wrong
        return self._parted(_tidy(text))

    def cite(self, figure: Figure) -> Words:
        """Return the number of a figure alone, as a cell of a table shows it."""
        return Spans((self._cited(figure, figure.shown),))

    def cite_as(self, figure: Figure, text: str) -> Words:
        """Return words of our own that tell a figure."""
        return Spans((self._cited(figure, text),))

    def cited_as_shown(self, key: str) -> Cited | None:
        """Return a figure that the report cites, by its key; None where it cites none such."""
        figure = self.cited.get(key)
        return Cited(figure.shown, key) if figure else None

    def _cited(self, figure: Figure, text: str) -> Cited:
        self.cited.setdefault(figure.key, figure)
        return Cited(text, figure.key)

    def _mark(self, figure: Figure, text: str) -> str:
        self._marks.append(self._cited(figure, text))
        return f"{_OPEN}{len(self._marks) - 1}{_CLOSE}"

    def _parted(self, text: str) -> Words:
        parts: list[str | Cited] = []
        end = 0
        for found in _MARKED.finditer(text):
            parts += [text[end : found.start()], self._marks[int(found[1])]]
            end = found.end()
        parts.append(text[end:])
        kept = tuple(part for part in parts if part != "")
        return Spans(kept) if any(isinstance(part, Cited) for part in kept) else text

    def _filters(self) -> dict[str, Callable[..., str]]:
        return {
            "so": self._number,
            "dem": self._count,
            "tien": self._number,
            "ty_le": self._number,
            "muc_tieu": self._of_target,
            "tang": self._growth,
            "liet_ke": listed,
            "ngay": format_date,
            "hoa": capital,
        }

    def _number(self, figure: Figure) -> str:
        """Return "09", "trên 350", "550 triệu đồng (ước cả kỳ 700 triệu đồng)"."""
        text = self._mark(figure, figure.shown)
        text = f"{figure.bounded} {text}" if figure.bounded else text
        text = f"{text} ({WAITING})" if figure.waits else text
        if figure.together is None:
            return text
        return f"{text} (ước cả kỳ {self._mark(figure, figure.say(figure.together))})"

    def _count(self, figure: Figure, unit: str = "") -> str:
        """Return a number with what is counted: "09 đề án"; `unit` in other words."""
        return f"{self._number(figure)}{_NO_BREAK}{unit or figure.unit_name}"

    def _of_target(self, figure: Figure | None, of: str = "mục tiêu giai đoạn") -> str:
        """Return " (đạt 79,17% so với mục tiêu giai đoạn)"; nothing where there is no target."""
        if figure is None:
            return ""
        return f" (đạt {self._mark(figure, figure.shown)} so với {of})"

    def _growth(self, figure: Figure | None, than: str = "cùng kỳ năm trước") -> str:
        """Return ", tăng 30,5% so với cùng kỳ năm trước"; nothing where there is no growth."""
        if figure is None or figure.value is None:
            return ""
        if figure.value == 0:
            return f", bằng {than}"
        verb = "tăng" if figure.value > 0 else "giảm"
        size = figure.value if figure.value > 0 else -figure.value
        return f", {verb} {self._mark(figure, figure.say(size))} so với {than}"


def listed(names: Sequence[str]) -> str:
    """Return names as a list in a sentence: "a, b và c"."""
    told = [str(name) for name in names]
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} và {told[-1]}" if told else ""


def capital(text: str) -> str:
    """Return a text with its first letter great."""
    return f"{text[:1].upper()}{text[1:]}"


def _tidy(text: str) -> str:
    """Return a text on one line, no space before a comma or a stop."""
    return re.sub(r" +([,.;:)])", r"\1", re.sub(r"[ \n\t]+", " ", text)).strip(" ")


def _environment() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)


@cache
def standard() -> dict[str, str]:
    """Return the sentences that every office starts from, by their key."""
    file = resources.files("khuyencong.reports.narratives") / "sentences.toml"
    told = tomllib.loads(file.read_text(encoding="utf-8"))
    return {key: " ".join(text.split()) for key, text in _flat(told)}


def _flat(told: Mapping[str, Any], before: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in told.items():
        key = f"{before}{name}"
        found += [(key, value)] if isinstance(value, str) else _flat(value, f"{key}.")
    return found
