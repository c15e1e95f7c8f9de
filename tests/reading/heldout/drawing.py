"""Numbers as officers write them, drawn from a seed; each stands between marks ⟦ ⟧."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from random import Random

TRADES = (
    *("rèn dao", "đan lục bình", "dệt chiếu lác", "chạm bạc", "sơn mài", "làm bún khô"),
    *("nấu mạch nha", "may túi xách", "tiện gỗ", "đúc gang", "làm hương trầm", "ép dầu lạc"),
    *("sấy mít", "đóng thuyền", "làm nón lá", "thêu ren", "chế biến mắc ca", "se sợi tơ tằm"),
    *("làm chổi đót", "xay xát gạo", "chế biến sứa", "gò nhôm", "dệt lanh", "làm tương nếp"),
    *("khảm trai", "làm giấy dó", "chế tác đá", "chưng cất tinh dầu", "làm cốm", "bện thừng"),
    *(
        "rang xay cà phê",
        "làm đàn",
        "chế biến yến sào",
        "nặn gốm đỏ",
        "làm bánh gai",
        "mộc mỹ nghệ",
    ),
)
DISTRICTS = (
    *("Yên Khánh", "Bình Lục", "Thạch Hà", "Ba Tri", "Phù Mỹ", "Đắk Song", "Mường Ảng"),
    *("Châu Thành", "Lệ Thủy", "Sa Thầy", "Văn Lãng", "Tân Kỳ", "Gò Dầu", "Hàm Yên"),
)
SCALES = {"tỷ đồng": 1000, "triệu đồng": 1, "tr.đ": 1, "tỷ": 1000, "đồng": Fraction(1, 10**6)}


@dataclass
class Draw:
    """A source of numbers and words for one report; `padded` writes 7 as 07.

    `districts` is how many the province has: all claims of a report must agree on it.
    """

    rng: Random
    padded: bool
    short: bool
    districts: int

    def count(self, number: int, unit: str = "", marked: bool = True) -> str:
        """Return "⟦07⟧ cơ sở"."""
        digits = f"{number:02}" if self.padded and number < 10 else grouped(Decimal(number))
        return f"{mark(digits) if marked else digits} {self.unit(unit)}".strip()

    def unit(self, unit: str) -> str:
        """Return the unit, shortened where this writer shortens."""
        short = {"cơ sở": "CS", "lao động": "LĐ", "đề án": "ĐA"}
        return short.get(unit, unit) if self.short else unit

    def scale(self, *amounts: int) -> str:
        """Return a unit of money in which these amounts of million đồng read well."""
        if min(amounts) >= 1000 and self.rng.random() < 0.6:
            return self.rng.choice(("tỷ đồng", "tỷ"))
        return self.rng.choice(("triệu đồng", "triệu đồng", "tr.đ", "đồng"))

    def money(self, millions: int, scale: str) -> str:
        """Return "⟦1,25⟧ tỷ đồng" for 1250 million đồng."""
        number = Fraction(millions) / SCALES[scale]
        return f"{mark(grouped(Decimal(number.numerator) / number.denominator))} {scale}"

    def percent(self, number: Fraction) -> str:
        """Return "⟦37,5⟧%"."""
        return mark(grouped(number_of(number))) + "%"


def number_of(number: Fraction, places: int = 1) -> Decimal:
    """Return the number rounded half up."""
    step = Decimal(1).scaleb(-places)
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return exact.quantize(step, ROUND_HALF_UP)


def grouped(number: Decimal) -> str:
    """Return the number with a decimal comma and dots between thousands, no idle zeros."""
    text = f"{number:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def mark(number: str) -> str:
    """Return the number between marks."""
    return f"⟦{number}⟧"


def compound(first: int, last: int, years: int) -> Fraction:
    """Return the mean yearly growth in percent."""
    rate = (Decimal(last) / Decimal(first)) ** (Decimal(1) / years) - 1
    return Fraction(rate * 100)
