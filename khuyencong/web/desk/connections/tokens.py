"""Keys of software: the list, a new one, shown once; confirmed, revoked."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khuyencong.accounts.permissions import SENTENCES, Permission
from khuyencong.connections import actions, queries, rules
from khuyencong.connections.forms import TokenForm
from khuyencong.connections.models import AccessToken
from khuyencong.connections.rules import Fresh
from khuyencong.connections.states import TokenState
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue, once
from khuyencong.web.access import requires
from khuyencong.web.acts import REFUSALS, done_once
from khuyencong.web.desk.custodians import bodies_of

SECTION = {"section": "connections"}
HOME = "desk:connections"
#: How the tag of a state looks.
TONES = {TokenState.WAITING: "warning", TokenState.OPEN: "ok"}
SHOWN_ALREADY = "Mã đã lập và đã hiện một lần. Nếu chưa kịp chép, xin thu hồi rồi lập mã khác."


@require_safe
@requires(Permission.DESK_ENTER)
def connections(request: HttpRequest) -> HttpResponse:
    """The keys of the person, those that wait for him, and the addresses of his bodies."""
    user, day = request.user, today()
    rows = list(queries.listed_tokens(queries.tokens_visible_to(user)))
    told = {
        "tokens": [_row(request, row) for row in rows],
        "waits": sum(
            row.state(day) is TokenState.WAITING and rules.may_confirm(user, row) for row in rows
        ),
        "may_make": bool(rules.rights_to_lend(user)),
        "hooks": list(queries.listed_hooks(queries.hooks_visible_to(user))),
        "may_keep": user.may(Permission.CONNECTION_KEEP),
        "may_watch": user.may(Permission.JOURNAL_READ),
        **SECTION,
    }
    return render(request, "desk/connections/list.html", told)


def _row(request: HttpRequest, token: AccessToken) -> dict[str, object]:
    user, state = request.user, token.state(today())
    stands = state in (TokenState.OPEN, TokenState.WAITING)
    return {
        "token": token,
        "state": state,
        "tone": TONES.get(state, ""),
        "rights": [SENTENCES[Permission(right)] for right in token.rights],
        "may_confirm": state is TokenState.WAITING and rules.may_confirm(user, token),
        "may_revoke": stands and rules.may_revoke(user, token),
        "confirm_key": issue(user.id),
        "revoke_key": issue(user.id),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DESK_ENTER)
def new_token(request: HttpRequest) -> HttpResponse:
    """Make a key; the answer to the form is the only page that ever shows it."""
    rights = rules.rights_to_lend(request.user)
    if not rights:
        return redirect(HOME)
    bodies = list(bodies_of(request.user, Permission.CONNECTION_KEEP))
    form = TokenForm(request.POST or None, rights=rights, bodies=bodies, today=today())
    if request.method != "POST" or not form.is_valid():
        return _form(request, form)
    given, made = form.cleaned_data, list[tuple[AccessToken, Fresh]]()

    def do() -> str:
        made.append(
            actions.make_token(
                by=request.user,
                label=given["label"],
                rights=given["rights"],
                last_day=given["last_day"],
                body=form.chosen,
                at=now(),
            )
        )
        return reverse(HOME)

    try:
        once(request.user.id, request.POST.get("key", ""), "token.make", at=now(), do=do)
    except REFUSALS as refusal:
        form.add_error(None, str(refusal))
        return _form(request, form)
    return _shown(request, made)


def _form(request: HttpRequest, form: TokenForm) -> HttpResponse:
    key = request.POST.get("key") or issue(request.user.id)
    told = {"form": form, "key": key, **SECTION}
    status = 422 if form.errors else 200
    return render(request, "desk/connections/token_form.html", told, status=status)


def _shown(request: HttpRequest, made: list[tuple[AccessToken, Fresh]]) -> HttpResponse:
    token, fresh = made[0] if made else (None, None)
    told = {"token": token, "fresh": fresh, "already": SHOWN_ALREADY, **SECTION}
    return render(request, "desk/connections/token_made.html", told)


@require_POST
@requires(Permission.CONNECTION_CONFIRM)
def confirm_token(request: HttpRequest, token_id: UUID) -> HttpResponse:
    """Say yes to the key of a system that another person made."""
    token = _visible(request, token_id)

    def do() -> str:
        actions.confirm_token(by=request.user, token=token, at=now())
        return reverse(HOME)

    said = "Đã xác nhận: mã dùng được từ bây giờ."
    return done_once(request, f"token.confirm:{token.id}", do, back=reverse(HOME), said=said)


@require_POST
@requires(Permission.DESK_ENTER)
def revoke_token(request: HttpRequest, token_id: UUID) -> HttpResponse:
    """End a key at once."""
    token = _visible(request, token_id)

    def do() -> str:
        actions.revoke_token(by=request.user, token=token, at=now())
        return reverse(HOME)

    said = "Đã thu hồi: mã không mở được gì nữa."
    return done_once(request, f"token.revoke:{token.id}", do, back=reverse(HOME), said=said)


def _visible(request: HttpRequest, token_id: UUID) -> AccessToken:
    row = queries.tokens_visible_to(request.user).filter(id=token_id).first()
    if row is None:
        raise Http404
    return row
