"""Lines of text that an entry keeps, and the day it is of."""

from datetime import date, datetime
from fractions import Fraction

from khuyencong.funds.rules.refusals import Refused
from khuyencong.values.dates import day_in_vietnam, format_date
from khuyencong.values.numbers import format_number
from khuyencong.values.text import clean

PAPER, WHY, PROGRAMME = 200, 500, 200
FIRST_DAY = date(1990, 1, 1)


def kept_line(text: str, what: str, longest: int, *, needed: bool = False) -> str:
    """Return a line as it is kept; Refused says what is wrong with it."""
    line = clean(text)
    if "\0" in line:
        raise Refused(f"{what} có ký tự NUL, không phải chữ. Xin gõ lại.")
    if len(line) > longest:
        raise Refused(f"{what} dài {len(line)} ký tự; tối đa {longest}.")
    if needed and not line:
        raise Refused(f"Xin ghi {what[:1].lower()}{what[1:]}.")
    return line


def percent_words(percent: Fraction) -> str:
    """Return "70 %", "12,5 %", and "200/3 %" where no decimal says it exactly."""
    try:
        return f"{format_number(percent)} %"
    except ValueError:
        return f"{percent} %"


def day_of(at: datetime, day: date | None) -> date:
    """Return the day that is told, else the day of `at` in Vietnam; Refused for one to come."""
    today = day_in_vietnam(at)
    if day is None:
        return today
    if not FIRST_DAY <= day <= today:
        raise Refused(f"Ngày {format_date(day)} phải đã qua, và từ {format_date(FIRST_DAY)}.")
    return day
