"""Partners on the desk: the list with our own paper, one of them, what is done about one."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.core import blobs
from khuyencong.core.clock import now
from khuyencong.core.once import issue
from khuyencong.core.refusal import Refused
from khuyencong.exchange.actions import partners as acts
from khuyencong.exchange.actions.deciding import decide_all
from khuyencong.exchange.actions.importing import take
from khuyencong.exchange.actions.keys import (
    introduction,
    key_name,
    new_key,
    who_waits_for_our_key,
)
from khuyencong.exchange.actions.rotating import confirm_key, propose_key, revoke_key
from khuyencong.exchange.actions.serving import next_bundle
from khuyencong.exchange.forms import BundleForm, HomeForm, PartnerForm
from khuyencong.exchange.models import Change, Instance
from khuyencong.exchange.queries.files import count_owed
from khuyencong.exchange.queries.keys import key_id, mark_of
from khuyencong.exchange.queries.partners import standings
from khuyencong.exchange.queries.scope import (
    bundles_visible_to,
    instances_visible_to,
    own_body,
    wishes_to_decide,
)
from khuyencong.exchange.queries.wishes import title_of, unanswered
from khuyencong.exchange.rules import may_partner
from khuyencong.exchange.sealed import BadBundle
from khuyencong.exchange.states import InstanceState, Sort
from khuyencong.plans.queries.pages import names_of
from khuyencong.registry.models import Organisation
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once, done_or_told

P = Permission
ROWS, FEW = 30, 20
logger = logging.getLogger(__name__)


@require_safe
@requires(P.EXCHANGE_READ)
def partners(request: HttpRequest) -> HttpResponse:
    """Who we are, and every partner with how far it and we are."""
    mine = own_body(request.user)
    told = {
        "mine": mine,
        "paper": introduction(mine) if mine else "",
        "key_name": key_name(mine) if mine else "",
        "waits_for_key": who_waits_for_our_key() if mine else [],
        "standings": standings() if mine else [],
        "may_partner": bool(mine) and may_partner(request.user, mine.body_id),
        "form": BundleForm(),
        "key": issue(request.user.id),
        "key_form": issue(request.user.id),
    }
    return render(request, "desk/exchange/list.html", _told(told))


def _told(told: dict[str, Any]) -> dict[str, Any]:
    return {"section": "exchange", "part": "partners", **told}


def mine_or_absent(request: HttpRequest) -> Instance:
    """Return this instance to whom may enter its partners; absent for all others."""
    mine = own_body(request.user)
    if mine is None or not may_partner(request.user, mine.body_id):
        logger.warning("no partners for user %s", request.user.id)
        raise Http404
    return mine


def _partner(request: HttpRequest, partner_id: UUID) -> Instance:
    found = instances_visible_to(request.user).select_related("body").filter(pk=partner_id).first()
    if found is None:
        logger.warning("no partner %s for user %s", partner_id, request.user.id)
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@requires(P.EXCHANGE_PARTNER)
def enter(request: HttpRequest) -> HttpResponse:
    """Enter a partner; another person confirms it."""
    mine_or_absent(request)
    form = PartnerForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _form(request, form)
    if not form.is_valid():
        return _form(request, form, 422)
    given = form.cleaned_data

    def do() -> str:
        partner = acts.propose_partner(
            by=request.user,
            told=acts.read_introduction(given["paper"]),
            bodies=[given["body"]] if given["body"] else [],
            for_the_rest=given["for_the_rest"],
            valid_from=given["valid_from"],
            at=now(),
        )
        return reverse("desk:exchange-partner", args=[partner.pk])

    said = "Đã ghi. Người khác xác nhận thì bắt đầu trao đổi."
    return done_or_told(
        request,
        "exchange.propose",
        do,
        form=form,
        again=lambda form: _form(request, form, 422),
        said=said,
        at="paper",
    )


def _form(request: HttpRequest, form: Form, status: int = 200) -> HttpResponse:
    told = {"form": form, "key": issue(request.user.id), "bodies": _bodies()}
    return render(request, "desk/exchange/new.html", _told(told), status=status)


def _bodies() -> list[str]:
    return list(Organisation.objects.order_by("name").values_list("name", flat=True).distinct())


@require_safe
@requires(P.EXCHANGE_READ)
def partner(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """One partner: its bodies, bundles both ways, what waits, what we asked of it."""
    one = _partner(request, partner_id)
    mine = own_body(request.user)
    assert mine is not None
    bundles = bundles_visible_to(request.user).filter(partner=one).order_by("-at", "-id")
    asked = Change.objects.filter(sort=Sort.PROPOSAL, to=one)
    homes = list(one.homes.select_related("organisation").order_by("organisation__name", "id"))
    told = {
        "partner": one,
        "standing": next(s for s in standings() if s.partner == one),
        "key_name": key_name(one),
        "next_key": mark_of(one.next_public),
        "our_key": key_name(mine),
        "knows_ours": one.knows == key_id(mine.public),
        "keys_held": _keys_held(one, now()),
        "homes": homes,
        "page": Paginator(bundles, ROWS).get_page(request.GET.get("trang")),
        "parked": [(title_of(row.kind), row) for row in one.parked.order_by("seq")[:FEW]],
        "asked": [(title_of(row.kind), row) for row in asked.order_by("-seq")[:FEW]],
        "owed": count_owed(one),
        "awaited": one.awaited_files.filter(kept="", refused="").count(),
        "unanswered": unanswered(one).count(),
        "may_partner": may_partner(request.user, mine.body_id),
        "to_decide": wishes_to_decide(request.user).filter(partner=one).count(),
        "may_confirm": _may_confirm(request, one, homes),
        "home_form": HomeForm(),
        "bodies": _bodies(),
        "names": names_of(
            [
                one.proposed_by,
                one.confirmed_by,
                one.ended_by,
                one.next_by,
                *(h.proposed_by for h in homes),
            ]
        ),
        "keys": [issue(request.user.id) for _ in range(9)],
    }
    return render(request, "desk/exchange/partner.html", _told(told))


@dataclass(frozen=True)
class HeldKey:
    """A key of a partner as the page shows it."""

    id: str
    mark: str
    until: datetime | None
    reason: str
    counts: bool


def _keys_held(one: Instance, at: datetime) -> list[HeldKey]:
    """Return a partner's keys, that of today first, then those of before."""
    held = [HeldKey(key_id(one.public), mark_of(one.public), None, "", True)] if one.public else []
    return held + [
        HeldKey(key_id(row.public), mark_of(row.public), row.until, row.reason, row.until > at)
        for row in one.former_keys.order_by("-at", "-id")
    ]


