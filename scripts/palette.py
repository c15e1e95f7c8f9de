"""Small PNG files without a library: a true-colour picture becomes one of at most 256 colours."""

import struct
import zlib
from collections import Counter

SIGNATURE = b"\x89PNG\r\n\x1a\n"
COLOURS = 256
#: Colours whose squared distance is below this are one to the eye.
NEAR = 90


def shrink(png: bytes, height: int = 0) -> bytes:
    """Return an 8-bit RGB or RGBA PNG with a palette instead, cut to `height` rows unless 0."""
    width, rows = _pixels(png)
    rows = rows[: height or None]
    counted: Counter[bytes] = Counter()
    for row in rows:
        counted.update(row[i : i + 3] for i in range(0, len(row), 3))
    palette = _palette(counted)
    index = {colour: i for i, colour in enumerate(palette)}
    for colour in counted:
        if colour not in index:
            index[colour] = min(range(len(palette)), key=lambda i: _apart(colour, palette[i]))
    lines = (b"\0" + bytes(index[row[i : i + 3]] for i in range(0, len(row), 3)) for row in rows)
    header = struct.pack(">IIBBBBB", width, len(rows), 8, 3, 0, 0, 0)
    body = zlib.compress(b"".join(lines), 9)
    chunks = ((b"IHDR", header), (b"PLTE", b"".join(palette)), (b"IDAT", body), (b"IEND", b""))
    return SIGNATURE + b"".join(_chunk(kind, data) for kind, data in chunks)


def _palette(counted: Counter[bytes]) -> list[bytes]:
    """Return the colours most used, none so near another that a rare hue would miss its place."""
    palette: list[bytes] = []
    for colour, _ in counted.most_common():
        if all(_apart(colour, kept) >= NEAR for kept in palette):
            palette.append(colour)
            if len(palette) == COLOURS:
                break
    return palette


def _apart(a: bytes, b: bytes) -> int:
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2


def _chunk(kind: bytes, data: bytes) -> bytes:
    checksum = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)


def _pixels(png: bytes) -> tuple[int, list[bytes]]:
    """Return the width and the rows of RGB bytes."""
    at, packed = len(SIGNATURE), b""
    width = channels = 0
    while at < len(png):
        (size,) = struct.unpack_from(">I", png, at)
        kind, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        if kind == b"IHDR":
            width, _, depth, colour = struct.unpack_from(">IIBB", data)
            if depth != 8 or colour not in (2, 6):
                raise ValueError("only 8-bit RGB and RGBA pictures")
            channels = 3 if colour == 2 else 4
        elif kind == b"IDAT":
            packed += data
        at += 12 + size
    rows = _unfiltered(zlib.decompress(packed), width * channels, channels)
    return width, [_opaque(row, channels) for row in rows]


def _opaque(row: bytearray, channels: int) -> bytes:
    if channels == 4:
        del row[3::4]
    return bytes(row)


def _unfiltered(raw: bytes, stride: int, step: int) -> list[bytearray]:
    rows: list[bytearray] = []
    before = bytearray(stride)
    for start in range(0, len(raw), stride + 1):
        row = bytearray(raw[start + 1 : start + 1 + stride])
        FILTERS[raw[start]](row, before, step)
        rows.append(row)
        before = bytearray(row)
    return rows


def _none(row: bytearray, before: bytearray, step: int) -> None:
    pass


def _left(row: bytearray, before: bytearray, step: int) -> None:
    for i in range(step, len(row)):
        row[i] = (row[i] + row[i - step]) & 255


def _above(row: bytearray, before: bytearray, step: int) -> None:
    for i in range(len(row)):
        row[i] = (row[i] + before[i]) & 255


def _mean(row: bytearray, before: bytearray, step: int) -> None:
    for i in range(len(row)):
        left = row[i - step] if i >= step else 0
        row[i] = (row[i] + (left + before[i]) // 2) & 255


def _nearest(row: bytearray, before: bytearray, step: int) -> None:
    for i in range(len(row)):
        a, b, c = (row[i - step], before[i], before[i - step]) if i >= step else (0, before[i], 0)
        guess = a + b - c
        row[i] = (row[i] + min((a, b, c), key=lambda near: abs(guess - near))) & 255


FILTERS = (_none, _left, _above, _mean, _nearest)
