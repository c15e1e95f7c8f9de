"""Addresses of other systems: a new one, its tellings, sent again, a new secret, the end."""

from collections.abc import Callable
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.connections import actions, queries, rules
from khuyencong.connections.forms import HookForm
from khuyencong.connections.models import Hook
from khuyencong.connections.states import EVENTS, DeliveryState
from khuyencong.core.clock import now
from khuyencong.core.once import issue, once
from khuyencong.web.access import requires
from khuyencong.web.acts import REFUSALS, done_once
from khuyencong.web.desk.connections.tokens import SECTION
from khuyencong.web.desk.custodians import bodies_of

ROWS = 50
#: How the tag of a state looks.
TONES: dict[str, str] = {
    DeliveryState.GIVEN_UP: "error",
    DeliveryState.FAILED: "warning",
    DeliveryState.SENT: "ok",
}
AGAIN = (DeliveryState.SENT, DeliveryState.GIVEN_UP)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CONNECTION_KEEP)
def new_hook(request: HttpRequest) -> HttpResponse:
    """Give an address; the answer to the form is the only page that shows its secret."""
    bodies = list(bodies_of(request.user, Permission.CONNECTION_KEEP))
    acts = [act for act, (_, right) in EVENTS.items() if request.user.may(right)]
    form = HookForm(request.POST or None, acts=acts, bodies=bodies)
    if request.method != "POST" or not form.is_valid():
        return _form(request, form)
    given, made = form.cleaned_data, list[tuple[Hook, str]]()

    def do() -> str:
        made.append(
            actions.make_hook(
                by=request.user,
                custodian=form.bodies[given["custodian"]],
                label=given["name"],
                url=given["url"],
                events=given["events"],
                at=now(),
            )
        )
        return reverse("desk:hook", args=[made[0][0].id])

    try:
        path = once(request.user.id, request.POST.get("key", ""), "hook.make", at=now(), do=do)
    except REFUSALS as refusal:
        form.add_error(None, str(refusal))
        return _form(request, form)
    return _secret(request, made, path)


def _form(request: HttpRequest, form: HookForm) -> HttpResponse:
    key = request.POST.get("key") or issue(request.user.id)
    told = {"form": form, "key": key, **SECTION}
    status = 422 if form.errors else 200
    return render(request, "desk/connections/hook_form.html", told, status=status)


def _secret(request: HttpRequest, made: list[tuple[Hook, str]], path: str) -> HttpResponse:
    if not made:
        return redirect(path)
    told = {"hook": made[0][0], "secret": made[0][1], **SECTION}
    return render(request, "desk/connections/hook_secret.html", told)


@require_safe
@requires(Permission.JOURNAL_READ)
def hook(request: HttpRequest, hook_id: UUID) -> HttpResponse:
    """One address: what it is told of, and what became of each telling."""
    one = _visible(request, hook_id)
    may_keep = one.ended_at is None and rules.may_keep(request.user, one.custodian_id)
    state = request.GET.get("buoc", "")
    rows = queries.listed_deliveries(queries.deliveries_visible_to(request.user).filter(hook=one))
    if state in DeliveryState.values:
        rows = rows.filter(state=state)
    page = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    told = {
        "hook": one,
        "events": [EVENTS[act][0] for act in one.events if act in EVENTS],
        "page": page,
        "rows": [
            {
                "delivery": row,
                "act": EVENTS[row.act][0] if row.act in EVENTS else row.act,
                "tone": TONES.get(row.state, ""),
                "may_again": may_keep and row.state in AGAIN,
                "key": issue(request.user.id),
            }
            for row in page
        ],
        "may_keep": may_keep,
        "states": DeliveryState.choices,
        "state": state,
        "query": f"buoc={state}&" if state in DeliveryState.values else "",
        "keys": [issue(request.user.id) for _ in range(2)],
        **SECTION,
    }
    return render(request, "desk/connections/hook.html", told)


@require_POST
@requires(Permission.CONNECTION_KEEP)
def rotate(request: HttpRequest, hook_id: UUID) -> HttpResponse:
    """Give an address a new secret, shown once."""
    one = _kept(request, hook_id)
    back, made = reverse("desk:hook", args=[one.id]), list[tuple[Hook, str]]()

    def do() -> str:
        made.append(actions.rotate_secret(by=request.user, hook=one, at=now()))
        return back

    act = f"hook.rotate:{one.id}"
    answer = done_once(request, act, do, back=back, said="")
    return _secret(request, made, back) if made else answer


@require_POST
@requires(Permission.CONNECTION_KEEP)
def end(request: HttpRequest, hook_id: UUID) -> HttpResponse:
    """Tell an address nothing more."""
    return _act(
        request,
        hook_id,
        "end",
        lambda one: actions.end_hook(by=request.user, hook=one, at=now()),
        "Đã dừng: nơi này không được báo nữa.",
    )


@require_POST
@requires(Permission.CONNECTION_KEEP)
def again(request: HttpRequest, hook_id: UUID, delivery_id: UUID) -> HttpResponse:
    """Let one telling go again."""
    rows = queries.deliveries_visible_to(request.user).filter(hook=hook_id)
    row = rows.filter(id=delivery_id).first()
    if row is None:
        raise Http404
    found = row
    return _act(
        request,
        hook_id,
        f"again:{row.id}",
        lambda _: actions.send_again(by=request.user, delivery=found, at=now()),
        "Thông báo sẽ được gửi lại trong ít phút.",
    )


def _act(
    request: HttpRequest, hook_id: UUID, name: str, do: Callable[[Hook], object], said: str
) -> HttpResponse:
    one = _kept(request, hook_id)
    back = reverse("desk:hook", args=[one.id])

    def done() -> str:
        do(one)
        return back

    return done_once(request, f"hook.{name}:{one.id}", done, back=back, said=said)


def _visible(request: HttpRequest, hook_id: UUID) -> Hook:
    rows = queries.hooks_visible_to(request.user).select_related("custodian", "user")
    row = rows.filter(id=hook_id).first()
    if row is None:
        raise Http404
    return row


def _kept(request: HttpRequest, hook_id: UUID) -> Hook:
    """Return an address if the user keeps those of its body, else 404."""
    one = _visible(request, hook_id)
    if not rules.may_keep(request.user, one.custodian_id):
        raise Http404
    return one
