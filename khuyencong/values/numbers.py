"""Figures as Vietnamese offices write them: dot between thousands, comma before decimals."""

import re
from decimal import Decimal
from fractions import Fraction

from khuyencong.values.errors import Unreadable, quoted
from khuyencong.values.rounding import Exact, round_half_up
from khuyencong.values.text import clean

#: The largest count that a database column holds.
MAX_COUNT = 2**63 - 1
_MINUS = "-−–"
_LONGEST = 60
_FIGURE = re.compile(
    r"(?P<minus>[-−–]?)"
    r"(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+)"
    r"(?:,(?P<decimals>[0-9]+))?"
)
#: Dot and comma the other way round: "20.76", "1,250.5", "1,250,000".
_FOREIGN = re.compile(r"[-−–]?(?:[0-9]+\.[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?)")
_SWAPPED = str.maketrans(".,", ",.")


def read_number(text: str) -> Decimal:
    """Return the figure that `text` is, in Vietnamese notation; Unreadable otherwise.

    Dots or spaces stand between thousands, a comma before decimals: "1.308", "1 308", "43,49".
    Decimals are kept as written, so the exponent tells the last digit's size. The foreign notation
    ("20.76", "1,250.5") is refused with what to write instead.
    """
    written = clean(text)
    match = _FIGURE.fullmatch(written) if len(written) <= _LONGEST else None
    if match is None:
        raise Unreadable(_why_not(written))
    whole = re.sub(r"[. ]", "", match["whole"])
    minus = "-" if match["minus"] else ""
    return Decimal(f"{minus}{whole}.{match['decimals'] or ''}")


def _why_not(written: str) -> str:
    if not written:
        return "Chưa ghi số."
    if len(written) <= _LONGEST and _FOREIGN.fullmatch(written):
        return (
            f"Không rõ {quoted(written)}: dấu chấm ngăn hàng nghìn, dấu phẩy đứng trước phần lẻ."
            f" Xin viết {quoted(written.translate(_SWAPPED))} nếu đúng ý đó."
        )
    return f"Không đọc được {quoted(written)} là một con số. Xin viết như “1.250.000” hoặc “12,5”."


def read_decimal(text: str) -> Decimal:
    """Return a figure that may have decimals, for a field of ratios, areas, tonnes.

    Where "1.250" may be meant as 1,25 as well as 1250, Unreadable asks which.
    """
    value, written = read_number(text), clean(text)
    if written.count(".") == 1 and "," not in written:
        bare = written.replace(".", "")
        raise Unreadable(
            f"Không rõ {quoted(written)}: xin viết {quoted(bare)} nếu là số nguyên,"
            f" {quoted(written.replace('.', ','))} nếu là số lẻ."
        )
    return value


def read_percent(text: str) -> Decimal:
    """Return the percent that "43,49%", "43,49 %" or "43,49" tells: Decimal("43.49")."""
    return read_decimal(clean(text).removesuffix("%"))


def read_count(text: str) -> int:
    """Return a count of things: whole, not negative; "07" is 7."""
    value = read_number(text)
    if value < 0 or value != int(value):
        raise Unreadable(f"Số lượng phải là số nguyên, không âm: {quoted(clean(text))}.")
    if value > MAX_COUNT:
        raise Unreadable(f"Số {quoted(clean(text))} lớn quá mức ghi được.")
    return int(value)


def format_number(value: Exact, places: int | None = None) -> str:
    """Return `value` as "1.308" or "43,49": exact, or rounded to just `places` decimals.

    A fraction without end (1/3) needs `places` (ValueError).
    """
    exact = as_decimal(value) if places is None else round_half_up(value, places)
    printed = f"{exact:,f}"
    if places is None and "." in printed:
        printed = printed.rstrip("0").rstrip(".")
    return "0" if printed == "-0" else printed.translate(_SWAPPED)


def format_percent(value: Exact, places: int | None = None) -> str:
    """Return a number of percent as "43,49%"."""
    return format_number(value, places) + "%"


def format_count(count: int) -> str:
    """Return a count as offices write it, 1 to 9 with a leading zero: "07", "1.308"."""
    return f"{count:02d}" if 0 < count < 10 else format_number(count)


def as_decimal(value: Exact) -> Decimal:
    """Return `value` as the Decimal equal to it; ValueError where there is none (1/3)."""
    if not isinstance(value, Fraction):
        return Decimal(value)
    twos, fives = _times(value.denominator, 2), _times(value.denominator, 5)
    if value.denominator != 2**twos * 5**fives:
        raise ValueError(f"{value} has no end as a decimal: say how many places")
    return round_half_up(value, max(twos, fives))


def _times(number: int, factor: int) -> int:
    """Return how many times `factor` divides `number`."""
    times = 0
    while number % factor == 0:
        number, times = number // factor, times + 1
    return times
