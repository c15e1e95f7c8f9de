"""Everything that can be asked of the programme, from whatever is known of it."""

from khuyencong.reports.queries.answers import TOLD, Answer, resolve, summed
from khuyencong.reports.queries.book import Book, book, book_of, in_order
from khuyencong.reports.queries.breakdown import Breakdown, RegionRow, Row, breakdown
from khuyencong.reports.queries.differences import Difference, differences
from khuyencong.reports.queries.territory import TerritoryTold, UnitTold, territory
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
    "Difference",
    "RegionRow",
    "RegionUnit",
    "Row",
    "TerritoryTold",
    "Unit",
    "UnitTold",
    "Units",
    "book",
    "book_of",
    "breakdown",
    "differences",
    "in_order",
    "moves",
    "provinces_on",
    "resolve",
    "summed",
    "territory",
    "units_on",
]
