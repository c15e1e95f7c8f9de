"""What `khuyencong verify` asks of the office: no gap, no number too many, files as issued."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from uuid import UUID

from khuyencong.core import blobs
from khuyencong.office.models import IssuedDocument, OutgoingBook
from khuyencong.office.states import IN_REGISTER


def unexplained(books: Iterable[OutgoingBook]) -> dict[UUID, list[int]]:
    """Return for each book the numbers up to its last that no document bears; one query."""
    kept = list(books)
    borne: dict[UUID, set[int]] = defaultdict(set)
    rows = IssuedDocument.objects.filter(book__in=kept, number__isnull=False)
    for book, number in rows.values_list("book", "number"):
        borne[book].add(number or 0)
    return {book.id: sorted(set(range(1, book.last + 1)) - borne[book.id]) for book in kept}


def office_faults() -> Iterator[str]:
    """Yield one sentence for each gap, each number past the last, each file that is not whole."""
    books = list(OutgoingBook.objects.select_related("body").order_by("id"))
    gaps = unexplained(books)
    for book in books:
        what = f"{book.body}, {str(book)[:1].lower()}{str(book)[1:]}"
        if gaps[book.id]:
            missing = ", ".join(map(str, gaps[book.id][:5]))
            yield f"{what}: thiếu {len(gaps[book.id])} số không ai giải thích ({missing})."
        if book.documents.filter(number__gt=book.last).exists():
            yield f"{what}: có số lớn hơn số cuối đã ghi {book.last}."
    yield from _files()


def _files() -> Iterator[str]:
    rows = IssuedDocument.objects.filter(state__in=IN_REGISTER).order_by("id")
    for row in rows.defer("words").iterator(chunk_size=100):
        for name, sha256 in (("Word", row.docx), ("PDF", row.pdf)):
            if not blobs.is_whole(sha256):
                yield f"Văn bản {row.shown} ({row.id}): tệp {name} mất hoặc khác khi ban hành."
