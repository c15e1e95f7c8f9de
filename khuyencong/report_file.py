"""`khuyencong report`: the report of a place and a period, from all that is known of it."""

from dataclasses import dataclass
from datetime import date

from khuyencong.core.clock import now
from khuyencong.reports.files import WRITERS
from khuyencong.reports.jsonform import end_of
from khuyencong.reports.preparing import Order, write_report
from khuyencong.reports.states import Borders
from khuyencong.values.dates import read_date
from khuyencong.values.periods import Period, read_period


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
    """Return the report as json, html, docx, pdf or xlsx. Raises NotReported.

    What waits to be looked at is in it, and said to wait.
    """
    period, day = _period(asked), _day(asked)
    order = Order(
        asked.place,
        period,
        form=asked.form or "",
        borders=Borders(asked.borders),
        at=end_of(day) if day else None,
        waiting=True,
    )
    try:
        return WRITERS[kind](write_report(order, now=now()))
    except LookupError as refusal:
        raise NotReported(str(refusal)) from refusal


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
