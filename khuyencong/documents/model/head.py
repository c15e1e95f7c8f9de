"""The head of a document: who issues it, its number, its place and day, how it is marked."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from khuyencong.documents.letters import NO_BREAK
from khuyencong.values.dates import format_long_date

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
DRAFT = "BẢN DỰ THẢO"
#: Left open for the pen: a number or a day that is not given yet.
BLANK = NO_BREAK * 6


@dataclass(frozen=True)
class Issuer:
    """The issuing body; `superior` is "" where it stands alone (a Bộ, a UBND)."""

    name: str
    superior: str = ""


@dataclass(frozen=True)
class Number:
    """Number and symbol; a draft has no number, and may have no symbol yet."""

    symbol: str = ""
    number: int | None = None

    @property
    def shown(self) -> str:
        """Return "Số: 05/BC-SCT", or with a blank for what is not given."""
        number = BLANK if self.number is None else f"{self.number:02d}"
        return f"Số: {number}/{self.symbol or BLANK}"


@dataclass(frozen=True)
class PlaceAndDay:
    """Where and when; a draft leaves the day open, and knows at most the year."""

    place: str
    day: date | None = None
    year: int | None = None

    @property
    def shown(self) -> str:
        """Return "Bắc Giang, ngày 05 tháng 3 năm 2026"."""
        if self.day:
            return f"{self.place}, {format_long_date(self.day)}"
        year = str(self.year) if self.year else BLANK
        return f"{self.place}, ngày {BLANK} tháng {BLANK} năm {year}"


class Secrecy(StrEnum):
    """How secret a document is; its mark stands framed below the number."""

    NONE = ""
    SECRET = "MẬT"
    TOP_SECRET = "TỐI MẬT"
    UTMOST = "TUYỆT MẬT"


class Urgency(StrEnum):
    """How urgent a document is; its mark stands framed below the number."""

    NONE = ""
    URGENT = "KHẨN"
    MOST_URGENT = "THƯỢNG KHẨN"
    EXPRESS = "HỎA TỐC"
