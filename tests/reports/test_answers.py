"""One question, many figures: what stands, what is open, and what may be added."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count

import pytest

from khuyencong.core.identity import new_id
from khuyencong.ingestion.meaning import Question, question_of
from khuyencong.ingestion.models import Choice, Document, Observation
from khuyencong.ingestion.queries import agree
from khuyencong.ingestion.states import Review
from khuyencong.reports.queries import Answer, book_of, differences, resolve
from khuyencong.reports.queries.differences import Kind
from khuyencong.reports.states import Standing
from khuyencong.values.periods import programme, year

AT = datetime(2026, 11, 20, tzinfo=UTC)
PERIOD = programme(2016, 2020)
ASKED = Question(
    "money.state", "accepted", "noi-mau", PERIOD.start, PERIOD.end, "training", "provincial"
)
ONE, OTHER = Document(id=new_id(), title="Một"), Document(id=new_id(), title="Hai")
_at = count(1)


def row(
    value: int, document: Document = ONE, asked: Question = ASKED, **told: object
) -> Observation:
    """Return a figure that answers a question, taken unless told otherwise; kept nowhere."""
    at = next(_at)
    facts = {"review": Review.ACCEPTED, "unit": "VND", "step": 1} | told
    return Observation(
        id=new_id(),
        document=document,
        slot=asked.word,
        digits=value,
        number_start=at,
        number_end=at + 1,
        measure=asked.measure,
        stage=asked.stage,
        recorded_at=AT,
        **facts,
    )


def test_a_question_and_its_word_are_the_same() -> None:
    assert question_of(ASKED.word) == ASKED
    assert question_of(replace(ASKED, detail="cấp khu vực").word).detail == "cấp khu vực"


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (row(550), row(550), True),
        (row(550), row(551), False),
        # 16,15 tỷ stands for what rounds to it; 16.150 triệu is one of these.
        (row(16_150_000_000, step=10**7), row(16_150_300_000, step=10**5), True),
        (row(16_150_000_000, step=10**7), row(16_160_300_000, step=10**5), False),
        (row(350, unit="person", bound="gt"), row(351, unit="person"), True),
        (row(350, unit="person", bound="gt"), row(349, unit="person"), False),
        (row(9500, bound="lt"), row(9400), True),
        (row(9500, bound="lt"), row(9600), False),
        (row(500, unit="person", bound="about"), row(510, unit="person"), True),
        (row(500, unit="person", bound="about"), row(600, unit="person"), False),
    ],
)
def test_two_figures_may_both_be_true(one: Observation, other: Observation, both: bool) -> None:
    assert agree(one, other) is both
    assert agree(other, one) is both


def test_the_most_exact_of_those_that_agree_stands() -> None:
    vague, exact = row(16_150_000_000, step=10**7), row(16_150_300_000, OTHER, step=10**5)
    answer = resolve(ASKED, [vague, exact], None)
    assert (answer.standing, answer.value) == (Standing.AGREED, 16_150_300_000)
    assert set(answer.evidence) == {vague, exact}


def test_two_reports_that_differ_show_no_number_until_a_person_chooses() -> None:
    one, other = row(550), row(560, OTHER)
    answer = resolve(ASKED, [one, other], None)
    assert (answer.standing, answer.value) == (Standing.DISPUTED, None)
    choice = Choice(slot=ASKED.word, chosen=other.series, reason="có quyết toán")
    answer = resolve(ASKED, [one, other], choice)
    assert (answer.standing, answer.value, answer.against) == (Standing.CHOSEN, 560, (one,))


def test_several_numbers_of_one_report_are_not_added() -> None:
    assert resolve(ASKED, [row(550), row(560)], None).standing is Standing.SEVERAL


def test_what_was_taken_stands_above_what_waits() -> None:
    waiting, taken = row(999, OTHER, review=Review.WAITING), row(550)
    answer = resolve(ASKED, [waiting, taken], None)
    assert (answer.standing, answer.value, answer.against) == (Standing.AGREED, 550, (waiting,))
    assert resolve(ASKED, [waiting], None).standing is Standing.WAITING


def test_a_choice_of_what_is_no_longer_there_settles_nothing() -> None:
    gone = Choice(slot=ASKED.word, chosen=new_id(), reason="mẫu")
    assert resolve(ASKED, [row(550), row(560, OTHER)], gone).standing is Standing.DISPUTED


def in_years(*values: int | None) -> list[Observation]:
    """Return one figure a year from 2016 on; None leaves a year out."""
    spans = [year(2016 + n) for n in range(len(values))]
    return [
        row(value, asked=replace(ASKED, start=span.start, end=span.end))
        for value, span in zip(values, spans, strict=True)
        if value is not None
    ]


@pytest.mark.django_db
def test_years_that_follow_each_other_add_up_to_the_period() -> None:
    told = book_of(PERIOD, in_years(1, 2, 3, 4, 5), None)
    answer = told.answers[ASKED.word]
    assert (answer.standing, answer.value, len(answer.evidence)) == (Standing.SUMMED, 15, 5)


@pytest.mark.django_db
@pytest.mark.parametrize("values", [(1, 2, None, 4, 5), (1, 2, 3, 4)])
def test_a_missing_year_is_no_sum(values: tuple[int | None, ...]) -> None:
    assert ASKED.word not in book_of(PERIOD, in_years(*values), None).answers


@pytest.mark.django_db
def test_the_number_of_the_whole_period_stands_above_the_sum_of_its_years() -> None:
    told = book_of(PERIOD, [*in_years(1, 2, 3, 4, 5), row(16)], None)
    assert told.answers[ASKED.word].value == 16


@pytest.mark.django_db
def test_a_share_is_never_added() -> None:
    asked = replace(ASKED, measure="money.growth", activity="total", funding_source="")
    rows = [
        row(10, asked=replace(asked, start=date(y, 1, 1), end=date(y + 1, 1, 1)), unit="percent")
        for y in range(2016, 2021)
    ]
    assert asked.word not in book_of(PERIOD, rows, None).answers


def answers(*told: tuple[str, str, int]) -> list[Answer]:
    """Return answers of (content, source, value)."""
    asked = [replace(ASKED, activity=content, funding_source=source) for content, source, _ in told]
    return [
        resolve(question, [row(value, asked=question)], None)
        for question, (_, _, value) in zip(asked, told, strict=True)
    ]


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ([("total", "", 10), ("total", "national", 4), ("total", "local", 6)], []),
        (
            [("total", "", 10), ("total", "national", 4), ("total", "local", 5)],
            [(Kind.SOURCES, 10, 9)],
        ),
        # "địa phương" and its levels are the same money: counted once.
        (
            [
                ("total", "", 10),
                ("total", "national", 4),
                ("total", "local", 6),
                ("total", "provincial", 5),
                ("total", "district", 1),
            ],
            [],
        ),
        ([("total", "local", 10), ("training", "local", 4), ("consultancy", "local", 6)], []),
        (
            [("total", "local", 10), ("training", "local", 4), ("consultancy", "local", 5)],
            [(Kind.CONTENTS, 10, 9)],
        ),
        # A content told only by its sources still counts, each source once.
        (
            [
                ("total", "", 10),
                ("training", "", 4),
                ("consultancy", "national", 2),
                ("consultancy", "local", 4),
            ],
            [],
        ),
        ([("total", "", 10), ("training", "", 4)], []),
    ],
)
def test_parts_are_held_against_their_whole(
    told: list[tuple[str, str, int]], found: list[tuple[Kind, int, int]]
) -> None:
    assert [(d.kind, d.stated, d.computed) for d in differences(answers(*told))] == found
