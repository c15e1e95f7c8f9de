"""Numbers in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.values.errors import Unreadable
from khuyencong.values.words import number_in_words, read_words

SPOKEN = {
    0: "không",
    1: "một",
    4: "bốn",
    5: "năm",
    10: "mười",
    11: "mười một",
    14: "mười bốn",
    15: "mười lăm",
    20: "hai mươi",
    21: "hai mươi mốt",
    24: "hai mươi tư",
    25: "hai mươi lăm",
    44: "bốn mươi tư",
    55: "năm mươi lăm",
    91: "chín mươi mốt",
    100: "một trăm",
    101: "một trăm linh một",
    104: "một trăm linh bốn",
    105: "một trăm linh năm",
    110: "một trăm mười",
    115: "một trăm mười lăm",
    121: "một trăm hai mươi mốt",
    1_000: "một nghìn",
    1_005: "một nghìn không trăm linh năm",
    1_010: "một nghìn không trăm mười",
    21_000: "hai mươi mốt nghìn",
    1_000_005: "một triệu không trăm linh năm",
    1_005_000: "một triệu không trăm linh năm nghìn",
    1_000_005_000: "một tỷ không trăm linh năm nghìn",
    6_450_958_643: (
        "sáu tỷ bốn trăm năm mươi triệu chín trăm năm mươi tám nghìn sáu trăm bốn mươi ba"
    ),
    10**12: "một nghìn tỷ",
    2_024 * 10**9: "hai nghìn không trăm hai mươi tư tỷ",
    1_005 * 10**9 + 7: "một nghìn không trăm linh năm tỷ không trăm linh bảy",
    10**15: "một triệu tỷ",
    10**18: "một tỷ tỷ",
    -21: "âm hai mươi mốt",
}


@pytest.mark.parametrize(("number", "words"), SPOKEN.items())
def test_spoken_numbers(number: int, words: str) -> None:
    assert number_in_words(number) == words
    assert read_words(words) == number


@given(st.integers(-(10**21), 10**21) | st.integers(0, 2000))
def test_spoken_numbers_read_back(number: int) -> None:
    assert read_words(number_in_words(number)) == number


@given(st.integers(1, 10**18))
def test_spelling_follows_the_rules_of_official_documents(number: int) -> None:
    words = f" {number_in_words(number)} "
    for wrong in ("mươi một ", "mươi bốn ", "mươi năm ", "mười năm ", "mười mốt ", "linh mười "):
        assert wrong not in words
    assert "  " not in words
    assert " không nghìn" not in words


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("một trăm lẻ bảy", 107),
        ("hai ngàn", 2_000),
        ("ba tỉ", 3_000_000_000),
        ("hai mươi bốn", 24),
        ("hai mươi nhăm", 25),
        ("Hai  Mươi\u00a0Mốt", 21),
        ("hai muoi mot", 21),
        ("một triệu năm nghìn", 1_005_000),
        ("một nghìn linh năm", 1_005),
        ("tư", 4),
    ],
)
def test_other_spellings_are_read(written: str, number: int) -> None:
    assert read_words(written) == number


@pytest.mark.parametrize(
    "written",
    [
        "",
        "âm",
        "âm âm một",
        "tỷ",
        "lăm",
        "hai trăm năm",  # 205 or 250
        "một nghìn hai",  # 1002 or 1200
        "một tỷ năm",
        "một mươi",
        "không mươi",
        "mười mười",
        "hai ba",
        "năm nghìn ngàn",
        "một nghìn hai triệu",
        "một trămlinh năm",
        "một đồng",
        "tỷ " * 100_000,
    ],
)
def test_words_that_are_no_number_are_refused(written: str) -> None:
    with pytest.raises(Unreadable):
        read_words(written)


SOME_WORDS = "không một tư lăm mươi mười trăm linh nghìn triệu tỷ"


@given(st.lists(st.sampled_from(SOME_WORDS.split())))
def test_any_words_are_a_number_or_refused(words: list[str]) -> None:
    text = " ".join(words)
    try:
        number = read_words(text)
    except Unreadable:
        return
    assert read_words(number_in_words(number)) == number
