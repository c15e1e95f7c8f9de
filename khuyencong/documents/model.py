"""An official document as data, with every line worded once, so that both writers say the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from khuyencong.documents.letters import NO_BREAK, letter, roman
from khuyencong.values.dates import format_long_date

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
DRAFT = "BẢN DỰ THẢO"
RECIPIENTS = "Nơi nhận:"
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


class OnBehalf(StrEnum):
    """In whose stead a person signs (NĐ 30/2020/NĐ-CP); "" signs as himself."""

    HIMSELF = ""
    COLLECTIVE = "TM."
    HEAD = "KT."
    ORDER = "TL."
    AUTHORISED = "TUQ."
    ACTING = "Q."


@dataclass(frozen=True)
class Signature:
    """Who signs: "KT. GIÁM ĐỐC" above "PHÓ GIÁM ĐỐC", and the name, "" where nobody signed."""

    post: str
    name: str = ""
    on_behalf: OnBehalf = OnBehalf.HIMSELF
    of: str = ""

    @property
    def titles(self) -> list[str]:
        """Return the lines above the name; an acting head has but one: "Q. GIÁM ĐỐC"."""
        if self.on_behalf is OnBehalf.HIMSELF:
            return [self.post.upper()]
        if self.on_behalf is OnBehalf.ACTING:
            return [f"{self.on_behalf} {self.post.upper()}"]
        return [f"{self.on_behalf} {self.of.upper()}", self.post.upper()]


@dataclass(frozen=True)
class Recipients:
    """Who receives the document, and what is kept in the archive: "VT, QLCN"."""

    names: tuple[str, ...] = ()
    archive: str = "VT"

    @property
    def lines(self) -> list[str]:
        """Return each on its line; the last one is the archive."""
        return [*(f"- {name};" for name in self.names), f"- Lưu: {self.archive}."]


class Side(StrEnum):
    """Where the text of a column or paragraph stands."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"
    JUSTIFIED = "justified"


class Marker(StrEnum):
    """What stands before each item of a list."""

    DASH = "dash"
    LETTER = "letter"
    NUMBER = "number"

    def at(self, index: int) -> str:
        """Return the mark of the item at `index`, from 0."""
        if self is Marker.DASH:
            return "-"
        return f"{letter(index)})" if self is Marker.LETTER else f"{index + 1}."


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 (I.), 2 (1.) or 3 (1.1); its number is counted, not written."""

    level: int
    title: str

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3):
            raise ValueError(f"a heading has level 1, 2 or 3, not {self.level}")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the body; the grounds (căn cứ) are italic."""

    text: str
    italic: bool = False
    bold: bool = False
    side: Side = Side.JUSTIFIED


@dataclass(frozen=True)
class Items:
    """A list."""

    items: tuple[str, ...]
    marker: Marker = Marker.DASH


@dataclass(frozen=True)
class Column:
    """A column of a table; `share` is its part of the width beside the others' shares."""

    title: str
    share: int = 1
    side: Side = Side.LEFT


@dataclass(frozen=True)
class Table:
    """A table; its head is repeated on each page. A wide one stands on pages of its own, turned."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""
    note: str = ""
    wide: bool = False

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError("a table has at least one column")
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("each row of a table has a cell for each column")


Block = Heading | Paragraph | Items | Table


@dataclass(frozen=True)
class Appendix:
    """What is attached; its pages are counted from 1."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """An official document by NĐ 30/2020/NĐ-CP."""

    issuer: Issuer
    number: Number
    place_and_day: PlaceAndDay
    kind: str
    subject: str
    blocks: tuple[Block, ...]
    signature: Signature
    recipients: Recipients = field(default_factory=Recipients)
    to: str = ""
    appendices: tuple[Appendix, ...] = ()
    draft: bool = False

    @property
    def title(self) -> str:
        """Return kind and subject in one line."""
        return f"{self.kind} {self.subject}"

    def label(self, index: int) -> str:
        """Return the name of an appendix: "Phụ lục" alone, else "Phụ lục II"."""
        return f"Phụ lục {roman(index + 1)}" if len(self.appendices) > 1 else "Phụ lục"

    @property
    def attached_to(self) -> str:
        """Return the line below an appendix's title that tells what it belongs to."""
        number = self.number.shown.removeprefix("Số: ")
        when = self.place_and_day.shown.rpartition(", ")[2]
        kind = self.kind.capitalize()
        return f"(Kèm theo {kind} số {number} {when} của {self.issuer.name})"


def numbered(blocks: Sequence[Block]) -> Iterator[tuple[Block, str]]:
    """Yield each block with the number it bears: "I." or "1." or "1.1" for a heading, else ""."""
    counts = [0, 0, 0]
    for block in blocks:
        if not isinstance(block, Heading):
            yield block, ""
            continue
        level = block.level - 1
        counts[level:] = [counts[level] + 1] + [0] * (len(counts) - level - 1)
        yield block, _number(counts, level)


def _number(counts: Sequence[int], level: int) -> str:
    if level == 0:
        return f"{roman(counts[0])}."
    return f"{counts[1]}." if level == 1 else f"{counts[1]}.{counts[2]}"
