"""Titles on the desk: the list, one with what it is worth today, its print, withdrawing it."""

import logging
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.competitions.actions.revoking import revoke as revoke_title
from khuyencong.competitions.forms.certificates import CertificateFilter, RevokeForm
from khuyencong.competitions.models import Certificate
from khuyencong.competitions.queries import certificates_visible_to
from khuyencong.competitions.queries.certificates import (
    KIN,
    SOON,
    Asked,
    ending,
    listed_certificates,
)
from khuyencong.competitions.queries.documents import certificate_document
from khuyencong.competitions.queries.documents.certificate import validity
from khuyencong.competitions.queries.documents.words import decider, titled
from khuyencong.competitions.rules.titles import state_on
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.documents.html.parts import Html
from khuyencong.documents.qr import qr_svg
from khuyencong.projects.queries.documents.bodies import body_on
from khuyencong.values.shortcode import shown_code
from khuyencong.web.access import requires
from khuyencong.web.acts import done_or_told
from khuyencong.web.address import written_out
from khuyencong.web.desk.office import FORMS

ROWS = 30
SECTION = {"section": "certificates"}
logger = logging.getLogger(__name__)


@require_safe
@requires(Permission.DESK_ENTER)
def certificates(request: HttpRequest) -> HttpResponse:
    """The titles in the user's scope: those his bodies gave or keep, those of his establishment."""
    day = today()
    form = CertificateFilter(request.GET or None)
    asked = form.asked() if form.is_valid() else Asked()
    visible = certificates_visible_to(request.user)
    page = Paginator(listed_certificates(visible, asked, day), ROWS).get_page(
        request.GET.get("trang")
    )
    kept = {name: value for name in form.fields if (value := request.GET.get(name, ""))}
    told = {
        "form": form,
        "page": page,
        "rows": [(row, state_on(row, day)) for row in page],
        "soon": ending(visible, day, SOON).count(),
        "is_narrowed": bool(kept),
        "query": f"{urlencode(kept)}&" if kept else "",
        **SECTION,
    }
    return render(
        request, "desk/voting/certificates.html", told, status=422 if form.errors else 200
    )


@require_safe
@requires(Permission.DESK_ENTER)
def certificate(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """One title: what it says, what it is worth today, what it renews."""
    return _page(request, _visible(request, certificate_id))


@require_safe
@requires(Permission.DESK_ENTER)
def printed(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """The certificate for one sheet of A4, lying, to be framed."""
    row = _visible(request, certificate_id)
    issuer, head, tail = decider(row.entry.round)
    address = address_of(request, row.code)
    told = {
        "one": row,
        "issuer": issuer.name,
        "head": head,
        "tail": tail,
        "titled": titled(row.entry.round),
        "town": body_on(row.custodian, row.issued_on).town,
        "validity": validity(row),
        "qr": Html(qr_svg(address)),
        "code": shown_code(row.code),
        "address": address,
        "state": state_on(row, today()),
    }
    return render(request, "desk/voting/certificate_print.html", told)


@require_safe
@requires(Permission.DESK_ENTER)
def file(request: HttpRequest, certificate_id: UUID, form: str) -> HttpResponse:
    """The certificate as Word or PDF."""
    row = _visible(request, certificate_id)
    if form not in FORMS:
        raise Http404
    write, media = FORMS[form]
    name = f"giay-chung-nhan-{row.year}-{row.number:02d}.{form}"
    headers = {"Content-Disposition": content_disposition_header(form == "docx", name)}
    words = certificate_document(row, address_of(request, row.code))
    return HttpResponse(write(words), content_type=media, headers=headers)


@require_POST
@requires(Permission.CERTIFICATE_REVOKE)
def revoke(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """Withdraw a title, by a decision and for a reason; it cannot be undone."""
    row = _visible(request, certificate_id)
    if not request.user.may(Permission.CERTIFICATE_REVOKE, of=row.custodian_id):
        raise Http404
    form = RevokeForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form)

    def do() -> str:
        revoke_title(by=request.user, certificate=row, at=now(), **form.cleaned_data)
        return reverse("desk:certificate", args=[row.id])

    return done_or_told(
        request,
        f"certificate.revoke:{row.id}",
        do,
        form=form,
        again=lambda form: _page(request, row, form),
        said="Đã thu hồi giấy chứng nhận.",
    )


def _page(request: HttpRequest, row: Certificate, form: Any = None) -> HttpResponse:
    user = request.user
    may_revoke = row.revoked_on is None and user.may(
        Permission.CERTIFICATE_REVOKE, of=row.custodian_id
    )
    told = {
        "one": row,
        "state": state_on(row, today()),
        "code": shown_code(row.code),
        "address": address_of(request, row.code),
        "renewed_by": row.renewed_by.first(),
        "may_read_round": user.may(Permission.VOTING_READ, of=row.custodian_id),
        "form": (form or RevokeForm()) if may_revoke else None,
        "key": request.POST.get("key") or issue(user.id),
        **SECTION,
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "desk/voting/certificate.html", told, status=status)


def address_of(request: HttpRequest, code: str) -> str:
    """Return the public address at which a code is looked up, as a paper bears it."""
    return written_out(request, f"/q/{code}")


def _visible(request: HttpRequest, certificate_id: UUID) -> Certificate:
    rows = certificates_visible_to(request.user).select_related(
        *KIN, "entry__round__place", "entry__round__region", "custodian__parent", "custodian__place"
    )
    row = rows.filter(id=certificate_id).first()
    if row is None:
        logger.warning("no certificate %s for user %s", certificate_id, request.user.id)
        raise Http404
    return row
