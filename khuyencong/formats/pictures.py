"""Pictures without what they tell beside the picture: where, when and with whose camera."""

import struct
from collections.abc import Iterator
from itertools import takewhile

from khuyencong.values.errors import Unreadable

JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
#: Wider or higher than any camera's: such a picture is made to fill a reader's memory.
MOST_PIXELS = 60_000_000
#: Pixels of the longer side: what the public sees, and what a list shows.
PUBLIC, SMALL = 1280, 320
BROKEN = "Ảnh hỏng hoặc bị cắt: xin chụp hoặc lưu lại."
#: What a PNG needs to be drawn; all else (text, time, place) is left out.
_DRAWN = {
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT",
    b"bKGD", b"pHYs",
}  # fmt: skip
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_SCAN, _ORIENTATION = 0xDA, 0x0112


def bare_picture(data: bytes) -> bytes:
    """Return a JPEG or PNG with nothing but the picture and which side is up.

    Place, time, camera and comments are gone, and what stands behind the end of the picture.
    Unreadable for one that is broken or larger than any camera makes.
    """
    try:
        return _bare_jpeg(data) if data.startswith(JPEG) else _bare_png(data)
    except (struct.error, IndexError) as error:
        raise Unreadable(BROKEN) from error


def drawn_fault(data: bytes, side: int) -> str:
    """Return why bytes are not a picture as `redrawn` draws it, at most so large; "" where so."""
    if not data.startswith(JPEG):
        return "Ảnh không phải JPEG."
    try:
        if bare_picture(data) != data:
            return "Ảnh còn mang nơi chụp, giờ chụp hoặc máy chụp."
        before = takewhile(lambda told: told[0] != _SCAN, _segments(data))
        sizes = [_frame_size(part) for mark, part, _ in before if mark in _FRAMES]
    except Unreadable as refusal:
        return str(refusal)
    if any(max(size) > side for size in sizes):
        return f"Ảnh lớn hơn {side} điểm."
    return ""


# --- JPEG ----------------------------------------------------------------------------------------


def _bare_jpeg(data: bytes) -> bytes:
    kept, upright, is_sized = [b"\xff\xd8"], 1, False
    for mark, part, at in _segments(data):
        if mark == _SCAN:
            end = data.rfind(b"\xff\xd9")
            if end < at or not is_sized:
                raise Unreadable(BROKEN)
            if upright != 1:
                kept.insert(1, _orientation_segment(upright))
            return b"".join([*kept, data[at : end + 2]])
        if mark == 0xE1 and part[4:10] == b"Exif\0\0":
            upright = _orientation(part[10:])
        if mark in _FRAMES:
            _require_plausible(*_frame_size(part))
            is_sized = True
        # APP2 holds the colour profile, APP14 how colours are kept; both are needed to draw.
        if not (0xE0 <= mark <= 0xEF or mark == 0xFE) or mark in (0xE0, 0xE2, 0xEE):
            kept.append(part)
    raise Unreadable(BROKEN)


def _frame_size(part: bytes) -> tuple[int, int]:
    height, width = struct.unpack(">HH", part[5:9])
    return width, height


def _segments(data: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Yield mark, bytes and offset of each segment before the picture, and of its first scan."""
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise Unreadable(BROKEN)
        if data[at + 1] == 0xFF:
            at += 1
            continue
        (length,) = struct.unpack(">H", data[at + 2 : at + 4])
        if length < 2 or at + 2 + length > len(data):
            raise Unreadable(BROKEN)
        yield data[at + 1], data[at : at + 2 + length], at
        at += 2 + length


def _orientation(tiff: bytes) -> int:
    """Return which side is up by the first directory of an Exif block; 1 where it does not say."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if not order or len(tiff) < 8:
        return 1
    (first,) = struct.unpack(order + "I", tiff[4:8])
    if first + 2 > len(tiff):
        return 1
    (count,) = struct.unpack(order + "H", tiff[first : first + 2])
    for number in range(min(count, 200)):
        entry = tiff[first + 2 + 12 * number : first + 14 + 12 * number]
        if len(entry) < 12:
            return 1
        tag, _, _, value = struct.unpack(order + "HHIH", entry[:10])
        if tag == _ORIENTATION:
            return int(value) if 1 <= value <= 8 else 1
    return 1


def _orientation_segment(upright: int) -> bytes:
    tiff = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, upright, 0, 0)
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


# --- PNG -----------------------------------------------------------------------------------------


def _bare_png(data: bytes) -> bytes:
    kept, at = [PNG], len(PNG)
    while at + 12 <= len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, end = data[at + 4 : at + 8], at + 12 + length
        if end > len(data):
            raise Unreadable(BROKEN)
        if at == len(PNG):
            if kind != b"IHDR":
                raise Unreadable(BROKEN)
            _require_plausible(*struct.unpack(">II", data[at + 8 : at + 16]))
        if kind in _DRAWN:
            kept.append(data[at:end])
        if kind == b"IEND":
            return b"".join(kept)
        at = end
    raise Unreadable(BROKEN)


def _require_plausible(width: int, height: int) -> None:
    if not width or not height or width * height > MOST_PIXELS:
        raise Unreadable(f"Ảnh {width} × {height} điểm: xin gửi ảnh nhỏ hơn.")
