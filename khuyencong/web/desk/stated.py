"""Every number of a kept report beside the number of the records, and why the two differ."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.ingestion import actions, queries, rules, shown
from khuyencong.ingestion.forms import ExplainForm
from khuyencong.ingestion.models import DifferenceNote, Document
from khuyencong.projects import queries as projects
from khuyencong.reports.figures import Figure
from khuyencong.reports.queries.stated import StatedNumber, StatedReport, stated_report
from khuyencong.reports.states import Beside
from khuyencong.values.periods import Period
from khuyencong.values.text import clean
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once
from khuyencong.web.desk.reports import visible

ROWS = 40
#: So many characters of a sentence are shown on either side of the number.
AROUND = 90
#: The word of the address by which only numbers that stand so are shown.
SIEVES = {
    "lech": Beside.DIFFERS,
    "khop": Beside.AGREES,
    "nghia-hep": Beside.FINER,
    "khong-co": Beside.NOTHING,
}
TONES = {
    Beside.DIFFERS: "warning",
    Beside.AGREES: "ok",
    Beside.FINER: "ok",
    Beside.NOTHING: "",
}


@dataclass(frozen=True)
class Row:
    """One number as the page shows it."""

    number: StatedNumber
    seen: frozenset[UUID]
    key: str = ""
    refused: ExplainForm | None = None

    @property
    def anchor(self) -> str:
        return f"s-{self.number.stated.series}"

    @property
    def tone(self) -> str:
        return TONES[self.number.standing]

    @property
    def said(self) -> str:
        return shown.said(self.number.stated)

    @property
    def before(self) -> str:
        """Return the words just before the number."""
        words = self.number.stated.before
        return words if len(words) <= AROUND else f"…{words[-AROUND:].split(' ', 1)[-1]}"

    @property
    def after(self) -> str:
        """Return the words just behind the number."""
        words = self.number.stated.after
        return words if len(words) <= AROUND else f"{words[:AROUND].rsplit(' ', 1)[0]}…"

    @property
    def understood(self) -> list[str]:
        return shown.understood(self.number.stated)

    @property
    def ours(self) -> Figure | None:
        return self.number.compared.ours if self.number.compared else None

    @property
    def has(self) -> str:
        """Return what the records have, with its bound and its unit."""
        return self.ours.in_full if self.ours else ""

    @property
    def difference(self) -> str:
        """Return by how much the report states more, or less."""
        one = self.number.compared
        if one is None or one.agrees or one.stated.decimals:
            return ""
        more = one.difference
        return f"báo cáo {'nhiều' if more > 0 else 'ít'} hơn {one.ours.say(abs(more))}"

    @property
    def evidence(self) -> str:
        """Return where the rows behind the number of the records are; "" where none is asked."""
        stated, ours = self.number.stated, self.ours
        if not (ours and stated.place and stated.period_start and stated.period_end):
            return ""
        code = Period(stated.period_start, stated.period_end).code
        if not code:
            return ""
        asked = {"noi": stated.place.key, "ky": code, "hoi": ours.asked.word}
        return f"{reverse('desk:figure-evidence', args=[ours.key])}?{urlencode(asked)}"

    @property
    def between(self) -> list[tuple[str, UUID | None]]:
        """Return the đề án between the two numbers; without a label those out of sight."""
        one = self.number.compared
        told = zip(one.between, one.ids, strict=True) if one else ()
        return [(label, id_) if id_ in self.seen else ("", None) for label, id_ in told]

    @property
    def more(self) -> int:
        """Return how many đề án between the two are not named."""
        one = self.number.compared
        return one.how_many - len(one.between) if one else 0

    @property
    def note(self) -> DifferenceNote | None:
        return next(iter(self.number.notes), None)

    @property
    def is_stale(self) -> bool:
        """Return whether the records have changed since the note was written."""
        return bool(self.note and self.note.records and clean(self.has) != self.note.records)

    @property
    def older(self) -> Sequence[DifferenceNote]:
        return self.number.notes[1:]


@dataclass(frozen=True)
class Sieve:
    name: str
    count: int
    address: str
    is_on: bool


@require_safe
@requires(Permission.REPORT_READ)
def against(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """The numbers of a report beside the records; `?loc=lech` leaves those that differ."""
    return _page(request, visible(request, document_id))


@require_POST
@requires(Permission.REPORT_REVIEW)
def explain(request: HttpRequest, document_id: UUID, series: UUID) -> HttpResponse:
    """Write why a number differs from the records."""
    document = visible(request, document_id)
    found = stated_report(document, on=today())
    number = next((one for one in found.rows if one.stated.series == series), None)
    if number is None:
        raise Http404
    form = ExplainForm(request.POST, auto_id=False)
    if not form.is_valid():
        return _page(request, document, found, refused=(series, form))
    sieve = request.POST.get("loc", "")
    asked = f"?loc={sieve}" if sieve in SIEVES else ""
    back = f"{reverse('desk:report-against', args=[document.id])}{asked}#s-{series}"

    def do() -> str:
        actions.explain_difference(
            by=request.user,
            document=document,
            series=series,
            reason=form.cleaned_data["reason"],
            records=number.compared.ours.in_full if number.compared else "",
            at=now(),
        )
        return back

    return done_once(request, "figure.explain", do, back=back, said="Đã ghi lý do.")


def _page(
    request: HttpRequest,
    document: Document,
    found: StatedReport | None = None,
    *,
    refused: tuple[UUID, ExplainForm] | None = None,
) -> HttpResponse:
    found = found or stated_report(document, on=today())
    asked = request.POST.get("loc", "") if refused else request.GET.get("loc", "")
    sieve = asked if asked in SIEVES else ""
    numbers = found.at(SIEVES[sieve]) if sieve else found.rows
    page: Page[Any] = Paginator(numbers, ROWS).get_page(_number(request, numbers, refused))
    told = {
        "document": document,
        "found": found,
        "counts": _counts(found),
        **_about(document),
        "page": page,
        "rows": _rows(request, page.object_list, refused),
        "sieves": _sieves(found, sieve),
        "sieve": sieve,
        "query": f"loc={sieve}&" if sieve else "",
        "may_explain": rules.may_review(request.user, document),
        "form": ExplainForm(auto_id=False),
        "section": "reports",
    }
    return render(request, "desk/stated.html", told, status=422 if refused else 200)


def _number(
    request: HttpRequest,
    numbers: Sequence[StatedNumber],
    refused: tuple[UUID, ExplainForm] | None,
) -> str:
    """Return the page asked for; of a form that was refused, the one where it stands."""
    if not refused:
        return request.GET.get("trang", "")
    places = [at for at, one in enumerate(numbers) if one.stated.series == refused[0]]
    return str(places[0] // ROWS + 1) if places else "1"


def _rows(
    request: HttpRequest,
    numbers: Iterable[StatedNumber],
    refused: tuple[UUID, ExplainForm] | None,
) -> list[Row]:
    numbers = list(numbers)
    ids = {id_ for one in numbers if one.compared for id_ in one.compared.ids}
    found = projects.visible_to(request.user).filter(id__in=ids) if ids else None
    seen = frozenset(found.values_list("id", flat=True)) if found is not None else frozenset()
    return [
        Row(
            one,
            seen,
            issue(request.user.id),
            refused[1] if refused and refused[0] == one.stated.series else None,
        )
        for one in numbers
    ]


def _about(document: Document) -> dict[str, Any]:
    """Return what the report is about, and the word for its period in an address."""
    confirmed = queries.confirmation_of(document)
    days = Period(confirmed.period_start, confirmed.period_end) if confirmed else None
    return {"confirmed": confirmed, "period_code": days.code if days else ""}


def _counts(found: StatedReport) -> list[dict[str, Any]]:
    order = (Beside.AGREES, Beside.FINER, Beside.DIFFERS, Beside.NOTHING)
    return [{"name": one.label, "count": len(found.at(one)), "tone": TONES[one]} for one in order]


def _sieves(found: StatedReport, chosen: str) -> list[Sieve]:
    whole = Sieve("mọi số", len(found.rows), "?", not chosen)
    parts = [
        Sieve(
            "chỉ chỗ lệch" if standing is Beside.DIFFERS else standing.label,
            len(found.at(standing)),
            f"?loc={word}",
            word == chosen,
        )
        for word, standing in SIEVES.items()
    ]
    return [whole, *parts]
