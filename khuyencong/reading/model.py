"""What reading a report yields: the words of the page, and nothing that knows a database.

All offsets are Python `str` offsets into `Reading.text`. A span is half-open.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from khuyencong.values.vocabulary import (
    Activity,
    Bound,
    CheckKind,
    FigureKind,
    FundingSource,
    LegalKind,
    Severity,
    TokenReason,
)

#: Money is whole đồng (`int`); all else is exact as written (`int` or `Decimal`). Never a float.
Number = int | Decimal


@dataclass(frozen=True, slots=True)
class YearSpan:
    """A period as a report writes it, both ends inclusive: 2016–2020, or "2026-08" where finer."""

    start: int | str
    end: int | str


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item or table row of the text, in reading order."""

    index: int
    kind: str  # "heading" | "paragraph" | "item" | "row" | "chrome" | "signature"
    start: int
    end: int
    marker: str  # "2.1.", "a)", "-", "+" or ""
    level: int  # depth of a heading (1 = topmost), of an item below its heading
    parent: int | None  # index of the heading or item it stands under
    sentences: tuple[tuple[int, int], ...]  # spans, covering the block


@dataclass(slots=True)
class Figure:
    """One number of the report with the words it stands in and what it counts."""

    id: str
    start: int  # span of the quote
    end: int
    number: str  # as written
    number_start: int
    number_end: int
    value: Number
    unit: str
    value_high: Number | None = None
    out_of: Number | None = None
    #: Size of the last written digit in units of `value` ("60,182 tỷ" → 1_000_000); a count → 1.
    step: Number = 1
    approximate: bool = False
    bound: Bound | None = None
    kind: FigureKind = FigureKind.RESULT
    subject: str = ""
    activity: Activity = Activity.TOTAL
    funding_source: FundingSource | None = None
    place: str | None = None
    period: YearSpan | None = None
    confidence: float = 1.0
    block: int = 0  # index into Reading.blocks
    sentence: tuple[int, int] = (0, 0)


@dataclass(slots=True)
class Check:
    """One claim of the report held against its own figures."""

    id: str
    kind: CheckKind
    severity: Severity
    statement: str  # the arithmetic or the two claims, in Vietnamese
    figures: tuple[str, ...]  # ids of every figure of the check
    stated: Number | None = None
    computed: Number | None = None
    difference: Number | None = None
    explanation: str = ""  # the likeliest cause, in Vietnamese
    #: Passages (spans of the text) to light up, in reading order; at least one.
    passages: tuple[tuple[int, int], ...] = ()

    @property
    def holds(self) -> bool:
        """True unless the claim is false or doubtful."""
        return self.severity in (Severity.OK, Severity.NOTE)


@dataclass(frozen=True, slots=True)
class LegalReference:
    """A document the report cites; `number` is repaired, `as_written` never is."""

    kind: LegalKind
    number: str | None
    as_written: str | None
    date: str | None  # ISO day, or None
    issuer: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class OtherToken:
    """A group of digits that is no figure, with the reason."""

    start: int
    end: int
    text: str
    why: TokenReason


@dataclass(slots=True)
class Reading:
    """A whole report as read."""

    text: str
    title: str = ""
    number: str | None = None
    issuer: str | None = None
    place: str | None = None
    period: YearSpan | None = None
    issued_on: str | None = None
    blocks: list[Block] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    legal_references: list[LegalReference] = field(default_factory=list)
    other: list[OtherToken] = field(default_factory=list)
    #: Spans of citations and of clauses ("Khoản 2, Điều 6"), in reading order.
    legal_spans: list[tuple[int, int]] = field(default_factory=list)
    #: Digit groups that lie inside a legal reference.
    legal_tokens: int = 0
    #: Digit groups inside figures' numbers ("57/63" has two, a number in words none).
    figure_tokens: int = 0
    #: Groups of digits in the whole text: figures' + legal + other, or the reader is at fault.
    total_tokens: int = 0
    checks: list[Check] = field(default_factory=list)

    @property
    def unexplained(self) -> int:
        """Return how many groups of digits nothing accounts for; 0 or the reader is at fault."""
        return self.total_tokens - self.figure_tokens - self.legal_tokens - len(self.other)
