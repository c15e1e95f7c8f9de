"""Commune kits for trying them out: one that came back, with a field in conflict, and one out."""

import base64
import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid5

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from khuyencong.accounts.models import User
from khuyencong.applications.actions import NeedTold, amend_need
from khuyencong.applications.models import Need
from khuyencong.demo.establishments import NEW, NEXT, PROVINCE
from khuyencong.fieldwork.actions import issue_kit, receive, signing_key, take_in
from khuyencong.fieldwork.models import Kit
from khuyencong.fieldwork.rules.returns import FORMAT
from khuyencong.registry.models import Establishment, Place
from khuyencong.registry.queries import department_of
from khuyencong.values.dates import day_in_vietnam, format_date
from khuyencong.values.seals.keys import HALF

WHO = "vien-chuc-trung-tam"
#: The need that both sides change: what it costs on the desk, and what the commune was told.
CHANGED, ON_THE_DESK, IN_THE_COMMUNE = "Đánh giá sản xuất sạch hơn cho lò nấu đồng", 65, 58
#: The establishment of which the commune tells something new.
VISITED = "Tổ hợp tác Nón lá Thí Dụ"
WHERE = ((NEXT, "UBND xã Bảo Đài (mẫu)"), (NEW, "Cộng tác viên ở xã An Lạc (mẫu)"))
MILLION = 1_000_000


def fill(at: datetime) -> int:
    """Keep two kits, one with what came back; return how many are new, 0 a second time."""
    if Kit.objects.exists():
        return 0
    by = User.objects.get(username=WHO)
    department = department_of(PROVINCE, day_in_vietnam(at))
    kit, _ = [
        issue_kit(
            by=by,
            custodian=department,
            commune=Place.objects.get(key=commune),
            held_by=held_by,
            at=at,
        )
        for commune, held_by in WHERE
    ]
    need = Need.objects.filter(is_demonstration=True).get(what=CHANGED)
    _amend(by, need, at + timedelta(seconds=1))
    sheets = [_of_the_need(kit, need), _of_the_visit(kit, at)]
    receive(data=_file(kit, sheets, at), by=by, at=at + timedelta(seconds=3))
    take_in(by=by, kit=kit, at=at + timedelta(seconds=4))
    return len(WHERE)


def _amend(by: User, need: Need, at: datetime) -> None:
    """Let the desk learn of another price while the kit is out."""
    told = replace(NeedTold.of(need), cost=ON_THE_DESK * MILLION)
    amend_need(by=by, need=need, seen=need.stamp, told=told, at=at)


def _of_the_need(kit: Kit, need: Need) -> dict[str, Any]:
    """Return the sheet by which the commune sets a need right that the kit carried."""
    carried = kit.carried["needs"][str(need.id)]
    typed = {name: _typed(value) for name, value in carried["values"].items()}
    typed |= {"year": str(need.year), "cost": f"{IN_THE_COMMUNE} triệu", "machine_age": "16"}
    about = {"base": str(need.id), "establishment": carried["establishment"]}
    return {"kind": "need", "typed": typed, "seen": "Lò cũ, khói nhiều (mẫu)", **about}


def _of_the_visit(kit: Kit, at: datetime) -> dict[str, Any]:
    """Return the sheet that tells a need of an establishment that told none before."""
    one = Establishment.objects.get(name=VISITED, is_demonstration=True)
    day = day_in_vietnam(at)
    typed = {
        "item": "machinery",
        "what": "Mua máy may viền nón",
        "year": str(day.year + 1),
        "cost": "36 triệu",
        "own_money": "18 triệu",
        "machine_age": "",
        "energy": "điện 120 kWh một tháng",
        "waste": "",
        "jobs": "3",
        "visited_on": format_date(day),
    }
    return {"kind": "need", "establishment": str(one.id), "typed": typed, "seen": ""}


def _typed(value: Any) -> str:
    """Return a carried value as the page of the kit types it into its field."""
    if value is None:
        return ""
    if isinstance(value, int):
        return f"{value:,}".replace(",", ".")
    year, dash, rest = str(value).partition("-")
    month, _, day = rest.partition("-")
    return f"{day}/{month}/{year}" if dash and len(value) == 10 and year.isdigit() else value


def _file(kit: Kit, sheets: list[dict[str, Any]], at: datetime) -> bytes:
    """Return the file that the kit saves: its sheets, signed by its key."""
    device = str(uuid5(kit.id, "device"))
    moment = at + timedelta(seconds=2)
    told = [
        sheet
        | {
            "key": str(uuid5(kit.id, f"sheet {number}")),
            "revision": 1,
            "device": device,
            "known": {device: 1},
            "device_at": moment.isoformat(),
        }
        for number, sheet in enumerate(sheets)
    ]
    said = {"kit": str(kit.id), "made_at": moment.isoformat(), "sheets": told}
    payload = json.dumps(said, ensure_ascii=False)
    r, s = decode_dss_signature(signing_key(kit).sign(payload.encode(), ec.ECDSA(hashes.SHA256())))
    signature = base64.b64encode(r.to_bytes(HALF) + s.to_bytes(HALF)).decode()
    whole = {"format": FORMAT, "kit": str(kit.id), "payload": payload, "signature": signature}
    return json.dumps(whole, ensure_ascii=False).encode()
