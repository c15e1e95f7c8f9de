"""A partner's key is changed: told in a bundle under the old one, entered by hand, or revoked."""

from datetime import datetime, timedelta

from django.db import transaction

from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.exchange.actions.partners import note, read_introduction
from khuyencong.exchange.models import Bundle, FormerKey, Instance
from khuyencong.exchange.queries.custody import own
from khuyencong.exchange.queries.keys import key_id, mark_of
from khuyencong.exchange.rules import require_partner_right
from khuyencong.exchange.sealed import BROKEN, BadBundle, Opened
from khuyencong.exchange.states import BundleState, Direction, InstanceState
from khuyencong.values.errors import Unreadable
from khuyencong.values.seals import read_public_key
from khuyencong.values.text import clean

#: How long what was under way under the key before may take to come.
OVERLAP = timedelta(days=30)
ANOTHER = "Giấy này của một hệ thống khác, không phải {name}."
KNOWN = "Khóa này đang dùng, hoặc đã dùng trước đây: xin lấy giấy giới thiệu mới của bên kia."
TWO = "Người đã ghi khóa không tự xác nhận: cần một người khác."


def heed_keys(bundle: Opened, partner: Instance, at: datetime) -> None:
    """Note which of our keys a partner knows, and a new key of its own that it tells.

    Only the key of today tells another: a bundle that comes late brings no old key back. The
    caller locked the partner and saves it.
    """
    header = bundle.header
    if header.knows and header.knows == key_id(own().public):
        partner.knows = header.knows
    if not header.new_key or bundle.key.pem != partner.public:
        return
    try:
        new = read_public_key(header.new_key).pem
    except Unreadable as error:
        raise BadBundle(BROKEN) from error
    if _is_known(partner, new):
        return
    _give_way(partner, at, until=at + OVERLAP)
    before, partner.public, partner.next_public = partner.public, new, ""
    facts = {"key": mark_of(new), "before": mark_of(before), "bundle": bundle.sha256}
    note("exchange.key.told", partner, None, at, **facts)


@transaction.atomic
def propose_key(*, by: Actor, partner: Instance, paper: str, at: datetime) -> Instance:
    """Enter a partner's new key by hand, from its introduction; another person confirms it."""
    partner = _locked(by, partner)
    told = read_introduction(paper)
    if told.id != partner.pk:
        raise Refused(ANOTHER.format(name=partner))
    if _is_known(partner, told.public):
        raise Refused(KNOWN)
    partner.next_public, partner.next_by = told.public, by.id
    partner.save(update_fields=["next_public", "next_by"])
    note("exchange.key.propose", partner, by, at, key=mark_of(told.public))
    return partner


@transaction.atomic
def confirm_key(*, by: Actor, partner: Instance, at: datetime) -> Instance:
    """Confirm a key that another person entered: it counts from now, every other no more."""
    partner = _locked(by, partner)
    if not partner.next_public:
        raise Refused("Không có khóa nào chờ xác nhận.")
    if by.id == partner.next_by:
        raise Refused(TWO)
    FormerKey.objects.filter(instance=partner, until__gt=at).update(until=at)
    _give_way(partner, at, until=at)
    before, partner.public, partner.next_public = partner.public, partner.next_public, ""
    partner.save(update_fields=["public", "next_public"])
    facts = {"key": mark_of(partner.public), "before": mark_of(before)}
    note("exchange.key.confirm", partner, by, at, **facts)
    return partner


@transaction.atomic
def revoke_key(*, by: Actor, partner: Instance, key: str, reason: str, at: datetime) -> Instance:
    """Revoke a partner's key by its SHA-256: nothing that it signed is taken any more.

    What it signed and still waits is dropped; the partner sends it again under another key. The
    partner goes on with the keys that are left, or when a new one was entered and confirmed.
    """
    partner = _locked(by, partner)
    if not clean(reason):
        raise Refused("Xin ghi lý do thu hồi khóa.")
    if partner.public and key == key_id(partner.public):
        _give_way(partner, at, until=at)
        partner.public = ""
        partner.save(update_fields=["public"])
    rows = partner.former_keys.filter(reason="")
    one = next((row for row in rows if key_id(row.public) == key), None)
    if one is None:
        raise Refused("Không có khóa nào chưa thu hồi với dấu này.")
    one.until, one.reason, one.by = at, clean(reason)[:300], by.id
    one.save(update_fields=["until", "reason", "by"])
    Bundle.objects.filter(
        partner=partner, direction=Direction.IN, state=BundleState.WAITING
    ).delete()
    note("exchange.key.revoke", partner, by, at, key=mark_of(one.public), reason=one.reason)
    return partner


def _give_way(partner: Instance, at: datetime, *, until: datetime) -> None:
    """Keep the key of today, where there is one, among those of before."""
    if partner.public:
        FormerKey.objects.create(instance=partner, public=partner.public, at=at, until=until)


def _is_known(partner: Instance, public: str) -> bool:
    former = partner.former_keys.values_list("public", flat=True)
    return public in (partner.public, *former)


def _locked(by: Actor, partner: Instance) -> Instance:
    require_partner_right(by, own().body_id)
    partner = Instance.objects.select_for_update(of=("self",)).get(pk=partner.pk)
    if partner.is_own or partner.state != InstanceState.ACTIVE:
        raise Refused("Hệ thống này chưa hoặc không còn trao đổi.")
    return partner
