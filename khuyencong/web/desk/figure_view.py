"""What the page of one figure shows: its sentence, what was understood of it, who uses it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from khuyencong.ingestion.shown import day, said
from khuyencong.reading.model import Check, Figure, YearSpan
from khuyencong.values.money import amount_in_words, format_dong
from khuyencong.values.vocabulary import UNITS, unit_label
from khuyencong.web.desk.paper import Paper, mark_kind

if TYPE_CHECKING:
    from khuyencong.ingestion.models import Document

UNSAID = "báo cáo không nói"
#: From which confidence on, how sure the reading is, in words.
SURENESS = ((0.9, "chắc"), (0.7, "khá chắc"), (0.0, "cần người xem lại"))


@dataclass(frozen=True)
class FigureView:
    """One figure with its evidence."""

    figure: Figure
    kind: str
    before: str
    words: str
    after: str
    line: int
    where: str
    shown: str
    in_words: str
    facts: list[tuple[str, str]]
    checks: list[Check]
    previous: Figure | None
    next: Figure | None

    @classmethod
    def of(cls, document: "Document", figure_id: str) -> "FigureView | None":
        """Return the view of the figure `figure_id` of the document, or None."""
        reading = document.reading
        at = next((i for i, f in enumerate(reading.figures) if f.id == figure_id), None)
        if at is None:
            return None
        figure, text = reading.figures[at], reading.text
        start, end = figure.sentence if figure.sentence[1] else (figure.start, figure.end)
        return cls(
            figure=figure,
            kind=mark_kind(figure),
            before=text[start : figure.number_start],
            words=text[figure.number_start : figure.number_end],
            after=text[figure.number_end : end],
            line=Paper(reading).line_number(figure.number_start),
            where=document.where(figure.number_start),
            shown=said(figure),
            in_words=in_words(figure),
            facts=facts(figure),
            checks=[c for c in reading.checks if figure.id in c.figures],
            previous=reading.figures[at - 1] if at else None,
            next=reading.figures[at + 1] if at + 1 < len(reading.figures) else None,
        )


def in_words(figure: Figure) -> str:
    """Return an amount of money in đồng and in words, "" for what is no money."""
    if figure.unit != "VND" or not isinstance(figure.value, int) or figure.value_high is not None:
        return ""
    return f"{format_dong(figure.value)} · {amount_in_words(figure.value)}"


def facts(figure: Figure) -> list[tuple[str, str]]:
    """Return what was understood of the figure, one line each; gaps are said, not filled."""
    source = figure.funding_source
    return [
        ("Đếm bằng", _unit_name(figure.unit)),
        ("Nói về", figure.activity.label),
        ("Là", figure.kind.label),
        ("Tiền của ai", source.label if source else UNSAID),
        ("Ở đâu", figure.place or UNSAID),
        ("Khi nào", _span(figure.period)),
        ("Cách nói", _manner(figure)),
        ("Máy đọc", f"{_sureness(figure.confidence)} ({round(figure.confidence * 100)}%)"),
    ]


def _unit_name(code: str) -> str:
    return "tỷ số, không có đơn vị" if code == "ratio" and "ratio" in UNITS else unit_label(code)


def _span(period: YearSpan | None) -> str:
    if period is None:
        return UNSAID
    return "–".join(dict.fromkeys((day(period.start), day(period.end))))


def _manner(figure: Figure) -> str:
    if figure.bound:
        return f"giới hạn: “{figure.bound.label}”"
    return "ước chừng" if figure.approximate else "số xác định"


def _sureness(confidence: float) -> str:
    return next(word for least, word in SURENESS if confidence >= least)
