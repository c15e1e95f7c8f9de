"""A document as a page: the words of the Word file, figures as links, nothing that acts."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khuyencong.documents import Document, html_of, write_docx, write_html
from khuyencong.documents.html import Html, block_of
from khuyencong.documents.html.writing import style
from khuyencong.documents.model.pictures import words_of
from tests.documents.paper import (
    CHART,
    CITED,
    FIGURES,
    GROUPED,
    LETTER,
    MINUTES,
    REPORT,
    RICH,
    WITH_APPENDIX,
    of,
    without,
    words_in,
)

pytestmark = pytest.mark.pure
VOID = {"meta", "rect", "line", "path"}


class Page(HTMLParser):
    """Reads a page: its words, its links, its elements; raises for one that is not closed."""

    def __init__(self, page: str):
        super().__init__()
        self.words: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.tags: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in VOID:
            self._open.append(tag)
        if tag == "a":
            self.links.append((dict(attrs).get("href") or "", ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open[-1:] == ["a"]:
            self.links[-1] = (self.links[-1][0], data)
        if not {"style", "title"} & set(self._open):
            self.words.append(data)


def read(page: str) -> Page:
    # Blocks stand apart, words inside of a line do not.
    return Page(re.sub(r"(</(?:p|td|th|li|h\d|text|b|figcaption)>)", r"\1 ", page))


def words(page: str) -> list[str]:
    return "".join(read(page).words).split()


@pytest.mark.parametrize("document", [REPORT, LETTER, MINUTES, CITED, WITH_APPENDIX])
def test_the_page_says_the_words_of_the_word_file_in_their_order(document: Document) -> None:
    assert words(html_of(document)) == words_in(write_docx(document))


def test_a_picture_says_its_letters_too() -> None:
    drawn = " ".join(words_of(CHART)).split()
    assert without(words(html_of(RICH)), drawn) == words_in(write_docx(RICH))
    assert 'role="img" aria-label="Kinh phí hai năm"' in html_of(RICH)


def test_a_figure_is_a_link_where_it_has_an_address() -> None:
    page = read(html_of(CITED, "/so/".__add__))
    assert page.links == [(f"/so/{cite}", text) for cite, text in FIGURES]
    assert read(html_of(CITED)).links == []
    assert read(html_of(CITED, lambda _: "")).links == []
    assert "lớp, " in html_of(CITED) and "Đã mở <a" in html_of(CITED, "/so/".__add__)


@pytest.mark.parametrize("address", ["javascript:alert(1)", " data:text/html,x", "vbscript:x"])
def test_an_address_that_is_no_page_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="web"):
        html_of(CITED, lambda _: address)


def test_a_file_alone_asks_for_nothing_beside_it() -> None:
    page = write_html(RICH, "https://so.example/".__add__).decode()
    assert page.startswith("<!doctype html>") and 'charset="utf-8"' in page
    assert "<title>Báo cáo Kết quả khuyến công năm 2025</title>" in page
    assert not re.search(r"<(?:script|link|img|iframe)|@import|url\((?!#)|style=|\son\w+=", page)
    assert style() in page and "<style>" in page
    assert write_html(RICH) == write_html(RICH)


def test_headings_go_down_by_one() -> None:
    levels = [int(tag[1]) for tag in read(html_of(WITH_APPENDIX)).tags if re.match(r"h\d", tag)]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    inside = read(html_of(WITH_APPENDIX, level=2)).tags
    assert "h1" not in inside and "h2" in inside


def test_heads_of_two_rows_and_bold_rows_are_told_as_such() -> None:
    page = block_of(GROUPED)
    assert '<th scope="colgroup" colspan="2">Kinh phí</th>' in page
    assert page.count('rowspan="2"') == 3
    assert page.count('<tr class="bold">') == 3
    assert '<td colspan="5">A. Máy móc</td>' in page


def test_templates_print_it_as_it_is() -> None:
    assert isinstance(html_of(REPORT), Html)
    assert html_of(REPORT).__html__() == str(html_of(REPORT))


HOSTILE = '"><script>alert(1)</script>&amp;'


def test_text_stays_text() -> None:
    document = replace(of(HOSTILE), subject=HOSTILE, to=HOSTILE, kind=HOSTILE)
    page = write_html(document).decode()
    assert "<script" not in page
    assert page.count("&lt;script&gt;") >= 4


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_written(text: str) -> None:
    assert "".join(words(html_of(of(text)))) == "".join(words_in(write_docx(of(text))))
