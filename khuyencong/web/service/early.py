"""The draft of who waits to be confirmed: typed like a request, read by nobody but himself."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from khuyencong.applications import actions, queries
from khuyencong.applications.forms.requests import FORMS, PartForm
from khuyencong.applications.states import ClaimState
from khuyencong.core.clock import now
from khuyencong.web.access import signed_in
from khuyencong.web.applying.parts import Draft, part_of
from khuyencong.web.service.claims import own
from khuyencong.web.service.requests import FACE
from khuyencong.web.typed_stamp import stamp_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def part(request: HttpRequest, claim_id: UUID, part: str) -> HttpResponse:
    """One part of the early draft."""
    one = own(request, claim_id)
    if part not in FORMS:
        raise Http404
    if one.state != ClaimState.PENDING:
        return redirect("service:claim", one.id)
    home = reverse("service:claim", args=[one.id])

    def save(form: PartForm) -> None:
        actions.save_early(
            by=request.user,
            claim=one,
            seen=stamp_in(request),
            answers=form.answers(),
            typed=form.unread(),
            at=now(),
        )

    def address(of: str) -> str:
        # Papers belong to an establishment: they wait until it is known which.
        return home if of == "giay-to" else reverse("service:early-part", args=[one.id, of])

    draft = Draft(
        fresh=lambda: queries.early_request(own(request, claim_id)),
        save=save,
        home=home,
        address=address,
    )
    return part_of(request, FACE, draft, part)
