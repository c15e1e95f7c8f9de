"""Letters of the fonts before Unicode, in every kind of file that names its fonts."""

import pytest

from khuyencong.formats import open_report
from khuyencong.formats.oldfonts import decoded
from tests.formats.hostile import with_body
from tests.formats.small_pdf import Sheet, pdf

TCVN3 = "B¸o c¸o ho¹t ®éng khuyÕn c«ng, c¬ së ®­îc hç trî 35 triÖu ®ång"
VNI = "Baùo caùo hoaït ñoäng khuyeán coâng, cô sôû ñöôïc hoã trôï 35 trieäu ñoàng"
UNICODE = "Báo cáo hoạt động khuyến công, cơ sở được hỗ trợ 35 triệu đồng"


@pytest.mark.parametrize(
    ("font", "written", "read"),
    [
        (".VnTime", TCVN3, UNICODE),
        (".VnTimeH", "céng hoµ x· héi", "CỘNG HOÀ XÃ HỘI"),
        ("ABCDEF+.VnArial", "¡n, ¢n, §i, Ých, kü, nghÜa", "Ăn, Ân, Đi, ích, kỹ, nghĩa"),
        ("VNI-Times", VNI, UNICODE),
        ("VNI-Helve", "COÄNG HOØA, ÑÖÔÏC, naêm, baèng", "CỘNG HÒA, ĐƯỢC, năm, bằng"),
        ("VNI-Times", "kyõ, nghóa, thò, chæ, Myõ", "kỹ, nghĩa, thị, chỉ, Mỹ"),
        ("Times New Roman", "Ñoâi ®iÒu", "Ñoâi ®iÒu"),
        (None, TCVN3, TCVN3),
    ],
)  # fmt: skip
def test_letters_are_read_as_their_font_shows_them(
    font: str | None, written: str, read: str
) -> None:
    assert decoded(written, font) == read


@pytest.mark.parametrize(("font", "written"), [(".VnTime", TCVN3), ("VNI-Times", VNI)])
def test_word_names_the_font_at_the_run(font: str, written: str) -> None:
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>'
    xml = f"<w:p><w:r>{fonts}<w:t>{written}</w:t></w:r></w:p>"
    assert open_report("a.docx", with_body(xml)).text == UNICODE


@pytest.mark.parametrize(
    "page",
    [
        "<p><font face='.VnTime'>{}</font></p>",
        "<p><span style='font-size:14.0pt;font-family:\".VnTime\"'>{}</span></p>",
    ],
)
def test_a_web_page_names_it_around_the_words(page: str) -> None:
    data = f"<html><meta charset=utf-8><body>{page.format(TCVN3)}</body></html>".encode()
    assert open_report("a.html", data).text == UNICODE


def test_a_pdf_names_it_with_each_letter() -> None:
    data = pdf([Sheet([(72, 700, TCVN3)])]).replace(b"/BaseFont /Plain", b"/BaseFont /.VnTime")
    assert open_report("a.pdf", data).text == UNICODE
