"""The paper: the report's own words, cut where a figure or a passage begins."""

import re
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.reading.checks import check
from khuyencong.reading.model import Block, Figure, OtherToken, Reading
from khuyencong.reading.reader import read
from khuyencong.values.vocabulary import Severity, TokenReason
from khuyencong.web.desk import sample
from khuyencong.web.desk.paper import Line, Paper, Passage, cell_spans, mark_kind, marks_of
from khuyencong.web.desk.passages import pinned, quotes

DEMONSTRATION = sorted(
    Path(str(file))
    for file in (resources.files("khuyencong.demo") / "reports").iterdir()
    if file.name.endswith(".md")
)


def words_of(lines: list[Line]) -> str:
    """Return all that the lines print, in order, spaces aside."""
    cells = [c for line in lines for row in (line.head, *line.rows) for c in row]
    runs = [line.pieces for line in lines if line.tag != "table"]
    if cells:  # tables stand among paragraphs: compare as bags of words, the order is tested apart
        runs += [cell.pieces for cell in cells]
    return " ".join("".join(p.text for p in pieces) for pieces in runs)


@pytest.mark.parametrize("file", DEMONSTRATION, ids=lambda file: file.stem)
def test_every_word_of_a_report_is_printed_and_none_besides(file: Path) -> None:
    text = file.read_text("utf-8")
    printed = words_of(Paper(read(text)).lines())
    bare = re.sub(r"(?m)^[\s|:+=-]+$|\||^#{1,6} ", " ", text)
    printed = printed.replace("|", " ").replace("**", "")
    assert sorted(printed.split()) == sorted(bare.replace("**", "").split())


@pytest.mark.parametrize("file", DEMONSTRATION, ids=lambda file: file.stem)
def test_every_figure_is_marked_once_and_every_check_has_its_pins(file: Path) -> None:
    reading = read(file.read_text("utf-8"))
    reading.checks = check(reading)
    pieces = [p for b in reading.blocks for p in Paper(reading).pieces(b.start, b.end)]
    named = [p.mark.figure for p in pieces if p.is_named and p.mark and p.mark.figure]
    assert sorted(named) == sorted(f.id for f in reading.figures)
    for one in reading.checks:
        pins = pinned(reading, one)
        paper = Paper(reading, pins, one.figures)
        seen = [
            pin.label
            for b in reading.blocks
            for p in paper.pieces(b.start, b.end)
            for pin in p.pins
        ]
        assert seen == [str(n) for n in range(1, len(pins) + 1)]
        assert all("".join(p.text for p in q.pieces).strip() for q in quotes(paper, one))


spans = st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda s: (s[0], s[0] + s[1]))


@given(st.text(min_size=81, max_size=81), st.lists(spans, max_size=8), st.lists(spans, max_size=4))
def test_pieces_join_to_the_text_whatever_overlaps(
    text: str, marks: list[tuple[int, int]], passages: list[tuple[int, int]]
) -> None:
    figures = [
        Figure(f"f{n}", a, b, text[a:b], a, b, 1, "person") for n, (a, b) in enumerate(marks)
    ]
    reading = Reading(text, figures=figures)
    pins = [Passage(a, b, "1", Severity.ERROR, "a", "#a") for a, b in passages]
    pieces = Paper(reading, pins).pieces(0, len(text))
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text for piece in pieces)
    for a, b in passages:
        said = [p.is_said for p in pieces]
        assert any(said) and a < b


def test_the_sample_reads_as_it_should() -> None:
    reading = sample.sample_reading()
    paper = Paper(reading, pinned(reading, reading.checks[0]), ("f1",))
    lines = paper.lines()
    assert [(line.tag, line.number) for line in lines] == [
        ("h2", 1),
        ("p", 2),
        ("p", 3),
        ("table", 4),
    ]
    looks = [(p.text, p.mark.kind, p.is_hit) for p in lines[1].pieces if p.mark]
    assert looks == [
        ("Nghị định số 45/2012/NĐ-CP", "l", False),
        ("12", "c", True),
        ("900", "m", False),
    ]
    assert [line.tone for line in lines] == [None, "error", "error", None]
    table = lines[3]
    said = [
        ["".join(p.text for p in cell.pieces) for cell in row] for row in (table.head, *table.rows)
    ]
    assert said == [["Năm", "Đề án"], ["Năm đầu", "5"]]


def test_two_halves_of_a_period_are_one_mark() -> None:
    text = "2016 - 2020, 2025"
    tokens = [OtherToken(a, a + 4, text[a : a + 4], TokenReason.YEAR_OR_PERIOD) for a in (0, 7, 13)]
    found = [text[m.start : m.end] for m in marks_of(Reading(text, other=tokens))]
    assert found == ["2016 - 2020", "2025"]


@pytest.mark.parametrize(
    ("unit", "kind"),
    [
        ("VND", "m"), ("VND_per_month", "m"), ("USD", "m"), ("percent", "r"),
        ("percent_per_year", "r"), ("ratio", "r"), ("year", "t"), ("person_turn", "c"),
    ],
)  # fmt: skip
def test_the_kind_of_a_figure(unit: str, kind: str) -> None:
    assert mark_kind(Figure("f1", 0, 1, "1", 0, 1, 1, unit)) == kind


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("| Năm | Đề án |", ["Năm", "Đề án"]),
        ("Năm | Đề án", ["Năm", "Đề án"]),
        ("Năm\tĐề án\t5", ["Năm", "Đề án", "5"]),
        ("| Năm || 5 |", ["Năm", "", "5"]),
        ("một ô", ["một ô"]),
    ],
)
def test_the_cells_of_a_row(row: str, cells: list[str]) -> None:
    text = f"x{row}"
    block = Block(0, "row", 1, len(text), "", 1, None, ())
    assert [text[a:b] for a, b in cell_spans(text, block)] == cells


def test_what_is_left_out_is_said() -> None:
    lines = Paper(sample.sample_reading()).lines(frozenset({0, 2}))
    assert [(line.tag, line.left_out) for line in lines] == [
        ("h2", 0), ("gap", 1), ("p", 0), ("gap", 3),
    ]  # fmt: skip
