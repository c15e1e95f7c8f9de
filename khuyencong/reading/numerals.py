"""Numbers as Vietnamese reports write them: groups of digits, scales, money, ranges, words."""

import re
from dataclasses import dataclass
from decimal import Decimal

from khuyencong.reading.model import Number

TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
#: A longer row of digits is no quantity of this world, but a code or rubbish.
MOST_DIGITS = 18

SCALES = {
    "chục": 10,
    "nghìn": 10**3,
    "ngàn": 10**3,
    "vạn": 10**4,
    "triệu": 10**6,
    "tr": 10**6,
    "trđ": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
}
_CURRENCY = (
    r"(?P<money>vnđ|vnd|đồng(?!\s+(?:chí|bào|bộ|tác|thời|bằng|đều|ý|phục|hồ))|đ"
    r"|usd|đô\s+la(?:\s+mỹ)?|euro)(?![^\W\d_])"
)
_AFTER = re.compile(
    r"\s?(?P<percent>%|(?:điểm\s+)?phần\s+trăm\b|điểm\s+%)"
    r"|(?:\s*(?P<scale>(?:(?:chục|nghìn|ngàn|vạn)\s+)?(?:tỷ|tỉ|triệu|tr)(?=đ|(?![^\W\d_]))\.?"
    r"|(?:nghìn|ngàn|vạn|chục)(?![^\W\d_])))?"
    rf"(?:\s*{_CURRENCY})?"
)
_NEXT_PART = re.compile(r",?\s+(?=[0-9])")
_TO = re.compile(r"\s*(?:-+|đến|tới)\s*(?:khoảng\s+|gần\s+|hơn\s+|trên\s+)?(?=[0-9])")
_OF = re.compile(r"\s?/\s?(?=[0-9])")
_FOREIGN = {"usd": "USD", "đô": "USD"}


@dataclass(frozen=True, slots=True)
class Amount:
    """One number with its scale and currency or percent sign; `end` is after all of them."""

    start: int
    number_end: int  # end of the last group of digits
    end: int
    value: Number
    step: Number
    unit: str | None  # "VND", "USD", "percent", or None where a noun must tell
    scale: int
    tokens: int


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure's number: an amount, a range of two, or a part out of a whole."""

    start: int
    number_end: int
    end: int
    value: Number
    step: Number
    unit: str | None
    scale: int
    value_high: Number | None = None
    out_of: Number | None = None
    tokens: int = 1


def plain(value: Decimal) -> Number:
    """Return a whole number as `int`, any other as it is."""
    return int(value) if value == value.to_integral_value() else value


def parse(token: str, decimal_dot: bool = False) -> tuple[Decimal, Decimal]:
    """Return the value of a group of digits and the size of its last digit.

    "1.308" is a thousand, "20.76" is twenty and a part, "30.722,3" both; "1,500" is left to the
    unit (`reread`). `decimal_dot` reads the dot as the English do.
    """
    if not token.strip("0123456789"):
        return Decimal(token), Decimal(1)
    last = max(token.rfind("."), token.rfind(","))
    sign, head, tail = token[last], token[:last], token[last + 1 :]
    other = "," if sign == "." else "."
    groups = re.split(r"[.,]", head)
    thousands = len(tail) == 3 and len(groups[0]) <= 3 and all(len(g) == 3 for g in groups[1:])
    if sign in head:
        whole = thousands and other not in head
    else:
        whole = sign == "." and thousands and other not in head and not decimal_dot
        whole = whole and groups[0].lstrip("0") != ""
    if whole:
        return Decimal("".join(groups) + tail), Decimal(1)
    return Decimal("".join(groups) + "." + tail), Decimal(1).scaleb(-len(tail))


def amount_at(low: str, start: int) -> Amount | None:
    """Return the amount that begins at `start`; None where no quantity can be."""
    token = TOKEN.match(low, start)
    if token is None or len(token[0]) > MOST_DIGITS + 8:
        return None
    value, step = parse(token[0])
    after = _AFTER.match(low, token.end())
    assert after is not None  # every part of the pattern may be absent
    unit, scale, end = None, 1, after.end()
    if after["percent"]:
        unit = "percent"
        value, step = reread(token[0], value, step, most=Decimal(5000))
    elif after["scale"] or after["money"]:
        scale = _scale(after["scale"])
        unit = _currency(after["money"])
        if unit and scale == 1:
            value, step = reread(token[0], value, step)
    return Amount(
        start, token.end(), end, plain(value * scale), plain(step * scale), unit, scale, 1
    )


def reread(
    token: str, value: Decimal, step: Decimal, most: Decimal | None = None
) -> tuple[Decimal, Decimal]:
    """Read "1,500" as whole where halves cannot be, and "12.345" % as a part: it is too much."""
    if most is not None:
        return parse(token, decimal_dot=True) if value > most and "." in token else (value, step)
    if re.fullmatch(r"[0-9]{1,3}(?:,[0-9]{3})+", token) and value != value.to_integral_value():
        return Decimal(token.replace(",", "")), Decimal(1)
    return value, step


