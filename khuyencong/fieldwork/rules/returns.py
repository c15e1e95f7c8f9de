"""A file that came back: its envelope, its signature, the sheets in it. Nothing is believed."""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from khuyencong.core.refusal import Refused
from khuyencong.fieldwork.states import EntryKind
from khuyencong.values.canonical import canonical, sha256_of
from khuyencong.values.text import nfc

FORMAT, DRAFT = "khuyencong-bo-cong-cu/1", "khuyencong-bo-cong-cu-nhap/1"
#: Bytes of a file, sheets in it, answers of a sheet, signs of an answer and of what was seen.
LARGEST, MOST_SHEETS, MOST_ANSWERS, LONGEST, SEEN = 2_000_000, 500, 30, 6_000, 5_000
MOST_REVISIONS, MOST_DEVICES = 100_000, 50


class NotAReturn(Refused):
    """The file is none that a kit writes, or was cut."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"Tệp này không phải tệp trả về của bộ công cụ xã: {why}."
            " Xin chọn tệp “tra-ve-….json” mà bộ công cụ đã lưu."
        )


class UnknownKit(Refused):
    """No kit of this name was issued here."""

    def __init__(self) -> None:
        super().__init__(
            "Nơi này không cấp bộ công cụ nào mang mã ấy. Xin gửi tệp về đơn vị đã cấp;"
            " tệp vẫn còn nguyên trên máy của xã."
        )


class Altered(Refused):
    """The signature does not hold: the file is not as the kit wrote it."""

    def __init__(self) -> None:
        super().__init__(
            "Chữ ký của tệp không đúng: tệp đã bị sửa hoặc hỏng trên đường đi. Chưa nhận gì."
            " Xin lưu lại tệp từ bộ công cụ rồi gửi lại."
        )


class RevokedKit(Refused):
    """The kit was taken back before this came."""

    def __init__(self, day: str) -> None:
        super().__init__(
            f"Bộ công cụ này đã bị thu hồi ngày {day}: tệp không được nhận."
            " Nếu phiếu là thật, xin liên hệ đơn vị đã cấp để được cấp bộ mới;"
            " bản nháp xuất từ bộ cũ mở được ở bộ mới."
        )


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who signed what; not verified yet."""

    kit: UUID
    payload: bytes
    signature: bytes

    @property
    def sha256(self) -> str:
        """Return the fingerprint of what was signed."""
        return sha256_of(self.payload)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One revision of one sheet as the device tells it."""

    key: UUID
    revision: int
    device: UUID
    known: dict[str, int]
    kind: EntryKind
    base: UUID | None
    need: UUID | None
    establishment: UUID | None
    line: UUID | None
    unlisted: str
    typed: dict[str, str]
    seen: str
    device_at: datetime

    @property
    def sha256(self) -> str:
        """Return the fingerprint of what it says, by which a repeated one is known."""
        return sha256_of(canonical([self.typed, self.seen, self.unlisted]))


def opened(data: bytes) -> Envelope:
    """Return the envelope of a file; NotAReturn for anything else."""
    if len(data) > LARGEST:
        raise NotAReturn(f"tệp lớn hơn {LARGEST // 1_000_000} MB")
    try:
        said = json.loads(data)
        if said["format"] != FORMAT:
            raise NotAReturn("tệp của bản khác")
        payload = _text(said["payload"], LARGEST).encode()
        signature = base64.b64decode(_text(said["signature"], 200), validate=True)
        return Envelope(UUID(_text(said["kit"], 40)), payload, signature)
    except (ValueError, KeyError, TypeError, RecursionError, binascii.Error) as error:
        raise NotAReturn("không đọc được") from error


def sheets_of(envelope: Envelope) -> tuple[datetime, list[Sheet]]:
    """Return when the device made the file, and the sheets of a verified envelope."""
    try:
        said = json.loads(envelope.payload)
        if UUID(_text(said["kit"], 40)) != envelope.kit:
            raise NotAReturn("mã bộ công cụ không khớp")
        rows = said["sheets"]
        if not isinstance(rows, list) or not 1 <= len(rows) <= MOST_SHEETS:
            raise NotAReturn(f"tệp phải có từ 1 đến {MOST_SHEETS} phiếu")
        return _moment(said["made_at"]), [_sheet(row) for row in rows]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NotAReturn("phiếu bên trong không đọc được") from error


def _sheet(row: dict[str, Any]) -> Sheet:
    typed = row["typed"]
    if not isinstance(typed, dict) or len(typed) > MOST_ANSWERS:
        raise ValueError("answers")
    return Sheet(
        key=UUID(_text(row["key"], 40)),
        revision=_number(row["revision"]),
        device=UUID(_text(row["device"], 40)),
        known=_known(row["known"]),
        kind=EntryKind(row["kind"]),
        base=_id(row, "base"),
        need=_id(row, "need"),
        establishment=_id(row, "establishment"),
        line=_id(row, "line"),
        unlisted=nfc(_text(row.get("unlisted", ""), 300)),
        typed={_text(name, 40): nfc(_text(value, LONGEST)) for name, value in typed.items()},
        seen=nfc(_text(row.get("seen", ""), SEEN)),
        device_at=_moment(row["device_at"]),
    )


def _known(row: dict[str, Any]) -> dict[str, int]:
    if not isinstance(row, dict) or len(row) > MOST_DEVICES:
        raise ValueError("known")
    return {str(UUID(_text(device, 40))): _number(number) for device, number in row.items()}


def _number(value: Any) -> int:
    if type(value) is not int or not 1 <= value <= MOST_REVISIONS:
        raise ValueError("revision")
    return value


def _id(row: dict[str, Any], name: str) -> UUID | None:
    value = row.get(name)
    return None if value is None else UUID(_text(value, 40))


def _text(value: Any, longest: int) -> str:
    if not isinstance(value, str) or len(value) > longest or "\0" in value:
        raise ValueError("text")
    value.encode()  # a lone surrogate is no text
    return value


def _moment(value: Any) -> datetime:
    at = datetime.fromisoformat(_text(value, 40))
    if at.tzinfo is None:
        raise ValueError("a moment without a zone")
    return at
