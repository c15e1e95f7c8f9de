"""The grounds (căn cứ) of a document on a day: only what is verified is named in it."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Prefetch

from khuyencong.law.models import DocumentLink, LegalDocument, ProvincialInstrument
from khuyencong.law.queries.documents import documents
from khuyencong.law.rules import state_on
from khuyencong.law.states import DocumentStatus, InstrumentState
from khuyencong.projects.queries.documents.facts import Basis, day_told
from khuyencong.registry.models import Place
from khuyencong.registry.models.dated import on_day

#: Documents of the register on which a đề án rests, under their keys there.
OF_ALL = ("nd-45-2012-cp", "nd-235-2025-cp", "tt-28-2018-btc", "tt-64-2024-btc")
OF_NATIONAL = ("tt-36-2013-bct", "tt-17-2018-bct")
HOLDS = (DocumentStatus.IN_FORCE, DocumentStatus.AMENDED)
GONE = (DocumentStatus.REPLACED, DocumentStatus.ENDED, DocumentStatus.NOT_YET, DocumentStatus.DRAFT)
UNVERIFIED = "chưa kiểm chứng"
NOT_KNOWN = "chưa rõ hiệu lực vào ngày này"
NONE = "Chưa có văn bản nào của sổ luật được kiểm chứng cho ngày này."


def basis_of(day: date, province: Place | None, *, is_national: bool) -> Basis:
    """Return the grounds of a đề án on a day; five queries at most."""
    keys = OF_ALL + (OF_NATIONAL if is_national else ())
    listed = documents().filter(key__in=keys).prefetch_related(_acting("acted_on_by"))
    rows = {row.key: row for row in listed}
    found = [rows[key] for key in keys if key in rows]
    local = [] if is_national or province is None else list(_of_province(province, day))
    return _basis([*found, *local], day)


def _of_province(province: Place, day: date) -> Iterator[LegalDocument]:
    rows = ProvincialInstrument.objects.filter(
        on_day(day), place=province, superseded_at=None, state=InstrumentState.ISSUED
    )
    acting = _acting("document__acted_on_by")
    for row in rows.select_related("document").prefetch_related(acting).order_by("kind"):
        if row.document:
            yield row.document


def _acting(path: str) -> Prefetch[str]:
    return Prefetch(path, DocumentLink.objects.select_related("source"))


def _basis(found: Iterable[LegalDocument], day: date) -> Basis:
    named, blanks = [], []
    for document in dict.fromkeys(found):
        state = state_on(document, document.acted_on_by.all(), day)
        if state.status in GONE:
            continue
        if document.verified and state.certain and state.status in HOLDS:
            named.append(_named(document))
        else:
            why = NOT_KNOWN if document.verified else UNVERIFIED
            blanks.append(f"{document.name}: {why}")
    return Basis(named=tuple(named), blanks=tuple(blanks) if named or blanks else (NONE,))


def _named(document: LegalDocument) -> str:
    kind = document.get_kind_display()
    return f"{kind} số {document.number} {day_told(document.issued_on)} của {document.issuer}"
