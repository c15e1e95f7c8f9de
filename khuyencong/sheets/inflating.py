"""Members of a package unpacked while their bytes are counted: none may be more than it declares.

`zipfile` stops where the list of members says that a member ends; other readers go on as long as
bytes come. So each member is unpacked here first, to nothing, and one that lies is refused at the
first byte too many.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator

from khuyencong.values.errors import Unreadable

TRAP = "Tệp nén bung ra lớn bất thường, bị từ chối vì lý do an toàn."
BROKEN = "Tệp Excel hỏng, không mở được; xin mở bằng Excel và lưu lại."
MOST_MEMBERS = 5_000
#: All members together unpack to no more than this; a sheet of 100,000 × 20 is some 80 MB.
LARGEST = 300 * 1024**2
#: What unpacks to more than this, and to more than so many times its packed size, is a trap.
LARGE, RATIO = 32 * 1024**2, 200
_CHUNK = 1 << 20
_LOCAL = struct.Struct("<4s22xHH")
_LOCAL_SIZE = 30


def require_bounded(members: list[zipfile.ZipInfo], packed: int) -> None:
    """Refuse a package by its list alone: sizes, ratios, number, names twice, shared bytes."""
    whole = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or whole > LARGEST or whole > max(LARGE, RATIO * packed):
        raise Unreadable(TRAP)
    if any(m.file_size > max(LARGE, RATIO * m.compress_size) for m in members):
        raise Unreadable(TRAP)
    if len({member.filename for member in members}) < len(members):
        raise Unreadable(BROKEN)
    ends = 0
    for member in sorted(members, key=lambda m: m.header_offset):
        if member.header_offset < ends:
            raise Unreadable(TRAP)
        ends = member.header_offset + _LOCAL_SIZE + member.compress_size


def inflated(data: bytes, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield what a member unpacks to, at most a megabyte at a time; Unreadable where it lies."""
    packed = _packed(data, member)
    made = 0
    for chunk in _chunks(packed, member.compress_type):
        made += len(chunk)
        if made > member.file_size:
            raise Unreadable(TRAP)
        yield chunk
    if made != member.file_size:
        raise Unreadable(BROKEN)


def _packed(data: bytes, member: zipfile.ZipInfo) -> memoryview:
    head = data[member.header_offset : member.header_offset + _LOCAL_SIZE]
    if len(head) < _LOCAL_SIZE or head[:4] != b"PK\x03\x04":
        raise Unreadable(BROKEN)
    _, name, extra = _LOCAL.unpack(head)
    begin = member.header_offset + _LOCAL_SIZE + name + extra
    return memoryview(data)[begin : begin + member.compress_size]


def _chunks(packed: memoryview, way: int) -> Iterator[bytes]:
    if way == zipfile.ZIP_STORED:
        yield from (bytes(packed[at : at + _CHUNK]) for at in range(0, len(packed), _CHUNK))
        return
    if way != zipfile.ZIP_DEFLATED:
        raise Unreadable(BROKEN)
    unpacker = zlib.decompressobj(-15)
    rest: bytes | memoryview = packed
    while not unpacker.eof:
        try:
            chunk = unpacker.decompress(rest, _CHUNK)
        except zlib.error as error:
            raise Unreadable(BROKEN) from error
        if not chunk and not unpacker.unconsumed_tail:
            break
        yield chunk
        rest = unpacker.unconsumed_tail
