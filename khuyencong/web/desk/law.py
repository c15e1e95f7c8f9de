"""The law on the desk: the register, a document, ceilings side by side, the provinces' papers."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import today
from khuyencong.core.once import issue
from khuyencong.law import queries, rules
from khuyencong.law.forms import DayAndPlace, RegisterSearch, TextForm, TrySupport
from khuyencong.law.models import LegalDocument
from khuyencong.law.rules import SupportFacts
from khuyencong.law.rules.permissions import may_confirm
from khuyencong.law.states import InstrumentKind, Item, ParameterKind
from khuyencong.values.vocabulary import FundingSource
from khuyencong.web.access import requires

SECTION = {"section": "law"}
#: The last day of the 63 provinces (Nghị quyết 202/2025/QH15).
BEFORE_THE_MERGER = date(2025, 6, 30)


@require_safe
@requires(Permission.DESK_ENTER)
def register(request: HttpRequest) -> HttpResponse:
    """Search the documents; each with its state on a chosen day."""
    form = RegisterSearch(request.GET or None)
    given = form.cleaned_data if form.is_valid() else {}
    day = given.get("ngay") or today()
    found = queries.register(day, given.get("q", ""), given.get("loai", ""))
    told = {
        "form": form,
        "day": day,
        "found": found,
        "waiting": queries.waiting(),
        "may_propose": request.user.may(Permission.LAW_PROPOSE),
        "page": "register",
    }
    status = 422 if form.errors else 200
    return render(request, "desk/law/register.html", told | SECTION, status=status)


@require_safe
@requires(Permission.DESK_ENTER)
def document(request: HttpRequest, key: str) -> HttpResponse:
    """One document: state on a day, graph, articles, the parameters that rest on it."""
    return document_page(request, key)


def document_page(
    request: HttpRequest, key: str, *, article: str = "", text_form: TextForm | None = None
) -> HttpResponse:
    """Return the page, with a text that was sent empty if there is one."""
    form = RegisterSearch(request.GET or None)
    day = (form.cleaned_data["ngay"] if form.is_valid() else None) or today()
    try:
        page = queries.document_page(key, day)
    except LegalDocument.DoesNotExist as error:
        raise Http404 from error
    told = {
        "form": form,
        "day": day,
        "view": page,
        "replay": _replayed(page, day),
        "may_see_projects": request.user.may(Permission.PROJECT_READ),
        "may_attach": request.user.may(Permission.LAW_ATTACH),
        "may_verify": _may_verify(request, page.document),
        "article": article,
        "text_form": text_form or TextForm(),
        "key": request.POST.get("key") or issue(request.user.id),
        "page": "register",
    }
    status = 422 if text_form else 200
    return render(request, "desk/law/document.html", told | SECTION, status=status)


def _may_verify(request: HttpRequest, document: LegalDocument) -> bool:
    """Return whether this person may say that the document stands as it was entered."""
    if document.verified or document.registered_by == request.user.id:
        return False
    custodian = queries.custodian_of(document.place, today())
    return may_confirm(request.user, custodian.id)


def _replayed(page: queries.DocumentPage, day: date) -> rules.Replay | None:
    """Return what a draft would change over a few round cases; None where it is no draft."""
    if not page.document.is_draft or not page.parameters:
        return None
    place = page.document.place.key if page.document.place else ""
    try:
        in_force = queries.law_on(day, place)
    except LookupError:
        return None
    return rules.replay(in_force, page.parameters, rules.trial_cases(page.parameters))


@require_safe
@requires(Permission.DESK_ENTER)
def ceilings(request: HttpRequest) -> HttpResponse:
    """Item by item: the national ceiling beside that of a province, on a day."""
    form = DayAndPlace(request.GET or None, today=today())
    valid = form.is_valid()
    place = form.cleaned_data["tinh"] if valid else ""
    of_day = queries.law_on(form.day, place)
    rows = queries.ceiling_rows(of_day)
    told = {
        "form": form,
        "law": of_day,
        "rows": rows,
        "conflicts": [conflict for row in rows for conflict in row.conflicts],
        "with_own": [(p, n) for p, n in queries.provinces_with_ceilings(form.day) if n],
        "may_propose": request.user.may(Permission.LAW_PROPOSE),
        "page": "ceilings",
    }
    status = 422 if form.errors else 200
    return render(request, "desk/law/ceilings.html", told | SECTION, status=status)


@require_safe
@requires(Permission.DESK_ENTER)
def parameters(request: HttpRequest) -> HttpResponse:
    """All that is no ceiling: conditions, lists, deadlines, advances, powers, the vote."""
    form = DayAndPlace(request.GET or None, today=today())
    place = form.cleaned_data["tinh"] if form.is_valid() else ""
    of_day = queries.law_on(form.day, place)
    kinds = [kind for kind in ParameterKind if kind != ParameterKind.CEILING]
    told = {
        "form": form,
        "law": of_day,
        "groups": [(kind, of_day.of(kind)) for kind in kinds],
        "may_propose": request.user.may(Permission.LAW_PROPOSE),
        "page": "parameters",
    }
    status = 422 if form.errors else 200
    return render(request, "desk/law/parameters.html", told | SECTION, status=status)


@require_safe
@requires(Permission.DESK_ENTER)
def try_support(request: HttpRequest) -> HttpResponse:
    """Try a case: the most that may be given, with the proof."""
    form = TrySupport(request.GET or None, today=today())
    told: dict[str, Any] = {"form": form, "page": "try"}
    if form.is_valid():
        of_day = queries.law_on(form.day, form.cleaned_data["tinh"])
        told |= {"law": of_day, "finding": rules.highest_support(of_day, _facts(form))}
    status = 422 if form.errors else 200
    return render(request, "desk/law/try.html", told | SECTION, status=status)


def _facts(form: TrySupport) -> SupportFacts:
    given = form.cleaned_data
    return SupportFacts(
        item=Item(given["hang_muc"]),
        source=FundingSource(given["nguon"]),
        cost=given["chi_phi"],
        asked=given["de_nghi"],
        difficult_area={"co": True, "khong": False}.get(given["kho_khan"]),
        years=1,
    )


@require_safe
@requires(Permission.DESK_ENTER)
def instruments(request: HttpRequest) -> HttpResponse:
    """In how many provinces programme, regulation and norms stand issued, on a day."""
    form = DayAndPlace(request.GET or None, today=today())
    form.is_valid()
    old_borders = request.GET.get("dia-gioi") == "63"
    borders = BEFORE_THE_MERGER if old_borders else form.day
    counts = [(k, queries.instrument_count(k, form.day, borders)) for k in InstrumentKind]
    told = {
        "form": form,
        "day": form.day,
        "old_borders": old_borders,
        "counts": counts,
        "rows": [
            (states[0].place, states)
            for states in zip(*(count.provinces for _, count in counts), strict=True)
        ],
        "may_record": request.user.may(Permission.LAW_PROPOSE),
        "page": "instruments",
    }
    status = 422 if form.errors else 200
    return render(request, "desk/law/instruments.html", told | SECTION, status=status)
