"""What machines read: the feed of news and calls, the map of the site, what they may visit."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from khuyencong.publishing.queries.publications import in_public
from khuyencong.web.access import public
from khuyencong.web.kept import for_everybody
from khuyencong.web.portal.kept import kept_page
from khuyencong.web.public_sections import PUBLIC_GROUPS

FEED_ROWS, MAP_ROWS = 30, 5000
ATOM = "application/atom+xml; charset=utf-8"
XML = "application/xml; charset=utf-8"
#: What nobody finds by a search engine: the desk, the sign-in, single answers, questions asked.
CLOSED = ("/desk/", "/tai-khoan/", "/ho-tro/ket-qua/", "/so-lieu/", "/tim-kiem/", "/hoi-dap/ma/")


@require_safe
@public
def feed(request: HttpRequest) -> HttpResponse:
    """News, bulletins and calls as an Atom feed, the newest first."""
    host = _host(request)

    def told() -> dict[str, Any]:
        rows = list(in_public()[:FEED_ROWS])
        newest = max((one.shown.published_at for one in rows if one.shown), default=None)
        return {"rows": rows, "host": host, "newest": newest}

    return kept_page(request, "portal/feed.xml", told, kind=ATOM, of=host)


@require_safe
@public
def sitemap(request: HttpRequest) -> HttpResponse:
    """The addresses of the portal for search engines."""
    host = _host(request)

    def told() -> dict[str, Any]:
        # Parts without a route belong to another face, which tells of itself.
        parts = [part for group in PUBLIC_GROUPS for part in group.parts if part.route]
        return {"parts": parts, "rows": list(in_public()[:MAP_ROWS]), "host": host}

    return kept_page(request, "portal/sitemap.xml", told, kind=XML, of=host)


@require_safe
@public
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may visit, and where the map is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]
    lines.append(f"Sitemap: {_host(request)}{reverse('portal:sitemap')}")
    body = "\n".join(lines) + "\n"
    return for_everybody(HttpResponse(body, content_type="text/plain; charset=utf-8"))


def _host(request: HttpRequest) -> str:
    return settings.PUBLIC_ADDRESS or f"{request.scheme}://{request.get_host()}"
