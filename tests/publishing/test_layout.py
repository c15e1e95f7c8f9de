"""What officers type becomes headings, paragraphs, lists and links, and never markup."""

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.publishing.rules.layout import Block, Run, laid_out
from khuyencong.publishing.rules.privacy import personal_in


def plain(kind: str, *lines: str) -> Block:
    return Block(kind, tuple((Run(line),) for line in lines))


@pytest.mark.parametrize(
    ("typed", "blocks"),
    [
        ("", []),
        ("một dòng", [plain("words", "một dòng")]),
        ("một\nhai\n\nba", [plain("words", "một", "hai"), plain("words", "ba")]),
        ("## Đề mục\nlời", [plain("heading", "Đề mục"), plain("words", "lời")]),
        ("- a\n- b\n\n- c", [plain("list", "a", "b"), plain("list", "c")]),
        (
            "xem [sổ](/van-ban/) nhé",
            [Block("words", ((Run("xem "), Run("sổ", "/van-ban/"), Run(" nhé")),))],
        ),
        (
            "[a](https://a.vn/x?y=1)",
            [Block("words", ((Run("a", "https://a.vn/x?y=1"),),))],
        ),
    ],
)
def test_a_text_is_laid_out(typed: str, blocks: list[Block]) -> None:
    assert laid_out(typed) == blocks


@pytest.mark.parametrize(
    "typed",
    [
        "[a](javascript:alert(1))",
        "[a](//elsewhere.example/)",
        "[a](data:text/html,x)",
        "[a](JAVASCRIPT:x)",
        '[a](/x" onclick="y)',
        "[a](ftp://x)",
    ],
)
def test_an_address_that_is_no_page_stays_words(typed: str) -> None:
    assert laid_out(typed) == [plain("words", typed)]


def test_markup_in_the_words_is_shown_as_it_was_typed() -> None:
    page = render_to_string("portal/_text.html", {"text": "<script>x</script> <b>đậm</b>"})
    assert "<script" not in page and "<b>" not in page
    assert "&lt;b&gt;đậm&lt;/b&gt;" in page


@given(st.text(alphabet="ab #-[]()/:htps\n<>&\"'", max_size=120))
def test_no_text_breaks_out_of_its_words(typed: str) -> None:
    page = render_to_string("portal/_text.html", {"text": typed})
    for tag in ("<script", "<img", '<a href="javascript', '<a href="//'):
        assert tag not in page
    words = "".join(r.text for b in laid_out(typed) for line in b.lines for r in line)
    assert set(words) <= set(typed)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("gọi tôi 0912345678", "số điện thoại"),
        ("gọi 0912 345 678 nhé", "số điện thoại"),
        ("+84 912.345.678", "số điện thoại"),
        ("024-38220000", "số điện thoại"),
        ("0912.345.678", "số điện thoại"),
        ("căn cước 001099012345", "số định danh cá nhân"),
        ("căn cước 001.099.012.345", "số định danh cá nhân"),
        ("dự án 300.000.000.000 đồng", ""),
        ("căn cước 123456789012", "số định danh cá nhân"),
        ("thư a.b@c.vn", "địa chỉ thư điện tử"),
        ("máy 300.000.000 đồng", ""),
        ("từ 15/10/2025 đến 31/12/2026", ""),
        ("Nghị định 45/2012/NĐ-CP, khoản 2 Điều 1", ""),
        ("năm 2025, 1.200 triệu, 50 %", ""),
    ],
)
def test_what_looks_like_a_persons_number_is_seen(text: str, found: str) -> None:
    assert personal_in(text) == found
