"""What an edition freezes: its words, figures and rows as bytes, their hashes, the one over all."""

import zlib
from collections.abc import Iterable, Mapping
from datetime import UTC
from itertools import pairwise
from typing import Any

from khuyencong.core.refusal import Refused
from khuyencong.documents import kept
from khuyencong.reports.models import Edition
from khuyencong.reports.prepared import Prepared, Row
from khuyencong.values.canonical import canonical, sha256_of, told_of

NOT_ITS_OWN = "Bản vừa lập nói về báo cáo khác. Xin thử lại."
TWICE = "Bản vừa lập có hồ sơ trùng mã “{id}”: chưa ghi được."


def put_in(edition: Edition, prepared: Prepared) -> None:
    """Let the edition say what was prepared; Refused where that is of another report."""
    _refuse_another(edition, prepared)
    document, figures = (
        canonical(kept(prepared.document)),
        canonical([dict(one) for one in prepared.figures]),
    )
    rows = rows_as_bytes(prepared.rows)
    edition.name, edition.as_of = prepared.name, prepared.as_of
    edition.document, edition.document_sha256 = document.decode(), sha256_of(document)
    edition.figures, edition.figures_sha256 = figures.decode(), sha256_of(figures)
    edition.rows, edition.rows_sha256 = zlib.compress(rows), sha256_of(rows)
    edition.row_count = len(prepared.rows)
    edition.content_hash = hash_of(edition)


def as_kept(told: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return rows or figures as an edition gives them back: what was frozen can be held to them."""
    again: list[dict[str, Any]] = told_of(canonical([dict(one) for one in told]))
    return again


def rows_as_bytes(rows: Iterable[Row]) -> bytes:
    """Return rows as they are kept: in the order of their ids, each id once."""
    told = sorted((dict(row) for row in rows), key=lambda row: str(row["id"]))
    for one, other in pairwise(told):
        if one["id"] == other["id"]:
            raise Refused(TWICE.format(id=one["id"]))
    return canonical(told)


def hash_of(edition: Edition) -> str:
    """Return the SHA-256 over all that the edition says, of what, as of when, and in which place
    of the chain of its corrections; the same on every instance."""
    report = edition.report
    return _hash(edition, report.custodian.key, report.place.key)


def earlier_hash_of(edition: Edition) -> str:
    """Return the hash as it was made before editions were proved on other instances: by ids."""
    return _hash(edition, str(edition.report.custodian_id), str(edition.report.place_id))


def _hash(edition: Edition, custodian: str, place: str) -> str:
    report = edition.report
    before = edition.supersedes
    told = {
        "report": str(report.id),
        "custodian": custodian,
        "place": place,
        "name": edition.name,
        "start": report.start.isoformat(),
        "end": report.end.isoformat(),
        "form": report.form,
        "borders": report.borders,
        "number": edition.number,
        "reason": edition.reason,
        "code": edition.code,
        "before": before.content_hash if before else "",
        "as_of": edition.as_of.astimezone(UTC).isoformat(timespec="microseconds"),
        "chapters": edition.chapters,
        "document": edition.document_sha256,
        "figures": edition.figures_sha256,
        "rows": edition.rows_sha256,
        "row_count": edition.row_count,
    }
    return sha256_of(canonical(told))


def _refuse_another(edition: Edition, prepared: Prepared) -> None:
    report = edition.report
    asked = (report.place_id, report.period, report.form, report.borders)
    if asked != (prepared.place.pk, prepared.period, prepared.form, prepared.borders):
        raise Refused(NOT_ITS_OWN)
