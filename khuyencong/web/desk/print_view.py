"""The report for paper: every finding pinned in the text, then every finding told in full."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from khuyencong.ingestion.shown import calculation
from khuyencong.reading.model import Check, Reading
from khuyencong.values.vocabulary import Severity
from khuyencong.web.desk.paper import ORDER, Line, Paper
from khuyencong.web.desk.passages import Quote, pinned, quotes

if TYPE_CHECKING:
    from khuyencong.ingestion.models import CheckDecision


@dataclass(frozen=True)
class Finding:
    """A check with its number on paper and the lines it stands on."""

    number: int
    check: Check
    decision: "CheckDecision | None"
    quotes: list[Quote]
    calculation: list[tuple[str, str]]


class PrintView:
    """The paper and its findings, errors first; what passed is only counted."""

    def __init__(
        self,
        reading: Reading,
        decisions: "Mapping[str, CheckDecision]",
        *,
        figure_address: str = "../so/{}/",
        where: Callable[[int], str] = lambda offset: "",
    ) -> None:
        failing = [c for s in ORDER for c in reading.checks if c.severity is s and not c.holds]
        pins = {c.id: pinned(reading, c, f"{n}.", f"#muc-{n}") for n, c in enumerate(failing, 1)}
        every_pin = [pin for of_one in pins.values() for pin in of_one]
        paper = Paper(reading, every_pin, figure_address=figure_address)
        named = {f.id: f for f in reading.figures}
        self.lines: list[Line] = paper.lines()
        self.findings = [
            Finding(
                number=n,
                check=check,
                decision=decisions.get(check.id),
                quotes=quotes(Paper(reading, pins[check.id], where=where), check),
                calculation=calculation(check, [named[i] for i in check.figures if i in named]),
            )
            for n, check in enumerate(failing, 1)
        ]
        self.notes = [c for c in reading.checks if c.severity is Severity.NOTE]
        self.passed = sum(c.severity is Severity.OK for c in reading.checks)
        self.figures = len(reading.figures)
