"""Web pages: their encodings, their furniture, their lists and tables."""

import pytest

from khuyencong.formats import Transcript, open_report
from khuyencong.reading.reader import read
from khuyencong.values.errors import Unreadable

SENTENCE = "Hỗ trợ 35 cơ sở công nghiệp nông thôn với tổng kinh phí 550 triệu đồng."


def opened(body: str, head: str = '<meta charset="utf-8">') -> Transcript:
    return open_report("a.html", f"<html><head>{head}</head><body>{body}</body></html>".encode())


def lines(body: str) -> list[str]:
    return [line for line in opened(body).text.split("\n") if line]


# --- encodings -------------------------------------------------------------------------------

VIETNAMESE = "Hỗ trợ đào tạo nghề: ưu tiên cơ sở ở huyện Yên Thế"


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", '<meta charset="utf-8">'),
        ("utf-8", ""),
        ("utf-8", '<meta charset="windows-1258">'),
        ("utf-8-sig", '<meta charset="iso-8859-1">'),
        ("utf-16", '<meta charset="utf-16">'),
        ("cp1258", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1258">'),
        ("cp1258", "<META CHARSET='x-viet-windows-1258'>"),
        ("cp1258", ""),
    ],
)
def test_every_encoding_of_the_country_reads_the_same(encoding: str, named: str) -> None:
    page = f"<html><head>{named}</head><body><p>{VIETNAMESE}</p></body></html>"
    assert open_report("a.htm", as_bytes(page, encoding)).text == VIETNAMESE


def as_bytes(page: str, encoding: str) -> bytes:
    """Encode a page; Windows-1258 writes tones apart from their letters."""
    if encoding != "cp1258":
        return page.encode(encoding)
    import unicodedata

    tones = "\u0300\u0301\u0303\u0309\u0323"
    out = []
    for char in page:
        parts = unicodedata.normalize("NFD", char)
        letter = unicodedata.normalize("NFC", "".join(p for p in parts if p not in tones))
        out.append(letter + "".join(p for p in parts if p in tones))
    return "".join(out).encode("cp1258")


def test_entities_and_invisible_characters_are_resolved() -> None:
    body = "<p>T&#7893;ng&nbsp;kinh ph&iacute;:\n  550&#160;tri&#x1EC7;u &amp;\u200b \u00adđủ</p>"
    assert lines(body) == ["Tổng kinh phí: 550 triệu & đủ"]


def test_a_wrong_encoding_is_refused_and_not_guessed() -> None:
    with pytest.raises(Unreadable, match="utf-8"):
        open_report("a.html", b'<html><meta charset="utf-8"><p>\xc3\x28 \xff</p>')


# --- furniture -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "furniture",
    [
        "<nav><ul><li>Menu 1</li></ul></nav>",
        "<header><p>Cổng thông tin 777</p></header>",
        "<footer>Bản quyền 777</footer>",
        "<aside>Đọc nhiều 777</aside>",
        '<div role="navigation">777</div>',
        '<div class="social-share">Chia sẻ 777</div>',
        '<div id="tinLienQuan"><p>Hội nghị 777</p></div>',
        '<div class="breadcrumb">Trang chủ 777</div>',
        '<div><a href="/a">Tin 777</a> <a href="/b">Tin 778</a></div>',
        "<div>Lượt truy cập: 777</div>",
        "<ul><li><a href='/1'>Khai mạc hội chợ 777</a></li><li><a href='/2'>Tin 2</a></li></ul>",
        "<script>document.write('777')</script>",
        "<noscript>777</noscript>",
        "<select><option>777</option></select>",
        '<p style="display: none">777</p>',
        "<p hidden>777</p>",
        "<div><b>Thống kê truy cập</b><br>Hôm nay 777</div>",
    ],
)
@pytest.mark.parametrize("shape", ["{0}{1}", "<article>{1}</article>{0}", "<div>{1}{0}</div>"])
def test_what_stands_around_the_article_is_left_out(furniture: str, shape: str) -> None:
    article = f"<h1>Báo cáo</h1><p>{SENTENCE}</p>" + "<p>Kết quả rất tốt.</p>" * 9
    transcript = opened(shape.format(furniture, article))
    assert "777" not in transcript.text
    assert transcript.text.startswith(f"# Báo cáo\n\n{SENTENCE}")
    assert transcript.text.count("Kết quả rất tốt.") == 9


