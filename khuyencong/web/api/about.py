"""The page that tells people of the API, and its description for programs."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from khuyencong.accounts.permissions import SENTENCES
from khuyencong.connections.states import EVENTS, READING, WRITING
from khuyencong.web.access import public
from khuyencong.web.api.conditional import tag_of, unchanged
from khuyencong.web.api.document import ROOT, description
from khuyencong.web.api.operations import api
from khuyencong.web.api.rendering import written

METHODS = {"get": "Đọc", "post": "Gửi", "patch": "Sửa"}


@public
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What the API gives, how a key is made, what a message of it looks like."""
    told = {
        "groups": _groups(),
        "reading": [SENTENCES[right] for right in READING],
        "writing": [SENTENCES[right] for right in WRITING],
        "events": [(act, label) for act, (label, _) in EVENTS.items()],
        "root": request.build_absolute_uri(ROOT),
    }
    return render(request, "api/about.html", told)


@public
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The description of the API: OpenAPI 3.1."""
    answer = HttpResponse(written(description(api)), content_type="application/json")
    tag = tag_of(request, answer)
    answer["ETag"] = tag
    patch_cache_control(answer, public=True, max_age=300)
    return unchanged(request, tag) or answer


def _groups() -> dict[str, list[dict[str, Any]]]:
    """Return the operations by what they are of."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, methods in description(api)["paths"].items():
        for method, told in methods.items():
            groups.setdefault(told["tags"][0], []).append(
                {
                    "path": path,
                    "does": METHODS[method],
                    "summary": told["summary"],
                    "is_public": {} in told["security"],
                }
            )
    return groups
