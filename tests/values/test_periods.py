"""Days and periods: half-open, named, printed and read back."""

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.values.dates import (
    day_in_vietnam,
    format_date,
    format_long_date,
    read_date,
)
from khuyencong.values.errors import Unreadable
from khuyencong.values.periods import (
    Period,
    Shape,
    fiscal_year_of,
    half_year,
    month,
    months,
    nine_months,
    programme,
    quarter,
    read_period,
    year,
)

years = st.integers(1945, 2199)
days = st.dates(date(1945, 1, 1), date(2199, 12, 31))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    first, last = sorted((draw(days), draw(days)))
    return Period(first, last + timedelta(days=1))


NAMED = {
    "2016-2020": programme(2016, 2020),
    "2020": year(2020),
    "2026-H1": half_year(2026, 1),
    "2026-H2": half_year(2026, 2),
    "2026-9M": nine_months(2026),
    "2026-Q1": quarter(2026, 1),
    "2026-05": month(2026, 5),
}


@pytest.mark.parametrize(
    ("word", "start", "end", "shape", "words"),
    [
        ("2016-2020", (2016, 1, 1), (2021, 1, 1), "period", "giai đoạn 2016-2020"),
        ("2020", (2020, 1, 1), (2021, 1, 1), "year", "năm 2020"),
        ("2026-H1", (2026, 1, 1), (2026, 7, 1), "half_year", "6 tháng đầu năm 2026"),
        ("2026-H2", (2026, 7, 1), (2027, 1, 1), "half_year", "6 tháng cuối năm 2026"),
        ("2026-9M", (2026, 1, 1), (2026, 10, 1), "nine_months", "9 tháng năm 2026"),
        ("2026-Q1", (2026, 1, 1), (2026, 4, 1), "quarter", "quý I năm 2026"),
        ("2026-Q4", (2026, 10, 1), (2027, 1, 1), "quarter", "quý IV năm 2026"),
        ("2026-05", (2026, 5, 1), (2026, 6, 1), "month", "tháng 5 năm 2026"),
        ("2026-02", (2026, 2, 1), (2026, 3, 1), "month", "tháng 02 năm 2026"),
        ("2026-12", (2026, 12, 1), (2027, 1, 1), "month", "tháng 12 năm 2026"),
    ],
)
def test_the_words_of_the_command_line(
    word: str, start: tuple[int, int, int], end: tuple[int, int, int], shape: str, words: str
) -> None:
    period = read_period(word)
    assert period == Period(date(*start), date(*end))
    assert (period.shape, period.code, str(period)) == (Shape(shape), word, words)
    assert read_period(words) == period


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("giai đoạn 2016 – 2020", "2016-2020"),
        ("Giai đoạn 2016-2020", "2016-2020"),
        ("từ năm 2016 đến năm 2020", "2016-2020"),
        ("2020-2020", "2020"),
        ("Năm 2020", "2020"),
        ("quý 1/2026", "2026-Q1"),
        ("Quý I/2026", "2026-Q1"),
        ("quý một năm 2026", "2026-Q1"),
        ("2026-q1", "2026-Q1"),
        ("06 tháng đầu năm 2026", "2026-H1"),
        ("sáu tháng đầu năm 2026", "2026-H1"),
        ("6 tháng năm 2026", "2026-H1"),
        ("6 thang cuoi nam 2026", "2026-H2"),
        ("9 tháng đầu năm 2026", "2026-9M"),
        ("chín\u00a0tháng năm 2026", "2026-9M"),
        ("tháng 05/2026", "2026-05"),
        ("5/2026", "2026-05"),
        ("từ 01/01/2026 đến 31/3/2026", "2026-Q1"),
    ],
)
def test_the_words_of_people(written: str, word: str) -> None:
    assert read_period(written) == NAMED[word]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("", "Chưa ghi thời gian"),
        ("năm nay", "Xin viết như"),
        ("2026-Q5", "Xin viết như"),
        ("quý V năm 2026", "Xin viết như"),
        ("2026-13", "Không có tháng 13"),
        ("2016-20", "viết đủ hai năm"),
        ("2020-2016", "kết thúc trước khi bắt đầu"),
        ("từ 05/3/2026 đến 04/3/2026", "kết thúc trước khi bắt đầu"),
        ("từ 30/02/2026 đến 04/3/2026", "Tháng 2 năm 2026 có 28 ngày"),
        ("0203", "Năm 203"),
        ("2016-9999", "Năm 9999"),
        ("2" * 1_000_000, "Xin viết như"),
    ],
)
def test_what_names_no_period_is_refused_with_a_reason(written: str, told: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_period(written)
    assert told in str(refused.value)
    assert len(str(refused.value)) < 250


@given(periods())
def test_any_period_reads_back_from_its_words(period: Period) -> None:
    assert read_period(str(period)) == period
    assert period.code is None or read_period(period.code) == period


@given(years, st.integers(1, 12), st.integers(1, 12))
def test_months_in_a_row_read_back(number: int, first: int, length: int) -> None:
    period = months(number, first, min(length, 13 - first))
    assert read_period(str(period)) == period
    assert (period.code is None) == (period.shape is None)
    assert period.code is None or read_period(period.code) == period


@given(years, years)
def test_programmes_read_back(a: int, b: int) -> None:
    period = programme(min(a, b), max(a, b))
    assert read_period(str(period)) == period
    assert period.years == tuple(range(min(a, b), max(a, b) + 1))


@given(st.text(max_size=30))
def test_any_text_is_a_period_or_refused(text: str) -> None:
    try:
        assert read_period(text).days > 0
    except Unreadable as refused:
        assert str(refused).endswith(".")


@given(days)
def test_parts_of_a_year_hold_each_day_once(day: date) -> None:
    whole = fiscal_year_of(day)
    quarters = [quarter(day.year, q) for q in range(1, 5)]
    for parts in (
        [month(day.year, m) for m in range(1, 13)],
        quarters,
        [half_year(day.year, h) for h in (1, 2)],
        [nine_months(day.year), quarters[3]],
    ):
        assert sum(day in part for part in parts) == 1
        assert sum(part.days for part in parts) == whole.days
        assert (parts[0].start, parts[-1].end) == (whole.start, whole.end)
        assert all(whole.covers(part) for part in parts)


@given(periods())
def test_the_years_of_a_period_part_it(period: Period) -> None:
    parts = period.by_year()
    assert [part.start.year for part in parts] == list(period.years)
    assert sum(part.days for part in parts) == period.days
    assert all(a.end == b.start for a, b in pairwise(parts))


@given(periods(), periods(), days)
def test_an_intersection_holds_the_days_of_both(a: Period, b: Period, day: date) -> None:
    both = a.intersection(b)
    assert both == b.intersection(a)
    assert (both is not None) == a.overlaps(b)
    assert (day in a and day in b) == (both is not None and day in both)
    assert a.covers(b) == (both == b)


def test_a_period_has_its_first_day_and_not_its_end() -> None:
    period = year(2026)
    assert date(2026, 1, 1) in period
    assert date(2026, 12, 31) == period.last_day
    assert date(2027, 1, 1) not in period
    assert not period.overlaps(year(2027))


def test_a_period_has_days_and_is_made_of_days() -> None:
    with pytest.raises(ValueError, match="must have a day"):
        Period(date(2026, 1, 1), date(2026, 1, 1))
    with pytest.raises(TypeError):
        Period(datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 12, 31, 18, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2026, 12, 31, 17, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2026, 12, 31, 16, 59, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2027, 1, 1, 2, tzinfo=timezone(timedelta(hours=9))), date(2027, 1, 1)),
        (datetime(2027, 1, 1, 1, tzinfo=timezone(timedelta(hours=9))), date(2026, 12, 31)),
    ],
)
def test_the_day_is_the_day_in_vietnam(at: datetime, day: date) -> None:
    assert day_in_vietnam(at) == day


