"""The sentences that a number rests on, with where each stands in which report."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from khuyencong.ingestion.models import Document, Observation
from khuyencong.ingestion.shown import NO_BREAK
from khuyencong.reports.queries import Answer
from khuyencong.reports.queries.known import ReportKnown, reports_known, with_texts
from khuyencong.reports.words import exact
from khuyencong.values.measures import MEASURES
from khuyencong.values.vocabulary import FundingSource
from khuyencong.web.portal.numbers import bound_said, leads_of

PER_PAGE = 20


@dataclass(frozen=True)
class Sentence:
    """One figure of a report in its words; `is_lead`: its value is the one that stands."""

    row: Observation
    report: ReportKnown
    where: str
    shown: str
    is_lead: bool

    @property
    def kind(self) -> str:
        """Return the class of the mark: money, count or rate."""
        return {"VND": "", "percent": "r"}.get(self.row.unit, "c")

    @property
    def exact(self) -> str:
        """Return the value for a machine."""
        return str(self.row.value)

    @property
    def source(self) -> str:
        """Return whose money it speaks of."""
        return FundingSource(self.row.funding_source).label if self.row.funding_source else ""


def sentences(rows: Sequence[Observation], leads: Iterable[Observation] = ()) -> list[Sentence]:
    """Return rows with their reports and places in them; four queries for however many."""
    ids = {row.document_id for row in rows}
    reports = {known.document.id: known for known in reports_known(ids)} if ids else {}
    texts = with_texts(ids) if ids else {}
    leading = {row.id for row in leads}
    return [
        Sentence(
            row=row,
            report=reports[row.document_id],
            where=_place_in(texts[row.document_id], row.number_start),
            shown=shown(row),
            is_lead=row.id in leading,
        )
        for row in rows
        if row.document_id in reports
    ]


def _place_in(document: Document, offset: int) -> str:
    """Return where the file shows it: "trang 3, đoạn 5", for plain text "dòng 12"."""
    return document.where(offset) or f"dòng {document.text.count(chr(10), 0, offset) + 1}"


def shown(row: Observation) -> str:
    """Return a figure as understood: "gần 9.500 tỷ đồng", "57/63 tỉnh"."""
    unit = MEASURES[row.measure].unit
    value = exact(row.value, unit)
    if row.out_of is not None:
        value = value.replace(NO_BREAK, f"/{row.out_of}{NO_BREAK}", 1)
    return f"{bound_said(row)} {value}".strip()


def speaking(answer: Answer) -> list[Observation]:
    """Return the figures that stand for an answer, those whose values it is first.

    None where reports contradict each other: then all of them stand beside.
    """
    if not answer.parts and answer.lead is None:
        return []
    first = leads_of(answer)
    taken = {row.id for row in first}
    return [*first, *(row for row in answer.evidence if row.id not in taken)]


def contradicting(answer: Answer) -> list[Observation]:
    """Return the figures that say otherwise: beside the number, never inside."""
    if answer.parts:
        return [row for part in answer.parts for row in contradicting(part)]
    return list(answer.against) if answer.lead else list(answer.rows)
