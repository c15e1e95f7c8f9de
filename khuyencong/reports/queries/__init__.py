"""Everything that can be asked of the programme, from whatever is known of it."""

from khuyencong.reports.queries.answers import TOLD, Answer, resolve, summed
from khuyencong.reports.queries.book import Book, book, book_of, in_order
from khuyencong.reports.queries.breakdown import Breakdown, RegionRow, Row, breakdown
from khuyencong.reports.queries.units import (
    COUNTRY,
    RegionUnit,
    Unit,
    Units,
    moves,
    provinces_on,
    units_on,
)

__all__ = [
    "COUNTRY",
    "TOLD",
    "Answer",
    "Book",
    "Breakdown",
    "RegionRow",
    "RegionUnit",
    "Row",
    "Unit",
    "Units",
    "book",
    "book_of",
    "breakdown",
    "in_order",
    "moves",
    "provinces_on",
    "resolve",
    "summed",
    "units_on",
]
