"""`khuyencong verify`: what was sealed is unaltered, what was read is still where it was read."""

import hashlib
from collections.abc import Iterator

from khuyencong.applications.queries import receipt_faults
from khuyencong.competitions.queries.integrity import competition_faults
from khuyencong.core import clock, journal
from khuyencong.exchange.queries.sources import come_from_others
from khuyencong.funds.queries import ledger_faults
from khuyencong.ingestion.models import Document, Observation
from khuyencong.law.queries import forks
from khuyencong.office.queries import office_faults
from khuyencong.projects.queries import project_faults
from khuyencong.quality.queries import quality_faults
from khuyencong.reading.model import Figure
from khuyencong.registry.models import Organisation
from khuyencong.registry.queries.clashes import clashes
from khuyencong.registry.queries.integrity import establishment_faults
from khuyencong.reporting.queries.integrity import reporting_faults
from khuyencong.reports.queries.proving import edition_faults
from khuyencong.results.queries.integrity import result_faults
from khuyencong.values.vocabulary import Severity


def verify() -> Iterator[str]:
    """Yield one Vietnamese sentence for each thing that does not match; nothing where all does."""
    journal.seal()
    yield from _seals()
    for document in Document.objects.order_by("id").iterator(chunk_size=20):
        yield from _document(document)
    yield from clashes()
    yield from forks()
    yield from establishment_faults()
    yield from office_faults()
    yield from ledger_faults()
    yield from receipt_faults()
    yield from project_faults()
    yield from result_faults(listed_elsewhere=come_from_others("results.Result"))
    yield from competition_faults()
    yield from reporting_faults()
    yield from edition_faults()
    yield from quality_faults(clock.today())


def _seals() -> Iterator[str]:
    names = dict(Organisation.objects.values_list("id", "key"))
    for broken in journal.verify():
        whose = names.get(broken.custodian, str(broken.custodian))
        yield f"Nhật ký của {whose}, mục {broken.position}: {broken.reason}."


def _document(document: Document) -> Iterator[str]:
    what = f"Báo cáo {document.id} ({document.file_name})"
    if hashlib.sha256(document.text.encode()).hexdigest() != document.text_sha256:
        yield f"{what}: văn bản khác với khi nhận."
        return
    lost = [f.id for f in document.reading.figures if not _stands(f, document.text)]
    if lost:
        yield f"{what}: {len(lost)} số liệu không còn ở đúng chỗ ({', '.join(lost[:5])})."
    yield from _observations(document, what)
    yield from _totals(document, what)


def _stands(figure: Figure, text: str) -> bool:
    inside = figure.start <= figure.number_start < figure.number_end <= figure.end <= len(text)
    return inside and text[figure.number_start : figure.number_end] == figure.number


def _observations(document: Document, what: str) -> Iterator[str]:
    """Find every version of every observation again, byte for byte, in the text it was read in."""
    lost = [row.number for row in document.observations.all() if not _found(row, document.text)]
    if lost:
        yield f"{what}: {len(lost)} số đã ghi không còn ở đúng câu ({', '.join(lost[:5])})."


def _found(row: Observation, text: str) -> bool:
    start, end = row.sentence_start, row.sentence_start + len(row.sentence)
    inside = start <= row.number_start < row.number_end <= end <= len(text)
    words = text[start:end] == row.sentence
    return inside and words and text[row.number_start : row.number_end] == row.number


def _totals(document: Document, what: str) -> Iterator[str]:
    checks = document.reading.checks
    counted = {
        "figures": len(document.reading.figures),
        "errors": sum(c.severity is Severity.ERROR for c in checks),
        "warnings": sum(c.severity is Severity.WARNING for c in checks),
        "notes": sum(c.severity is Severity.NOTE for c in checks),
        "passed": sum(c.severity is Severity.OK for c in checks),
    }
    for name, count in counted.items():
        kept = getattr(document, name)
        if kept != count:
            yield f"{what}: tổng đã lưu “{name}” là {kept}, đếm lại được {count}."
