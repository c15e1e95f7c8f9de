"""What is known of a figure beyond its number, and what was told just before it."""

from dataclasses import dataclass

from khuyencong.reading.counting import Draft
from khuyencong.reading.model import YearSpan
from khuyencong.values.vocabulary import Activity, FigureKind, FundingSource


@dataclass(slots=True)
class Told:
    """What is known of a figure beyond its number."""

    draft: Draft
    activity: Activity
    source: FundingSource | None
    period: YearSpan | None
    kind: FigureKind
    block: int
    sentence: tuple[int, int]


@dataclass(slots=True)
class Recent:
    """The last two figures of the same sentence."""

    last: Told | None = None
    earlier: Told | None = None
