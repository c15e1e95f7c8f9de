"""What the review page shows: the figures of a report, one row each, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.urls import reverse

from khuyencong.ingestion.models import Document, Observation
from khuyencong.ingestion.queries import Doubt, Reviewing
from khuyencong.ingestion.shown import said, standing, understood
from khuyencong.ingestion.states import Review

ROWS = 25
#: So many characters of a sentence are shown on either side of the number.
AROUND = 260
CUT = "[…] "


class Sieve(StrEnum):
    """Which figures of the report are shown."""

    WAITING = "cho"
    DOUBTFUL = "nghi"
    ALL = "tat-ca"
    LEFT_OUT = "de-ngoai"
    BESIDE = "ngoai-chi-tieu"


NAMES = {
    Sieve.WAITING: "chờ soát",
    Sieve.DOUBTFUL: "có nghi vấn",
    Sieve.ALL: "tất cả",
    Sieve.LEFT_OUT: "đã để ngoài",
    Sieve.BESIDE: "không trả lời chỉ tiêu nào",
}


@dataclass(frozen=True)
class Row:
    """One figure: its words, what it was understood as, how it stands, what is doubtful."""

    figure: Observation
    doubt: Doubt
    is_current: bool
    elsewhere: Sequence[Observation] = ()

    @property
    def anchor(self) -> str:
        return anchor(self.figure.series)

    @property
    def before(self) -> str:
        words = self.figure.before
        return words if len(words) <= AROUND else CUT + words[-AROUND:].split(" ", 1)[-1]

    @property
    def after(self) -> str:
        words = self.figure.after
        return words if len(words) <= AROUND else words[:AROUND].rsplit(" ", 1)[0] + f" {CUT}"

    @property
    def value(self) -> str:
        return said(self.figure)

    @property
    def understood(self) -> list[str]:
        return understood(self.figure)

    @property
    def others(self) -> list[str]:
        """Return the other answers of the report to the same question, as they are read."""
        return [said(other) for other in self.doubt.others]

    @property
    def other_reports(self) -> list[tuple[str, str]]:
        """Return what other reports say otherwise: the value, and the title of the report."""
        return [(said(other), other.document.title) for other in self.elsewhere]

    @property
    def is_waiting(self) -> bool:
        return self.figure.review == Review.WAITING

    @property
    def is_out(self) -> bool:
        return self.figure.review == Review.LEFT_OUT

    @property
    def standing(self) -> str:
        return standing(self.figure)


@dataclass(frozen=True)
class SieveLink:
    name: str
    count: int
    address: str
    is_on: bool


class ReviewView:
    """The figures of a report through one sieve, with one of them current."""

    def __init__(
        self,
        reviewing: Reviewing,
        *,
        sieve: str = "",
        current: str = "",
        done: str = "",
        page: str | None = None,
    ) -> None:
        self.reviewing = reviewing
        self.document: Document = reviewing.document
        self.sieve = _sieve(reviewing, sieve)
        self._asked, self._page = current, page
        self.done = next((r for r in reviewing.rows if str(r.series) == done), None)

    @cached_property
    def shown(self) -> Sequence[Observation]:
        return _through(self.reviewing, self.sieve)

    @cached_property
    def page(self) -> "Page[Observation]":
        """Return the page asked for; else the one on which the current figure stands."""
        place = next((i for i, r in enumerate(self.shown) if str(r.series) == self._asked), None)
        paginator = Paginator(self.shown, ROWS)
        return paginator.get_page(self._page if place is None else place // ROWS + 1)

    @cached_property
    def rows(self) -> list[Row]:
        """Return the rows of the page; current is the one asked for, else the first that waits."""
        figures = list(self.page)
        asked = (f for f in figures if str(f.series) == self._asked)
        waiting = (f for f in figures if f.is_due)
        current = next(asked, None) or next(waiting, None) or next(iter(figures), None)
        doubts, elsewhere = self.reviewing.doubts, self.reviewing.elsewhere
        return [
            Row(f, doubts.get(f.series, Doubt()), f is current, elsewhere.get(f.series, ()))
            for f in figures
        ]

    @property
    def sieves(self) -> list[SieveLink]:
        counted = ((sieve, len(_through(self.reviewing, sieve))) for sieve in Sieve)
        return [
            SieveLink(NAMES[sieve], count, f"?loc={sieve}", sieve is self.sieve)
            for sieve, count in counted
        ]

    @property
    def paging_query(self) -> str:
        return f"loc={self.sieve}&"

    @property
    def done_row(self) -> Row | None:
        """Return the figure that was just looked at, so that a slip is undone in one step."""
        return Row(self.done, Doubt(), False) if self.done else None

    @property
    def decided(self) -> int:
        """Return how many figures that can answer a question a person has looked at."""
        answering = [row for row in self.reviewing.rows if row.measure]
        return len(answering) - len(self.reviewing.waiting)

    @property
    def answering(self) -> int:
        return self.decided + len(self.reviewing.waiting)


def anchor(series: UUID) -> str:
    """Return where on the page a figure stands."""
    return f"s-{series}"


def address(document: Document, sieve: str, current: UUID | None, done: UUID | None = None) -> str:
    """Return the review page with a figure current, and perhaps one just done."""
    asked = {"loc": sieve, "tai": current, "xong": done}
    told = urlencode({name: value for name, value in asked.items() if value})
    page = reverse("desk:review", args=[document.id])
    return f"{page}?{told}" + (f"#{anchor(current)}" if current else "")


def next_address(reviewing: Reviewing, sieve: str, done: Observation) -> str:
    """Return the page with the next figure that waits behind the one just done, in its sieve."""
    chosen = _sieve(reviewing, sieve)
    listed = _through(reviewing, Sieve.WAITING if chosen is Sieve.ALL else chosen)
    rest = [row for row in listed if row.series != done.series]
    behind = (row for row in rest if _order(row) > _order(done))
    following = next(behind, None) or next(iter(rest), None)
    return address(reviewing.document, chosen, following.series if following else None, done.series)


def _order(row: Observation) -> tuple[int, int, bool]:
    return row.number_start, row.number_end, row.implied


def _sieve(reviewing: Reviewing, asked: str) -> Sieve:
    """Return the sieve asked for; unasked, what waits, and where nothing does, everything."""
    if asked in NAMES:
        return Sieve(asked)
    return Sieve.WAITING if reviewing.waiting else Sieve.ALL


def _through(reviewing: Reviewing, sieve: Sieve) -> Sequence[Observation]:
    match sieve:
        case Sieve.WAITING:
            return reviewing.waiting
        case Sieve.DOUBTFUL:
            return reviewing.doubtful
        case Sieve.LEFT_OUT:
            return reviewing.left_out
        case Sieve.BESIDE:
            return reviewing.beside
    return reviewing.rows
