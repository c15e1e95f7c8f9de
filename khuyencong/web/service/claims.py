"""Somebody registers, and says for which establishment he acts; an officer confirms it later."""

import logging
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khuyencong.accounts.actions import Person, register_person
from khuyencong.accounts.models import User
from khuyencong.applications import actions, queries
from khuyencong.applications.actions import ClaimTold
from khuyencong.applications.forms.claims import ClaimForm, RegisterForm
from khuyencong.applications.models import Claim
from khuyencong.applications.states import ClaimState
from khuyencong.core.clock import now, today
from khuyencong.core.once import StaleForm, issue, once
from khuyencong.core.refusal import Refused
from khuyencong.web.access import public, signed_in
from khuyencong.web.acts import done_once, done_or_told
from khuyencong.web.applying.words import PARTS
from khuyencong.web.limits import try_once
from khuyencong.web.own_address import ask_to_confirm

#: Whose forms those of a visitor without an account are.
NOBODY = UUID(int=0)
#: Accounts opened from one address in ten minutes. Many share one address.
MOST_OPENED = 20
CONFIRM = "Một thư vừa gửi tới địa chỉ anh/chị ghi: mở liên kết trong thư để xác nhận địa chỉ."
TOO_MANY = "Từ mạng này vừa mở nhiều tài khoản. Xin thử lại sau mười phút."
logger = logging.getLogger(__name__)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@public
def register(request: HttpRequest) -> HttpResponse:
    """Open an account and tell the establishment, on one page; both or neither."""
    if request.user.is_authenticated:
        return redirect("service:claim-new")
    form = RegisterForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _register(request, form)
    if try_once(request, "dang-ky") > MOST_OPENED:
        form.add_error(None, TOO_MANY)
        return _register(request, form, status=429)
    given, opened = form.cleaned_data, list[User]()

    def do() -> str:
        person = Person(given["login"], given["full_name"], given["email"])
        user = register_person(person=person, password=given["password"], at=now())
        told = ClaimTold(**form.told())
        claim = actions.claim_establishment(by=user, told=told, at=now())
        opened.append(user)
        ask_to_confirm(request, user)
        return reverse("service:claim", args=[claim.id])

    try:
        path = once(NOBODY, request.POST.get("key", ""), "register", at=now(), do=do)
    except ValidationError as weak:
        form.add_error("password", weak)
        return _register(request, form)
    except (StaleForm, Refused) as refusal:
        form.add_error(None, str(refusal))
        return _register(request, form)
    for user in opened:
        if user.email:
            messages.info(request, CONFIRM)
        get_adapter(request).login(request, user)
    return redirect(path)


def _register(request: HttpRequest, form: RegisterForm, status: int = 422) -> HttpResponse:
    told = {"form": form, "key": issue(NOBODY), "tab": "home"}
    return render(request, "service/register.html", told, status=status if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Tell one more establishment."""
    form = ClaimForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _new(request, form)

    def do() -> str:
        told = ClaimTold(**form.told())
        claim = actions.claim_establishment(by=request.user, told=told, at=now())
        return reverse("service:claim", args=[claim.id])

    def again(form: ClaimForm) -> HttpResponse:
        return _new(request, form)

    return done_or_told(request, "claim.make", do, form=form, again=again, said="")


def _new(request: HttpRequest, form: ClaimForm) -> HttpResponse:
    told = {"form": form, "key": issue(request.user.id), "tab": "home"}
    return render(request, "service/claim_new.html", told, status=422 if form.errors else 200)


@require_safe
@signed_in
def claim(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Where a claim stands; while it waits, the draft of a request can be written already."""
    one = own(request, claim_id)
    if one.state == ClaimState.CONFIRMED:
        return (
            redirect("service:request", one.request_id)
            if one.request_id
            else redirect("service:home")
        )
    view = queries.request_view(queries.early_request(one), today())
    told = {
        "claim": one,
        "view": view,
        "parts": [(*part, view.part_done(part[0])) for part in PARTS[:-1]],
        "waits": one.state == ClaimState.PENDING,
        "key": issue(request.user.id),
        "tab": "home",
    }
    return render(request, "service/claim.html", told)


@require_POST
@signed_in
def withdraw(request: HttpRequest, claim_id: UUID) -> HttpResponse:
    """Take back one's word, and the draft with it."""
    one = own(request, claim_id)

    def do() -> str:
        actions.withdraw_claim(by=request.user, claim=one, at=now())
        return reverse("service:home")

    back = reverse("service:claim", args=[one.id])
    return done_once(request, f"claim.withdraw:{one.id}", do, back=back, said="Đã rút đăng ký.")


def own(request: HttpRequest, claim_id: UUID) -> Claim:
    """Return the person's own claim, else 404; a try is logged."""
    found = queries.own_claims(request.user).filter(id=claim_id).first()
    if found is None:
        logger.warning("no claim %s for user %s", claim_id, request.user.id)
        raise Http404
    return found
