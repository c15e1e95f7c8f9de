"""The report for paper: every finding pinned in the text, then every finding told in full."""

from dataclasses import dataclass

from khuyencong.ingestion.models import CheckDecision
from khuyencong.ingestion.queries import ReportPage
from khuyencong.ingestion.shown import calculation
from khuyencong.reading.model import Check
from khuyencong.values.vocabulary import Severity
from khuyencong.web.desk.paper import Line, Paper
from khuyencong.web.desk.passages import Quote, pinned, quotes
from khuyencong.web.desk.report_view import ORDER


@dataclass(frozen=True)
class Finding:
    """A check with its number on paper and the lines it stands on."""

    number: int
    check: Check
    decision: CheckDecision | None
    quotes: list[Quote]
    calculation: list[tuple[str, str]]


class PrintView:
    """The paper and its findings, errors first; what passed is only counted."""

    def __init__(self, page: ReportPage) -> None:
        reading = page.document.reading
        failing = [c for s in ORDER for c in reading.checks if c.severity is s and not c.holds]
        pins = {c.id: pinned(reading, c, f"{n}.", f"#muc-{n}") for n, c in enumerate(failing, 1)}
        paper = Paper(reading, [p for ps in pins.values() for p in ps])
        named = {f.id: f for f in reading.figures}
        self.lines: list[Line] = paper.lines()
        self.findings = [
            Finding(
                number=n,
                check=check,
                decision=page.decisions.get(check.id),
                quotes=quotes(Paper(reading, pins[check.id]), check),
                calculation=calculation(check, [named[i] for i in check.figures if i in named]),
            )
            for n, check in enumerate(failing, 1)
        ]
        self.notes = [c for c in reading.checks if c.severity is Severity.NOTE]
        self.passed = sum(c.severity is Severity.OK for c in reading.checks)
