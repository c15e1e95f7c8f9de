"""What differs between the rows and figures of an edition and those of a later moment."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from khuyencong.reports.prepared import Figure, Row
from khuyencong.reports.records.rows import STAGES
from khuyencong.reports.rules.parts import Matcher, labels_of, made_of

#: What of a figure is a number.
VALUES = ("value", "estimated")


@dataclass(frozen=True)
class Changed:
    """One value of a row, before and after."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class RowChange:
    """A row that came, went, or says something else; `changes` is empty for the first two."""

    id: str
    label: str
    row: Row
    changes: tuple[Changed, ...] = ()
    before: Row | None = None


@dataclass(frozen=True)
class FigureChange:
    """A figure whose value, or its estimated part, is another now, with the rows that cause it."""

    key: str
    figure: Figure
    field: str
    before: Any
    after: Any
    causes: tuple[RowChange, ...]


@dataclass(frozen=True)
class Differences:
    """All that differs; nothing where `bool()` is false."""

    added: tuple[RowChange, ...]
    removed: tuple[RowChange, ...]
    changed: tuple[RowChange, ...]
    figures: tuple[FigureChange, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.figures)


def differing(
    rows: Iterable[Row],
    figures: Iterable[Figure],
    rows_now: Iterable[Row],
    figures_now: Iterable[Figure],
    is_part: Matcher | None = None,
) -> Differences:
    """Return what is not as it was; `is_part` tells which rows a figure is made of."""
    before, after = _by_id(rows), _by_id(rows_now)
    names = labels_of(before) | labels_of(after)
    added = tuple(RowChange(id, names[id], after[id]) for id in after if id not in before)
    removed = tuple(RowChange(id, names[id], before[id]) for id in before if id not in after)
    changed = tuple(
        _changed(before[id], after[id], names[id])
        for id in before
        if id in after and before[id] != after[id]
    )
    causes = (*added, *removed, *changed)
    told = tuple(_figures(figures, figures_now, causes, is_part or made_of))
    return Differences(added, removed, changed, told)


def _by_id(rows: Iterable[Row]) -> dict[str, Row]:
    return {str(row["id"]): row for row in sorted(rows, key=lambda row: str(row["id"]))}


def _changed(before: Row, after: Row, label: str) -> RowChange:
    old, new = _flat(before), _flat(after)
    changes = tuple(
        Changed(name, old.get(name), new.get(name))
        for name in dict.fromkeys((*old, *new))
        if old.get(name) != new.get(name)
    )
    return RowChange(str(after["id"]), label, after, changes, before)


def _flat(row: Row) -> dict[str, Any]:
    """Return a row with each amount by its step, each count by its column."""
    told = dict(row)
    if len(row.get("amounts", ())) == len(STAGES):
        told |= {f"amounts.{stage}": n for stage, n in zip(STAGES, row["amounts"], strict=True)}
        del told["amounts"]
    if isinstance(row.get("values"), list):
        told |= {f"values.{name}": n for name, n in row["values"]}
        del told["values"]
    return told


def _figures(
    before: Iterable[Figure],
    after: Iterable[Figure],
    causes: Sequence[RowChange],
    is_part: Matcher,
) -> Iterable[FigureChange]:
    old, new = _by_key(before), _by_key(after)
    for key in dict.fromkeys((*old, *new)):
        one, other = old.get(key), new.get(key)
        figure = other or one
        assert figure is not None
        parts = _causes(one, other, causes, is_part)
        for field in VALUES:
            values = (_value(one, field), _value(other, field))
            if values[0] != values[1]:
                yield FigureChange(key, figure, field, *values, parts)


def _causes(
    one: Figure | None, other: Figure | None, causes: Sequence[RowChange], is_part: Matcher
) -> tuple[RowChange, ...]:
    """Return the rows that touch a figure; none where its evidence has the same digest still."""
    if _digest(one) and _digest(one) == _digest(other):
        return ()
    return tuple(cause for cause in causes if _touches(cause, one, other, is_part))


def _digest(figure: Figure | None) -> str:
    return str(figure.get("evidence", {}).get("hash", "")) if figure else ""


def _touches(cause: RowChange, one: Figure | None, other: Figure | None, is_part: Matcher) -> bool:
    """Return whether a row is or was part of the figure, as it was or as it is."""
    rows = [row for row in (cause.row, cause.before) if row is not None]
    figures = [figure for figure in (one, other) if figure is not None]
    return any(is_part(figure, row) for figure in figures for row in rows)


def _value(figure: Figure | None, field: str) -> Any:
    return None if figure is None else figure.get(field)


def _by_key(figures: Iterable[Figure]) -> dict[str, Figure]:
    return {key_of(figure): figure for figure in figures}


def key_of(figure: Figure) -> str:
    """Return the key of a figure; where it bears none, its question."""
    if figure.get("key"):
        return str(figure["key"])
    filters: Mapping[str, Any] = figure.get("filters", {})
    told = ",".join(f"{name}={filters[name]}" for name in sorted(filters))
    return f"{figure['measure']}:{figure.get('stage') or ''}:{told}"
