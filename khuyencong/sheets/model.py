"""A kind of records as a declaration: its columns, the words of heads for them, their types."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class Type(StrEnum):
    """How the cells of a column are read."""

    TEXT = "text"
    MONEY = "money"  # whole đồng, whatever unit the sheet counts in
    COUNT = "count"
    DATE = "date"
    YEAR = "year"
    CHOICE = "choice"
    YES = "yes"
    TAX_CODE = "tax_code"
    PHONE = "phone"
    PLACE = "place"  # text here; the register finds it


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: its code, its name in our own sheets, and the folded words that heads use."""

    code: str
    label: str
    type: Type = Type.TEXT
    words: tuple[str, ...] = ()
    required: bool = False
    longest: int = 200
    #: code → folded words; the first word found in the cell decides, longest first.
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: What a choice is called in our own sheets.
    labels: Mapping[str, str] = field(default_factory=dict)
    #: Where there is no such column, the title of the section tells it.
    from_section: bool = False
    #: Where there is no such column, the title above the table tells it ("năm 2019").
    from_title: bool = False
    #: Shown in templates.
    example: str | int = ""
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of records that sheets may hold."""

    code: str
    label: str
    columns: tuple[Column, ...]
    #: What one row is called.
    row: str
    #: Whether a list of its rows may leave as a sheet: not where it would be a list of people.
    goes_out: bool = True

    def column(self, code: str) -> Column:
        """Return the column of a code; KeyError for none."""
        return self._by_code[code]

    @cached_property
    def _by_code(self) -> dict[str, Column]:
        return {column.code: column for column in self.columns}

    @cached_property
    def money(self) -> tuple[str, ...]:
        """Return the codes of the columns that hold money."""
        return tuple(c.code for c in self.columns if c.type is Type.MONEY)

    @cached_property
    def added(self) -> tuple[str, ...]:
        """Return the codes of the columns that a total row adds up."""
        return tuple(c.code for c in self.columns if c.type in (Type.MONEY, Type.COUNT))
