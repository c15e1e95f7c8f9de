"""Who says that he acts for an establishment: looked at, confirmed for one record, or refused."""

import logging
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.accounts.queries import representatives_known
from khuyencong.applications import actions, queries
from khuyencong.applications.forms.claims import ConfirmClaimForm, RefuseClaimForm
from khuyencong.applications.models import Claim
from khuyencong.applications.rules import may_decide_claims
from khuyencong.applications.states import ClaimState
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.registry.models import Establishment
from khuyencong.web.access import requires
from khuyencong.web.acts import done_or_told

SECTION = {"section": "claims"}
#: So many claims wait on one page; the oldest come first.
MOST = 50
logger = logging.getLogger(__name__)


@require_safe
@requires(Permission.ESTABLISHMENT_EDIT)
def claims(request: HttpRequest) -> HttpResponse:
    """The claims that wait for this person, the oldest first."""
    rows = list(queries.claims_to_decide(request.user)[: MOST + 1])
    told = {"claims": rows[:MOST], "has_more": len(rows) > MOST, **SECTION}
    return render(request, "desk/claims.html", told)


@require_safe
@requires(Permission.ESTABLISHMENT_EDIT)
def claim(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """One claim: what the person told, and the records that look like it."""
    return _page(request, _decided_by(request, claim_id))


@require_POST
@requires(Permission.ESTABLISHMENT_EDIT)
def confirm(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Confirm that the person acts for the record that was chosen, or for a new one."""
    one = _decided_by(request, claim_id)
    records = _records(request, one)
    form = ConfirmClaimForm(request.POST, records=[(id, "") for id in records])
    if not form.is_valid():
        return _page(request, one, confirming=form)

    def do() -> str:
        chosen = records.get(form.cleaned_data["record"])
        actions.confirm_claim(by=request.user, claim=one, establishment=chosen, at=now())
        return reverse("desk:claims")

    return done_or_told(
        request,
        f"claim.confirm:{one.id}",
        do,
        form=form,
        again=lambda form: _page(request, one, confirming=form),
        said=f"Đã xác nhận {one.user.full_name} là người của {one.name}.",
    )


@require_POST
@requires(Permission.ESTABLISHMENT_EDIT)
def refuse(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Do not confirm it, for a reason."""
    one = _decided_by(request, claim_id)
    form = RefuseClaimForm(request.POST)
    if not form.is_valid():
        return _page(request, one, refusing=form)
    reason = form.cleaned_data["reason"]

    def do() -> str:
        actions.refuse_claim(by=request.user, claim=one, reason=reason, at=now())
        return reverse("desk:claims")

    return done_or_told(
        request,
        f"claim.refuse:{one.id}",
        do,
        form=form,
        again=lambda form: _page(request, one, refusing=form),
        said="Đã trả lời: chưa xác nhận được.",
    )


def _decided_by(request: HttpRequest, claim_id: UUID) -> Claim:
    """Return a claim that the person decides, else 404; nobody decides his own."""
    rows = queries.claims_visible_to(request.user).exclude(user=request.user.id)
    kin = ("user", "custodian", "commune", "found__commune", "establishment")
    one = rows.select_related(*kin).filter(id=claim_id).first()
    if one is None or not may_decide_claims(request.user, one.custodian_id):
        logger.warning("no claim %s for user %s", claim_id, request.user.id)
        raise Http404
    return one


def _records(request: HttpRequest, one: Claim) -> dict[str, Establishment]:
    """Return the records that it may be and that the person keeps: the very one first."""
    found = [one.found] if one.found else []
    found += [twin.other for twin in queries.alike(one, today())]
    kept = [row for row in found if may_decide_claims(request.user, row.custodian_id)]
    return {str(row.id): row for row in kept}


def _page(
    request: HttpRequest,
    one: Claim,
    *,
    confirming: Form | None = None,
    refusing: Form | None = None,
) -> HttpResponse:
    records = _records(request, one)
    known = representatives_known(records.values(), today())
    choices = [(id, _named(row, known.get(row.id, 0))) for id, row in records.items()]
    first = next(iter(records), "") if one.found else ""
    if confirming is None:
        confirming = ConfirmClaimForm(records=choices, initial={"record": first})
    else:
        confirming.fields["record"].choices = [  # type: ignore[attr-defined]
            *choices,
            confirming.fields["record"].choices[-1],  # type: ignore[attr-defined]
        ]
    failed = confirming.errors or (refusing and refusing.errors)
    told = {
        "claim": one,
        "waits": one.state == ClaimState.PENDING,
        "confirming": confirming,
        "refusing": refusing or RefuseClaimForm(),
        "is_refusing": refusing is not None,
        "keys": [issue(request.user.id) for _ in range(2)],
        **SECTION,
    }
    return render(request, "desk/claim.html", told, status=422 if failed else 200)


def _named(row: Establishment, people: int) -> str:
    told = [row.name, str(row.commune)]
    if row.tax_code:
        told.append(f"mã số thuế {row.tax_code}")
    told.append(f"đã có {people} người đại diện" if people else "chưa có người đại diện")
    return ", ".join(told)
