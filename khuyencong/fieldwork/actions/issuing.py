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
from khuyencong.fieldwork.models import Kit, Returned
from khuyencong.fieldwork.queries.carrying import load_of
from khuyencong.fieldwork.rules.keys import private_key, public_bytes, receipt_key
from khuyencong.fieldwork.rules.permissions import may_issue
from khuyencong.fieldwork.rules.receipts import receipt
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
    if not _is_of_today(kit):
        raise Refused(
            "Khóa của hệ thống đã đổi từ khi cấp: tệp cũ vẫn dùng được, nhưng không tải lại"
            " được. Xin cấp bộ mới nếu cần."
        )
    return key


def signed_receipt(returned: Returned) -> bytes:
    """Return the receipt of a file that came in, for the kit's page to read.

    Refused where the kit would not know the signature, and for a file of before there were any.
    """
    kit = returned.kit
    if not _is_of_today(kit):
        raise Refused(
            "Khóa của hệ thống đã đổi từ khi cấp: bộ công cụ ấy không nhận ra biên nhận ký hôm nay."
            " Phiếu đã nhận vẫn còn; xã gửi lại cũng không ghi hai lần."
        )
    if not returned.sheets:
        raise Refused(
            "Tệp này nhận từ khi hệ thống chưa làm biên nhận. Xã lưu lại tệp rồi gửi lại thì có"
            " biên nhận; phiếu không ghi hai lần."
        )
    key = receipt_key(settings.SECRET_KEY, kit.id)
    return receipt(key, kit.id, returned.sha256, returned.received_at, returned.sheets)


def _is_of_today(kit: Kit) -> bool:
    """Return whether the keys in a kit's file are those that the secret of today makes."""
    return public_bytes(private_key(settings.SECRET_KEY, kit.id)) == bytes(kit.public_key)


def _note(act: str, kit: Kit, by: Actor, at: datetime, facts: dict[str, int]) -> None:
    journal.record(
        act, custodian=kit.custodian_id, about=f"kit:{kit.id}", at=at, by=by.id, facts=facts
    )
