"""PDF pages, drawn word by word: lines re-joined, running lines left out, tables, refusals."""

import pytest

from khuyencong.formats import open_report
from khuyencong.values.errors import Unreadable
from tests.formats.small_pdf import Sheet, pdf

LEFT, RIGHT, INDENT = 70, 70 + 60 * 6, 100


def text_of(*sheets: Sheet) -> str:
    return open_report("a.pdf", pdf(sheets)).text


def full(text: str, start: int = LEFT) -> str:
    """Return words that fill a line from `start` to the right margin: letters are 6 points wide."""
    room = (RIGHT - start) // 6
    assert len(text) <= room
    return text + " " + "x" * (room - len(text) - 1) if len(text) < room - 1 else text


def column(*rows: tuple[int, str], top: int = 700) -> Sheet:
    """Return a page whose lines stand 16 points apart."""
    return Sheet([(x, top - 16 * i, text) for i, (x, text) in enumerate(rows)])


def test_lines_of_a_paragraph_join_and_an_indent_begins_the_next() -> None:
    sheet = column(
        (INDENT, full("Giai đoạn 2016 đã hỗ trợ", INDENT)),
        (LEFT, full("cho 35 cơ sở")),
        (LEFT, full("kinh phí lớn và đủ.")),
        (INDENT, full("Năm 2017 hỗ trợ", INDENT)),
        (LEFT, "20 cơ sở."),
    )
    lines = [line for line in text_of(sheet).split("\n") if line]
    assert [line.split()[0] for line in lines] == ["Giai", "Năm"]
    assert "cho 35 cơ sở" in lines[0]


def test_a_short_line_ends_its_paragraph() -> None:
    sheet = column((LEFT, full("Đã hỗ trợ")), (LEFT, "35 cơ sở"), (LEFT, full("Năm sau hỗ trợ")))
    assert [line.split()[0] for line in text_of(sheet).split("\n") if line] == ["Đã", "Năm"]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("theo Quyết định số 1330/QĐ-", "UBND ngày", "số 1330/QĐ-UBND ngày"),
        ("thu nhập 5 triệu đồng/", "tháng đều", "5 triệu đồng/tháng đều"),
        ("trong giai đoạn 2016 -", "2020 của", "giai đoạn 2016 - 2020 của"),
        ("có tổng cộng 35", "cơ sở", "tổng cộng 35 cơ sở"),
    ],
)
def test_what_a_line_end_tore_is_mended(first: str, second: str, joined: str) -> None:
    filler = "x" * (60 - len(first) - 1)
    sheet = column((LEFT, f"{filler} {first}"), (LEFT, full(second)), (LEFT, full("rồi")))
    assert joined in text_of(sheet)


def test_a_sentence_goes_on_over_the_page_and_knows_both_pages() -> None:
    body = [(LEFT, full("chữ đầy dòng thứ nhất")), (LEFT, full("chữ đầy dòng thứ hai"))]
    first = column(*body, (LEFT, full("đã hỗ trợ 35")))
    second = column((LEFT, full("cơ sở trong tỉnh")), *body)
    transcript = open_report("a.pdf", pdf([first, second]))
    assert transcript.pages == 2
    assert "\n" not in transcript.text
    assert transcript.position(transcript.text.index("35")).page == 1
    at = transcript.position(transcript.text.index("trong tỉnh"))
    assert (at.page, at.paragraph) == (2, 1)
    assert str(at) == "trang 2, đoạn 1"


def test_heads_feet_and_page_numbers_are_left_out_by_repetition() -> None:
    sheets = []
    for number in range(1, 7):
        lines = [f"Huyện thứ {number * 111 + i} được {number * 7} tỷ." for i in range(8)]
        sheet = column(*((LEFT, line) for line in lines))
        sheet.words += [
            (LEFT, 800, f"Báo cáo khuyến công năm 2020 (bản {number}/6)"),
            (290, 30, str(number + 2)),
        ]
        sheets.append(sheet)
    transcript = open_report("a.pdf", pdf(sheets))
    assert "bản" not in transcript.text
    assert [line for line in transcript.text.split("\n") if line.isdigit()] == []
    assert transcript.text.count(" tỷ.") == 48
    assert {item.text for item in transcript.left_out} >= {"3", "8"}


def test_numbers_that_change_from_page_to_page_are_no_running_line() -> None:
    sheets = [column((LEFT, f"Kinh phí: {n} triệu đồng")) for n in (500, 320, 75, 75, 410)]
    assert text_of(*sheets).count("triệu đồng") == 5


def test_a_lone_number_at_the_edge_that_counts_no_pages_stays() -> None:
    sheets = [column((LEFT, "Kết quả"), (LEFT, n)) for n in ("35", "12", "90", "7")]
    assert [n for n in text_of(*sheets).split() if n.isdigit()] == ["35", "12", "90", "7"]


def test_texts_side_by_side_are_not_one_line() -> None:
    sheet = Sheet([(70, 700, "Số: 12/BC-SCT"), (330, 700, "Bắc Giang, ngày 5")])
    assert text_of(sheet).split("\n")[0] == "Số: 12/BC-SCT"


def ruled(rows: list[float], columns: list[float]) -> list[tuple[float, float, float, float]]:
    level = [(columns[0], y, columns[-1], y) for y in rows]
    return level + [(x, rows[0], x, rows[-1]) for x in columns]