def _may_confirm(request: HttpRequest, one: Instance, homes: list[Any]) -> bool:
    """Return whether something waits that another person entered."""
    proposers = {home.proposed_by for home in homes if home.confirmed_at is None}
    waits = one.state == InstanceState.PROPOSED or bool(proposers)
    return waits and request.user.id not in {one.proposed_by, *proposers}


@require_POST
@requires(P.EXCHANGE_PARTNER)
def act(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """Confirm or end a partner, give it a body or an address, decide alike about all it asks."""
    mine_or_absent(request)
    one = _partner(request, partner_id)
    back = reverse("desk:exchange-partner", args=[one.pk])
    word = request.POST.get("act", "")
    does = ACTS.get(word)
    if does is None:
        messages.error(request, "Xin chọn việc cần làm.")
        return redirect(back)

    def do() -> str:
        does(request, one)
        return back

    return done_once(request, f"exchange.{word}", do, back=back, said="Đã ghi.")


def _confirm(request: HttpRequest, one: Instance) -> None:
    acts.confirm_partner(by=request.user, partner=one, at=now())


def _end(request: HttpRequest, one: Instance) -> None:
    reason = request.POST.get("reason", "")
    acts.end_partner(by=request.user, partner=one, reason=reason, at=now())


def _home(request: HttpRequest, one: Instance) -> None:
    form = HomeForm(request.POST)
    if not form.is_valid():
        raise Refused(" ".join(str(e) for errors in form.errors.values() for e in errors))
    given = form.cleaned_data
    body, day = given["body"], given["valid_from"]
    acts.add_home(by=request.user, partner=one, body=body, valid_from=day, at=now())


def _address(request: HttpRequest, one: Instance) -> None:
    address = request.POST.get("address", "")
    acts.set_address(by=request.user, partner=one, address=address, at=now())


def _all(request: HttpRequest, one: Instance) -> None:
    decide_all(
        by=request.user,
        partner=one,
        verdict=request.POST.get("verdict", ""),
        reason=request.POST.get("reason", ""),
        at=now(),
    )


def _key(request: HttpRequest, one: Instance) -> None:
    propose_key(by=request.user, partner=one, paper=request.POST.get("paper", ""), at=now())


def _key_confirm(request: HttpRequest, one: Instance) -> None:
    confirm_key(by=request.user, partner=one, at=now())


def _key_revoke(request: HttpRequest, one: Instance) -> None:
    word, reason = request.POST.get("which", ""), request.POST.get("reason", "")
    revoke_key(by=request.user, partner=one, key=word, reason=reason, at=now())


ACTS = {"confirm": _confirm, "end": _end, "home": _home, "address": _address, "all": _all} | {
    "key": _key,
    "key-confirm": _key_confirm,
    "key-revoke": _key_revoke,
}


@require_POST
@requires(P.EXCHANGE_PARTNER)
def change_key(request: HttpRequest) -> HttpResponse:
    """Sign by a new key of ours from now on; with `stolen` the key before ends at once."""
    mine_or_absent(request)
    back = reverse("desk:exchange")
    stolen = request.POST.get("stolen") == "1"

    def do() -> str:
        new_key(by=request.user, at=now(), stolen=stolen)
        return back

    said = "Đã đổi khóa. Gói sau báo khóa mới cho từng nơi."
    if stolen:
        said = "Đã đổi khóa. Xin gửi giấy giới thiệu mới cho từng nơi để nhập tay."
    return done_once(request, "exchange.key", do, back=back, said=said)


@require_POST
@requires(P.EXCHANGE_PARTNER)
def write_bundle(request: HttpRequest, partner_id: UUID) -> HttpResponse:
    """Write the next bundle for a partner, to be taken along by file."""
    mine_or_absent(request)
    one = _partner(request, partner_id)

    def do() -> str:
        done = next_bundle(partner=one, at=now())
        return reverse("desk:exchange-bundle", args=[done.bundle.pk])

    back = reverse("desk:exchange-partner", args=[one.pk])
    return done_once(request, "exchange.export", do, back=back, said="")


@require_safe
@requires(P.EXCHANGE_READ)
def bundle(request: HttpRequest, bundle_id: UUID) -> HttpResponse:
    """The file of a bundle that the partner has not acknowledged yet."""
    row = bundles_visible_to(request.user).filter(pk=bundle_id, direction="out").first()
    if row is None or not row.file or not blobs.is_kept(row.file):
        raise Http404
    with blobs.open(row.file) as file:
        answer = HttpResponse(file.read(), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="goi-{row.sha256[:12]}.kcx"'
    return answer


@require_POST
@requires(P.EXCHANGE_PARTNER)
def take_bundle(request: HttpRequest) -> HttpResponse:
    """Take a bundle that came by file."""
    mine_or_absent(request)
    back = reverse("desk:exchange")
    form = BundleForm(request.POST, request.FILES)
    if not form.is_valid():
        for told in form.errors.values():
            messages.error(request, f"Gói nhận được: {' '.join(map(str, told))}")
        return redirect(back)

    def do() -> str:
        try:
            done = take(data=form.cleaned_data["bundle"], at=now(), by=request.user.id)
        except BadBundle as refusal:
            raise Refused(str(refusal)) from refusal
        said = f"Ghi {done.taken} hồ sơ, {done.wishes} đề nghị để quyết định."
        if done.missing:
            said = "Gói đến sớm, chờ gói trước nó."
        messages.success(request, said)
        return reverse("desk:exchange-partner", args=[done.partner.pk])

    return done_once(request, "exchange.import", do, back=back, said="")