def _scale(words: str | None) -> int:
    size = 1
    for word in (words or "").split():
        size *= SCALES[word.strip(".")]
    return size


def _currency(word: str | None) -> str | None:
    return None if word is None else _FOREIGN.get(word.split()[0], "VND")


def quantity_at(
    low: str, start: int, taken: "set[int] | frozenset[int]" = frozenset()
) -> Quantity | None:
    """Return the quantity that begins at `start`: "57/63", "3 - 5 triệu", "1 tỷ 371 triệu".

    `taken` holds the starts of digit groups that are spoken for (dates, citations).
    """
    first = amount_at(low, start)
    if first is None:
        return None
    first = _with_smaller_parts(low, first, taken)
    return _fraction(low, first, taken) or _range(low, first, taken) or _single(first)


def _single(a: Amount) -> Quantity:
    return Quantity(a.start, a.number_end, a.end, a.value, a.step, a.unit, a.scale, tokens=a.tokens)


def _with_smaller_parts(low: str, first: Amount, taken: "set[int] | frozenset[int]") -> Amount:
    """Join "1 tỷ 371 triệu 500 nghìn đồng" into one amount."""
    while first.scale > 1 and first.unit is None:
        gap = _NEXT_PART.match(low, first.end)
        if gap is None or gap.end() in taken:
            break
        part = amount_at(low, gap.end())
        if part is None or not 1 < part.scale < first.scale or part.value >= first.scale:
            break
        first = Amount(first.start, part.number_end, part.end, first.value + part.value,
                       part.step, part.unit, part.scale, first.tokens + 1)  # fmt: skip
    return first


def _fraction(low: str, first: Amount, taken: "set[int] | frozenset[int]") -> Quantity | None:
    if first.unit is not None or first.scale != 1 or not isinstance(first.value, int):
        return None
    slash = _OF.match(low, first.number_end)
    if slash is None or slash.end() in taken:
        return None
    whole = amount_at(low, slash.end())
    if whole is None or whole.unit is not None or not isinstance(whole.value, int):
        return None
    if whole.value < first.value and low[slash.start()] == " ":
        return None  # "(4.720 / 1.180)" divides
    return Quantity(
        first.start,
        whole.number_end,
        whole.end,
        first.value,
        1,
        None,
        1,
        out_of=whole.value,
        tokens=2,
    )


def _range(low: str, first: Amount, taken: "set[int] | frozenset[int]") -> Quantity | None:
    to = _TO.match(low, first.end)
    if to is None or to.end() in taken or low[first.end : to.end()].count("-") > 1:
        return None
    second = amount_at(low, to.end())
    if second is None:
        return None
    second = _with_smaller_parts(low, second, taken)
    if first.unit not in (None, second.unit):
        return None
    times = second.scale if first.scale == 1 and first.unit is None else 1
    value, step = first.value * times, first.step * times
    if "-" in low[first.end : to.end()] and value > second.value:
        return None
    return Quantity(
        first.start,
        second.number_end,
        second.end,
        plain(Decimal(value)),
        plain(Decimal(step)),
        second.unit,
        second.scale,
        value_high=second.value,
        tokens=first.tokens + second.tokens,
    )


_DIGITS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7,
    "bẩy": 7, "tám": 8, "chín": 9, "mốt": 1,
}  # fmt: skip
_TENS = {"mươi": 10, "mười": 10, "chục": 10, "trăm": 100}
NUMBER_WORDS = re.compile(
    r"\b(?:mười(?:\s+(?:một|hai|ba|bốn|lăm|sáu|bảy|tám|chín))?"
    r"|(?:hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín)\s+mươi(?:\s+(?:mốt|hai|ba|tư|bốn|lăm|sáu|bảy"
    r"|tám|chín))?"
    r"|(?:một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín)(?:\s+trăm(?:\s+(?:linh|lẻ)\s+(?:một|hai|ba"
    r"|bốn|năm|sáu|bảy|tám|chín)|(?:\s+(?:một|hai|ba|bốn|năm|sáu|bảy|tám"
    r"|chín))?\s+mươi(?:\s+(?:mốt|hai|ba|tư|bốn|lăm|sáu|bảy|tám|chín))?|\s+mười(?:\s+(?:một"
    r"|hai|ba|bốn|lăm|sáu|bảy|tám|chín))?)?)?)\b"
)


def words_value(words: str) -> int:
    """Return the value of a number in words up to 999: "hai mươi mốt" → 21."""
    total, current = 0, 0
    for word in words.split():
        if word in _DIGITS:
            current = _DIGITS[word]
            total += current
        else:
            size = _TENS[word]
            total += max(current, 1) * size - current
            current = 0
    return total