@pytest.mark.parametrize(
    "body",
    [
        f"<p>{SENTENCE}</p>",
        f'<div class="sidebar-right"><p>{SENTENCE}</p></div>',
        f"<form action='/'><div><div>{SENTENCE}</div></div></form>",
        f"<header><p>{SENTENCE}</p></header>",
        f'<div id="printContent"><span>{SENTENCE}</span></div>',
        f"<table><tr><td width=200></td><td>{SENTENCE}</td></tr></table>",
        f"<article><header><h1>{SENTENCE}</h1></header></article>",
        f'<p>{SENTENCE[:20]}<a href="/x">{SENTENCE[20:]}</a></p>',
    ],
)
def test_the_only_words_of_a_page_are_kept_whatever_they_stand_in(body: str) -> None:
    assert SENTENCE in opened(body).text


def test_the_title_outside_of_the_article_is_kept() -> None:
    body = f"<header><nav>Menu</nav><h1>Báo cáo 2020</h1></header><main><p>{SENTENCE}</p></main>"
    assert lines(body) == ["# Báo cáo 2020", SENTENCE]


def test_what_is_left_out_can_be_looked_at() -> None:
    transcript = opened(f"<p>{SENTENCE * 5}</p><div class='counter'>Hôm nay: <b>777</b> lượt</div>")
    assert [(item.why, item.text) for item in transcript.left_out] == [
        ("page_chrome", "Hôm nay: 777 lượt")
    ]


# --- the article -----------------------------------------------------------------------------


def test_paragraphs_breaks_headings_and_bold_lines() -> None:
    body = (
        "<h2>Kết <i>quả</i></h2>một<p>hai<br>ba</p><div>bốn <b>năm</b></div><p><b>1. Sáu</b></p>bảy"
    )
    assert lines(body) == ["## Kết quả", "một", "hai", "ba", "bốn năm", "**1. Sáu**", "bảy"]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("<ol><li>a<li>b</ol>", ["1. a", "2. b"]),
        ("<ol start=4 type=a><li>x<li value=7>y</ol>", ["d. x", "g. y"]),
        ("<ol type=I><li>x<li>y</ol>", ["I. x", "II. y"]),
        ("<ul><li>x<ul><li>y</ul><li>z</ul>", ["- x", "- y", "- z"]),
        ("<ul><li>- x<li>1. y</ul>", ["- x", "1. y"]),
        ("<ul><li><p>x</p><p>y</p></ul>", ["- x", "y"]),
    ],
)
def test_lists_have_the_marks_a_browser_shows(body: str, wanted: list[str]) -> None:
    assert lines(body) == wanted


def test_notes_and_powers_do_not_lengthen_numbers() -> None:
    body = '<p>35<sup>1</sup> cơ sở, 200 m<sup>2</sup>, 12<a href="#_ftn2">[2]</a> xã</p>'
    assert lines(body) == ["35¹ cơ sở, 200 m², 12² xã"]


def test_a_table_with_merged_heads_and_a_caption() -> None:
    body = """<table><caption>Đơn vị: triệu đồng</caption><thead><tr><th rowspan=2>Nội dung
    <th colspan=2>Kinh phí<tr><th>Quốc gia<th>Tỉnh</thead><tr><td rowspan=2>Đào tạo nghề<td>10
    <td>20<tr><td>30<td>40</table>"""
    transcript = opened(body)
    assert transcript.text.split("\n") == [
        "Đơn vị: triệu đồng",
        "",
        "| Nội dung | Kinh phí Quốc gia | Kinh phí Tỉnh |",
        "| --- | --- | --- |",
        "| Đào tạo nghề | 10 | 20 |",
        "| Đào tạo nghề | 30 | 40 |",
    ]
    values = [int(f.value) for f in read(transcript.text).figures]
    assert values == [10_000_000, 20_000_000, 30_000_000, 40_000_000]


def test_a_unit_in_the_first_row_over_the_whole_width_is_no_head() -> None:
    body = """<table border=1><tr><td colspan=2>ĐVT: triệu đồng<tr><td>Huyện<td>Kinh phí
    <tr><td>Lục Nam<td>12</table>"""
    assert lines(body)[:2] == ["ĐVT: triệu đồng", "| Huyện | Kinh phí |"]


def test_a_table_that_only_places_the_letterhead_is_laid_open() -> None:
    body = """<table><tr><td>SỞ CÔNG THƯƠNG<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
    <tr><td>Số: 12/BC-SCT<td>Huế, ngày 5</table>"""
    assert lines(body) == [
        *("SỞ CÔNG THƯƠNG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 12/BC-SCT", "Huế, ngày 5")
    ]


def test_a_table_without_a_head_keeps_its_first_row() -> None:
    body = "<table border=1><tr><td>Đào tạo<td>12<tr><td>Tư vấn<td>3</table>"
    assert lines(body) == ["| Đào tạo | 12 |", "| Tư vấn | 3 |"]
