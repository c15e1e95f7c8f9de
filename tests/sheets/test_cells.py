"""Cells as offices write them: right, or asked, or refused; never guessed."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khuyencong.sheets import KINDS, Level
from khuyencong.sheets.cells import Asked, answered, read_cell
from khuyencong.sheets.grid import Broken
from khuyencong.values.money import MoneyUnit, format_in
from khuyencong.values.numbers import format_number
from tests.conditions import SIZE

PAST = KINDS["past_projects"]
MONEY, DAY, COUNT = PAST.column("provincial"), PAST.column("accepted"), PAST.column("jobs")
CODE = KINDS["establishments"].column("tax_code")
DONG, MILLION = MoneyUnit.DONG, MoneyUnit.MILLION

RIGHT: list[tuple[Any, MoneyUnit, int | None]] = [
    (150, MILLION, 150_000_000),
    (Decimal("22.5"), MILLION, 22_500_000),
    (Decimal("0.30000000000000004"), MILLION, 300_000),
    ("1.250.000", DONG, 1_250_000),
    ("1,250,000", DONG, 1_250_000),
    ("1250000 đ", MILLION, 1_250_000),
    ("1 250 000", DONG, 1_250_000),
    ("1.250", DONG, 1_250),
    ("12,5", MILLION, 12_500_000),
    ("1,5 tỷ", MILLION, 1_500_000_000),
    ("500 triệu", DONG, 500_000_000),
    ("-", MILLION, None),
    ("–", MILLION, None),
    ("", MILLION, None),
    (None, MILLION, None),
]


@pytest.mark.parametrize(("cell", "unit", "value"), RIGHT, ids=str)
def test_money_that_is_clear(cell: Any, unit: MoneyUnit, value: int | None) -> None:
    assert read_cell(cell, MONEY, unit) == value


ASKED: list[tuple[Any, MoneyUnit, Level, list[int | None]]] = [
    ("1.250", MILLION, Level.QUESTION, [1_250_000_000, 1_250_000]),
    ("1,250", MILLION, Level.QUESTION, [1_250_000_000, 1_250_000]),
    ("1,250", DONG, Level.QUESTION, [1_250]),
    ("20.76", MILLION, Level.QUESTION, [20_760_000]),
    ("(5)", MILLION, Level.QUESTION, [5_000_000, None]),
    (-5, MILLION, Level.QUESTION, [5_000_000, None]),
    ("6O", MILLION, Level.ERROR, [60_000_000]),
    ("l50", MILLION, Level.ERROR, [150_000_000]),
    ("nhiều", MILLION, Level.ERROR, []),
    (Broken("#REF!"), MILLION, Level.ERROR, []),
    (date(2020, 1, 1), MILLION, Level.ERROR, []),
]


@pytest.mark.parametrize(("cell", "unit", "level", "ways"), ASKED, ids=str)
def test_money_that_is_asked(
    cell: Any, unit: MoneyUnit, level: Level, ways: list[int | None]
) -> None:
    with pytest.raises(Asked) as asked:
        read_cell(cell, MONEY, unit)
    assert asked.value.level is level
    assert [answered(one.answer, MONEY, unit) for one in asked.value.options] == ways


DAYS: list[tuple[Any, date | None]] = [
    (date(2019, 8, 15), date(2019, 8, 15)),
    ("15/08/2019", date(2019, 8, 15)),
    ("5-3-2019", date(2019, 3, 5)),
    ("2019-03-05", date(2019, 3, 5)),
    ("31/02/2019", None),
    ("15/08/19", None),
    (43692, None),
    ("mùa thu", None),
]


@pytest.mark.parametrize(("cell", "day"), DAYS, ids=str)
def test_days_right_or_asked(cell: Any, day: date | None) -> None:
    if day:
        assert read_cell(cell, DAY, DONG) == day
        return
    with pytest.raises(Asked):
        read_cell(cell, DAY, DONG)


def test_a_tax_code_without_its_first_zero_is_asked() -> None:
    from khuyencong.values.identifiers import check_digit

    nine = next(f"0{n}" for n in range(10000000, 10000020) if check_digit(f"0{n}") is not None)
    whole = f"{nine}{check_digit(nine)}"
    with pytest.raises(Asked) as asked:
        read_cell(int(whole), CODE, DONG)
    assert answered(asked.value.options[0].answer, CODE, DONG) == whole


@settings(max_examples=SIZE, deadline=None)
@given(st.integers(0, 10**14), st.sampled_from(list(MoneyUnit)))
def test_what_we_print_reads_back(amount: int, unit: MoneyUnit) -> None:
    assert read_cell(format_in(amount, unit), MONEY, DONG) in (amount, amount or None)


@settings(max_examples=SIZE, deadline=None)
@given(st.integers(0, 10**12), st.sampled_from(list(MoneyUnit)))
def test_a_figure_is_right_or_asked_and_never_another(number: int, unit: MoneyUnit) -> None:
    """Whole numbers in any grouping: what is returned is the number itself, else it is offered."""
    for text in (
        str(number),
        format_number(number),
        f"{number:,}",
        f"{number:,}".replace(",", " "),
    ):
        try:
            assert read_cell(text, MONEY, unit) == number * unit.size
        except Asked as asked:
            offered = {answered(one.answer, MONEY, unit) for one in asked.options}
            assert number * unit.size in offered or number * unit.size > 2**63 - 1


@settings(max_examples=SIZE, deadline=None)
@given(st.text(max_size=30))
def test_any_text_is_read_or_asked_and_nothing_else(text: str) -> None:
    for column in PAST.columns:
        try:
            read_cell(text, column, MILLION)
        except Asked as asked:
            assert asked.text


def test_a_forged_answer_is_refused() -> None:
    for told in ("value:-5", "value:x", f"value:{2**70}"):
        with pytest.raises(Asked):
            answered(told, MONEY, DONG)
    with pytest.raises(Asked):
        answered("value:31/02", DAY, DONG)


@pytest.mark.parametrize(("cell", "count"), [("30 người", 30), ("1.250", 1250), (7, 7)])
def test_counts(cell: Any, count: int) -> None:
    assert read_cell(cell, COUNT, DONG) == count
