"""What looks like a person's number or address: it does not go into public, nor is it asked for."""

import re

#: Each with what it is called; spaces, dots and strokes within a number do not hide it.
LOOKS = (
    (re.compile(r"(?<![\d.,])(?:\+?84|0)[ .-]?\d(?:[ .-]?\d){7,9}(?![\d.,]*\d)"), "số điện thoại"),
    (re.compile(r"(?<![\d.,])\d(?:[ .-]?\d){11}(?!\d)"), "số định danh cá nhân"),
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+"), "địa chỉ thư điện tử"),
)
#: Amounts of money and full dates are no numbers of a person.
MONEY = re.compile(r"\d{1,3}(?:\.\d{3})+(?=\s*(?:đồng|đ\b|triệu|tỷ|tỉ)|[^\d.]|$)")
DATE = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b")


def personal_in(text: str) -> str:
    """Return what kind of personal data a text seems to hold; "" where there is none."""
    plain = DATE.sub(" ngày ", MONEY.sub(" tiền ", text))
    return next((name for pattern, name in LOOKS if pattern.search(plain)), "")
