"""The parts of a report's JSON: periods, figures of old reports, what differs."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from khuyencong.ingestion.models import Observation
from khuyencong.ingestion.queries import agree
from khuyencong.reading.model import Number
from khuyencong.reports.queries.answers import Answer
from khuyencong.reports.queries.differences import Difference
from khuyencong.reports.states import Standing
from khuyencong.reports.words import official
from khuyencong.values.dates import VIETNAM
from khuyencong.values.periods import Period
from khuyencong.values.text import clean


def days(period: Period) -> dict[str, str]:
    """Return a period as half-open days."""
    return {"start": f"{period.start}", "end": f"{period.end}"}


def figure(answer: Answer, key: str, name: str) -> dict[str, Any]:
    """Return one figure with what it rests on."""
    asked, measure = answer.question, answer.measure
    filters = {"activity": asked.activity} if asked.activity != "total" else {}
    if asked.funding_source:
        filters["funding_source"] = asked.funding_source
    if asked.detail:
        filters["detail"] = asked.detail
    return {
        "measure": measure.id,
        "name": measure.name,
        "place": {"key": key, "name": name},
        "period": {"start": f"{asked.start}", "end": f"{asked.end}"},
        "filters": filters,
        "stage": None if asked.stage == "target" else asked.stage,
        "kind": "target" if asked.stage == "target" else "result",
        "dated_by": str(measure.dated_by),
        "whose": "owner",
        "counted_by": measure.counted_by,
        "value": number(answer.value),
        "bound": answer.bound or None,
        "implied": answer.implied,
        "estimated": None,
        "unit": measure.unit,
        "shown_as": official(answer),
        "standing": str(answer.standing),
        "reviewed": answer.standing is not Standing.WAITING,
        "missing": list(answer.missing),
        "chosen": choice(answer),
        "evidence": {
            "records": 0,
            "observations": len(answer.evidence),
            "hash": evidence_hash(answer.evidence),
        },
        "stated": [stated(row, answer.lead) for row in answer.rows],
    }


def number(value: Number | None) -> int | float | None:
    """Return a value as a JSON number; money and counts are whole and stay exact."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def stated(row: Observation, lead: Observation | None) -> dict[str, Any]:
    """Return what one report says, and whether that can be true beside the answer."""
    return {
        "value": number(row.value),
        "document": row.document.title,
        "document_id": str(row.document_id),
        "text_sha256": row.document.text_sha256,
        "quote": clean(row.sentence),
        "start": row.number_start,
        "end": row.number_end,
        "review": row.review,
        "agrees": agree(row, lead) if lead else None,
    }


def choice(answer: Answer) -> dict[str, str] | None:
    """Return why and when a person chose one of several figures; None where nobody did."""
    if answer.choice is None:
        return None
    at = answer.choice.recorded_at.astimezone(VIETNAM)
    return {"reason": answer.choice.reason, "at": at.isoformat(timespec="seconds")}


def evidence_hash(rows: Sequence[Observation]) -> str:
    """Return the SHA-256 over the versions of the rows, in the order of their series."""
    told = sorted(f"{row.series}:{row.id}" for row in rows)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def difference(one: Difference) -> dict[str, Any]:
    """Return what does not fit together."""
    asked = one.question
    return {
        "kind": str(one.kind),
        "measure": asked.measure,
        "stage": asked.stage,
        "activity": asked.activity,
        "funding_source": asked.funding_source or None,
        "stated": one.stated,
        "computed": one.computed,
        "difference": one.difference,
        "values": [
            {
                "value": number(row.value),
                "document": row.document.title,
                "document_id": str(row.document_id),
                "start": row.number_start,
                "end": row.number_end,
            }
            for answer in one.answers
            for row in answer.rows
        ],
    }


def end_of(day: date) -> datetime:
    """Return the last moment of a day in Vietnam."""
    return datetime.combine(day, time.max, tzinfo=VIETNAM)
