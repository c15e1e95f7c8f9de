"""The register of legal documents for everybody: what stands, since when, what it says in short."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khuyencong.core.clock import today
from khuyencong.law import queries
from khuyencong.law.forms import RegisterSearch
from khuyencong.law.models import LegalDocument
from khuyencong.web.access import public


@require_safe
@public
def register(request: HttpRequest) -> HttpResponse:
    """Search the documents; each with its state on a chosen day."""
    form = RegisterSearch(request.GET or None)
    given = form.cleaned_data if form.is_valid() else {}
    day = given.get("ngay") or today()
    found = queries.register(day, given.get("q", ""), given.get("loai", ""))
    told = {"form": form, "day": day, "found": found, "section": "law"}
    return render(request, "portal/law.html", told, status=422 if form.errors else 200)


@require_safe
@public
def document(request: HttpRequest, key: str) -> HttpResponse:
    """One document: state on a day, graph, articles, the parameters that rest on it."""
    form = RegisterSearch(request.GET or None)
    day = (form.cleaned_data["ngay"] if form.is_valid() else None) or today()
    try:
        page = queries.document_page(key, day)
    except LegalDocument.DoesNotExist as error:
        raise Http404 from error
    told = {"form": form, "day": day, "view": page, "section": "law"}
    return render(request, "portal/law_document.html", told)
