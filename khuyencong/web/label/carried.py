"""What an inspector carries to verify without a network: keys, the list of revocations, a page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from khuyencong.competitions.queries.seals import held_key, own_host, public_trust
from khuyencong.competitions.queries.seals import revocations as known_revocations
from khuyencong.core.clock import now
from khuyencong.values.seals import Trust, revoked_list, trust_file
from khuyencong.web.access import public
from khuyencong.web.label.kept import for_everybody
from khuyencong.web.label.offline import offline_page

HOUR = "public, max-age=300, stale-if-error=86400"


@require_safe
@public
def without_network(request: HttpRequest) -> HttpResponse:
    """How a label is verified where there is no network."""
    return for_everybody(HttpResponse(render_to_string("label/without_network.html")))


@require_safe
@public
def keys(request: HttpRequest) -> HttpResponse:
    """The public keys and the host, as `khuyencong qr verify --key` reads them."""
    return _json(trust_file(_trust(request)))


@require_safe
@public
def revocations(request: HttpRequest) -> HttpResponse:
    """The titles taken back, signed; 404 before the service has a key."""
    key = held_key()
    if key is None:
        raise Http404
    return _json(revoked_list(known_revocations(now()), key))


@require_safe
@public
def offline_file(request: HttpRequest) -> HttpResponse:
    """One file that verifies labels in a browser, with keys and revocations of this moment."""
    at = now()
    response = HttpResponse(offline_page(_trust(request), known_revocations(at)))
    response["Content-Disposition"] = 'attachment; filename="kiem-tra-tem-san-pham.html"'
    return for_everybody(response, HOUR)


def _trust(request: HttpRequest) -> Trust:
    trust = public_trust()
    return trust if own_host() else Trust(trust.keys, request.get_host())


def _json(data: bytes) -> HttpResponse:
    return for_everybody(HttpResponse(data, content_type="application/json"), HOUR)
