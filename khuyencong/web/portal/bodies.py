"""Whom to ask, and the industrial clusters: as far as the registry knows them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from khuyencong.core.clock import today
from khuyencong.publishing.queries.bodies import clusters as clusters_asked
from khuyencong.publishing.queries.bodies import contacts as bodies_today
from khuyencong.registry.queries import provinces
from khuyencong.web.access import public
from khuyencong.web.portal.kept import kept_page
from khuyencong.web.portal.words import words_asked


@require_safe
@public
def contacts(request: HttpRequest) -> HttpResponse:
    """The bodies of the programme, the national ones first, then by province."""

    def told() -> dict[str, Any]:
        national, by_province = bodies_today(today())
        return {"national": national, "by_province": by_province, "section": "contacts"}

    return kept_page(request, "portal/contacts.html", told)


@require_safe
@public
def clusters(request: HttpRequest) -> HttpResponse:
    """The industrial clusters, narrowed by words and province."""

    def told() -> dict[str, Any]:
        day = today()
        words = words_asked(request)
        places = {one.key: one for one in provinces(day)}
        province = places.get(request.GET.get("tinh", ""))
        return {
            "rows": clusters_asked(words, province, day),
            "words": words,
            "province": province,
            "places": list(places.values()),
            "section": "clusters",
        }

    return kept_page(request, "portal/clusters.html", told)
