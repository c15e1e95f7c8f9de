"""A reading as the JSON of `khuyencong check --format json` (contract, section 3)."""

import hashlib
from decimal import Decimal
from typing import Any

from khuyencong.reading.model import (
    Check,
    Figure,
    LegalReference,
    Number,
    OtherToken,
    Reading,
    YearSpan,
)


def to_json(reading: Reading) -> dict[str, Any]:
    """Return the whole reading in plain dicts, lists, strings and numbers."""
    return {
        "document": _document(reading),
        "figures": [_figure(f, reading.text) for f in reading.figures],
        "checks": [check_to_json(c) for c in reading.checks],
        "legal_references": [_reference(r) for r in reading.legal_references],
        "tokens": _tokens(reading),
    }


def _document(reading: Reading) -> dict[str, Any]:
    return {
        "title": reading.title,
        "number": reading.number,
        "issuer": reading.issuer,
        "place": reading.place,
        "period": _span(reading.period),
        "issued_on": reading.issued_on,
        "text_sha256": hashlib.sha256(reading.text.encode("utf-8", "surrogatepass")).hexdigest(),
    }


def _figure(figure: Figure, text: str) -> dict[str, Any]:
    return {
        "id": figure.id,
        "quote": text[figure.start : figure.end],
        "start": figure.start,
        "end": figure.end,
        "number": figure.number,
        "number_start": figure.number_start,
        "number_end": figure.number_end,
        "value": plain_number(figure.value),
        "value_high": plain_number(figure.value_high),
        "unit": figure.unit,
        "out_of": plain_number(figure.out_of),
        "approximate": figure.approximate,
        "bound": figure.bound and str(figure.bound),
        "kind": str(figure.kind),
        "subject": figure.subject,
        "activity": str(figure.activity),
        "funding_source": figure.funding_source and str(figure.funding_source),
        "place": figure.place,
        "period": _span(figure.period),
        "confidence": figure.confidence,
    }


def check_to_json(check: Check) -> dict[str, Any]:
    """Return one check as the contract tells it."""
    return {
        "id": check.id,
        "kind": str(check.kind),
        "statement": check.statement,
        "stated": plain_number(check.stated),
        "computed": plain_number(check.computed),
        "difference": plain_number(check.difference),
        "holds": check.holds,
        "severity": str(check.severity),
        "figures": list(check.figures),
        "explanation": check.explanation,
    }


def _reference(reference: LegalReference) -> dict[str, Any]:
    return {
        "number": reference.number,
        "as_written": reference.as_written,
        "kind": str(reference.kind),
        "date": reference.date,
        "issuer": reference.issuer,
        "start": reference.start,
        "end": reference.end,
    }


def _tokens(reading: Reading) -> dict[str, Any]:
    return {
        "total": reading.total_tokens,
        "figures": reading.figure_tokens,
        "legal": reading.legal_tokens,
        "unexplained": reading.unexplained,
        "other": [_other(o) for o in reading.other],
    }


def _other(token: OtherToken) -> dict[str, Any]:
    return {"start": token.start, "end": token.end, "text": token.text, "why": str(token.why)}


def _span(span: YearSpan | None) -> dict[str, int | str] | None:
    return {"start": span.start, "end": span.end} if span else None


def plain_number(value: Number | None) -> int | float | None:
    """Return a JSON number: whole numbers as integers, others as the nearest float."""
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    return float(value)
