"""The file of a bundle, without a database: a header, its signature, then compressed parts.

    line 1   the header: canonical JSON, at most 256 kB
    line 2   the signature over KIND and the header, 128 hexadecimal digits
    then     the parts one after another, gzip, as long as the header says

Nothing is decompressed before the signature is verified, and never more than the header says.
"""

import hashlib
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO
from uuid import UUID

from khuyencong.values.canonical import canonical, sha256_of, told_of
from khuyencong.values.seals import PublicKey, SigningKey

FORMAT = "khuyencong.exchange"
VERSION = 1
#: Stands before what is signed, so that no signature of ours means two things.
KIND = b"khuyencong.exchange.1\n"
MOST_HEADER = 256 * 1024
MOST_PART = 32 * 1024 * 1024
MOST_PARTS = 400
MOST_BYTES = 256 * 1024 * 1024
MOST_FILE = 96 * 1024 * 1024
_SHA = re.compile(r"[0-9a-f]{64}")
Range = tuple[int, int]


class BadBundle(Exception):
    """A bundle that is not taken; the message says why in words that may be shown."""


@dataclass(frozen=True)
class Part:
    """A part as the header tells it: changes in lines, or a file by its hash."""

    what: str
    packed: int
    plain: int
    sha256: str
    count: int = 0


@dataclass(frozen=True)
class Header:
    """What a bundle says of itself."""

    schema: str
    sender: UUID
    receiver: UUID
    #: Spans of the sender's log, each (after, through]; up to where groups are whole.
    covers: tuple[Range, ...]
    whole_until: int
    #: What the sender holds of the receiver's log: up to where it took it, and beyond.
    have_through: int
    have_held: tuple[Range, ...]
    #: Files that the sender misses.
    lacks: tuple[str, ...]
    parts: tuple[Part, ...] = ()
    #: A key by which the sender will sign, as PEM; the SHA-256 of the receiver's that it knows.
    new_key: str = ""
    knows: str = ""


def change_line(
    *, seq: int, at: datetime, sort: str, kind: str, record: UUID, base: str, hash: str, body: str
) -> bytes:
    """Return a change as a line of the part "changes", without its end."""
    moment = at.isoformat(timespec="microseconds")
    where = {"seq": seq, "at": moment, "sort": sort, "kind": kind, "record": str(record)}
    return canonical(where | {"base": base, "hash": hash, "body": body})


def written(header: Header, parts: Sequence[tuple[str, bytes, int]], key: SigningKey) -> bytes:
    """Return the bytes of a bundle, the same for one state: parts are (what, bytes, count)."""
    packed = [(what, plain, _packed(plain), count) for what, plain, count in parts]
    told = tuple(
        Part(what, len(data), len(plain), sha256_of(plain), count)
        for what, plain, data, count in packed
    )
    said = canonical(_told(header, told))
    signature = key.sign(KIND + said).hex().encode()
    return b"\n".join([said, signature, b"".join(data for _, _, data, _ in packed)])


def _packed(plain: bytes) -> bytes:
    # zlib's own frame has neither a time nor a name: the same bytes each time.
    return zlib.compress(plain, 6)


def _told(header: Header, parts: tuple[Part, ...]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "schema": header.schema,
        "from": str(header.sender),
        "to": str(header.receiver),
        "covers": [list(one) for one in header.covers],
        "whole_until": header.whole_until,
        "have": {
            "through": header.have_through,
            "held": [list(one) for one in header.have_held],
        },
        "lacks": list(header.lacks),
        "parts": [vars(part) for part in parts],
        "keys": {"new": header.new_key, "yours": header.knows},
    }


@dataclass(frozen=True)
class Opened:
    """A bundle whose signature is verified; its parts are read one at a time, as they are asked."""

    header: Header
    sha256: str
    size: int
    file: BinaryIO
    body_at: int
    key: PublicKey

    def require_whole(self) -> None:
        """Raise BadBundle unless every part is what the header says."""
        for part, at in self._places():
            self._read(part, at)

    def changes(self) -> Iterator[dict[str, Any]]:
        """Yield the changes, by their place in the log; BadBundle where a line is none."""
        for part, at in self._places("changes"):
            lines = self._read(part, at).split(b"\n")[:-1]
            if len(lines) != part.count:
                raise BadBundle(BROKEN)
            for line in lines:
                try:
                    yield told_of(line)
                except ValueError as error:
                    raise BadBundle(BROKEN) from error

    def files(self) -> Iterator[str]:
        """Yield the hashes of the files that are in it."""
        return (part.sha256 for part, _ in self._places("file"))

    def bytes_of(self, sha256: str) -> bytes:
        """Return a file that is in it."""
        found = (pair for pair in self._places("file") if pair[0].sha256 == sha256)
        return self._read(*next(found))

    def _places(self, what: str = "") -> Iterator[tuple[Part, int]]:
        at = self.body_at
        for part in self.header.parts:
            if what in ("", part.what):
                yield part, at
            at += part.packed

    def _read(self, part: Part, at: int) -> bytes:
        self.file.seek(at)
        return _inflated(part, self.file.read(part.packed))


