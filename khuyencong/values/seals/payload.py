"""What a seal says and the bytes it stands in.

    1  version        5  name of the key      9  code        1  level (1 district … 4 nation)
    2  year           3  number               2  issued      2  last day (0: not known)
    1  + product      1  + maker (UTF-8)     64  signature over KIND and all before

Days are counted from 1/1/2000. A name longer than its room ends with "…".
"""

import re
import struct
from dataclasses import dataclass
from datetime import date, timedelta

from khuyencong.values.seals.keys import NAME, SigningKey
from khuyencong.values.seals.letters import spelled, unspelled
from khuyencong.values.shortcode import LENGTH, SIGNS, read_code

VERSION = 1
#: Stands before what is signed, so that no signature of ours means two things.
KIND = b"khuyencong.qr.1\n"
LEVELS = ("district", "province", "region", "nation")
SIGNATURE = 64
#: Bytes for a name; with two such names the QR still reads from a label of 25 mm.
ROOM = 96
_HEAD = struct.Struct(f">B{NAME}s9sBH3sHH")
_DAY_ZERO = date(2000, 1, 1)
_ADDRESS = re.compile(r"(?i)https?://([^/?#\s]{1,255})(/[^?#]*)(?:\?[^#]*)?(?:#(.*))?")
_PATH = re.compile(r"(?i)/q/([0-9a-z .\-]{1,40})/?")


@dataclass(frozen=True)
class Sealed:
    """A title as its seal says it; `last_day` is None where the rule of that day was not read."""

    code: str
    product: str
    maker: str
    level: str
    year: int
    number: int
    issued_on: date
    last_day: date | None


class Broken(ValueError):
    """The words behind the `#` are no seal, whole and of our form."""


class Unsealed(ValueError):
    """The text is no address of a product's page."""


@dataclass(frozen=True)
class Seal:
    """A seal as it was read: nothing is verified yet."""

    told: Sealed
    key: bytes
    said: bytes
    signature: bytes


@dataclass(frozen=True)
class Scanned:
    """What a scanned text consists of; `words` is "" where nothing stands behind the code."""

    host: str
    code: str
    words: str


def seal_words(told: Sealed, key: SigningKey) -> str:
    """Return the words that stand behind the `#`."""
    said = _packed(told, key.public.fingerprint)
    return spelled(said + key.sign(KIND + said))


def address(host: str, told: Sealed, words: str) -> str:
    """Return the text of the QR."""
    return f"https://{host}/q/{told.code}#{words}"


def read_address(text: str) -> Scanned:
    """Return the parts of a scanned text; Unsealed where it leads to no page of a product."""
    found = _ADDRESS.fullmatch(text.strip())
    path = _PATH.fullmatch(found[2]) if found else None
    if not (found and path):
        raise Unsealed
    return Scanned(plain_host(found[1]), read_code(path[1]), (found[3] or "").strip().upper())


def plain_host(host: str) -> str:
    """Return a host as hosts are compared: small letters, no name before it, no usual port."""
    told = host.strip().lower()
    for begin in ("https://", "http://"):
        told = told.removeprefix(begin)
    told = told.partition("/")[0].rpartition("@")[2]
    return re.sub(r":(443|80)$", "", told).rstrip(".")


def key_of(words: str) -> bytes:
    """Return the name of the key that a seal says; Broken where it has none."""
    return read_seal(words).key


def read_seal(words: str) -> Seal:
    """Return what the words behind the `#` say, unverified; Broken where they are no seal."""
    try:
        data = unspelled(words)
        said, signature = data[:-SIGNATURE], data[-SIGNATURE:]
        return Seal(_told(said), said[1 : 1 + NAME], said, signature)
    except (ValueError, struct.error, IndexError, OverflowError) as error:
        raise Broken from error


def _packed(told: Sealed, key: bytes) -> bytes:
    head = _HEAD.pack(
        VERSION,
        key,
        _code_bytes(told.code),
        LEVELS.index(told.level) + 1,
        told.year,
        told.number.to_bytes(3),
        _day_number(told.issued_on),
        _day_number(told.last_day),
    )
    return head + b"".join(_name(one) for one in (told.product, told.maker))


def _told(said: bytes) -> Sealed:
    version, _, code, level, year, number, issued, last = _HEAD.unpack_from(said)
    product, rest = _first_name(said[_HEAD.size :])
    maker, rest = _first_name(rest)
    if version != VERSION or rest or not (0 < level <= len(LEVELS)) or not issued:
        raise Broken
    return Sealed(
        code=_code(code),
        product=product,
        maker=maker,
        level=LEVELS[level - 1],
        year=year,
        number=int.from_bytes(number),
        issued_on=_day(issued),
        last_day=_day(last) if last else None,
    )


def _code_bytes(code: str) -> bytes:
    number = 0
    for sign in code:
        number = number * len(SIGNS) + SIGNS.index(sign)
    return number.to_bytes(9)


def _code(data: bytes) -> str:
    number, signs = int.from_bytes(data), ""
    for _ in range(LENGTH + 1):
        number, digit = divmod(number, len(SIGNS))
        signs = SIGNS[digit] + signs
    if number or read_code(signs) != signs:
        raise Broken
    return signs


def _name(name: str) -> bytes:
    data = name.encode()
    if len(data) > ROOM:
        dots = "…".encode()
        data = data[: ROOM - len(dots)].decode("utf-8", "ignore").rstrip().encode() + dots
    return bytes([len(data)]) + data


def _first_name(data: bytes) -> tuple[str, bytes]:
    end = 1 + data[0]
    if len(data) < end:
        raise Broken
    return data[1:end].decode(), data[end:]


def _day_number(day: date | None) -> int:
    return (day - _DAY_ZERO).days if day else 0


def _day(number: int) -> date:
    return _DAY_ZERO + timedelta(days=number)
