"""Money: whole đồng in, whole đồng kept, and every way offices write it."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from math import prod
from typing import Self

from khuyencong.values.errors import Unreadable, quoted
from khuyencong.values.numbers import as_decimal, format_number, read_number
from khuyencong.values.rounding import apportion, round_half_up, round_together
from khuyencong.values.text import clean, fold
from khuyencong.values.words import number_in_words, read_words

__all__ = [
    "MAX_AMOUNT",
    "MoneyUnit",
    "amount_in_words",
    "apportion",
    "format_dong",
    "format_in",
    "in_unit",
    "read_amount",
    "round_half_up",
    "round_together",
]

#: The largest amount a database column of đồng holds.
MAX_AMOUNT = 2**63 - 1


class MoneyUnit(StrEnum):
    """The unit a column or a sentence counts money in: `MoneyUnit("triệu")`."""

    size: int

    def __new__(cls, code: str, size: int) -> Self:
        unit = str.__new__(cls, code)
        unit._value_ = code
        unit.size = size
        return unit

    DONG = "đồng", 1
    THOUSAND = "nghìn", 10**3
    MILLION = "triệu", 10**6
    BILLION = "tỷ", 10**9

    @property
    def label(self) -> str:
        """What is printed after a figure: "đồng", "triệu đồng"."""
        return self.value if self is MoneyUnit.DONG else f"{self.value} đồng"


# --- reading ------------------------------------------------------------------------------------

#: What a word after a figure multiplies by, in its folded form.
_SCALES = {
    "chuc": 10,
    "tram": 100,
    "nghin": 10**3,
    "ngan": 10**3,
    "k": 10**3,
    "trieu": 10**6,
    "tr": 10**6,
    "ty": 10**9,
    "ti": 10**9,
}
_HALF = "ruoi"
_CURRENCY = re.compile(r" ?(?<![a-z])(?:dong(?: chan)?|d|vnd|₫)\.?$")
_GLUED_CURRENCY = re.compile(r"(?<![a-z])(tr|k|trieu|ty|ti|nghin|ngan)\.?d$")  # trđ, tr.đ, kđ
_TERM = re.compile(r"([0-9][0-9., ]*)([^0-9]*)")
_MINUS = re.compile(r"^(?:[-−–] ?|am )")
_BRACKETED = re.compile(r"^\((?P<inner>[^()]*)\)(?P<after>[^()]*)$")
_THREE_DECIMALS = re.compile(r"[0-9]{1,3},[0-9]{3}")
_LONGEST = 400


def read_amount(text: str, unit: MoneyUnit = MoneyUnit.DONG) -> int:
    """Return the whole đồng that `text` tells; a figure that names no unit is counted in `unit`.

    Read: "6.450.958.643 đồng", "16.150 triệu đồng", "60,182 tỷ", "1 tỷ 371 triệu", "66 ngàn tỷ",
    "2 tỷ rưỡi", "(15.000)", "1 250 000", "Một tỷ hai trăm năm mươi triệu đồng".
    Unreadable says what to write instead of an amount with two readings ("20.76 tỷ", "1,250"),
    one that is not whole đồng, or none at all.
    """
    written = clean(text)
    if not written:
        raise Unreadable("Chưa ghi số tiền.")
    if len(written) > _LONGEST:
        raise _unknown(written)
    negative, body, in_dong = _bare(fold(written))
    if re.search("[0-9]", body):
        amount = _sum(body, MoneyUnit.DONG if in_dong else unit, written)
    else:
        amount = _said(body, written)
        _refuse_cut_short(amount, in_dong, unit, written)
    if amount > MAX_AMOUNT:
        raise Unreadable(f"Số tiền {quoted(written)} lớn quá mức ghi được.")
    return -amount if negative else amount


def _bare(folded: str) -> tuple[bool, str, bool]:
    """Take off minus or brackets and "đồng"; return (negative, the rest, whether in đồng)."""
    bracketed = _BRACKETED.match(folded)
    whole = bracketed["inner"] + bracketed["after"] if bracketed else _MINUS.sub("", folded)
    rest = _CURRENCY.sub("", _GLUED_CURRENCY.sub(r"\1", whole)).strip()
    return whole != folded, rest, rest != whole.strip()


@dataclass(frozen=True, slots=True)
class _Term:
    """A figure of an amount with the unit that follows it: "371 triệu", "2 tỷ rưỡi"."""

    figure: str
    scales: tuple[str, ...]
    half: bool

    @property
    def size(self) -> int:
        """What the figure counts, in đồng; 1 where no unit is named."""
        return prod(_SCALES[scale] for scale in self.scales)

    @property
    def value(self) -> Fraction:
        return (Fraction(read_number(self.figure)) + Fraction(self.half, 2)) * self.size

    @property
    def is_sound(self) -> bool:
        """Known units, small before great (trăm nghìn tỷ); "rưỡi" after one of them only."""
        sizes = [_SCALES.get(scale, 0) for scale in self.scales]
        rising = all(a < b for a, b in pairwise([0, *sizes]))
        return rising and (not self.half or len(sizes) == 1)

    def may_follow(self, before: Self, unit: MoneyUnit) -> bool:
        """Tell whether both are parts of one amount: "1 tỷ" and then "371 triệu".

        A last part without a unit is đồng written in full: "1 tỷ 5" may be meant as 1,5 tỷ, and
        "2 tỷ 2 trăm" as 2,2 tỷ.
        """
        if before.value % before.size or self.value >= before.size or self.size >= before.size:
            return False
        if not self.scales:
            return unit is MoneyUnit.DONG and not self.figure.isdigit()
        return _SCALES[self.scales[-1]] >= 1000


def _sum(body: str, unit: MoneyUnit, written: str) -> int:
    """Return the sum of the terms of an amount written in figures."""
    terms = [_term(figure, words) for figure, words in _TERM.findall(body)]
    if not body[0].isdigit() or not all(term.is_sound for term in terms):
        raise _unknown(written)
    if len(terms) == 1 and terms[0].size < 1000:
        return _whole(_in_unit(terms[0], unit), written)
    if not all(after.may_follow(before, unit) for before, after in pairwise(terms)):
        raise Unreadable(f"Không rõ {quoted(written)}: xin ghi đơn vị của từng phần.")
    return _whole(sum((term.value for term in terms), Fraction()), written)


def _term(figure: str, words: str) -> _Term:
    scales = words.rstrip(" .").split()
    half = scales[-1:] == [_HALF]
    return _Term(figure.strip(), tuple(scales[:-1] if half else scales), half)


def _in_unit(term: _Term, unit: MoneyUnit) -> Fraction:
    """Return the đồng of a figure that stands alone: "1,250" could be the English 1250."""
    if _THREE_DECIMALS.fullmatch(term.figure):
        raise Unreadable(_two_readings(term.figure, unit))
    return term.value * unit.size


def _two_readings(figure: str, unit: MoneyUnit) -> str:
    thousands = figure.replace(",", ".")
    message = f"Không rõ {quoted(figure)}: dấu phẩy đứng trước phần lẻ, dấu chấm ngăn hàng nghìn."
    if unit is MoneyUnit.DONG:
        return f"{message} Xin viết {quoted(thousands)} nếu là số đồng."
    decimals = f"{figure} {unit}"
    return f"{message} Xin viết {quoted(decimals)} nếu là số lẻ, {quoted(thousands)} nếu không."


def _whole(amount: Fraction, written: str) -> int:
    if amount.denominator > 1:
        raise Unreadable(f"Số tiền {quoted(written)} có phần lẻ của đồng. Xin ghi tròn đồng.")
    return int(amount)


def _said(body: str, written: str) -> int:
    """Return an amount said in words: "hai trăm triệu", "hai tỷ rưỡi"."""
    words = body.split()
    half = _SCALES.get(words[-2], 0) if words[1:] and words[-1] == _HALF else 0
    try:
        amount = read_words(" ".join(words[:-1] if half else words))
    except Unreadable:
        raise _unknown(written) from None
    if amount < 0 or (half and words[-3] in _SCALES):
        raise _unknown(written)
    return amount + half // 2


def _refuse_cut_short(amount: int, in_dong: bool, unit: MoneyUnit, written: str) -> None:
    """Refuse words without "đồng" that may leave a unit out: "hai tỷ hai trăm" for 2,2 tỷ."""
    if amount % 1000 and not in_dong and (amount > 10**6 or unit is not MoneyUnit.DONG):
        raise Unreadable(f"Không rõ {quoted(written)}: xin ghi thêm đơn vị của phần cuối.")


def _unknown(written: str) -> Unreadable:
    return Unreadable(
        f"Không đọc được {quoted(written)} là một số tiền. Xin viết như “1.250.000 đồng”,"
        " “195,88 triệu đồng” hoặc “1 tỷ 371 triệu đồng”."
    )


# --- printing -----------------------------------------------------------------------------------

_NBSP = "\u00a0"


def format_dong(amount: int, *, nbsp: bool = False) -> str:
    """Return "6.450.958.643 đồng"; with `nbsp` figure and unit stay on one line."""
    return format_in(amount, MoneyUnit.DONG, nbsp=nbsp)


def format_in(
    amount: int, unit: MoneyUnit, places: int | None = None, *, nbsp: bool = False
) -> str:
    """Return "195,88 triệu đồng": every đồng of it, or rounded to just `places` decimals."""
    figure = format_number(Fraction(amount, unit.size), places)
    return f"{figure}{_NBSP if nbsp else ' '}{unit.label}"


def in_unit(amount: int, unit: MoneyUnit, places: int | None = None) -> Decimal:
    """Return the figure of a column counted in `unit`: exact, or rounded to `places`."""
    exact = Fraction(amount, unit.size)
    return as_decimal(exact) if places is None else round_half_up(exact, places)


def amount_in_words(amount: int) -> str:
    """Return "Một tỷ hai trăm năm mươi triệu đồng", as the line "Bằng chữ" of a document."""
    words = number_in_words(amount)
    return f"{words[0].upper()}{words[1:]} {MoneyUnit.DONG}"
