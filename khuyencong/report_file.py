"""`khuyencong report`: the report of a place and a period, from all that is known of it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from khuyencong.core.clock import now, today
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
    """Return the report as json or html. Raises NotReported.

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
    written = WRITERS[kind](told, form, day)
    return written.encode()


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


def _json(told: TerritoryTold, form: str, day: date | None) -> str:
    as_of = end_of(day) if day else now()
    report = to_json(told, form=form, as_of=as_of, differences=differences(told.answers))
    return json.dumps(report, ensure_ascii=False, indent=1) + "\n"


def _html(told: TerritoryTold, form: str, day: date | None) -> str:
    from khuyencong.web.standalone import standalone_report

    as_of = end_of(day) if day else now()
    return standalone_report(told, differences(told.answers), as_of)


WRITERS: dict[str, Callable[[TerritoryTold, str, date | None], str]] = {
    "json": _json,
    "html": _html,
}
