"""What confirming would do with each row of a sheet."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from khuyencong.core.users import Actor
from khuyencong.ingestion.states import RowState
from khuyencong.registry.models import Organisation
from khuyencong.sheets import Kind, Level, Line, Option, Remark, Understanding
from khuyencong.sheets.grid import address
from khuyencong.values.text import fold

#: So many rows are held against the records together.
CHUNK = 1000


@dataclass(frozen=True)
class Context:
    """For whom and as of when a sheet is held against the records."""

    custodian: Organisation
    by: Actor
    day: date
    kind: Kind
    found: Understanding


@dataclass(slots=True)
class Planned:
    """One record of the sheet: what would become of it, and what the room's action is told."""

    line: Line
    state: RowState
    key: str = ""
    told: Any = None
    known: Any = None
    #: Column of the kind, its name, before, after.
    changes: list[tuple[str, str, str, str]] = field(default_factory=list)
    money: int = 0


class Planner(Protocol):
    """How rows of one kind are held against the records."""

    def plan(self, lines: list[Line]) -> list[Planned]:
        """Return the rows with what confirming would do; a handful of queries for all of them."""

    def before(self) -> int | None:
        """Return the money of the same books before the sheet, in đồng; None without money."""

    def about(self) -> list[Remark]:
        """Return what is asked once for the whole sheet, when all rows were planned."""


class Once:
    """Keys of a sheet, each once: the same row again is no second record, another is a mistake."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[int, str]] = {}

    def meets(self, key: str, line: Line, content: str) -> RowState | None:
        """Return SAME for the same row again, OPEN for another of its key, None for a new key."""
        first = self._seen.setdefault(key, (line.number, content))
        if first[0] == line.number:
            return None
        if first[1] == content:
            note(line, f"Trùng hoàn toàn với dòng {first[0]}: chỉ nhập một lần.")
            return RowState.SAME
        wrong(line, "", f"Cùng một đối tượng với dòng {first[0]} nhưng số liệu khác.")
        return RowState.OPEN


def where(context: Context, line: Line, code: str) -> str:
    """Return the cell of a column in a row; the row's first where the sheet has no such column."""
    at = context.found.place_of(code)
    return address(line.number - 1, at if at is not None else 0)


def wrong(line: Line, at: str, text: str) -> None:
    """Say that a row cannot be taken."""
    line.remarks.append(
        Remark(at or f"A{line.number}", Level.ERROR, text, (), bool(at), line.number)
    )


def ask(line: Line, at: str, text: str, options: tuple[Option, ...] = ()) -> None:
    """Ask about a cell."""
    line.remarks.append(Remark(at, Level.QUESTION, text, options, True, line.number))


def note(line: Line, text: str) -> None:
    """Say something about a row that stops nothing."""
    line.remarks.append(Remark(f"A{line.number}", Level.NOTE, text, (), False, line.number))


def same_words(one: str, other: str) -> bool:
    """Tell whether two texts differ in marks, case and spaces at most."""
    return one == other or fold(one) == fold(other)
