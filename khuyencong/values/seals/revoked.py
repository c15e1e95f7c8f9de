"""The list of titles taken back, signed: whoever carries it knows of them without a network."""

import base64
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from khuyencong.values.canonical import canonical
from khuyencong.values.errors import Unreadable
from khuyencong.values.seals.keys import PublicKey, SigningKey

KIND = b"khuyencong.qr.revoked.1\n"
BAD = "Không đọc được danh sách thu hồi; xin tải lại tệp thu-hoi.json."
UNTRUE = "Danh sách thu hồi không mang chữ ký đúng; xin tải lại từ trang chính thức."


class UntrueList(Unreadable):
    """The list is not as one of the trusted keys signed it."""


@dataclass(frozen=True)
class Revocations:
    """Since which day codes are taken back, as known at a moment."""

    made_at: datetime
    since: dict[str, date]


def revoked_list(known: Revocations, key: SigningKey) -> bytes:
    """Return the list as a file, signed."""
    told = {
        "made_at": known.made_at.isoformat(),
        "revoked": [[code, day.isoformat()] for code, day in sorted(known.since.items())],
        "key": key.public.name,
    }
    signature = base64.b64encode(key.sign(KIND + canonical(told))).decode()
    return (json.dumps(told | {"signature": signature}, indent=1) + "\n").encode()


def read_revocations(data: bytes, keys: dict[bytes, PublicKey]) -> Revocations:
    """Return the list of a file; Unreadable where it is none, UntrueList where no key signed it."""
    try:
        told: dict[str, Any] = json.loads(data)
        signature = base64.b64decode(told.pop("signature"), validate=True)
        key = keys.get(bytes.fromhex(told["key"]))
        known = Revocations(
            datetime.fromisoformat(told["made_at"]),
            {code: date.fromisoformat(day) for code, day in told["revoked"]},
        )
        said = KIND + canonical(told)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Unreadable(BAD) from error
    if key is None or not key.verifies(signature, said):
        raise UntrueList(UNTRUE)
    return known
