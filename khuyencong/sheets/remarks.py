"""What is said about a cell: a mistake, a question, a note; and the ways out that buttons offer."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much a remark matters."""

    ERROR = "error"
    QUESTION = "question"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Option:
    """One way out: what the button says, and the answer it gives."""

    label: str
    answer: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark on one cell ("F10"), or on the sheet as a whole ("unit", "year").

    `typed`: an answer may also be typed. An answered remark is not made again.
    """

    at: str
    level: Level
    text: str
    options: tuple[Option, ...] = ()
    typed: bool = False
    #: The row, counted as Excel does; 0 for the sheet as a whole.
    row: int = 0
    #: The column of the kind; "" where it is not about one.
    column: str = ""


#: How an answer begins: a value already understood, a text to be read, an empty cell, a word why.
VALUE, TEXT, BLANK, ACCEPTED = "value:", "text:", "blank:", "accepted:"
