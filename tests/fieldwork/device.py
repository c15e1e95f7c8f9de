"""A device with a kit, without a browser: it writes and signs files as the page does."""

import base64
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from khuyencong.fieldwork.actions import signing_key
from khuyencong.fieldwork.models import Kit
from khuyencong.fieldwork.rules.returns import FORMAT
from khuyencong.values.seals.keys import HALF

NEED = {
    "item": "machinery",
    "what": "mua máy sấy chè",
    "year": "2027",
    "cost": "500 triệu",
    "own_money": "",
    "machine_age": "",
    "energy": "",
    "waste": "",
    "jobs": "6",
    "visited_on": "24/11/2026",
}


@dataclass
class Device:
    """One copy of a kit. Sheets are told by their key; the last revision of each is remembered."""

    kit: Kit
    name: UUID = field(default_factory=uuid4)
    last: dict[UUID, dict[str, Any]] = field(default_factory=dict)

    def sheet(self, key: UUID | None = None, **told: Any) -> dict[str, Any]:
        """Return a sheet as it is told: a new one, or the next revision of one known."""
        key = key or uuid4()
        before = self.last.get(key, {})
        revision = before.get("revision", 0) + 1
        fixed = ("kind", "base", "need", "establishment", "line", "unlisted", "typed", "seen")
        row = {name: before[name] for name in fixed if name in before} | told
        row |= {
            "key": str(key),
            "revision": revision,
            "device": str(self.name),
            "known": before.get("known", {}) | {str(self.name): revision},
            "device_at": datetime(2026, 11, 24, 1, revision % 60, tzinfo=UTC).isoformat(),
        }
        self.last[key] = row
        return row

    def file(self, *sheets: dict[str, Any], **payload: Any) -> bytes:
        """Return a signed file with these sheets."""
        said = {
            "kit": str(self.kit.id),
            "made_at": "2026-11-24T09:00:00+07:00",
            "sheets": list(sheets),
        } | payload
        return self.signed(json.dumps(said, ensure_ascii=False))

    def signed(self, payload: str) -> bytes:
        """Return a file whose payload is signed by the kit's key."""
        der = signing_key(self.kit).sign(payload.encode(), ec.ECDSA(hashes.SHA256()))
        r, s = decode_dss_signature(der)
        signature = base64.b64encode(r.to_bytes(HALF) + s.to_bytes(HALF)).decode()
        told = {"format": FORMAT, "kit": str(self.kit.id)}
        return json.dumps(told | {"payload": payload, "signature": signature}).encode()


def need_sheet(device: Device, establishment: Any, **answers: str) -> dict[str, Any]:
    """Return a new sheet that tells a need of an establishment."""
    return device.sheet(
        kind="need", establishment=str(establishment.id), typed=NEED | answers, seen="Máy cũ"
    )


def shown(values: dict[str, Any]) -> dict[str, str]:
    """Return carried values as the page types them into its fields."""
    return {name: _typed(value) for name, value in values.items()}


def _typed(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, int):
        return f"{value:,}".replace(",", ".")
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        return "/".join(reversed(value.split("-")))
    return str(value)