def test_a_ruled_table_becomes_rows_under_their_heads() -> None:
    sheet = Sheet(
        [
            (72, 740, "Đơn vị tính: triệu đồng"),
            (75, 706, "Nội dung"),
            (205, 706, "Năm 2019"),
            (305, 706, "Năm 2020"),
            (75, 686, "Đào tạo"),
            (75, 672, "nghề"),
            (205, 680, "1.500"),
            (305, 680, "2.000"),
            (75, 640, "Đoạn sau bảng."),
        ],
        ruled([720, 700, 665], [70, 200, 300, 400]),
    )
    transcript = open_report("a.pdf", pdf([sheet]))
    assert transcript.text.split("\n") == [
        "Đơn vị tính: triệu đồng",
        "",
        "| Nội dung | Năm 2019 | Năm 2020 |",
        "| --- | --- | --- |",
        "| Đào tạo nghề | 1.500 | 2.000 |",
        "",
        "Đoạn sau bảng.",
    ]
    at = transcript.position(transcript.text.index("2.000"))
    assert (at.page, at.table, at.row, at.column) == (1, 1, 2, 3)
    assert str(at) == "trang 1, bảng 1, hàng 2, cột 3"


def test_a_table_goes_on_over_the_page_without_its_repeated_head() -> None:
    columns, rows = [70.0, 200.0, 300.0], [720.0, 700.0, 680.0]
    head = [(75.0, 706.0, "Huyện"), (205.0, 706.0, "Số đề án")]
    first = Sheet([*head, (75, 686, "Lục Nam"), (205, 686, "12")], ruled(rows, columns))
    second = Sheet([*head, (75, 686, "Yên Thế"), (205, 686, "9")], ruled(rows, columns))
    transcript = open_report("a.pdf", pdf([first, second]))
    assert transcript.text.split("\n") == [
        "| Huyện | Số đề án |",
        "| --- | --- |",
        "| Lục Nam | 12 |",
        "| Yên Thế | 9 |",
    ]
    assert transcript.position(transcript.text.index("9 |")).page == 2


def test_merged_cells_are_told_by_the_lines_that_are_missing() -> None:
    lines = [
        *[(70.0, y, 400.0, y) for y in (720, 680, 660)],
        (200.0, 700.0, 400.0, 700.0),
        *[(x, 720.0, x, 660.0) for x in (70.0, 200.0, 400.0)],
        (300.0, 700.0, 300.0, 660.0),
    ]
    sheet = Sheet(
        [
            (75, 696, "Nội dung"),
            (240, 706, "Kinh phí"),
            (205, 686, "Quốc gia"),
            (305, 686, "Tỉnh"),
            (75, 666, "Đào tạo"),
            (205, 666, "10"),
            (305, 666, "20"),
        ],
        lines,
    )
    assert text_of(sheet).split("\n") == [
        "| Nội dung | Kinh phí Quốc gia | Kinh phí Tỉnh |",
        "| --- | --- | --- |",
        "| Đào tạo | 10 | 20 |",
    ]


def test_the_mark_of_a_footnote_does_not_lengthen_the_number_before_it() -> None:
    body = [(LEFT, 700 - 16 * i, full("chữ đầy dòng")) for i in range(5)]
    sheet = Sheet(
        [
            *body,
            (LEFT, 600, "hỗ trợ 35"),
            (LEFT + 54, 605, "1", 7.0),
            (LEFT + 62, 600, "cơ sở."),
            (LEFT, 60, "1", 7.0),
            (LEFT + 8, 57, "Theo sổ của 3 huyện.", 9.0),
        ]
    )
    text = text_of(sheet)
    assert "hỗ trợ 35¹ cơ sở." in text
    assert text.endswith("¹ Theo sổ của 3 huyện.")


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_laid_on_its_side_reads_as_if_upright(turn: int) -> None:
    plain = Sheet([(20, 200, "Tổng kinh phí 550"), (20, 150, "Số đề án 12")])
    matrix = {90: b"0 1 -1 0 400 100", 180: b"-1 0 0 -1 400 600", 270: b"0 -1 1 0 100 600"}[turn]
    sheet = Sheet(also=b"q " + matrix + b" cm\n" + plain.content() + b"\nQ", turned=turn)
    assert " ".join(text_of(sheet).split()) == "Tổng kinh phí 550 Số đề án 12"


IMAGE = b"BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI"


def test_a_picture_only_file_is_said_to_be_one() -> None:
    with pytest.raises(Unreadable, match="chỉ có ảnh"):
        open_report("a.pdf", pdf([Sheet(also=IMAGE), Sheet(also=IMAGE)]))


def test_a_picture_among_pages_of_text_is_announced() -> None:
    text = column((LEFT, "Báo cáo có chữ, đủ dài để là một trang chữ thật."))
    transcript = open_report("a.pdf", pdf([text, Sheet(also=IMAGE)]))
    assert transcript.notes == ("Trang 2 chỉ có ảnh, chữ trong ảnh không được đọc.",)


def test_letters_without_names_are_refused() -> None:
    sheet = Sheet(also=b"BT /F 12 Tf 72 700 Td <" + b"00030004000500300031" * 20 + b"> Tj ET")
    with pytest.raises(Unreadable, match="không có bảng mã"):
        open_report("a.pdf", pdf([sheet], named=False))
