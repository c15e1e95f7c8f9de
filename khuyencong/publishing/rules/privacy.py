"""What looks like a person's number or address: it does not go into public, nor is it asked for."""

import re

#: Spaces, dots and strokes within a number do not hide it.
PHONE = re.compile(r"(?<![\d.,])(?:\+84|0)[ .-]?\d(?:[ .-]?\d){7,9}(?![ .-]?\d)")
NUMBER = re.compile(r"(?<![\d.,])\d(?:[ .-]?\d){11}(?![ .-]?\d)")
MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
#: An amount of money has its thousands apart and begins with no 0; a date is no number either.
MONEY = re.compile(r"(?<![\d.])[1-9]\d{0,2}(?:\.\d{3})+(?![.\d])")
DATE = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b")


def personal_in(text: str) -> str:
    """Return what kind of personal data a text seems to hold; "" where there is none."""
    plain = DATE.sub(" ngày ", text)
    if PHONE.search(plain):
        return "số điện thoại"
    if NUMBER.search(MONEY.sub(" tiền ", plain)):
        return "số định danh cá nhân"
    return "địa chỉ thư điện tử" if MAIL.search(text) else ""
