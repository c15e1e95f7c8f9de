"""Charts show every value, in whole figures, told apart without colour, and can be drawn."""

import re
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khuyencong.documents import Picture
from khuyencong.documents.charts import Series, row_chart, year_chart
from khuyencong.documents.charts.shapes import UNKNOWN, WIDTH
from khuyencong.documents.model.pictures import words_of
from khuyencong.values.numbers import format_number

pytestmark = pytest.mark.pure
YEARS = ("2023", "2024", "2025")
amounts = st.one_of(st.none(), st.integers(0, 10**13))


def billions(amount: int) -> str:
    return format_number(Fraction(amount, 10**9), 2)


@settings(max_examples=40)
@given(st.lists(st.tuples(amounts, amounts, amounts), min_size=1, max_size=6), st.booleans())
def test_any_values_make_a_picture_that_stays_inside(
    values: list[tuple[int | None, ...]], stacked: bool
) -> None:
    series = [Series(f"Nguồn {i}", told) for i, told in enumerate(values)]
    svg = year_chart(YEARS, series, unit="tỷ đồng", label=billions, stacked=stacked)
    width, height = Picture(svg, "kinh phí").proportion
    assert width == WIDTH
    for bar in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}rect"):
        x, y, wide, high = (int(bar.get(name, 0)) for name in ("x", "y", "width", "height"))
        assert x >= 0 and x + wide <= width and y >= 0 and y + high <= height
    assert not re.search(r'="[^"]*\d\.\d[^"]*"', svg), "drawn in whole units"


def test_each_bar_bears_its_number_as_vietnam_writes_it() -> None:
    own, state = Series("Đối ứng", (1_500_000_000, None, 0)), Series("Nhà nước", (1, 2, 3 * 10**12))
    words = words_of(year_chart(YEARS, (own, state), unit="tỷ đồng", label=billions))
    assert words == ["Đối ứng", "Nhà nước", "Đơn vị: tỷ đồng", "1,50", UNKNOWN, "0,00", "0,00",
                     "0,00", "3.000,00", *YEARS]  # fmt: skip


def test_a_stack_tells_its_sum_where_all_of_it_is_known() -> None:
    words = words_of(
        year_chart(YEARS, (Series("a", (10, 20, None)), Series("b", (1, 20, 5))), stacked=True)
    )
    assert words == ["a", "b", "10", "11", "20", "20", "40", "5", UNKNOWN, *YEARS]


def test_rows_bear_their_names_and_numbers() -> None:
    names = ("Trung du và miền núi phía Bắc", "Tây Nguyên")
    words = words_of(row_chart(names, Series("", (246_690_000_000, None)), label=billions))
    assert " ".join(words) == f"Trung du và miền núi phía Bắc 246,69 Tây Nguyên {UNKNOWN}"


def test_a_bar_is_as_long_as_its_value_beside_the_longest() -> None:
    root = ElementTree.fromstring(row_chart(("a", "b", "c"), Series("", (100, 50, 0))))
    bars = [r for r in root.iter("{http://www.w3.org/2000/svg}rect") if int(r.get("x", 0)) > 0]
    first, second = (int(one.get("width", 0)) for one in bars)
    assert abs(first - 2 * second) <= 1


def test_series_are_told_apart_without_colour() -> None:
    """Red is dark in print; beside it stand light grey, lines, dark grey, lines, white."""
    svg = year_chart(("2025",), [Series(str(i), (5,)) for i in range(6)])
    fills = re.findall(r'height="\d+" fill="([^"]+)" stroke="#222222"', svg)
    assert len(set(fills[-6:])) == 6
    assert sum(fill.startswith("url(#") for fill in set(fills)) == 2


def test_two_charts_of_one_page_share_no_name() -> None:
    ids = [
        set(re.findall(r'id="([^"]+)"', year_chart(("2025",), [Series("a", (value,))])))
        for value in (1, 2)
    ]
    assert not ids[0] & ids[1]


def test_text_stays_text() -> None:
    svg = year_chart(("<b>&",), [Series('"><script>', (1,)), Series("b", (1,))])
    assert words_of(svg)[0] == '"><script>'
    assert Picture(svg, "hình").proportion


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (lambda: Series("a", (-1,)), "negative"),
        (lambda: year_chart((), ()), "names"),
        (lambda: year_chart(("a",), [Series(str(i), (1,)) for i in range(7)]), "series"),
        (lambda: row_chart(("a",), Series("", (1, 2))), "value for each"),
    ],
)
def test_what_cannot_be_drawn_is_refused(made: object, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        made()  # type: ignore[operator]
