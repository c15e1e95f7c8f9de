"""Pages of the portal, kept by their address; whatever is published or taken back makes them anew.

A kept page is the same for everybody: it knows nothing of who asks. It may stand in the caches of
others, which ask each time whether it still holds: what is taken back is gone at once.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from khuyencong.core.clock import now
from khuyencong.publishing.queries.kept import generation, page_key
from khuyencong.web.kept import HTML, answered, keep, kept
from khuyencong.web.shell import AGENCY

POLICY = "public, no-cache"
#: A kept page is made without a visitor: what the frame shows is told here.
FRAME = {"agency_name": AGENCY}


def kept_page(
    request: HttpRequest,
    template: str,
    told: Callable[[], dict[str, Any]],
    *,
    kind: str = HTML,
    of: str = "",
) -> HttpResponse:
    """Return the finished page of an address, made by `told` where none is kept.

    `of` tells pages apart that differ by more than their path, such as the host they are asked of.
    With a question behind the `?` nothing is kept: who asks otherwise would fill the store.
    """
    if request.GET:
        return render(request, template, told(), content_type=kind)
    at, key = now(), page_key(f"{of}{request.path}", generation())
    found = kept(key)
    if found is None or not found.is_fresh(at):
        body = render_to_string(template, FRAME | told())
        found = keep(key, body.encode(), at)
    return answered(request, found, kind, POLICY)
