"""The list of publications of the bodies somebody answers for, drafts too."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.publishing.forms.publications import PublicationSearch
from khuyencong.publishing.queries.publications import (
    listed_publications,
    publications_visible_to,
)
from khuyencong.web.access import requires
from khuyencong.web.desk.news.kinds import SLUGS

ROWS = 30


@require_safe
@requires(Permission.NEWS_READ)
def listing(request: HttpRequest) -> HttpResponse:
    """What was drafted, what stands in public, what was taken back."""
    form = PublicationSearch(request.GET or None)
    given = form.cleaned_data if form.is_valid() else {}
    rows = listed_publications(
        publications_visible_to(request.user),
        kind=given.get("loai", ""),
        state=given.get("tinh_trang", ""),
        words=given.get("q", ""),
    )
    kept = {name: value for name in form.fields if (value := request.GET.get(name, ""))}
    told = {
        "form": form,
        "page": Paginator(rows, ROWS).get_page(request.GET.get("trang")),
        "is_narrowed": bool(kept),
        "query": f"{urlencode(kept)}&" if kept else "",
        "kinds": SLUGS.items(),
        "may_write": request.user.may(Permission.NEWS_WRITE),
        "section": "news",
    }
    return render(request, "desk/news/list.html", told, status=422 if form.errors else 200)
