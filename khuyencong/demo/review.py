"""What the demonstration officer decides about the figures of the demonstration reports."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from importlib import resources
from typing import Any

from khuyencong.accounts.models import User
from khuyencong.ingestion import actions
from khuyencong.ingestion.models import Document, Observation
from khuyencong.ingestion.states import Review
from khuyencong.registry.queries import place_on
from khuyencong.reports.queries.stated import StatedNumber, stated_report
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.periods import read_period

FOLDER = resources.files("khuyencong.demo") / "decisions"
DIFFERENCES = resources.files("khuyencong.demo.records") / "differences.toml"
#: What a correction may set right in the words of the file, beside the period.
SET_RIGHT = ("measure", "stage", "detail")


@dataclass(frozen=True)
class Officer:
    """Who decides, and when."""

    by: User
    at: datetime


def review(document: Document, *, by: User, at: datetime) -> int:
    """Confirm a demonstration report and decide about its figures; return how many were taken.

    A report without decisions, or whose place is confirmed already, is left as it is.
    """
    file = FOLDER / document.file_name.replace(".md", ".toml")
    if not file.is_file() or document.confirmations.exists():
        return 0
    told = tomllib.loads(file.read_text(encoding="utf-8"))
    officer = Officer(by, at)
    _confirm(document, told, officer)
    for decision in told.get("leave_out", ()):
        row = _row_at(document, decision)
        actions.leave_out(
            by=by, document=document, series=row.series, seen=row.id, at=at,
            reason=decision["reason"],
        )  # fmt: skip
    for decision in told.get("correct", ()):
        _correct(document, decision, officer)
    actions.accept_sound(by=by, document=document, at=at)
    return _accept_the_rest(document, officer)


def _confirm(document: Document, told: Mapping[str, Any], officer: Officer) -> None:
    actions.confirm(
        by=officer.by,
        document=document,
        place=place_on(told["place"]),
        period=read_period(told["period"]),
        issuer=told["issuer"],
        money_stage=told.get("money_stage", ""),
        at=officer.at,
    )


def _correct(document: Document, decision: Mapping[str, Any], officer: Officer) -> None:
    row = _row_at(document, decision)
    changes = {name: decision[name] for name in SET_RIGHT if name in decision}
    if "period" in decision:
        changes["period"] = read_period(decision["period"])
    actions.correct(
        by=officer.by,
        document=document,
        series=row.series,
        seen=row.id,
        reason=decision["reason"],
        at=officer.at,
        **changes,
    )


def _accept_the_rest(document: Document, officer: Officer) -> int:
    """Look at every figure that is in some doubt, and take it; return how many are taken now."""
    current = document.observations.filter(superseded_at=None).exclude(slot="")
    for row in current.filter(review=Review.WAITING).order_by("number_start", "implied"):
        actions.accept(
            by=officer.by, document=document, series=row.series, seen=row.id, at=officer.at
        )
    return current.filter(review=Review.ACCEPTED).count()


def explain(document: Document, *, by: User, at: datetime) -> int:
    """Enter the known differences of a demonstration report from its records as notes.

    Needs the records. Returns how many are new; a number that bears a note keeps it.
    """
    known = tomllib.loads(DIFFERENCES.read_text(encoding="utf-8"))
    name = document.file_name.removesuffix(".md")
    found = stated_report(document, on=day_in_vietnam(at))
    told = {one.stated.series: one for one in found.rows}
    new = 0
    for difference in known["difference"] + known["note"]:
        if difference["report"] == name:
            for row in _rows_of(document, difference):
                new += _explain(document, row, told.get(row.series), difference["cause"], by, at)
    return new


def _explain(
    document: Document,
    row: Observation,
    told: StatedNumber | None,
    cause: str,
    by: User,
    at: datetime,
) -> int:
    if told and told.notes:
        return 0
    ours = told.compared.ours.in_full if told and told.compared else ""
    actions.explain_difference(
        by=by, document=document, series=row.series, reason=cause, records=ours, at=at
    )
    return 1


def _rows_of(document: Document, difference: Mapping[str, Any]) -> list[Observation]:
    """Return the numbers that a known difference speaks of: where it says, else by their value."""
    if "at" in difference:
        return [_row_at(document, one) for one in ({"at": at} for at in difference["at"])]
    stated = {Decimal(one) for one in difference.get("stated", "").split("; ") if one}
    rows = document.observations.filter(superseded_at=None, implied=False)
    by_value = [row for row in rows if Decimal(row.value) in stated]
    return by_value if len(by_value) == len(stated) else []


def _row_at(document: Document, decision: Mapping[str, Any]) -> Observation:
    """Return the observation of the number in brackets; LookupError where it stands elsewhere."""
    before, _, rest = decision["at"].partition("[")
    number, _, after = rest.partition("]")
    words = before + number + after
    found = document.text.find(words)
    if found < 0 or document.text.find(words, found + 1) >= 0:
        raise LookupError(f"{document.file_name}: {decision['at']}")
    return document.observations.get(
        number_start=found + len(before),
        implied=decision.get("implied", False),
        superseded_at=None,
    )
