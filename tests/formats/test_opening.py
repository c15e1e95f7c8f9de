"""Kinds, plain text, positions, and what opening a report costs."""

import time
from pathlib import Path

import pytest

from khuyencong.formats import ACCEPTED, open_report
from khuyencong.values.errors import Unreadable
from tests.formats.hostile import paragraph, plain_docx, with_body
from tests.formats.small_pdf import Sheet, pdf

LINE = "Hỗ trợ 35 cơ sở, kinh phí 550 triệu đồng, đạt 110% so với kế hoạch của tỉnh giao."


@pytest.mark.parametrize("name", ["a.txt", "a.MD"])
@pytest.mark.parametrize("text", ["một\r\n\r\nhai 2", "\ufeffmột", "a\u0302\u0301 35\n"])
def test_plain_text_is_the_file_itself(name: str, text: str) -> None:
    assert open_report(name, text.encode()).text == text


def test_plain_text_in_utf_16_is_read_by_its_mark() -> None:
    assert open_report("a.txt", "Tổng 35".encode("utf-16")).text == "Tổng 35"


def test_bytes_that_are_no_utf_8_are_refused_with_their_place() -> None:
    with pytest.raises(Unreadable, match="byte thứ 5"):
        open_report("a.txt", b"abc \xff")


def test_paragraphs_of_plain_text_are_its_lines() -> None:
    transcript = open_report("a.txt", b"mot\n\nhai 2\n")
    assert [transcript.position(i).paragraph for i in (0, 3, 5, 9)] == [1, 1, 2, 2]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", plain_docx()),
        ("a.html", f"<html><p>{LINE}</p><table border=1><tr><th>A<th>B<tr><td>x<td>9".encode()),
        ("a.pdf", pdf([Sheet([(72, 700, "một"), (72, 600, "hai")])])),
    ],
    ids=["docx", "html", "pdf"],
)
def test_every_character_leads_back_and_anchors_rise(name: str, data: bytes) -> None:
    transcript = open_report(name, data)
    starts = [anchor.start for anchor in transcript.anchors]
    assert starts[0] == 0
    assert starts == sorted(set(starts))
    assert starts[-1] < len(transcript.text)
    assert all(str(transcript.position(i)) for i in range(len(transcript.text)))


def test_the_accepted_endings_are_those_that_open() -> None:
    assert ACCEPTED == (".txt", ".md", ".docx", ".html", ".htm", ".pdf")


def test_the_limit_holds_for_the_file_and_for_its_words() -> None:
    with pytest.raises(Unreadable, match="giới hạn 1 MB"):
        open_report("a.txt", b"a" * (1024**2 + 1), limit=1024**2)
    with pytest.raises(Unreadable, match="giới hạn 1 MB"):
        open_report("a.docx", with_body(paragraph(LINE) * 20_000), limit=1024**2)


# --- cost: CPU seconds, so that a busy machine does not count --------------------------------


def seconds(name: str, data: bytes) -> float:
    """Return the least CPU time of three openings."""
    costs = []
    for _ in range(3):
        started = time.process_time()
        open_report(name, data)
        costs.append(time.process_time() - started)
    return min(costs)


@pytest.mark.slow
def test_forty_pages_of_word_take_less_than_a_third_of_a_second() -> None:
    row = "<w:tr>" + f"<w:tc>{paragraph('1.500')}</w:tc>" * 5 + "</w:tr>"
    page = paragraph(LINE * 4) * 7 + f"<w:tbl>{row * 10}</w:tbl>"
    data = with_body((page + '<w:p><w:r><w:br w:type="page"/></w:r></w:p>') * 40)
    assert open_report("a.docx", data).pages == 41
    assert seconds("a.docx", data) < 0.3


@pytest.mark.slow
def test_forty_pages_of_pdf_take_less_than_a_second_and_a_half(tmp_path: Path) -> None:
    def sheet(number: int) -> Sheet:
        words = [(60, 800 - 16 * i, f"{number} {LINE}", 10.0) for i in range(30)]
        cells = [(x + 3, y + 4, "1.500") for x in range(60, 460, 80) for y in range(60, 260, 20)]
        level = [(60.0, y, 460.0, y) for y in range(60, 280, 20)]
        sheer = [(x, 60.0, x, 260.0) for x in range(60, 480, 80)]
        return Sheet([*words, *cells], [*level, *sheer])

    data = pdf([sheet(number) for number in range(40)])
    assert open_report("a.pdf", data).text.count("1.500") == 40 * 50
    assert seconds("a.pdf", data) < 1.5
