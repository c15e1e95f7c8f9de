"""Tax codes, personal numbers, telephones: read as typed, refused in words, masked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.values.errors import Unreadable
from khuyencong.values.identifiers import (
    check_digit,
    masked_number,
    masked_phone,
    read_email,
    read_office_phone,
    read_personal_number,
    read_phone,
    read_tax_code,
    shown_phone,
)

#: Codes that large companies print on their own pages: what the rule of the tenth digit must hold.
KNOWN = ("0300588569", "0101248141", "0100109106")


@pytest.mark.parametrize("code", KNOWN)
def test_the_tenth_digit_of_known_codes(code: str) -> None:
    assert check_digit(code[:9]) == int(code[9])
    assert read_tax_code(code) == code


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0101248141", "0101248141"),
        (" 0101 248 141 ", "0101248141"),
        ("0101.248.141", "0101248141"),
        ("0101248141-001", "0101248141-001"),
        ("0101248141001", "0101248141-001"),
        ("0101248141 – 012", "0101248141-012"),
    ],
)
def test_a_tax_code_is_read_however_it_is_spaced(typed: str, kept: str) -> None:
    assert read_tax_code(typed) == kept


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("0101248142", "sai ít nhất một chữ số"),
        ("010124814", "10 chữ số"),
        ("01012481411", "10 chữ số"),
        ("0101248141-000", "từ 001"),
        ("MST 0101248141", "10 chữ số"),
        ("٠١٠١٢٤٨١٤١", "10 chữ số"),
        ("", "10 chữ số"),
        ("0101248141\0", "10 chữ số"),
        ("9" * 10_000, "10 chữ số"),
    ],
)
def test_a_wrong_tax_code_is_refused_in_words(typed: str, told: str) -> None:
    with pytest.raises(Unreadable, match=told) as refusal:
        read_tax_code(typed)
    assert len(str(refusal.value)) < 250


NINE = st.from_regex("[0-9]{9}", fullmatch=True).filter(lambda nine: check_digit(nine) is not None)


@given(NINE, st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_always_seen(nine: str, where: int, by: int) -> None:
    code = f"{nine}{check_digit(nine)}"
    wrong = code[:where] + str((int(code[where]) + by) % 10) + code[where + 1 :]
    with pytest.raises(Unreadable):
        read_tax_code(wrong)


def test_a_personal_number_is_twelve_digits_and_never_repeated_in_a_message() -> None:
    assert read_personal_number("001 099 012345") == "001099012345"
    for typed in ("00109901234", "0010990123456", "111111111111", "abc", ""):
        with pytest.raises(Unreadable) as refusal:
            read_personal_number(typed)
        assert not typed or typed not in str(refusal.value)


def test_masks_show_enough_to_recognise_and_no_more() -> None:
    assert masked_number("001099012345") == "0010******45"
    assert masked_phone("0912345678") == "0912***678"
    assert masked_number("") == masked_phone("") == ""


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0912 345 678", "0912345678"),
        ("+84 912.345.678", "0912345678"),
        ("(0204) 3854321", "02043854321"),
    ],
)
def test_a_telephone_is_kept_as_digits(typed: str, kept: str) -> None:
    assert read_phone(typed) == kept


@pytest.mark.parametrize(
    "typed", ["12345", "9123456789", "09123456789012", "gọi sau", "0012345678"]
)
def test_what_is_no_telephone_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable):
        read_phone(typed)


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        ("(0204) 3.854.321", "02043854321", "0204 3854 321"),
        ("+84 912 345 678", "0912345678", "0912 345 678"),
        ("1900 1234", "19001234", "1900 1234"),
        ("1800 123 456", "1800123456", "1800 123 456"),
    ],
)
def test_a_telephone_of_an_office_is_shown_in_groups(typed: str, kept: str, shown: str) -> None:
    assert read_office_phone(typed) == kept
    assert shown_phone(kept) == shown
    assert read_office_phone(shown) == kept


@pytest.mark.parametrize("typed", ["1900", "1900123", "190012345", "2043854321", "", "tel:0204"])
def test_what_is_no_telephone_of_an_office_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable, match="Số điện thoại phải"):
        read_office_phone(typed)


def test_an_address_of_mail_is_kept_in_small_letters() -> None:
    assert read_email(" TrungTam.KC@Example.VN ") == "trungtam.kc@example.vn"


@pytest.mark.parametrize(
    "typed", ["a@b", "a b@c.vn", "a@c.vn, b@c.vn", "<a@c.vn>", "@c.vn", "a@.vn"]
)
def test_what_is_no_address_of_mail_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable, match="Thư điện tử"):
        read_email(typed)
