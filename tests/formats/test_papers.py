"""What is kept of a file that was handed in: a picture without place and time, or nothing."""

import io
import struct
import zipfile
import zlib

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.formats.papers import LARGEST, read_paper
from khuyencong.formats.pictures import bare_picture
from khuyencong.values.errors import Unreadable

SECRET = b"Nha toi 21.27,106.19"


def segment(mark: int, body: bytes) -> bytes:
    return b"\xff" + bytes([mark]) + struct.pack(">H", len(body) + 2) + body


def exif(upright: int, order: str = ">") -> bytes:
    head = b"MM\0*" if order == ">" else b"II*\0"
    entry = struct.pack(order + "HHIHH", 0x0112, 3, 1, upright, 0)
    directory = struct.pack(order + "IH", 8, 1) + entry + struct.pack(order + "I", 0)
    return b"Exif\0\0" + head + directory + SECRET


def jpeg(*extra: bytes, width: int = 40, height: int = 30) -> bytes:
    """Return the bones of a JPEG, with segments put in after the first."""
    frame = segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\0")
    scan = segment(0xDA, b"\x01\x01\0\0\x3f\0") + b"\x12\x34\xff\x00\x56"
    jfif = segment(0xE0, b"JFIF\0" + bytes(9))
    return b"\xff\xd8" + jfif + b"".join(extra) + frame + scan + b"\xff\xd9"


def chunk(kind: bytes, body: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + body))
    return struct.pack(">I", len(body)) + kind + body + check


def png(*extra: bytes, width: int = 4, height: int = 3) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    rows = chunk(b"IDAT", zlib.compress(bytes(15)))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(extra) + rows + chunk(b"IEND", b"")


def word(**parts: bytes) -> bytes:
    packed = io.BytesIO()
    docx.Document().save(packed)
    with zipfile.ZipFile(packed, "a") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "media"),
    [
        (b"%PDF-1.7\n%%EOF", "application/pdf"),
        (jpeg(), "image/jpeg"),
        (png(), "image/png"),
        (word(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_a_paper_is_what_its_bytes_are(data: bytes, media: str) -> None:
    assert read_paper(data).media_type == media


@pytest.mark.parametrize("upright", range(1, 9))
@pytest.mark.parametrize("order", "<>")
def test_a_photograph_keeps_which_side_is_up_and_nothing_else(upright: int, order: str) -> None:
    told = segment(0xE1, exif(upright, order)) + segment(0xED, SECRET) + segment(0xFE, SECRET)
    kept = bare_picture(jpeg(told) + SECRET)
    assert SECRET not in kept
    assert (b"Exif" in kept) is (upright != 1)
    # Taken off a second time, nothing changes: the side that is up stands where it is read.
    assert bare_picture(kept) == kept
    if upright == 1:
        assert kept == jpeg()


def test_a_drawing_keeps_no_words() -> None:
    told = chunk(b"tEXt", b"Comment\0" + SECRET) + chunk(b"eXIf", SECRET) + chunk(b"tIME", SECRET)
    assert bare_picture(png(told) + SECRET) == png()


HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "rỗng"),
        (HTML, "trang web"),
        (SVG, "văn bản thuần"),
        (b"MZ" + bytes(100), "chương trình"),
        (b"\x7fELF" + bytes(100), "chương trình"),
        (b"GIF89a" + bytes(100), "GIF"),
        (b"#!/bin/sh\nrm -rf /", "văn bản thuần"),
        (HTML + b"%PDF-1.4", "PDF có byte lạ"),
        (b"PK\x03\x04" + bytes(50), "không phải Word"),
        (word(**{"word/vbaProject.bin": b"x"}), "macro"),
        (jpeg()[:30], "hỏng"),
        (jpeg(width=30_000, height=30_000), "nhỏ hơn"),
        (png(width=2**31, height=2**31), "nhỏ hơn"),
        (png()[:40], "hỏng"),
        (b"\x89PNG\r\n\x1a\n", "hỏng"),
        (b"\xff\xd8\xff", "hỏng"),
        (b"%PDF-" + bytes(LARGEST), "10 MB"),
    ],
)
def test_what_is_no_paper_is_refused_in_words(data: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        read_paper(data)


def test_an_archive_of_another_kind_is_no_word_file() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "spreadsheetml.sheet.main+xml")
    with pytest.raises(Unreadable, match="không phải Word"):
        read_paper(packed.getvalue())
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as archive:
        for number in range(2001):
            archive.writestr(str(number), "")
    with pytest.raises(Unreadable, match="quá nhiều phần"):
        read_paper(many.getvalue())


@given(st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04", b"%PDF-", b""]),
       st.binary(max_size=300))  # fmt: skip
def test_any_bytes_are_taken_or_refused(begin: bytes, rest: bytes) -> None:
    try:
        read = read_paper(begin + rest)
    except Unreadable:
        return
    assert read.media_type
    assert read.data


@given(st.integers(0, 200), st.binary(min_size=1, max_size=4))
def test_a_picture_hit_anywhere_is_taken_or_refused(at: int, hit: bytes) -> None:
    whole = jpeg(segment(0xE1, exif(6)))
    at %= len(whole)
    try:
        bare_picture(b"\xff\xd8\xff" + (whole[:at] + hit + whole[at + len(hit) :])[3:])
    except Unreadable:
        return
