"""Codes on paper: unguessable, typed any way, every single slip seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.values.shortcode import (
    LENGTH,
    SIGNS,
    check_sign,
    new_code,
    read_code,
    shown_code,
)

pytestmark = pytest.mark.pure
BODIES = st.text(alphabet=SIGNS, min_size=LENGTH, max_size=LENGTH)


def code_of(body: str) -> str:
    return body + check_sign(body)


def test_a_code_is_by_chance_and_has_more_than_64_bits() -> None:
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(read_code(code) == code for code in codes)
    assert len(SIGNS) ** LENGTH > 2**64
    assert not set(SIGNS) & set("0ILOU")


@given(BODIES)
def test_it_is_read_however_it_is_typed(body: str) -> None:
    code = code_of(body)
    shown = shown_code(code)
    assert len(shown) == len(code) + 2
    for typed in (
        code,
        shown,
        shown.lower(),
        f" {shown} ",
        shown.replace("-", "."),
        body_typed(code),
    ):
        assert read_code(typed) == code


def body_typed(code: str) -> str:
    """Return a code as somebody types it who takes one for the letter I or l."""
    return code.replace("1", "l").lower()


@given(BODIES, st.integers(0, LENGTH), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_seen(body: str, at: int, sign: str) -> None:
    code = code_of(body)
    other = code[:at] + sign + code[at + 1 :]
    assert read_code(other) == (code if other == code else "")


@given(BODIES, st.integers(0, LENGTH - 2))
def test_two_neighbours_swapped_are_seen(body: str, at: int) -> None:
    code = code_of(body)
    other = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    assert read_code(other) == (code if other == code else "")


@pytest.mark.parametrize("typed", ["", "7KQ2M", "O" * 14, "Ạ" * 14, "0" * 14, "Z" * 15])
def test_what_is_no_code(typed: str) -> None:
    assert read_code(typed) == ""
