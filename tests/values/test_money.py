"""Amounts: read as people write them, refused where unclear, printed and read back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.values.errors import Unreadable
from khuyencong.values.money import (
    MAX_AMOUNT,
    MoneyUnit,
    amount_in_words,
    format_dong,
    format_in,
    in_unit,
    read_amount,
)
from khuyencong.values.rounding import round_half_up

amounts = st.integers(-MAX_AMOUNT, MAX_AMOUNT) | st.integers(-(10**7), 10**7)
units = st.sampled_from(MoneyUnit)

WRITTEN = {
    "6.450.958.643 đồng": 6_450_958_643,
    "16.150 triệu đồng": 16_150_000_000,
    "60,182 tỷ": 60_182_000_000,
    "195,88 triệu": 195_880_000,
    "0,125 tỷ đồng": 125_000_000,
    "2.025 triệu": 2_025_000_000,
    "1.250 tỷ": 1_250_000_000_000,
    "1.737,721 tỷ đồng": 1_737_721_000_000,
    "05 triệu đồng": 5_000_000,
    "1 tỷ 371 triệu": 1_371_000_000,
    "1 tỷ 371,5 triệu": 1_371_500_000,
    "1 tỷ 250.000.000 đồng": 1_250_000_000,
    "1 tỷ 250 000 đồng": 1_000_250_000,
    "1 nghìn tỷ 371 tỷ 5 triệu": 1_371_005_000_000,
    "66 ngàn tỷ": 66_000_000_000_000,
    "5 trăm nghìn": 500_000,
    "3 chục triệu": 30_000_000,
    "5 nghìn": 5_000,
    "12 tỉ": 12_000_000_000,
    "2 tỷ rưỡi": 2_500_000_000,
    "5 triệu rưỡi": 5_500_000,
    "5tr": 5_000_000,
    "5 tr.đ": 5_000_000,
    "5trđ": 5_000_000,
    "500k": 500_000,
    "1250000": 1_250_000,
    "1250000đ": 1_250_000,
    "1.250.000 VNĐ": 1_250_000,
    "1.250.000₫": 1_250_000,
    "1 250 000": 1_250_000,
    "1\u00a0250\u00a0000\u00a0đồng": 1_250_000,
    "\u200b 1.250.000 \ufeff": 1_250_000,
    "1.250.000,00": 1_250_000,
    "-15.000": -15_000,
    "−15.000 đồng": -15_000,
    "(15.000)": -15_000,
    "(15.000) đồng": -15_000,
    "(15.000 đồng)": -15_000,
    "0": 0,
    "không đồng": 0,
    "Một tỷ hai trăm năm mươi triệu đồng chẵn": 1_250_000_000,
    "mot ty hai tram nam muoi trieu dong": 1_250_000_000,
    "hai tỷ rưỡi": 2_500_000_000,
    "hai nghìn năm trăm": 2_500,
    "hai triệu năm trăm đồng": 2_000_500,
    "âm năm nghìn đồng": -5_000,
}

#: What has two readings, and a piece of the advice.
UNCLEAR = {
    "20.76": "“20,76”",
    "20.76 tỷ": "“20,76”",
    "1.25 tỷ": "“1,25”",
    "0.125 tỷ": "“0,125”",
    "1,250.5": "“1.250,5”",
    "1,250,000": "“1.250.000”",
    "1,250": "“1.250”",
    "1,250 đồng": "“1.250”",
    "1 tỷ 5": "đơn vị của từng phần",
    "1 triệu 500 đồng": "đơn vị của từng phần",
    "1,5 tỷ 300 triệu": "đơn vị của từng phần",
    "1 tỷ 1371 triệu": "đơn vị của từng phần",
    "5 triệu 2 tỷ": "đơn vị của từng phần",
    "2 tỷ rưỡi 5 triệu": "đơn vị của từng phần",
    "1 tỷ 0,5 tỷ": "đơn vị của từng phần",
    "2 tỷ 2 trăm": "đơn vị của từng phần",
    "hai tỷ hai trăm": "đơn vị của phần cuối",
    "hai trăm triệu rưỡi": "Xin viết như",
}
NO_AMOUNT = (
    "",
    " \u200b ",
    "tỷ",
    "đồng",
    "rưỡi",
    "5 rưỡi",
    "5 trăm nghìn rưỡi",
    "5 USD",
    "3 - 5 triệu",
    "5 triệu/tháng",
    "triệu 5",
    "5 tỷ triệu",
    "(-5)",
    "-(5)",
    "--5",
    "- âm năm",
    "1 . tỷ",
    "()",
    "1.250.00",
    "1 250.000",
    "012.500",
    "1..250",
    ",5",
    "5,",
    "٣ triệu",
    "²",
    "1e9",
    "0x10",
    "năm năm",
    "a\x00b",
)


@pytest.mark.parametrize(("written", "amount"), WRITTEN.items())
def test_amounts_as_people_write_them(written: str, amount: int) -> None:
    assert read_amount(written) == amount


@pytest.mark.parametrize(("written", "advice"), UNCLEAR.items())
def test_an_amount_with_two_readings_is_refused_with_advice(written: str, advice: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_amount(written)
    assert advice in str(refused.value)


@pytest.mark.parametrize("written", NO_AMOUNT)
def test_what_is_no_amount_is_refused(written: str) -> None:
    with pytest.raises(Unreadable):
        read_amount(written)


@pytest.mark.parametrize("written", ["0,1234567891 tỷ", "1250,5", "0,5 đồng", "1,23456 nghìn"])
def test_an_amount_must_be_whole_dong(written: str) -> None:
    with pytest.raises(Unreadable, match="phần lẻ của đồng"):
        read_amount(written)


def test_an_amount_beyond_any_column_is_refused() -> None:
    assert read_amount(str(MAX_AMOUNT)) == MAX_AMOUNT
    for written in (str(MAX_AMOUNT + 1), "10 nghìn triệu tỷ", f"({MAX_AMOUNT + 1})"):
        with pytest.raises(Unreadable, match="lớn quá mức"):
            read_amount(written)


def test_two_million_digits_are_refused_in_one_short_line() -> None:
    with pytest.raises(Unreadable) as refused:
        read_amount("9" * 2_000_000)
    assert len(str(refused.value)) < 250


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("195,88", 195_880_000),
        ("1.250", 1_250_000_000),
        ("0", 0),
        ("(12,5)", -12_500_000),
        ("5 tỷ", 5_000_000_000),
        ("500.000.000 đồng", 500_000_000),
        ("năm triệu", 5_000_000),
        ("5 trăm", 500_000_000),
        ("5 trăm đồng", 500),
    ],
)
def test_a_column_in_million_counts_what_names_no_unit(written: str, amount: int) -> None:
    assert read_amount(written, MoneyUnit.MILLION) == amount


@pytest.mark.parametrize("written", ["60,182", "hai", "1 tỷ 371", "1 tỷ 371.000", "20.76"])
def test_a_column_in_million_asks_where_it_could_be_misled(written: str) -> None:
    with pytest.raises(Unreadable):
        read_amount(written, MoneyUnit.MILLION)


@pytest.mark.parametrize(
    ("amount", "unit", "places", "printed"),
    [
        (6_450_958_643, MoneyUnit.DONG, None, "6.450.958.643 đồng"),
        (6_450_958_643, MoneyUnit.MILLION, None, "6.450,958643 triệu đồng"),
        (6_450_958_643, MoneyUnit.MILLION, 2, "6.450,96 triệu đồng"),
        (60_182_000_000, MoneyUnit.BILLION, None, "60,182 tỷ đồng"),
        (60_180_000_000, MoneyUnit.BILLION, 3, "60,180 tỷ đồng"),
        (2_500_000_000, MoneyUnit.BILLION, 0, "3 tỷ đồng"),
        (-2_500_000_000, MoneyUnit.BILLION, 0, "-3 tỷ đồng"),
        (-1, MoneyUnit.BILLION, 2, "0,00 tỷ đồng"),
        (0, MoneyUnit.MILLION, None, "0 triệu đồng"),
    ],
)
def test_printed_amounts(amount: int, unit: MoneyUnit, places: int | None, printed: str) -> None:
    assert format_in(amount, unit, places) == printed


def test_figure_and_unit_stay_on_one_line_on_request() -> None:
    assert format_dong(15_000, nbsp=True) == "15.000\u00a0đồng"
    assert format_in(15_000, MoneyUnit.THOUSAND, nbsp=True) == "15\u00a0nghìn đồng"


def test_a_figure_of_a_column_is_exact_or_rounded() -> None:
    assert in_unit(195_880_000, MoneyUnit.MILLION) == Decimal("195.88")
    assert in_unit(195_885_000, MoneyUnit.MILLION, 2) == Decimal("195.89")
    assert in_unit(195_885_000, MoneyUnit.MILLION, 0) == Decimal("196")


@given(amounts, units, st.booleans())
def test_an_exact_print_reads_back(amount: int, unit: MoneyUnit, nbsp: bool) -> None:
    assert read_amount(format_in(amount, unit, nbsp=nbsp)) == amount


@given(amounts, units, st.integers(0, 4))
def test_a_rounded_print_reads_back_as_the_rounded_amount(
    amount: int, unit: MoneyUnit, places: int
) -> None:
    places = min(places, len(str(unit.size)) - 1)
    rounded = int(round_half_up(in_unit(amount, unit), places) * unit.size)
    if abs(rounded) <= MAX_AMOUNT:
        assert read_amount(format_in(amount, unit, places)) == rounded


@given(amounts)
def test_words_and_bare_digits_read_back(amount: int) -> None:
    printed = format_dong(amount).removesuffix(" đồng")
    spelt = (amount_in_words(amount), str(amount), printed, printed.replace(".", " "))
    assert [read_amount(text) for text in spelt] == [amount] * 4


@given(st.text(max_size=30) | st.text("0123456789., ()-tỷriệuđồngk", max_size=20), units)
def test_any_text_is_an_amount_or_refused(text: str, unit: MoneyUnit) -> None:
    try:
        amount = read_amount(text, unit)
    except Unreadable as refused:
        assert str(refused).endswith(".")
    else:
        assert type(amount) is int
        assert abs(amount) <= MAX_AMOUNT


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Không đồng"),
        (1_250_000_000, "Một tỷ hai trăm năm mươi triệu đồng"),
        (-15, "Âm mười lăm đồng"),
        (2_024_000_000_000, "Hai nghìn không trăm hai mươi tư tỷ đồng"),
    ],
)
def test_amounts_in_words(amount: int, words: str) -> None:
    assert amount_in_words(amount) == words
