"""A package that would unpack beyond measure: refused by its list, or at the first byte too many.

What is unpacked is counted, by whatever reader; no clock is asked.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from khuyencong.sheets import KINDS
from khuyencong.sheets.inflating import LARGE, inflated
from khuyencong.sheets.opening import open_sheet
from khuyencong.sheets.package import Package
from khuyencong.values.errors import Unreadable
from tests.sheets.test_hostile import changed, plain_book

pytestmark = pytest.mark.pure
MEGABYTE = 1024**2


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Count every byte that is unpacked; no foreign reader may begin meanwhile."""
    made = [0]
    real = zlib.decompressobj

    class Counting:
        def __init__(self, *told: Any) -> None:
            self._one = real(*told)

        def decompress(self, *told: Any) -> bytes:
            data = self._one.decompress(*told)
            made[0] += len(data)
            return data

        def flush(self, *told: Any) -> bytes:
            return self._one.flush(*told)

        def __getattr__(self, name: str) -> Any:
            return getattr(self._one, name)

    def begun(*told: Any) -> None:
        raise AssertionError("calamine began")

    monkeypatch.setattr(zlib, "decompressobj", Counting)
    monkeypatch.setattr(CalamineWorkbook, "from_filelike", begun)
    yield made


def with_zeros(size: int, name: str = "xl/media/a.bin", copies: int = 1) -> bytes:
    """Return the plain book with members of zeros, written without holding them in memory."""
    out = io.BytesIO(plain_book())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for copy in range(copies):
            with book.open(f"{name}{copy or ''}", "w", force_zip64=True) as member:
                for _ in range(size // MEGABYTE):
                    member.write(b"\0" * MEGABYTE)
    return out.getvalue()


def lying(data: bytes, name: str, told: int = 1000) -> bytes:
    """Return the package with another size told of a member, in its list and at its head."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        member = book.getinfo(name)
    changed = bytearray(data)
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(name.encode()))
    struct.pack_into("<I", changed, at + 24, told)
    struct.pack_into("<I", changed, member.header_offset + 22, told)
    return bytes(changed)


def test_half_a_gigabyte_is_refused_with_nothing_unpacked(counted: list[int]) -> None:
    data = with_zeros(500 * MEGABYTE)
    assert len(data) < 3 * MEGABYTE
    with pytest.raises(Unreadable, match="bung ra lớn bất thường"):
        open_sheet("a.xlsx", data, KINDS["past_projects"])
    assert counted == [0]


def test_many_middling_members_are_one_bomb(counted: list[int]) -> None:
    with pytest.raises(Unreadable, match="bung ra lớn bất thường"):
        open_sheet("a.xlsx", with_zeros(31 * MEGABYTE, copies=8), KINDS["past_projects"])
    assert counted == [0]


@pytest.mark.parametrize(
    "name", ["xl/theme/theme1.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"]
)
def test_a_member_that_lies_is_refused_at_the_first_byte_too_many(
    name: str, counted: list[int]
) -> None:
    grown = changed(lambda one, data: data + b" " * (40 * MEGABYTE) if one == name else data)
    data, counted[0] = lying(grown, name, 300_000), 0
    with pytest.raises(Unreadable, match="bung ra lớn bất thường"):
        open_sheet("a.xlsx", data, KINDS["past_projects"])
    # The few small parts, twice at most, and one more megabyte of the one that lies.
    assert counted[0] < 3 * MEGABYTE


def test_members_that_share_their_bytes_are_refused(counted: list[int]) -> None:
    data = plain_book()
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        size = book.getinfo("xl/styles.xml").file_size
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"xl/styles.xml"))
    twice = bytearray(data)
    first = data.index(b"PK\x01\x02")
    twice[at + 42 : at + 46] = data[first + 42 : first + 46]
    assert size
    with pytest.raises(Unreadable, match="bung ra lớn bất thường"):
        open_sheet("a.xlsx", bytes(twice), KINDS["past_projects"])
    assert counted == [0]


def test_a_list_of_sheets_too_long_is_no_tree(counted: list[int]) -> None:
    import random

    noise = random.Random(1).randbytes(4 * MEGABYTE).hex().encode()
    data = changed(
        lambda one, told: (
            told + b"<!-- " + noise + noise + b" -->" if one == "xl/workbook.xml" else told
        )
    )
    with pytest.raises(Unreadable):
        open_sheet("a.xlsx", data, KINDS["past_projects"])
    assert counted[0] < MEGABYTE


@given(
    parts=st.lists(st.binary(max_size=300), min_size=1, max_size=4),
    ways=st.lists(
        st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]), min_size=4, max_size=4
    ),
    told=st.integers(0, 400),
)
@settings(max_examples=60)
def test_an_honest_member_comes_whole_and_no_other(
    parts: list[bytes], ways: list[int], told: int
) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for number, (part, way) in enumerate(zip(parts, ways, strict=False)):
            book.writestr(f"{number}.xml", part, compress_type=way)
    data = out.getvalue()
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        members = book.infolist()
    assert [b"".join(inflated(data, one)) for one in members] == parts
    members[0].file_size = told
    if told != len(parts[0]):
        with pytest.raises(Unreadable):
            list(inflated(data, members[0]))


def test_whoever_reads_all_sheets_at_once_has_them_measured_too() -> None:
    name = "xl/worksheets/sheet1.xml"
    grown = changed(lambda one, data: data + b" " * (2 * MEGABYTE) if one == name else data)
    Package(grown).require_sheets()
    with pytest.raises(Unreadable, match="bung ra lớn bất thường"):
        Package(lying(grown, name)).require_sheets()


def test_a_large_honest_part_passes() -> None:
    """A part below the bound may be as empty as it likes: an office's file full of styles."""
    Package(with_zeros(LARGE - MEGABYTE))
