"""Addresses of the API: what the operations need, and the page that tells of them."""

from collections.abc import Iterator

from django.urls import URLPattern, path, re_path

from khuyencong.accounts.permissions import Permission
from khuyencong.web.api import about
from khuyencong.web.api.edge import edged, nowhere
from khuyencong.web.api.operations import api
from khuyencong.web.api.resources import RULES

app_name = "api"


def _operations() -> Iterator[URLPattern]:
    """Yield each address once: a path may be asked by several methods."""
    seen: set[str] = set()
    for router in api._get_bound_routers():
        for pattern in router.urls_paths(router.prefix):
            name = pattern.name or ""
            if name not in seen:
                seen.add(name)
                view = edged(pattern.callback, RULES[name], _word(RULES[name]))
                yield path(f"v1/{pattern.pattern}", view, name=name)


def _word(rules: dict[str, Permission | None]) -> object:
    """Return the rule of an address as the register of addresses tells it: of reading first."""
    right = rules.get("GET", next(iter(rules.values())))
    return "public" if right is None else right


urlpatterns = [
    path("", about.about, name="about"),
    path("v1/openapi.json", about.openapi, name="openapi"),
    *_operations(),
    re_path(r"^v1/(?P<rest>[\s\S]*)$", edged(nowhere, {}, "public"), name="nowhere"),
]