BROKEN = "Gói dữ liệu bị hỏng hoặc bị sửa: nội dung không khớp với phần đầu. Xin lấy lại gói."
NOT_OURS = "Tệp này không phải gói trao đổi của hệ thống khuyến công."
NEWER = (
    "Gói được lập bằng phiên bản mới hơn của hệ thống (dạng {version}, ở đây đọc đến dạng {ours})."
    " Xin nâng cấp rồi nhận lại."
)
FALSE = "Chữ ký của gói không đúng: gói bị sửa, hoặc không do {name} lập."
TOO_LARGE = "Gói quá lớn: bên gửi cần chia thành các gói nhỏ hơn."


def _inflated(part: Part, packed: bytes) -> bytes:
    """Return the plain bytes of a part, never one more than it says."""
    inflating = zlib.decompressobj()
    try:
        plain = inflating.decompress(packed, part.plain + 1)
    except zlib.error as error:
        raise BadBundle(BROKEN) from error
    whole = inflating.eof and not inflating.unconsumed_tail and not inflating.unused_data
    if not whole or len(plain) != part.plain or sha256_of(plain) != part.sha256:
        raise BadBundle(BROKEN)
    return plain


def opened(
    file: BinaryIO, sender_of: Callable[[Header], tuple[str, Sequence[PublicKey]]]
) -> Opened:
    """Return a bundle whose signature is that of its sender; BadBundle where it is not taken.

    `sender_of` returns the name and the keys of who says to have written it, or raises BadBundle.
    """
    size = file.seek(0, 2)
    if size > MOST_FILE:
        raise BadBundle(TOO_LARGE)
    file.seek(0)
    begin = file.read(MOST_HEADER + 200)
    end = begin.find(b"\n", 0, MOST_HEADER)
    last = begin.find(b"\n", end + 1, end + 200) if end > 0 else -1
    if last < 0:
        raise BadBundle(NOT_OURS)
    said, signature = begin[:end], begin[end + 1 : last]
    header = _header(said)
    name, keys = sender_of(header)
    key = _signer(keys, signature, KIND + said)
    if key is None:
        raise BadBundle(FALSE.format(name=name))
    if sum(part.packed for part in header.parts) != size - last - 1:
        raise BadBundle(BROKEN)
    file.seek(0)
    sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return Opened(header, sha256, size, file, last + 1, key)


def _signer(keys: Sequence[PublicKey], signature: bytes, said: bytes) -> PublicKey | None:
    """Return the key that made a signature; None where it is of none of them."""
    try:
        mark = bytes.fromhex(signature.decode("ascii"))
    except ValueError:
        return None
    return next((key for key in keys if key.verifies(mark, said)), None)


def _header(said: bytes) -> Header:
    """Return the header; BadBundle where it is none, newer, or promises more than we would open."""
    try:
        told = told_of(said)
    except (ValueError, RecursionError) as error:
        raise BadBundle(NOT_OURS) from error
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise BadBundle(NOT_OURS)
    if type(told.get("version")) is not int or told["version"] > VERSION:
        raise BadBundle(NEWER.format(version=str(told.get("version"))[:20], ours=VERSION))
    try:
        header = _read_header(told)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadBundle(BROKEN) from error
    many = len(header.parts) > MOST_PARTS or any(p.plain > MOST_PART for p in header.parts)
    if many or sum(p.plain for p in header.parts) > MOST_BYTES:
        raise BadBundle(TOO_LARGE)
    return header


def _read_header(told: dict[str, Any]) -> Header:
    parts = tuple(Part(**one) for one in told["parts"])
    for part in parts:
        sizes_fit = all(type(n) is int and n >= 0 for n in (part.packed, part.plain, part.count))
        if not sizes_fit or part.what not in ("changes", "file") or not _is_sha(part.sha256):
            raise ValueError(part)
    lacks = tuple(told["lacks"])
    if not all(_is_sha(one) for one in lacks):
        raise ValueError(lacks)
    return Header(
        schema=str(told["schema"]),
        sender=UUID(told["from"]),
        receiver=UUID(told["to"]),
        covers=_ranges(told["covers"]),
        whole_until=_count(told["whole_until"]),
        have_through=_count(told["have"]["through"]),
        have_held=_ranges(told["have"]["held"]),
        lacks=lacks,
        parts=parts,
        **_read_keys(told.get("keys")),
    )


def _read_keys(told: Any) -> dict[str, str]:
    """Return what a header says of keys; older instances say nothing."""
    if told is None:
        return {}
    new, knows = told["new"], told["yours"]
    if not (isinstance(new, str) and len(new) <= 2000) or not (knows == "" or _is_sha(knows)):
        raise ValueError(told)
    return {"new_key": new, "knows": knows}


def _is_sha(word: Any) -> bool:
    return isinstance(word, str) and bool(_SHA.fullmatch(word))


def _count(number: Any) -> int:
    if type(number) is not int or not 0 <= number < 2**62:
        raise ValueError(number)
    return number


def _ranges(told: Any) -> tuple[Range, ...]:
    ranges = tuple((_count(after), _count(through)) for after, through in told)
    if len(ranges) > 1000 or any(after >= through for after, through in ranges):
        raise ValueError(told)
    return ranges
