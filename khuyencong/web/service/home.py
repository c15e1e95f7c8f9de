"""Where people of an establishment begin: what they have with us, what is missing, what is next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.applications import queries
from khuyencong.applications.states import ClaimState
from khuyencong.core.clock import today
from khuyencong.core.once import issue
from khuyencong.registry.models import Establishment
from khuyencong.registry.queries.establishments import standing
from khuyencong.web.access import public

#: So many requests stand on one page of a phone; the older ones have ended long ago.
MOST = 30
SHOWN = (ClaimState.PENDING, ClaimState.REFUSED)


@require_safe
@public
def home(request: HttpRequest) -> HttpResponse:
    """The requests of who is signed in, or the ways in."""
    if not request.user.is_authenticated:
        return render(request, "service/welcome.html", {"tab": "home"})
    user = request.user
    own = user.represents()
    rows = queries.requests_visible_to(user).filter(establishment__in=own)
    shown = queries.listed_requests(rows).select_related("custodian")
    listed = list(shown[: MOST + 1])
    told = {
        "standings": queries.standings(listed[:MOST], today()),
        "has_more": len(listed) > MOST,
        "claims": queries.own_claims(user).filter(state__in=SHOWN),
        "establishments": [
            (one, issue(user.id))
            for one in standing(Establishment.objects.filter(id__in=own)).order_by(
                "sorted_name", "id"
            )
        ],
        "may_enter_desk": user.may(Permission.DESK_ENTER),
        "address_key": issue(user.id) if user.has_address_to_confirm else "",
        "tab": "home",
    }
    return render(request, "service/home.html", told)
