"""Frozen rows and figures: the rows as they were, and every figure reckoned from them again."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from khuyencong.reports.records.reckoning import Found, Reckoning
from khuyencong.reports.records.rows import (
    BesideRow,
    MoneyRow,
    ProjectRow,
    Records,
    ResultRow,
)

#: Sorts of rows by the first word of their ids.
_SORTS: dict[str, Any] = {
    "project": ProjectRow,
    "money": MoneyRow,
    "beside": BesideRow,
    "result": ResultRow,
}
_IDS = {"id", "line", "project", "series", "unit"}


def restored(rows: Iterable[Mapping[str, Any]]) -> Records:
    """Return frozen rows as they were taken; rows of other sorts are left out."""
    found: dict[str, list[Any]] = {sort: [] for sort in _SORTS}
    for row in rows:
        sort = str(row["id"]).partition(":")[0]
        if sort in _SORTS:
            found[sort].append(_row(sort, row))
    return Records(*(tuple(found[sort]) for sort in _SORTS))


def _row(sort: str, told: Mapping[str, Any]) -> Any:
    kind = _SORTS[sort]
    values = {name: _value(name, told.get(name)) for name in kind.__slots__ if name != "id"}
    if "id" in kind.__slots__:
        values["id"] = UUID(str(told["id"]).partition(":")[2])
    return kind(**values)


def _value(name: str, value: Any) -> Any:
    if name in _IDS:
        return UUID(value) if value else None
    if name == "reached":
        return frozenset(value)
    if name == "names":
        return frozenset(UUID(one) for one in value) if value is not None else None
    if name == "amounts":
        return tuple(value)
    if name in ("values", "details"):
        return tuple((first, second) for first, second in value)
    return value


def not_reckoned(
    figures: Iterable[Mapping[str, Any]], rows: Iterable[Mapping[str, Any]]
) -> Iterator[tuple[str, Any, int]]:
    """Yield (key, frozen value, value reckoned now) of each figure that its rows do not give.

    Figures that are reckoned of others, or rest on no rows of ours, are not asked.
    """
    own = Reckoning.of(restored(rows))
    for figure in figures:
        found = _again(own, figure)
        if found is not None and found.value != figure["value"]:
            yield str(figure["key"]), figure["value"], found.value


def _again(own: Reckoning, figure: Mapping[str, Any]) -> Found | None:
    table, where = figure.get("table", ""), _where(figure)
    stage = str(figure.get("stage") or "accepted")
    match table:
        case "projects":
            return own.projects(stage, **where)
        case "money":
            return own.money(stage, **where)
        case "carrying":
            return own.carrying(stage, **where)
        case "beside":
            return own.beside(str(where.pop("kind")), **where)
        case "result":
            return own.result(str(figure["measure"]), **where)
    return None


def _where(figure: Mapping[str, Any]) -> dict[str, Hashable]:
    asked: Mapping[str, Any] = figure.get("where", {})
    return {name: UUID(v) if name == "unit" and v else v for name, v in asked.items()}
