"""Tables: their columns under titles of one or two rows, their rows, which of them are bold."""

from dataclasses import dataclass, replace
from enum import StrEnum

from khuyencong.documents.model.words import Words


class Side(StrEnum):
    """Where the text of a column or paragraph stands."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"
    JUSTIFIED = "justified"


@dataclass(frozen=True)
class Column:
    """A column of a table; `share` is its part of the width beside the others' shares.

    Neighbours of one `group` stand below one title in a head of two rows.
    """

    title: str
    share: int = 1
    side: Side = Side.LEFT
    group: str = ""


@dataclass(frozen=True)
class Group:
    """Columns below one title: `count` of them from `first`; without a title it is one column."""

    title: str
    first: int
    count: int


@dataclass(frozen=True)
class Table:
    """A table; its head is repeated on each page. A wide one stands on pages of its own, turned.

    `totals` and `sections` are the places of bold rows, from 0; a section with one word alone
    goes over the whole width.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Words, ...], ...]
    title: str = ""
    note: str = ""
    wide: bool = False
    totals: frozenset[int] = frozenset()
    sections: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError("a table has at least one column")
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("each row of a table has a cell for each column")
        if any(not 0 <= index < len(self.rows) for index in self.totals | self.sections):
            raise ValueError("totals and sections are places of rows")

    @property
    def groups(self) -> list[Group]:
        """Return the cells of the upper row of the head; empty where the head has one row."""
        found: list[Group] = []
        for index, column in enumerate(self.columns):
            if column.group and found and found[-1].title == column.group:
                found[-1] = replace(found[-1], count=found[-1].count + 1)
            else:
                found.append(Group(column.group, index, 1))
        return found if any(group.title for group in found) else []

    def is_bold(self, index: int) -> bool:
        """Return whether a row is a total or opens a section."""
        return index in self.totals or index in self.sections

    def alone(self, index: int) -> Words | None:
        """Return the one cell of a section that goes over the whole width, else None."""
        told = [cell for cell in self.rows[index] if str(cell).strip()]
        return told[0] if index in self.sections and len(told) == 1 else None
