"""Numbers by which offices know a business or a person: tax code, personal number, telephone."""

import re

from khuyencong.values.errors import Unreadable, quoted
from khuyencong.values.text import clean

#: What each of the first nine digits of a tax code weighs in its tenth.
_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_BETWEEN = re.compile(r"[\s.\-–—()]+")
_EMAIL = re.compile(r"[a-z0-9._%+\-]+@(?:[a-z0-9\-]+\.)+[a-z]{2,}")
_LONGEST_EMAIL = 254


def digits_of(text: str) -> str | None:
    """Return the digits of a number typed with spaces, dots or hyphens; None for other text."""
    if text.isascii() and text.isdigit():
        return text
    bare = _BETWEEN.sub("", clean(text))
    if bare.startswith("+84"):
        bare = "0" + bare.removeprefix("+84")
    return bare if bare.isascii() and bare.isdigit() else None


def check_digit(first_nine: str) -> int | None:
    """Return the tenth digit that a tax code with these nine must have; None where none fits."""
    weighed = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, first_nine, strict=True))
    last = 10 - weighed % 11
    return last if last < 10 else None


def read_tax_code(text: str) -> str:
    """Return "0123456783", or "0123456783-001" for a branch; Unreadable says what is wrong."""
    digits = digits_of(text)
    if digits is None or len(digits) not in (10, 13):
        raise Unreadable(
            f"Mã số thuế {quoted(clean(text))} phải có 10 chữ số, hoặc 13 chữ số nếu là chi nhánh."
        )
    if check_digit(digits[:9]) != int(digits[9]):
        raise Unreadable(
            f"Mã số thuế {quoted(clean(text))} sai ít nhất một chữ số: chữ số kiểm tra không khớp."
            " Xin chép lại từ giấy chứng nhận đăng ký."
        )
    branch = digits[10:]
    if branch == "000":
        raise Unreadable("Ba số cuối của mã số thuế chi nhánh chạy từ 001.")
    return f"{digits[:10]}-{branch}" if branch else digits


def read_personal_number(text: str) -> str:
    """Return the twelve digits of a personal number (căn cước); Unreadable for anything else."""
    digits = digits_of(text)
    if digits is None or len(digits) != 12 or len(set(digits)) == 1:
        # What was typed may be somebody's number with a slip: it is not repeated.
        raise Unreadable("Số định danh cá nhân phải có đúng 12 chữ số, như trên thẻ căn cước.")
    return digits


def read_phone(text: str) -> str:
    """Return the digits of a telephone of Vietnam, from its 0: "0912345678", "02043854321"."""
    digits = digits_of(text)
    if digits is None or len(digits) not in (10, 11) or digits[:2] in ("00", "01"):
        raise Unreadable(
            "Số điện thoại phải có 10 hoặc 11 chữ số và bắt đầu bằng 0, như “0912 345 678”."
        )
    if not digits.startswith("0"):
        raise Unreadable("Số điện thoại phải bắt đầu bằng 0, như “0912 345 678”.")
    return digits


def read_office_phone(text: str) -> str:
    """Return the digits of a telephone of an office: as `read_phone`, or "19001234", "18001234"."""
    digits = digits_of(text) or ""
    if digits[:4] in ("1800", "1900") and len(digits) in (8, 10):
        return digits
    return read_phone(text)


def shown_phone(digits: str) -> str:
    """Return digits in groups to be read out: "0912 345 678", "0204 3854 321", "1900 1234"."""
    if len(digits) <= 8:
        return f"{digits[:4]} {digits[4:]}"
    return f"{digits[:4]} {digits[4:-3]} {digits[-3:]}"


def read_email(text: str) -> str:
    """Return an address of mail in small letters: "trungtam@example.vn"."""
    address = clean(text).lower()
    if len(address) > _LONGEST_EMAIL or not _EMAIL.fullmatch(address):
        raise Unreadable("Thư điện tử không đúng dạng, như “trungtam@donvi.gov.vn”.")
    return address


def masked_number(number: str) -> str:
    """Return "0010******45": what a screen shows of a personal number; "" of none."""
    return f"{number[:4]}******{number[-2:]}" if number else ""


def masked_phone(number: str) -> str:
    """Return "0912***678": enough to recognise a telephone one knows."""
    return f"{number[:4]}{'*' * (len(number) - 7)}{number[-3:]}" if number else ""
