"""What the report page shows: the paper on one side, the checks in groups on the other."""

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlencode

from khuyencong.ingestion.models import CheckDecision, Document, Question
from khuyencong.ingestion.queries import PRESSING, ReportPage
from khuyencong.ingestion.shown import calculation
from khuyencong.reading.model import Check, Figure, Reading
from khuyencong.values.vocabulary import Severity
from khuyencong.web.desk.paper import MARKS, ORDER, Line, Paper
from khuyencong.web.desk.passages import Quote, pinned, quotes

#: So many lines are named before the rest is only hinted at.
LINES_NAMED = 3
ONLY_PROBLEMS = "van-de"
#: Width of the strip that shows where in the report the findings lie.
STRIP = 1000


@dataclass(frozen=True)
class Row:
    """A check in the list: closed, it is one line and a link that opens it."""

    check: Check
    address: str
    lines: str
    decision: CheckDecision | None
    question: Question | None

    @property
    def id(self) -> str:
        return self.check.id

    @property
    def severity(self) -> Severity:
        return self.check.severity

    @property
    def statement(self) -> str:
        return self.check.statement


@dataclass(frozen=True)
class Group:
    """The checks of one severity."""

    severity: Severity
    rows: list[Row]

    @property
    def count(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class OpenCheck:
    """The check that is open: its passages quoted, its arithmetic, its neighbours."""

    row: Row
    quotes: list[Quote]
    calculation: list[tuple[str, str]]
    previous: Row | None
    next: Row | None


@dataclass(frozen=True)
class LegendRow:
    mark: str
    name: str
    count: int


@dataclass(frozen=True)
class Spot:
    """Where in the report a finding lies: left edge and width on a strip of STRIP units."""

    severity: Severity
    x: int
    width: int
    is_open: bool


class ReportView:
    """A report page for one reader, with one check open and perhaps only what has findings."""

    def __init__(self, page: ReportPage, *, open_id: str | None, only_problems: bool) -> None:
        self.page = page
        self.document: Document = page.document
        self.reading: Reading = page.document.reading
        self.only_problems = only_problems
        self._figures: dict[str, Figure] = {f.id: f for f in self.reading.figures}
        checks = sorted(self.reading.checks, key=lambda c: ORDER.index(c.severity))
        chosen = self._chosen(checks, open_id)
        self.paper = Paper(
            self.reading,
            pinned(self.reading, chosen) if chosen else (),
            chosen.figures if chosen else (),
            where=self.document.where,
        )
        self.rows = [self._row(check) for check in checks]
        self.groups = [Group(s, [r for r in self.rows if r.severity is s]) for s in ORDER]
        self.open = self._opened(chosen) if chosen else None

    def lines(self) -> list[Line]:
        """Return the report, whole or only the blocks that a failing check speaks of."""
        return self.paper.lines(self._problem_blocks() if self.only_problems else None)

    def legend(self) -> list[LegendRow]:
        """Return the kinds of mark that occur, with how often."""
        found = Counter(mark.kind for mark in self.paper.marks)
        return [LegendRow(k, name, found[k]) for k, name in MARKS.items() if found[k]]

    def spots(self) -> list[Spot]:
        """Return where the findings lie, the open one last so that it is drawn on top."""
        length = max(len(self.reading.text), 1)
        spots = [
            Spot(
                row.severity,
                STRIP * start // length,
                max(STRIP * (end - start) // length, 4),
                self.open is not None and row.id == self.open.row.id,
            )
            for row in self.rows
            if row.severity is not Severity.OK
            for start, end in row.check.passages
        ]
        return sorted(spots, key=lambda spot: spot.is_open)

    def findings(self) -> int:
        """Return how many checks there are that an officer should look at."""
        return sum(row.severity is not Severity.OK for row in self.rows)

    def _chosen(self, checks: list[Check], open_id: str | None) -> Check | None:
        """Return the check asked for; unasked, the first that waits for a decision."""
        if open_id is not None:
            return next((c for c in checks if c.id == open_id), None)
        waiting = (c for c in checks if c.severity in PRESSING)
        return next((c for c in waiting if c.id not in self.page.decisions), None)

    def _row(self, check: Check) -> Row:
        asked = {"loc": ONLY_PROBLEMS} if self.only_problems else {}
        return Row(
            check=check,
            address=f"?{urlencode({**asked, 'muc': check.id})}#{check.id}",
            lines=self._lines(check),
            decision=self.page.decisions.get(check.id),
            question=self.page.questions.get(check.id),
        )

    def _lines(self, check: Check) -> str:
        """Return "d. 212 ↔ 214", the lines a check speaks of."""
        starts = sorted(start for start, _ in check.passages)
        lines = list(dict.fromkeys(str(self.paper.line_number(start)) for start in starts))
        more = " …" if len(lines) > LINES_NAMED else ""
        return f"d. {' ↔ '.join(lines[:LINES_NAMED])}{more}" if lines else ""

    def _opened(self, check: Check) -> OpenCheck:
        at = next(i for i, row in enumerate(self.rows) if row.check is check)
        named = [self._figures[i] for i in check.figures if i in self._figures]
        return OpenCheck(
            row=self.rows[at],
            quotes=quotes(self.paper, check),
            calculation=calculation(check, named),
            previous=self.rows[at - 1] if at else None,
            next=self.rows[at + 1] if at + 1 < len(self.rows) else None,
        )

    def _problem_blocks(self) -> frozenset[int]:
        """Return the blocks that failing checks speak of, with the headings above them."""
        spans = [p for c in self.reading.checks if not c.holds for p in c.passages]
        kept: set[int] = set()
        by_index = {block.index: block for block in self.reading.blocks}
        for block in self.reading.blocks:
            if any(start < block.end and end > block.start for start, end in spans):
                above: int | None = block.index
                while above is not None and above not in kept:
                    kept.add(above)
                    above = by_index[above].parent
        return frozenset(kept)
