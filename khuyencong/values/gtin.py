"""The number of a trade item (GS1): 8, 12, 13 or 14 digits, the last of them a check."""

from khuyencong.values.errors import Unreadable, quoted

LENGTHS = (8, 12, 13, 14)
WHOLE = 14


def read_gtin(text: str) -> str:
    """Return a GTIN as fourteen digits; Unreadable with one line where it is none."""
    digits = "".join(sign for sign in text if sign not in " -.")
    if len(digits) not in LENGTHS or not (digits.isascii() and digits.isdigit()):
        raise Unreadable(f"Mã GTIN có 8, 12, 13 hoặc 14 chữ số, không phải {quoted(text)}.")
    whole = digits.zfill(WHOLE)
    if check_digit(whole[:-1]) != int(whole[-1]):
        raise Unreadable(f"Mã GTIN {quoted(text)} sai số kiểm tra; xin xem lại từng chữ số.")
    return whole


def check_digit(body: str) -> int:
    """Return the digit that makes the weighed sum a whole ten: 3 and 1 by turns, from the right."""
    weighed = sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(reversed(body)))
    return -weighed % 10
