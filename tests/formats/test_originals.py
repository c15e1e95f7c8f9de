"""The founding reports as Word, web and PDF files read as well as the plain text."""

import re
from collections.abc import Callable
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from khuyencong.formats import Transcript, open_report
from khuyencong.reading.numerals import TOKEN
from khuyencong.reading.reader import read
from tests.formats.originals import (
    NAMES,
    UNIT,
    as_docx,
    as_page,
    as_pdf,
    as_soup,
    numbers,
    original,
    pieces,
    without_appendix,
    words,
)
from tests.golden.score import DOCUMENTS, Fact, Score, fact_of, rows, score_facts

pytestmark = pytest.mark.originals

Maker = Callable[[str, Path], tuple[str, bytes]]
MAKERS: dict[str, Maker] = {
    "docx": lambda text, _: ("bao-cao.docx", as_docx(text)),
    "soup": lambda text, _: ("bao-cao.htm", as_soup(text)),
    "page": lambda text, _: ("bao-cao.html", as_page(text)),
    "letter": lambda text, folder: ("bao-cao.pdf", as_pdf(text, folder)),
    "print": lambda text, folder: ("bao-cao.pdf", as_pdf(text, folder, justified=False)),
}
FORMATS = [
    *("docx", "soup", "page"),
    pytest.param("letter", marks=[pytest.mark.browser, pytest.mark.slow]),
    pytest.param("print", marks=[pytest.mark.browser, pytest.mark.slow]),
]


@cache
def opened(kind: str, name: str) -> Transcript:
    """Return a founding report as read from a file of that kind, made once."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        file_name, data = MAKERS[kind](original(name), Path(folder))
    return open_report(file_name, data)


def body_of(kind: str, name: str) -> str:
    """Return the text of such a file before its appendix."""
    return without_appendix(opened(kind, name).text)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", FORMATS)
def test_words_and_numbers_come_back_in_their_order(kind: str, name: str) -> None:
    text = original(name)
    body = body_of(kind, name)
    assert numbers(body) == numbers(text)
    theirs, ours = words(text), words(body)
    matcher = SequenceMatcher(None, theirs, ours, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    assert same >= 0.995 * max(len(theirs), len(ours))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", FORMATS)
def test_paragraphs_come_back_whole(kind: str, name: str) -> None:
    wanted = [shape(" ".join(piece.parts)) for piece in pieces(original(name))]
    lines = body_of(kind, name).split("\n")
    found = [shape(line) for line in lines if shape(line)]
    matcher = SequenceMatcher(None, wanted, found, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    assert same >= 0.97 * max(len(wanted), len(found))


def shape(line: str) -> str:
    """Return a line without spaces and signs of Markdown."""
    return re.sub(r"[\s#*]", "", line)


@pytest.mark.parametrize("kind", FORMATS)
def test_figures_are_found_as_in_the_plain_text(kind: str) -> None:
    plain, made = Score(), Score()
    for name in DOCUMENTS:
        facts = [fact_of(row) for row in rows("facts", name)]
        plain += scored(original(name), facts)
        text = body_of(kind, name)
        made += scored(text, [moved(fact, original(name), text) for fact in facts])
    assert made.facts == plain.facts > 150
    assert made.recall >= plain.recall - 0.01
    assert made.precision >= plain.precision - 0.01
    for told in ("activity", "source", "period", "kind"):
        assert getattr(made, told) >= getattr(plain, told) - 0.01 * plain.found, made.notes


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", FORMATS)
def test_head_and_citations_are_those_of_the_plain_text(kind: str, name: str) -> None:
    plain, made = read(original(name)), read(body_of(kind, name))
    assert (made.place, made.period, made.number) == (plain.place, plain.period, plain.number)
    assert [(r.number, r.kind, r.date) for r in made.legal_references] == [
        (r.number, r.kind, r.date) for r in plain.legal_references
    ]
    assert made.total_tokens == plain.total_tokens
    assert made.total_tokens == made.figure_tokens + made.legal_tokens + len(made.other)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", FORMATS)
def test_the_appendix_becomes_figures_with_their_heads(kind: str, name: str) -> None:
    transcript = opened(kind, name)
    start = transcript.text.rindex(UNIT)
    figures = [f for f in read(transcript.text).figures if f.number_start > start]
    told = [
        (f.number, int(f.value), f.unit, str(f.activity), str(f.funding_source)) for f in figures
    ]
    training, products, advice = "training", "typical_products", "consultancy"
    assert told == [
        ("1.234,5", 1_234_500_000, "VND", training, "national"),
        ("678", 678_000_000, "VND", training, "local"),
        ("90", 90_000_000, "VND", products, "national"),
        ("2.001", 2_001_000_000, "VND", products, "local"),
        ("55,25", 55_250_000, "VND", advice, "national"),
        ("3.100", 3_100_000_000, "VND", advice, "local"),
    ]
    at = transcript.position(figures[-1].number_start)
    assert (at.table, at.row, at.column) == (1, 5, 4)


def scored(text: str, facts: list[Fact]) -> Score:
    score = Score()
    score_facts(read(text), facts, score)
    return score


def moved(fact: Fact, text: str, other: str) -> Fact:
    """Return a fact of `text` at the same groups of digits of `other`."""
    here = [m.span() for m in TOKEN.finditer(text)]
    there = [m.span() for m in TOKEN.finditer(other)]
    inside = [i for i, (a, b) in enumerate(here) if a < fact.end and fact.start < b]
    if not inside:  # "toàn bộ" has no digits: found by its words
        start = other.index(text[fact.start : fact.end], 0)
        return Fact(**{**vars(fact), "start": start, "end": start + fact.end - fact.start})
    first, last = inside[0], inside[-1]
    start = there[first][0] + fact.start - here[first][0]
    return Fact(**{**vars(fact), "start": start, "end": there[last][1] + fact.end - here[last][1]})


@pytest.mark.parametrize("kind", FORMATS)
def test_running_lines_and_chrome_are_told_apart_and_kept_aside(kind: str) -> None:
    transcript = opened(kind, "003")
    aside = " ".join(item.text for item in transcript.left_out)
    known = {
        "docx": ["Chương trình khuyến công 1999", "bản 77"],
        "soup": ["1.234.567", "0204 123 456", "Trang chủ"],
        "page": ["88 lượt xem", "Bài viết mới", "Hùng Vương", "Skip to content"],
        "letter": ["report.html"],
        "print": ["report.html"],
    }[kind]
    for words_aside in known:
        assert words_aside in aside
        assert words_aside not in transcript.text
