"""A staged sheet as it looks: its cells with their merges and colours, its remarks by number."""

import re
from dataclasses import dataclass, field
from typing import Any

from khuyencong.ingestion.models import Batch
from khuyencong.ingestion.sheet_kinds import KINDS
from khuyencong.ingestion.states import RowState
from khuyencong.sheets import Role, Type
from khuyencong.sheets.grid import column_name

WIDEST, FORMS = 40, 60
_ADDRESS = re.compile(r"([A-Z]+)([0-9]+)")
#: A figure as sheets write it: it stands to the right.
_FIGURE = re.compile(r"[-–(]?[0-9][0-9., ]*\)?%?")
TONES = {"error": "is-wrong", "question": "is-asked"}


@dataclass
class ShownCell:
    """One cell: its text, what it spans, how it is coloured, the numbers of its remarks."""

    text: str
    across: int = 1
    down: int = 1
    tone: str = ""
    is_figure: bool = False
    remarks: list[int] = field(default_factory=list)
    before: str = ""


@dataclass
class ShownRow:
    """One row: its number in the sheet, what it is, its cells."""

    number: int
    role: str
    state: str
    cells: list[ShownCell]
    gap: bool = False

    @property
    def is_head(self) -> bool:
        """Return whether it names columns."""
        return self.role == Role.HEAD

    @property
    def state_label(self) -> str:
        """Return the state of a record in words."""
        return RowState(self.state).label if self.state else ""


@dataclass
class Preview:
    """All that the page of a staged sheet shows."""

    rows: list[ShownRow]
    columns: list[str]
    remarks: list[dict[str, Any]]
    notes: list[dict[str, Any]]
    counts: dict[str, int]
    open: int
    left: int
    before: int | None
    after: int | None
    head: dict[str, Any]
    has_money: bool
    more_rows: int

    @property
    def to_enter(self) -> int:
        """Return how many rows confirming would write."""
        return self.counts.get(RowState.NEW, 0) + self.counts.get(RowState.CHANGED, 0)


def preview(batch: Batch) -> Preview:
    """Return the sheet of a batch as its page shows it; no query."""
    told = batch.summary
    pressing = [r for r in told["remarks"] if r["level"] != "note"]
    for number, remark in enumerate(pressing, 1):
        remark["number"] = number
        remark["tone"] = TONES[remark["level"]]
        remark["has_cell"] = bool(_ADDRESS.fullmatch(remark["at"]))
    width = min(told["head"]["width"], WIDEST)
    levels = told["levels"]
    before = told["before"]
    return Preview(
        rows=_rows(told, pressing, width),
        columns=[column_name(at) for at in range(width)],
        remarks=pressing[:FORMS],
        notes=[r for r in told["remarks"] if r["level"] == "note"],
        counts=told["counts"],
        open=levels.get("error", 0) + levels.get("question", 0),
        left=max(len(pressing) - FORMS, 0),
        before=before,
        after=None if before is None else before + told["added"],
        head=told["head"],
        has_money=any(c.type is Type.MONEY for c in KINDS[batch.kind].columns),
        more_rows=max(batch.rows - len(told["shown"]), 0),
    )


def _rows(told: dict[str, Any], pressing: list[dict[str, Any]], width: int) -> list[ShownRow]:
    by_cell: dict[str, list[dict[str, Any]]] = {}
    for remark in pressing:
        by_cell.setdefault(remark["at"], []).append(remark)
    codes = told["head"]["codes"]
    changes = {
        (one["row"], codes[code]): before
        for one in told["changes"]
        for code, _, before, _ in one["cells"]
        if code in codes
    }
    spans, covered = _spans(told["head"]["merges"], {row["number"] for row in told["shown"]}, width)
    rows, last = [], 0
    for row in told["shown"]:
        number, cells = row["number"], []
        for at in range(width):
            if (number, at) in covered:
                continue
            text = row["cells"][at] if at < len(row["cells"]) else ""
            cell = ShownCell(text, *spans.get((number, at), (1, 1)))
            _colour(cell, by_cell.get(f"{column_name(at)}{number}", []))
            if (number, at) in changes and not cell.tone:
                cell.tone, cell.before = "is-altered", changes[number, at]
            cell.is_figure = bool(_FIGURE.fullmatch(text)) and row["role"] != Role.HEAD
            cells.append(cell)
        if row["role"] != Role.RECORD:
            cells = _widened(cells)
        rows.append(ShownRow(number, row["role"], row["state"], cells, number > last + 1))
        last = number
    return rows


def _widened(cells: list[ShownCell]) -> list[ShownCell]:
    """Let the last text of a title or note run over the empty cells behind it, as Excel does."""
    last = max((at for at, cell in enumerate(cells) if cell.text), default=None)
    if last is None or any(cell.down > 1 for cell in cells[last:]):
        return cells
    cells[last].across = sum(cell.across for cell in cells[last:])
    return cells[: last + 1]


def _colour(cell: ShownCell, remarks: list[dict[str, Any]]) -> None:
    for remark in remarks:
        cell.remarks.append(remark["number"])
        if cell.tone != "is-wrong":
            cell.tone = remark["tone"]


def _spans(
    merges: list[list[int]], shown: set[int], width: int
) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """Return what merged cells span, and the cells they cover, by row number and column."""
    spans, covered = {}, set()
    for top, left, bottom, right in merges:
        rows = range(top + 1, bottom + 2)
        if left >= width or not all(row in shown for row in rows):
            continue
        last = min(right, width - 1)
        spans[top + 1, left] = (last - left + 1, len(rows))
        covered |= {(row, at) for row in rows for at in range(left, last + 1)}
        covered.discard((top + 1, left))
    return spans, covered
