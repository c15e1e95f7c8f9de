"""Reports with hand-made answers: `NN-slug.txt` (or `.md`) beside `NN-slug.answers.json`.

The answers list, in the order of the text, every group of digits exactly once:

- a figure: `n` its number as written, `unit` (one, several that are right, or null where the
  contract has no unit for it), `value` (money in đồng), and where they apply `high`, `out_of`,
  `bound`, `approximate` (null: undecided, and so the bound); `kind`, `activity`, `source`, `period`
  where the text decides them. Number words are figures too; `optional` marks one that may be read
  or left.
- a legal reference: `legal` its kind, `n` the words it stands in, `number`, `date`.
- any other: `other` the reason, `n` as written.

`faults` are the false claims, each with the number strings it speaks of ("03#2": the second 03);
`allowed` are doubtful ones that may be told or not.
"""

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class Answer:
    """One entry of the answers and where it stands, a half-open span of `str` offsets."""

    start: int
    end: int
    says: dict[str, Any]

    @property
    def number(self) -> str:
        return str(self.says["n"])

    @property
    def is_figure(self) -> bool:
        return "unit" in self.says

    def overlaps(self, start: int, end: int) -> bool:
        return self.start < end and start < self.end


@dataclass(frozen=True)
class Claim:
    """A claim of the report that is false or doubtful, and its figures."""

    kind: str
    why: str
    figures: tuple[Answer, ...]


@dataclass(frozen=True)
class Document:
    """A report with its answers."""

    name: str
    text: str
    place: str | None
    period: tuple[Any, Any] | None
    answers: tuple[Answer, ...]
    faults: tuple[Claim, ...]
    allowed: tuple[Claim, ...]

    @property
    def figures(self) -> list[Answer]:
        return [a for a in self.answers if a.is_figure]

    @property
    def legal(self) -> list[Answer]:
        return [a for a in self.answers if "legal" in a.says]

    @property
    def others(self) -> list[Answer]:
        return [a for a in self.answers if "other" in a.says]


def documents(folder: Path) -> list[Document]:
    """Return every report of a folder that has answers, by name."""
    found = [p for p in sorted(folder.iterdir()) if p.suffix in (".txt", ".md")]
    return [load(p) for p in found if answers_path(p).exists()]


def answers_path(report: Path) -> Path:
    """Return where the answers of a report stand."""
    return report.with_name(report.stem + ".answers.json")


def load(report: Path) -> Document:
    """Return a report with its answers located; ValueError where they do not fit the text."""
    text = report.read_bytes().decode("utf-8")
    data = json.loads(answers_path(report).read_text("utf-8"), parse_float=Decimal)
    answers = tuple(_located(text, data["tokens"], report.name))
    return Document(
        name=report.stem,
        text=text,
        place=data["place"],
        period=tuple(data["period"]) if data["period"] else None,
        answers=answers,
        faults=tuple(_claim(c, answers) for c in data["faults"]),
        allowed=tuple(_claim(c, answers) for c in data["allowed"]),
    )


def _located(text: str, tokens: list[dict[str, Any]], name: str) -> list[Answer]:
    answers, at = [], 0
    for says in tokens:
        start = _find(text, says["n"], at)
        if start < 0 or DIGITS.search(text, at, start):
            raise ValueError(
                f"{name}: {says['n']!r} is not the next number after {text[at - 30 : at]!r}"
            )
        at = start + len(says["n"])
        answers.append(Answer(start, at, says))
    left = DIGITS.search(text, at)
    if left:
        raise ValueError(f"{name}: {left[0]!r} at the end has no answer")
    return answers


def _find(text: str, words: str, at: int) -> int:
    """Return where the words next stand on their own, or -1."""
    edge = r"(?<!\w)" if not words[0].isdigit() else ""
    match = re.compile(edge + re.escape(words)).search(text, at)
    return match.start() if match else -1


def _claim(data: dict[str, Any], answers: tuple[Answer, ...]) -> Claim:
    figures = tuple(_nth(n, answers) for n in data["numbers"])
    return Claim(data["kind"], data["why"], figures)


def _nth(name: str, answers: tuple[Answer, ...]) -> Answer:
    number, _, nth = name.partition("#")
    same = [a for a in answers if a.is_figure and a.number == number]
    return same[int(nth or 1) - 1]
