"""Kits are issued for a commune, and revoked when they are lost."""

from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from django.conf import settings
from django.db import transaction

from khuyencong.core import journal
from khuyencong.core.identity import new_id
from khuyencong.core.lines import line
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.fieldwork.models import Kit
from khuyencong.fieldwork.queries.carrying import load_of
from khuyencong.fieldwork.rules.keys import private_key, public_bytes
from khuyencong.fieldwork.rules.permissions import may_issue
from khuyencong.registry.models import Organisation, Place
from khuyencong.registry.states import Level
from khuyencong.values.dates import day_in_vietnam

MAY_NOT = "Anh/chị không có quyền cấp bộ công cụ của đơn vị này."


@transaction.atomic
def issue_kit(
    *, by: Actor, custodian: Organisation, commune: Place, held_by: str, at: datetime
) -> Kit:
    """Issue a kit for a commune of today: what is in scope there goes along as it stands now."""
    if not may_issue(by, custodian.id):
        raise Refused(MAY_NOT)
    day = day_in_vietnam(at)
    if commune.level != Level.COMMUNE or not commune.held_on(day):
        raise Refused(f"{commune} không phải xã, phường hay đặc khu của hôm nay.")
    load = load_of(custodian, commune, day)
    key = new_id()
    kit = Kit.objects.create(
        id=key,
        custodian=custodian,
        commune=commune,
        held_by=line(held_by, "Người hoặc nơi cầm", 120, required=True),
        day=day,
        public_key=public_bytes(private_key(settings.SECRET_KEY, key)),
        carried=load.parts | {"left_out": load.left_out},
        issued_by=by.id,
        issued_at=at,
    )
    facts = {part: len(rows) for part, rows in load.parts.items()}
    _note("kit.issued", kit, by, at, facts)
    return kit


@transaction.atomic
def revoke_kit(*, by: Actor, kit: Kit, reason: str, at: datetime) -> Kit:
    """Take a kit back: nothing that it signs is received any more."""
    kit = Kit.objects.select_for_update(of=("self",)).get(id=kit.id)
    if not may_issue(by, kit.custodian_id):
        raise Refused(MAY_NOT)
    if kit.revoked_at is not None:
        raise Refused("Bộ công cụ này đã bị thu hồi rồi.")
    kit.revoke_reason = line(reason, "Lý do thu hồi", 300, required=True)
    kit.revoked_at, kit.revoked_by = at, by.id
    kit.save(update_fields=["revoke_reason", "revoked_at", "revoked_by"])
    _note("kit.revoked", kit, by, at, {})
    return kit


def signing_key(kit: Kit) -> EllipticCurvePrivateKey:
    """Return the private key that goes into the file; Refused where it can be made no more."""
    if kit.revoked_at is not None:
        raise Refused("Bộ công cụ này đã bị thu hồi: không tải được nữa. Xin cấp bộ mới.")
    key = private_key(settings.SECRET_KEY, kit.id)
    if public_bytes(key) != bytes(kit.public_key):
        raise Refused(
            "Khóa của hệ thống đã đổi từ khi cấp: tệp cũ vẫn dùng được, nhưng không tải lại"
            " được. Xin cấp bộ mới nếu cần."
        )
    return key


def _note(act: str, kit: Kit, by: Actor, at: datetime, facts: dict[str, int]) -> None:
    journal.record(
        act, custodian=kit.custodian_id, about=f"kit:{kit.id}", at=at, by=by.id, facts=facts
    )
