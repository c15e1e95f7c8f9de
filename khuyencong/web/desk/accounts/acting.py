"""What is done about accounts: opened, given and rid of roles, closed, a password anew."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from khuyencong.accounts import actions
from khuyencong.accounts.actions import Opening, RoleTold
from khuyencong.accounts.forms import AccountForm, CloseForm, RoleEndForm
from khuyencong.accounts.models import Membership, User
from khuyencong.accounts.permissions import Permission
from khuyencong.accounts.queries.keeping import (
    bodies_kept_by,
    bodies_to_keep,
    memberships_visible_to,
)
from khuyencong.accounts.rules import keeps_role, roles_to_give
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue, once
from khuyencong.web.access import requires
from khuyencong.web.account_links import beginning
from khuyencong.web.acts import REFUSALS, done_once, done_or_told
from khuyencong.web.desk.accounts.listing import SECTION
from khuyencong.web.desk.accounts.page import amend_form, page_of, role_form, visible

LETTER_LEAVES = "Thư có liên kết đặt mật khẩu đang được gửi; liên kết dùng một lần, trong một giờ."
#: What is shown once: whose account, its password; nothing where the form was sent before.
Made = list[tuple[User, str]]


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ACCOUNT_MANAGE)
def open_account(request: HttpRequest) -> HttpResponse:
    """Open an account: its first password is shown once, or a letter leaves with the link."""
    roles = roles_to_give(bodies_kept_by(request.user))
    form = AccountForm(
        request.POST or None,
        bodies=bodies_to_keep(request.user, today()),
        roles=roles,
        today=today(),
    )
    if request.method != "POST" or not form.is_valid():
        return _form(request, form)
    given, made = form.cleaned_data, Made()

    def do() -> str:
        told = Opening(
            username=given["username"],
            full_name=given["full_name"],
            email=given["email"],
            role=RoleTold(**form.told),
            is_another=given["is_another"],
        )
        at = now()
        user = actions.open_for_office(by=request.user, told=told, at=at)
        if user.email:
            actions.send_link(
                by=request.user, user=user, page=beginning(request, "account_password_link"), at=at
            )
        else:
            made.append((user, actions.renew_password(by=request.user, user=user, at=at)))
        return reverse("desk:account", args=[user.id])

    try:
        path = once(request.user.id, request.POST.get("key", ""), "account.open", at=now(), do=do)
    except REFUSALS as refusal:
        form.add_error(None, str(refusal))
        return _form(request, form)
    if given["email"]:
        messages.success(request, f"Đã mở tài khoản. {LETTER_LEAVES}")
        return redirect(path)
    return _shown(request, made, path)


def _form(request: HttpRequest, form: AccountForm) -> HttpResponse:
    key = request.POST.get("key") or issue(request.user.id)
    roles = roles_to_give(bodies_kept_by(request.user))
    told = {"form": form, "key": key, "roles": roles, **SECTION}
    status = 422 if form.errors else 200
    return render(request, "desk/accounts/new.html", told, status=status)


def _shown(request: HttpRequest, made: Made, path: str) -> HttpResponse:
    """Return the only page that ever shows a password."""
    user, password = made[0] if made else (None, "")
    told = {"account": user, "password": password, "back": path, **SECTION}
    return render(request, "desk/accounts/password.html", told)


@require_POST
@requires(Permission.ACCOUNT_MANAGE)
def give(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Give an account one more role."""
    one = visible(request, account_id)
    form = role_form(request, request.POST)

    def act() -> None:
        actions.entrust(by=request.user, user=one, told=RoleTold(**form.told), at=now())

    return _by_form(request, one, "give", act, role=form, said="Đã giao vai trò.")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ACCOUNT_MANAGE)
def end(request: HttpRequest, account_id: UUID, membership_id: UUID) -> HttpResponse:
    """Say from which day somebody no longer holds a role, and why."""
    one = visible(request, account_id)
    held = _standing(request, one, membership_id)
    form = RoleEndForm(request.POST or None, today=today())
    if request.method != "POST" or not form.is_valid():
        return _ending(request, held, form)
    given = form.cleaned_data

    def do() -> str:
        actions.release(
            by=request.user, membership=held, on=given["on"], reason=given["reason"], at=now()
        )
        return reverse("desk:account", args=[one.id])

    return done_or_told(
        request,
        f"account.end:{held.id}",
        do,
        form=form,
        again=lambda form: _ending(request, held, form),
        said="Đã ghi ngày thôi vai trò.",
    )


