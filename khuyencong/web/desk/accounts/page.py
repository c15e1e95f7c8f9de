"""One account: its roles of before and of today, what happened to it, what may be done."""

import logging
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khuyencong.accounts.forms import AmendForm, CloseForm, RoleForm
from khuyencong.accounts.models import Membership, User
from khuyencong.accounts.permissions import Permission
from khuyencong.accounts.queries.keeping import (
    account_page,
    accounts_visible_to,
    bodies_kept_by,
    bodies_to_keep,
    standing_of,
)
from khuyencong.accounts.rules import keeps_role, keeps_whole, roles_to_give
from khuyencong.core.clock import today
from khuyencong.core.once import issue
from khuyencong.web.access import requires
from khuyencong.web.desk.accounts.listing import SECTION

logger = logging.getLogger(__name__)


@require_safe
@requires(Permission.ACCOUNT_MANAGE)
def account(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """One account that is within reach."""
    return page_of(request, visible(request, account_id))


def visible(request: HttpRequest, account_id: UUID) -> User:
    """Return the account if it is within the user's reach, else 404."""
    found = accounts_visible_to(request.user).filter(id=account_id).first()
    if found is None:
        logger.warning("no account %s for user %s", account_id, request.user.id)
        raise Http404
    return found


def role_form(request: HttpRequest, data: object = None) -> RoleForm:
    """Return the form that gives a role, with the bodies and roles within reach."""
    return RoleForm(
        data,
        bodies=bodies_to_keep(request.user, today()),
        roles=roles_to_give(bodies_kept_by(request.user)),
        today=today(),
    )


def page_of(
    request: HttpRequest,
    one: User,
    *,
    role: RoleForm | None = None,
    closing: Form | None = None,
    amending: Form | None = None,
) -> HttpResponse:
    """Return the page of an account, with a form that came back."""
    kept, day = bodies_kept_by(request.user), today()
    page = account_page(one, kept, day)
    is_own = one.id == request.user.id
    is_whole = not is_own and keeps_whole(kept, one, standing_of(one, day))
    told = {
        "page": page,
        "account": one,
        "address": one.email if is_whole else masked(one.email),
        "standing": [
            _row(row, may_end=not is_own and keeps_role(kept, row)) for row in page.standing
        ],
        "is_own": is_own,
        "has_today": any(row.valid_from <= day for row in page.standing),
        "is_whole": is_whole,
        "role_form": role or role_form(request),
        "close_form": closing or CloseForm(auto_id="dong_%s"),
        "amend_form": amending or amend_form(one),
        "error_form": role or closing or amending,
        "roles": roles_to_give(kept),
        "keys": [issue(request.user.id) for _ in range(6)],
        "today": day,
        **SECTION,
    }
    status = 422 if told["error_form"] else 200
    return render(request, "desk/accounts/page.html", told, status=status)


def amend_form(one: User, data: object = None) -> AmendForm:
    """Return the form that sets a name or an address right, with what stands."""
    initial = {"full_name": one.full_name, "email": one.email}
    return AmendForm(data, initial=initial, auto_id="sua_%s")


def _row(row: Membership, *, may_end: bool) -> dict[str, object]:
    return {"held": row, "may_end": may_end, "is_ahead": row.valid_from > today()}


def masked(email: str) -> str:
    """Return an address of mail by which its owner knows it, and nobody else: "l…@example.com"."""
    name, at, host = email.partition("@")
    return f"{name[:1]}…{at}{host}" if at else ""
