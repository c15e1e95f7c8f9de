"""All that can be asked of the office."""

from khuyencong.office.queries.integrity import office_faults, unexplained
from khuyencong.office.queries.register import (
    Shelf,
    in_folder,
    numbered,
    shelf,
    waiting,
    years,
)
from khuyencong.office.queries.scope import books_visible_to, visible_to
from khuyencong.office.queries.symbols import tail_of

__all__ = [
    "Shelf",
    "books_visible_to",
    "in_folder",
    "numbered",
    "office_faults",
    "shelf",
    "tail_of",
    "unexplained",
    "visible_to",
    "waiting",
    "years",
]
