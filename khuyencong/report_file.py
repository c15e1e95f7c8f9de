"""`khuyencong report`: the report of a place and a period, from all that is known of it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from khuyencong.core.clock import now, today
from khuyencong.reports.draft import draft_of
from khuyencong.reports.jsonform import end_of, to_json
from khuyencong.reports.queries import TerritoryTold, differences, territory
from khuyencong.reports.states import Borders
from khuyencong.values.dates import read_date
from khuyencong.values.periods import Period, Shape, read_period


class NotReported(Exception):
    """The report cannot be written; the message says why in one line."""


@dataclass(frozen=True)
class Asked:
    """What the command line asks for."""

    place: str
    period: str
    form: str | None = None
    as_of: str | None = None
    borders: str = Borders.THEN


def report_file(asked: Asked, kind: str) -> bytes:
    """Return the report as json, html, docx or pdf. Raises NotReported.

    What waits to be looked at is in it, and said to wait.
    """
    period, day = _period(asked), _day(asked)
    at = end_of(day) if day else None
    try:
        told = territory(
            asked.place,
            period,
            today=today(),
            borders=Borders(asked.borders),
            at=at,
            waiting=True,
        )
    except LookupError as refusal:
        raise NotReported(str(refusal)) from refusal
    form = asked.form or str(period.shape or Shape.PROGRAMME)
    as_of = at or now()
    return WRITERS[kind](told, form, as_of)


def _period(asked: Asked) -> Period:
    try:
        return read_period(asked.period)
    except ValueError as refusal:
        raise NotReported(str(refusal)) from refusal


def _day(asked: Asked) -> date | None:
    try:
        return read_date(asked.as_of) if asked.as_of else None
    except ValueError as refusal:
        raise NotReported(str(refusal)) from refusal


def _json(told: TerritoryTold, form: str, as_of: datetime) -> bytes:
    report = to_json(told, form=form, as_of=as_of, differences=differences(told.answers))
    return (json.dumps(report, ensure_ascii=False, indent=1) + "\n").encode()


def _html(told: TerritoryTold, _form: str, as_of: datetime) -> bytes:
    from khuyencong.web.standalone import standalone_report

    return standalone_report(told, differences(told.answers), as_of).encode()


def _docx(told: TerritoryTold, _form: str, as_of: datetime) -> bytes:
    from khuyencong.documents.docx import write_docx

    return write_docx(draft_of(told, differences(told.answers), as_of))


def _pdf(told: TerritoryTold, _form: str, as_of: datetime) -> bytes:
    from khuyencong.documents.pdf import write_pdf

    return write_pdf(draft_of(told, differences(told.answers), as_of))


WRITERS: dict[str, Callable[[TerritoryTold, str, datetime], bytes]] = {
    "json": _json,
    "html": _html,
    "docx": _docx,
    "pdf": _pdf,
}
