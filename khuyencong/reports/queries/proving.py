"""The proof of an edition: every hash is made again from what is kept, each fault is named."""

import zlib
from collections.abc import Iterator

from django.db.models import Prefetch

from khuyencong.core import blobs
from khuyencong.core.models import JournalEntry
from khuyencong.reports.models import Edition, Report
from khuyencong.reports.records.frozen import not_reckoned
from khuyencong.reports.rules.freezing import earlier_hash_of, hash_of
from khuyencong.values.canonical import canonical, sha256_of, told_of

ROWS = "các hồ sơ làm nên số liệu khác với khi chốt"
FIGURES = "các số liệu khác với khi chốt"
RECKONED = "số liệu không còn tính ra từ hồ sơ đã chốt: {keys}"
DOCUMENT = "lời văn khác với khi chốt"
WHOLE = "phạm vi, thời điểm, phần tự viết hoặc số ấn bản khác với khi chốt"
JOURNAL = "mã băm khác với nhật ký đã ghi khi soát"
ISSUED = "văn bản ở sổ văn thư khác với khi ký"
FILE = "tệp {name} mất hoặc khác khi {when}"
OTHER_FILE = "tệp {name} đã gửi không phải tệp văn thư đã ban hành"
GAP = "thiếu ấn bản {numbers}"


def edition_faults() -> Iterator[str]:
    """Yield one sentence for each edition that is not what it was, each report with a gap."""
    told = Edition.objects.select_related(
        "report__custodian", "report__place", "issue", "supersedes"
    )
    for edition in told.order_by("id").iterator(chunk_size=20):
        for fault in faults_of(edition):
            what = f"{edition.report.custodian}, {str(edition)[:1].lower()}{str(edition)[1:]}"
            yield f"{what} ({edition.id}): {fault}."
    yield from _gaps()


def faults_of(edition: Edition) -> Iterator[str]:
    """Yield what of an edition is not what it was; nothing where it is whole."""
    yield from _contents(edition)
    if edition.content_hash not in (hash_of(edition), earlier_hash_of(edition)):
        yield WHOLE
    if edition.is_frozen and _noted(edition, "review", "hash") != edition.content_hash:
        yield JOURNAL
    yield from _issue(edition)
    yield from _files(edition)


def _contents(edition: Edition) -> Iterator[str]:
    if _rows_hash(edition) != edition.rows_sha256:
        yield ROWS
    if sha256_of(edition.figures.encode()) != edition.figures_sha256:
        yield FIGURES
    yield from _reckoned(edition)
    if sha256_of(edition.document.encode()) != edition.document_sha256:
        yield DOCUMENT


def _reckoned(edition: Edition) -> Iterator[str]:
    """Yield the figures that the frozen rows do not give any more."""
    try:
        rows = told_of(zlib.decompress(edition.rows))
        wrong = [key for key, _, _ in not_reckoned(told_of(edition.figures.encode()), rows)]
    except (zlib.error, ValueError, KeyError, TypeError):
        return  # The hashes above say that it was altered.
    if wrong:
        yield RECKONED.format(keys=", ".join(wrong[:3]))


def _rows_hash(edition: Edition) -> str:
    try:
        return sha256_of(zlib.decompress(edition.rows))
    except zlib.error:
        return ""


def _noted(edition: Edition, act: str, fact: str) -> str:
    """Return what the journal, which is sealed, says of the last act of a kind."""
    entries = JournalEntry.objects.filter(about=f"edition:{edition.id}", act=f"edition.{act}")
    last = entries.order_by("-seq").first()
    return str(last.facts.get(fact, "")) if last else ""


def _issue(edition: Edition) -> Iterator[str]:
    """Yield where the words of the office are not those that were signed."""
    if edition.issue is None:
        return
    now = sha256_of(canonical(edition.issue.words))
    if not now == edition.issue_sha256 == _noted(edition, "sign", "words"):
        yield ISSUED


def _files(edition: Edition) -> Iterator[str]:
    for name, sent, issued in (
        ("Word", edition.docx, edition.issue and edition.issue.docx),
        ("PDF", edition.pdf, edition.issue and edition.issue.pdf),
    ):
        if sent and sent != issued:
            yield OTHER_FILE.format(name=name)
        if (sent or issued) and not blobs.is_whole(str(sent or issued)):
            yield FILE.format(name=name, when="ban hành")
    if edition.signed_pdf and not blobs.is_whole(edition.signed_pdf):
        yield FILE.format(name="PDF đã ký số", when="nộp")


def _gaps() -> Iterator[str]:
    """Yield the reports that lack an edition before their last one; two queries."""
    for report in Report.objects.select_related("custodian").prefetch_related(_NUMBERS):
        numbers = {edition.number for edition in report.editions.all()}
        missing = sorted(set(range(1, max(numbers, default=1) + 1)) - numbers)
        if missing:
            gap = GAP.format(numbers=", ".join(map(str, missing)))
            yield f"{report.custodian}, {report}: {gap}."


_NUMBERS = Prefetch("editions", Edition.objects.only("report", "number"))
