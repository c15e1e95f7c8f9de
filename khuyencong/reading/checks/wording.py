"""How a check speaks: numbers in Vietnamese form, the unit once, a polite likeliest cause."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from khuyencong.reading.model import Figure, Number
from khuyencong.values.vocabulary import unit_label

#: Why a claim is only nearly right.
ROUGH = "số ghi chỉ đúng khi cắt bớt chữ số, hoặc trong phạm vi làm tròn của các số đã ghi."

_SCALES: tuple[tuple[int, str], ...] = (
    (10**9, "tỷ đồng"),
    (10**6, "triệu đồng"),
    (10**3, "nghìn đồng"),
    (1, "đồng"),
)


def rounded(value: Fraction | Number, digits: int) -> Decimal:
    """Return `value` with at most `digits` decimals, half away from zero."""
    exact = Fraction(value)
    quotient = Decimal(exact.numerator) / Decimal(exact.denominator)
    return quotient.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def as_number(value: Fraction | Number, digits: int = 4) -> Number:
    """Return `value` as a whole number where it is one, else with at most `digits` decimals."""
    exact = Fraction(value)
    return int(exact) if exact.denominator == 1 else rounded(exact, digits).normalize()


def number(value: Fraction | Number, digits: int = 3) -> str:
    """Write a number the Vietnamese way: 1.737,721; -0,69."""
    exact = Fraction(value)
    shown = rounded(exact, 0 if exact.denominator == 1 else digits)
    whole, _, rest = f"{shown:,f}".partition(".")
    rest = rest.rstrip("0")
    return whole.replace(",", ".") + ("," + rest if rest else "")


def scale_of(figure: Figure) -> tuple[int, str]:
    """Return the scale in which the report writes this money: (1_000_000, "triệu đồng")."""
    digits = _digits(figure.number)
    for scale, name in _SCALES:
        if _digits(number(Fraction(figure.value) / scale, 9)) == digits:
            return scale, name
    return money_scale(figure.step, max(figure.value, -figure.value))


def _digits(text: str) -> str:
    """Return the digits that matter: "0174,0" → "174"."""
    whole, _, rest = text.partition(",")
    kept = "".join(c for c in whole if c.isdigit()) + "." + "".join(c for c in rest if c.isdigit())
    return kept.strip("0").rstrip(".")


def money_scale(step: Number, value: Number) -> tuple[int, str]:
    """Return the largest scale that writes `value` with no more than three decimals of `step`."""
    for scale, name in _SCALES:
        if max(value, -value) >= scale and Fraction(step) * 1000 >= scale:
            return scale, name
    return 1, "đồng"


class Voice:
    """Writes several values in the one scale of a leading figure, the unit once at the end."""

    def __init__(self, lead: Figure, digits: int = 3):
        rate = lead.unit.removeprefix("VND")
        if lead.unit.startswith("VND"):
            self.scale, name = scale_of(lead)
            self.unit = " " + name + _rate_label(rate)
        else:
            self.scale, self.unit = 1, _suffix(lead.unit)
        self.digits = digits

    def bare(self, value: Fraction | Number) -> str:
        """Return the number alone."""
        return number(Fraction(value) / self.scale, self.digits)

    def full(self, value: Fraction | Number) -> str:
        """Return the number with its unit."""
        return self.bare(value) + self.unit


def _rate_label(rate: str) -> str:
    return unit_label("VND" + rate).removeprefix("đồng") if rate else ""


def _suffix(unit: str) -> str:
    if unit.startswith("percent"):
        return "%"
    try:
        return " " + unit_label(unit)
    except KeyError:
        return ""


def written(figure: Figure) -> str:
    """Return the figure as a check names it: its number as written and its unit."""
    if figure.unit.startswith("percent"):
        return f"{figure.number.rstrip(' %')}%"
    return f"{number_as_read(figure)}{Voice(figure).unit}"


def number_as_read(figure: Figure) -> str:
    """Return the figure's value in its own scale."""
    voice = Voice(figure)
    if figure.value_high is not None:
        return f"{voice.bare(figure.value)}–{voice.bare(figure.value_high)}"
    return voice.bare(figure.value)


def shorten(text: str, width: int = 90) -> str:
    """Return `text` on one line, cut at a word with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: line.rfind(" ", 0, width)] + " …"
