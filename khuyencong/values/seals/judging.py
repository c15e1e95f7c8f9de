"""What a scanned text is worth on a day: one answer of nine, and its sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from khuyencong.values.dates import format_date
from khuyencong.values.seals.keys import PublicKey
from khuyencong.values.seals.payload import (
    KIND,
    Broken,
    Seal,
    Sealed,
    Unsealed,
    plain_host,
    read_address,
    read_seal,
)
from khuyencong.values.seals.revoked import Revocations


class Verdict(StrEnum):
    """The answers, each its own; the words of the offline page are the same."""

    VALID = "valid"
    NO_TERM = "no_term"
    EXPIRED = "expired"
    REVOKED = "revoked"
    ALTERED = "altered"
    FOREIGN = "foreign"
    UNKNOWN_KEY = "unknown_key"
    NO_SEAL = "no_seal"
    NOT_OURS = "not_ours"


#: What each answer says; {since} is a day, {host} the address that the code leads to.
WORDS = {
    Verdict.VALID: "✓ Tem thật, danh hiệu còn hiệu lực đến hết ngày {since}.",
    Verdict.NO_TERM: "? Tem thật, nhưng thời hạn của danh hiệu chưa rõ.",
    Verdict.EXPIRED: "◷ Tem thật, danh hiệu đã hết hạn từ ngày {since}.",
    Verdict.REVOKED: "✕ Tem thật, nhưng danh hiệu đã bị thu hồi từ ngày {since}.",
    Verdict.ALTERED: "✕ Tem đã bị sửa: chữ ký không khớp với nội dung.",
    Verdict.FOREIGN: "✕ Tem dẫn đến trang lạ: {host}, không phải {ours}. Không mở trang ấy.",
    Verdict.UNKNOWN_KEY: (
        "✕ Tem ký bằng khóa không có trong danh sách: tem giả, hoặc danh sách khóa đã cũ."
    ),
    Verdict.NO_SEAL: "? Tem không mang phần ký: chỉ xem được trên trang {ours}, khi có mạng.",
    Verdict.NOT_OURS: "✕ Không phải mã của sản phẩm công nghiệp nông thôn tiêu biểu.",
}


@dataclass(frozen=True)
class Trust:
    """What the one who judges holds: keys by their name, our host ("" where not told), the list."""

    keys: Mapping[bytes, PublicKey]
    host: str = ""
    revoked: Revocations | None = None


@dataclass(frozen=True)
class Judged:
    """The answer; `told` is what a genuine seal says, `since` the day of the answer."""

    verdict: Verdict
    told: Sealed | None = None
    since: date | None = None
    host: str = ""
    ours: str = field(default="")

    @property
    def line(self) -> str:
        """Return the answer in one line."""
        day = format_date(self.since) if self.since else ""
        ours = self.ours or "của cơ quan cấp"
        return WORDS[self.verdict].format(since=day, host=self.host, ours=ours)


def judge(text: str, trust: Trust, *, on: date) -> Judged:
    """Return what a scanned text is worth on a day.

    The address is looked at first: a seal that was copied onto another host is not to be opened,
    however genuine. Where no host of ours is told, no host is foreign.
    """
    try:
        scanned = read_address(text)
    except Unsealed:
        return Judged(Verdict.NOT_OURS)
    seal = _seal(scanned.words)
    ours = plain_host(trust.host)
    if not scanned.code and not scanned.words:
        return Judged(Verdict.NOT_OURS)
    if ours and scanned.host != ours:
        looks_ours = scanned.code or isinstance(seal, Seal)
        verdict = Verdict.FOREIGN if looks_ours else Verdict.NOT_OURS
        return Judged(verdict, host=scanned.host, ours=ours)
    if not scanned.words:
        return Judged(Verdict.NO_SEAL, ours=ours)
    if seal is None or seal.told.code != scanned.code:
        return Judged(Verdict.ALTERED)
    return _verified(seal, trust, on)


def worth(told: Sealed, revoked: Revocations | None, on: date) -> Judged:
    """Return what a title is worth on a day, once its seal is genuine."""
    since = revoked.since.get(told.code) if revoked else None
    if since:
        return Judged(Verdict.REVOKED, told, since)
    if told.last_day is None:
        return Judged(Verdict.NO_TERM, told)
    if told.last_day < on:
        return Judged(Verdict.EXPIRED, told, told.last_day + timedelta(days=1))
    return Judged(Verdict.VALID, told, told.last_day)


def _verified(seal: Seal, trust: Trust, on: date) -> Judged:
    key = trust.keys.get(seal.key)
    if key is None:
        return Judged(Verdict.UNKNOWN_KEY)
    if not key.verifies(seal.signature, KIND + seal.said):
        return Judged(Verdict.ALTERED)
    return worth(seal.told, trust.revoked, on)


def _seal(words: str) -> Seal | None:
    try:
        return read_seal(words) if words else None
    except Broken:
        return None