def test_a_moment_without_a_zone_has_no_day() -> None:
    with pytest.raises(ValueError, match="zone"):
        day_in_vietnam(datetime(2026, 12, 31, 18))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("day", "long"),
    [
        (date(2026, 3, 5), "ngày 05 tháng 3 năm 2026"),
        (date(2026, 1, 15), "ngày 15 tháng 01 năm 2026"),
        (date(2026, 2, 1), "ngày 01 tháng 02 năm 2026"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_dates_of_documents(day: date, long: str) -> None:
    assert format_long_date(day) == long


@given(days)
def test_dates_read_back(day: date) -> None:
    for written in (format_date(day), format_long_date(day), day.isoformat()):
        assert read_date(written) == day


@pytest.mark.parametrize(
    "written",
    [
        "5/3/2026",
        "5-3-2026",
        "5.3.2026",
        "05 / 03 / 2026",
        "ngày 5/3/2026",
        "Ngày 05\u00a0tháng 3 năm 2026",
    ],
)
def test_dates_of_people(written: str) -> None:
    assert read_date(written) == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("", "Chưa ghi ngày"),
        ("05/03/26", "Xin viết như “05/03/2026”"),
        ("03/25/2026", "ngày viết trước tháng"),
        ("29/02/2026", "Tháng 2 năm 2026 có 28 ngày"),
        ("00/01/2026", "không có ngày 0"),
        ("31/04/2026", "có 30 ngày"),
        ("01/01/0001", "không hợp lệ"),
        ("hôm nay", "Không đọc được ngày"),
    ],
)
def test_what_is_no_date_is_refused_with_a_reason(written: str, told: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_date(written)
    assert told in str(refused.value)
