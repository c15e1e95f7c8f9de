"""Partners: entered by one right-holder, confirmed by another, ended with a reason."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from khuyencong.core import journal
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.exchange.models import Home, Instance
from khuyencong.exchange.queries.custody import own
from khuyencong.exchange.queries.keys import key_id, mark_of
from khuyencong.exchange.rules import require_partner_right
from khuyencong.exchange.states import InstanceState
from khuyencong.registry.models import Organisation
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.errors import Unreadable
from khuyencong.values.seals import read_public_key
from khuyencong.values.text import clean

NO_PAPER = (
    "Không đọc được giấy giới thiệu: cần nguyên văn mà bên kia in bằng “khuyencong exchange keys”."
)


@dataclass(frozen=True)
class Introduced:
    """An instance as its introduction tells it."""

    id: UUID
    name: str
    body: str
    address: str
    public: str


def read_introduction(text: str) -> Introduced:
    """Return what an introduction says; Refused where it is none."""
    try:
        told = json.loads(text[:20_000])
        if told["khuyencong.exchange"] != "instance":
            raise ValueError(text)
        public = read_public_key(str(told["key"])).pem
        found = Introduced(
            UUID(told["id"]),
            clean(str(told["name"]))[:150],
            str(told.get("body", ""))[:80],
            str(told.get("address", ""))[:200].rstrip("/"),
            public,
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, Unreadable) as error:
        raise Refused(NO_PAPER) from error
    if not found.name:
        raise Refused(NO_PAPER)
    require_address(found.address)
    return found


def require_address(address: str) -> None:
    """Raise Refused for an address that is none of HTTP."""
    if address and not address.startswith(("https://", "http://127.0.0.1", "http://localhost")):
        raise Refused("Địa chỉ phải bắt đầu bằng https:// (trong máy này: http://127.0.0.1).")


@transaction.atomic
def propose_partner(
    *,
    by: Actor,
    told: Introduced,
    bodies: Iterable[Organisation],
    at: datetime,
    valid_from: date | None = None,
    for_the_rest: bool = False,
) -> Instance:
    """Enter a partner and the bodies for which it is home; nothing is exchanged before another
    person confirmed it. Raises Refused without the right, and for one that is known."""
    require_partner_right(by, own().body_id)
    if Instance.objects.filter(id=told.id).exists():
        raise Refused("Hệ thống này đã có trong danh sách.")
    bodies = list(bodies)
    if not bodies and not for_the_rest:
        raise Refused("Cần chọn ít nhất một đơn vị mà hệ thống kia giữ hồ sơ.")
    partner = Instance.objects.create(
        id=told.id,
        name=told.name,
        body=Organisation.objects.filter(key=told.body).first(),
        address=told.address,
        public=told.public,
        # Our introduction, which they enter, has the key of today.
        knows=key_id(own().public),
        state=InstanceState.PROPOSED,
        proposed_by=by.id,
        proposed_at=at,
    )
    for body in [*bodies, *([None] if for_the_rest else [])]:
        Home.objects.create(
            instance=partner,
            organisation=body,
            valid_from=valid_from,
            proposed_by=by.id,
            proposed_at=at,
        )
    note("exchange.propose", partner, by, at, key=mark_of(told.public))
    return partner


@transaction.atomic
def add_home(
    *, by: Actor, partner: Instance, body: Organisation, valid_from: date | None, at: datetime
) -> Home:
    """Enter one more body for which a partner is home; another person confirms it."""
    require_partner_right(by, own().body_id)
    home = Home.objects.create(
        instance=partner,
        organisation=body,
        valid_from=valid_from,
        proposed_by=by.id,
        proposed_at=at,
    )
    note("exchange.home", partner, by, at, body=str(body.pk))
    return home


@transaction.atomic
def confirm_partner(*, by: Actor, partner: Instance, at: datetime) -> Instance:
    """Confirm a partner that another person entered, with its bodies; the exchange may begin."""
    require_partner_right(by, own().body_id)
    partner = Instance.objects.select_for_update(of=("self",)).get(id=partner.pk)
    if partner.is_own or partner.state == InstanceState.ENDED:
        raise Refused("Hệ thống này không chờ xác nhận.")
    waiting = list(partner.homes.filter(confirmed_at=None))
    if partner.state == InstanceState.ACTIVE and not waiting:
        raise Refused("Hệ thống này đã được xác nhận.")
    if by.id in {partner.proposed_by, *(home.proposed_by for home in waiting)}:
        raise Refused("Người đã đề nghị không tự xác nhận: cần một người khác.")
    for home in waiting:
        home.confirmed_by, home.confirmed_at = by.id, at
        try:
            with transaction.atomic():
                home.save(update_fields=["confirmed_by", "confirmed_at"])
        except IntegrityError as error:
            raise Refused(
                f"{home.organisation or 'Phần còn lại'}: đã có một hệ thống khác giữ hồ sơ."
            ) from error
    if partner.state == InstanceState.PROPOSED:
        partner.state, partner.confirmed_by, partner.confirmed_at = InstanceState.ACTIVE, by.id, at
        partner.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    note("exchange.confirm", partner, by, at, key=mark_of(partner.public))
    return partner


@transaction.atomic
def end_partner(*, by: Actor, partner: Instance, reason: str, at: datetime) -> Instance:
    """Exchange no more with a partner; from today its bodies' records are at home here."""
    require_partner_right(by, own().body_id)
    partner = Instance.objects.select_for_update(of=("self",)).get(id=partner.pk)
    if partner.is_own or partner.state == InstanceState.ENDED:
        raise Refused("Hệ thống này không còn trao đổi.")
    if not clean(reason):
        raise Refused("Xin ghi lý do ngừng trao đổi.")
    day = day_in_vietnam(at)
    for home in partner.homes.filter(valid_until=None):
        if home.valid_from is not None and home.valid_from >= day:
            home.delete()
        else:
            home.valid_until = day
            home.save(update_fields=["valid_until"])
    partner.state, partner.ended_by, partner.ended_at = InstanceState.ENDED, by.id, at
    partner.end_reason = clean(reason)[:300]
    partner.save(update_fields=["state", "ended_by", "ended_at", "end_reason"])
    note("exchange.end", partner, by, at, reason=partner.end_reason)
    return partner


@transaction.atomic
def set_address(*, by: Actor, partner: Instance, address: str, at: datetime) -> Instance:
    """Say where a partner is reached by HTTP; "" for by file alone."""
    require_partner_right(by, own().body_id)
    address = clean(address).rstrip("/")
    require_address(address)
    partner.address = address[:200]
    partner.save(update_fields=["address"])
    note("exchange.address", partner, by, at, address=partner.address)
    return partner


def note(act: str, partner: Instance, by: Actor | None, at: datetime, **facts: str) -> None:
    """Note an act about a partner in the journal of who runs this instance."""
    body = own().body_id
    assert body is not None
    journal.record(
        act,
        custodian=body,
        about=f"instance:{partner.pk}",
        by=by.id if by else None,
        at=at,
        facts={**facts},
    )