def _standing(request: HttpRequest, one: User, membership_id: UUID) -> Membership:
    """Return a role of the account within reach that is not over, else 404."""
    rows = memberships_visible_to(request.user).filter(user=one, id=membership_id)
    row = rows.select_related("user", "organisation").first()
    kept = bodies_kept_by(request.user)
    if row is None or not row.stands_after(today()) or not keeps_role(kept, row):
        raise Http404
    return row


def _ending(request: HttpRequest, held: Membership, form: RoleEndForm) -> HttpResponse:
    key = request.POST.get("key") or issue(request.user.id)
    told = {"held": held, "form": form, "key": key, **SECTION}
    status = 422 if form.errors else 200
    return render(request, "desk/accounts/end.html", told, status=status)


@require_POST
@requires(Permission.ACCOUNT_MANAGE)
def close(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Close an account, with every role it holds."""
    one = visible(request, account_id)
    form = CloseForm(request.POST, auto_id="dong_%s")

    def act() -> None:
        actions.close(by=request.user, user=one, reason=form.cleaned_data["reason"], at=now())

    said = "Đã khóa tài khoản và cho thôi mọi vai trò."
    return _by_form(request, one, "close", act, closing=form, said=said)


@require_POST
@requires(Permission.ACCOUNT_MANAGE)
def amend(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Set the name or the address of mail of an account right."""
    one = visible(request, account_id)
    form = amend_form(one, request.POST)

    def act() -> None:
        actions.amend(by=request.user, user=one, at=now(), **form.cleaned_data)

    return _by_form(request, one, "amend", act, amending=form, said="Đã sửa.")


def _by_form(
    request: HttpRequest,
    one: User,
    word: str,
    act: Callable[[], object],
    *,
    said: str,
    **named: Form,
) -> HttpResponse:
    """Do what a form of an account's page asks for; show the page with it where it cannot be.

    The form bears the name under which `page_of` takes it.
    """
    [(name, form)] = named.items()

    def again(form: Form) -> HttpResponse:
        return page_of(request, one, **{name: form})  # type: ignore[arg-type]

    def do() -> str:
        act()
        return reverse("desk:account", args=[one.id])

    if not form.is_valid():
        return again(form)
    told = f"account.{word}:{one.id}"
    return done_or_told(request, told, do, form=form, again=again, said=said)


@require_POST
@requires(Permission.ACCOUNT_MANAGE)
def reopen(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Open an account again that was closed."""
    said = "Đã mở lại. Xin giao vai trò rồi cấp mật khẩu."
    return _done(request, account_id, "reopen", actions.reopen, said)


@require_POST
@requires(Permission.ACCOUNT_MANAGE)
def send_letter(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Let the letter leave by which the person chooses a password."""

    def send(**told: object) -> None:
        actions.send_link(page=beginning(request, "account_password_link"), **told)  # type: ignore[arg-type]

    return _done(request, account_id, "letter", send, LETTER_LEAVES)


def _done(
    request: HttpRequest, account_id: UUID, word: str, act: Callable[..., None], said: str
) -> HttpResponse:
    one = visible(request, account_id)
    back = reverse("desk:account", args=[one.id])

    def do() -> str:
        act(by=request.user, user=one, at=now())
        return back

    return done_once(request, f"account.{word}:{one.id}", do, back=back, said=said)


@require_POST
@requires(Permission.ACCOUNT_MANAGE)
def give_password(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Give an account a new password; the answer is the only page that ever shows it."""
    one = visible(request, account_id)
    back, made = reverse("desk:account", args=[one.id]), Made()

    def do() -> str:
        made.append((one, actions.renew_password(by=request.user, user=one, at=now())))
        return back

    act = f"account.password:{one.id}"
    try:
        once(request.user.id, request.POST.get("key", ""), act, at=now(), do=do)
    except REFUSALS as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    return _shown(request, made, back)
