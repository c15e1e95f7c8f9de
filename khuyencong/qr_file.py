"""`khuyencong qr`: verify a label, export keys and the offline page, count openings."""

import json
import os
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from khuyencong.core.environment import folder
from khuyencong.core.limited import ChildFailed, LimitExceeded, Limits, run_limited
from khuyencong.formats.barcode import MOST_BYTES
from khuyencong.values.dates import format_date
from khuyencong.values.errors import Unreadable
from khuyencong.values.seals import (
    Judged,
    Trust,
    Verdict,
    judge,
    read_revocations,
    read_trust,
)

ROOT = Path(__file__).resolve().parent.parent
CHILD = "khuyencong.formats.barcode:qr_texts"
LIMITS = Limits(seconds=20, memory=1024 * 1024 * 1024, answer=1024 * 1024)
PICTURES = (".png", ".jpg", ".jpeg")
LEVELS = {
    "district": "cấp huyện",
    "province": "cấp tỉnh",
    "region": "cấp khu vực",
    "nation": "cấp quốc gia",
}
NO_KEYS = "chưa có khóa công khai: dùng --key FILE, hoặc chạy “khuyencong qr keys” ở máy chủ."
NO_FILE = "{path}: không mở được ảnh."
NO_CODE = "{path}: không thấy mã QR nào trong ảnh."
UNLISTED = "Chưa xét thu hồi: không có danh sách (--revoked thu-hoi.json)."


class NotVerified(Exception):
    """There is nothing to judge, or nothing to judge with; the message says which."""


@dataclass(frozen=True)
class Asked:
    """A label to verify: its text or a picture of it, with which keys, host and list."""

    label: str
    key: Path | None = None
    host: str = ""
    revoked: Path | None = None


def keys_file() -> Path:
    """Return where `khuyencong qr keys` puts the public keys unless told otherwise."""
    return folder("KHUYENCONG_VAR", ROOT / "var") / "qr-keys.json"


def verify_label(asked: Asked, *, on: date) -> tuple[str, int]:
    """Return what a label is worth on a day, in lines, and the exit code.

    0: genuine and in force; 1: anything else that is an answer. NotVerified where the input is no
    code of ours or cannot be read. No database, no network.
    """
    trust = _trust(asked)
    judged = _best([judge(text, trust, on=on) for text in _texts(asked.label)])
    if judged.verdict == Verdict.NOT_OURS:
        raise NotVerified(judged.line)
    return "\n".join(_lines(judged, trust)) + "\n", 0 if judged.verdict == Verdict.VALID else 1


def _trust(asked: Asked) -> Trust:
    path = asked.key or keys_file()
    if asked.key is None and not path.exists():
        raise NotVerified(NO_KEYS)
    try:
        trust = read_trust(path)
        host = asked.host or trust.host or os.environ.get("KHUYENCONG_ADDRESS", "")
        listed = None
        if asked.revoked:
            listed = read_revocations(asked.revoked.read_bytes(), dict(trust.keys))
    except Unreadable as refusal:
        raise NotVerified(str(refusal)) from refusal
    except OSError as error:
        raise NotVerified(f"{asked.revoked}: {error.strerror}.") from error
    return replace(trust, host=host, revoked=listed)


def _texts(label: str) -> list[str]:
    """Return the texts of a label: those of a picture, where the words name one."""
    is_picture = label.lower().endswith(PICTURES) and "://" not in label
    if not is_picture:
        return [label]
    path = Path(label)
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        texts: list[str] = json.loads(run_limited(CHILD, data, limits=LIMITS))
    except OSError as error:
        raise NotVerified(NO_FILE.format(path=path)) from error
    except (ChildFailed, LimitExceeded) as refusal:
        raise NotVerified(f"{path}: {refusal}") from refusal
    if not texts:
        raise NotVerified(NO_CODE.format(path=path))
    return texts


def _best(judged: list[Judged]) -> Judged:
    """Return the answer about our code, where a picture shows several codes."""
    return next((one for one in judged if one.verdict != Verdict.NOT_OURS), judged[0])


def _lines(judged: Judged, trust: Trust) -> list[str]:
    lines, told = [judged.line], judged.told
    if told:
        lines += [
            f"Sản phẩm: {told.product}",
            f"Cơ sở: {told.maker}",
            f"Danh hiệu: {LEVELS[told.level]}, số {told.number:02d}/{told.year}, "
            f"cấp ngày {format_date(told.issued_on)}",
            f"Mã: {told.code}",
        ]
        if trust.revoked:
            lines.append(f"Đã xét thu hồi theo danh sách lúc {trust.revoked.made_at:%d/%m/%Y}.")
        else:
            lines.append(UNLISTED)
    if not trust.host:
        lines.append("Chưa xét địa chỉ: không biết trang chính thức (--host).")
    return lines
