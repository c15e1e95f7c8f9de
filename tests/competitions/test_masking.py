"""What a blind juror reads: nothing that tells whose it is, everything else as it was written."""

import unicodedata

import pytest

from khuyencong.competitions.rules.masking import MASK, Telltale, masked

pytestmark = pytest.mark.pure
TELLTALE = Telltale(
    words=("Công ty TNHH Sen Vàng", "Thôn Đoài", "Trăng Đôi", "Nguyễn Thị Mẫu"),
    numbers=("0101234567", "0912345678"),
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Bánh của Công ty TNHH Sen Vàng rất ngon", f"Bánh của {MASK} rất ngon"),
        ("CTY TNHH SEN VÀNG", f"CTY TNHH {MASK}"),
        ("thương hiệu SenVàng", f"thương hiệu {MASK}"),
        ("sen  vang, từ năm 1990", f"{MASK}, từ năm 1990"),
        ("tại thôn Đoài, nhãn “Trăng Đôi”", f"tại {MASK}, nhãn “{MASK}”"),
        ("nghệ nhân Nguyễn Thị Mẫu", f"nghệ nhân {MASK}"),
        ("MST 0101234567-001", f"MST {MASK}-001"),
        ("MST 010 123 4567", f"MST {MASK}"),
        ("gọi 0912.345.678", f"gọi {MASK}"),
        ("gọi +84 912 345 678", f"gọi {MASK}"),
        ("xem www.senvang.vn hoặc a@b.vn", f"xem {MASK} hoặc {MASK}"),
        ("xem senvang.com.vn/gian-hang", f"xem {MASK}"),
    ],
)
def test_what_tells_is_taken_out(written: str, read: str) -> None:
    assert masked(written, TELLTALE) == read


@pytest.mark.parametrize(
    "written", ["Gạo nếp, đậu xanh, 1.200 hộp", "hoa sen trắng", "năm 2025: 912.345", ""]
)
def test_the_rest_stays(written: str) -> None:
    assert masked(written, TELLTALE) == written


def test_marks_apart_from_their_letters_hide_nothing() -> None:
    assert masked(unicodedata.normalize("NFD", "Sen Vàng"), TELLTALE) == MASK
    assert "Sen" not in masked("İ ﬁ ß Sen Vàng", TELLTALE)
