"""The page that says why an address cannot be answered, and what can be asked instead."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from khuyencong.reports.queries.known import periods_known
from khuyencong.web.portal.addresses import period_word
from khuyencong.web.portal.naming import short_span


def refused(request: HttpRequest, why: str, *, status: int = 422) -> HttpResponse:
    """Return 422 for what cannot be read, 404 for what is not there, with the periods there are."""
    periods = [(period_word(k.period), short_span(k.period)) for k in periods_known()]
    told = {"why": why, "periods": periods, "section": "national"}
    return render(request, "portal/refused.html", told, status=status)
