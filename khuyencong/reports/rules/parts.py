"""Which rows of an edition a figure of it is made of, from the plain values alone."""

from collections.abc import Callable, Mapping
from typing import Any

from khuyencong.reports.prepared import Figure, Row
from khuyencong.reports.records.rows import STAGES
from khuyencong.results.kinds import KINDS
from khuyencong.values.measures import MEASURES

#: Whether a row is one of those that a figure is made of.
Matcher = Callable[[Figure, Row], bool]
#: Of a row, what names it and is no value.
NAMES = ("id", "label")
#: By its measure, the family of rows that a figure is made of; every other one: results.
FAMILIES = {"projects.count": "project", "money.state": "money", "money.counterpart": "beside"}
RESULTS = "result"


def made_of(figure: Figure, row: Row) -> bool:
    """Return whether a row belongs to a figure.

    By the ids that the evidence names; where it names none, by the family of the measure, the step
    that the row reached, and the values of the filters, each of which must be found in the row.
    """
    named = figure.get("evidence", {}).get("rows")
    if named is not None:
        return row["id"] in named
    measure = _base(str(figure["measure"]))
    family = str(row["id"]).partition(":")[0]
    if family != FAMILIES.get(measure, RESULTS) or not _counts(family, measure, figure, row):
        return False
    values = {str(value) for name, value in row.items() if name not in NAMES}
    filters: Mapping[str, Any] = figure.get("filters", {})
    return all(_has(row, name, str(value), values) for name, value in filters.items())


def _base(measure: str) -> str:
    """Return the measure that a derived figure is reckoned of: a share, a growth."""
    return measure if measure in MEASURES else measure.rpartition(".")[0] or measure


def _counts(family: str, measure: str, figure: Figure, row: Row) -> bool:
    """Return whether the row counts at the step of the figure; true where it does not say."""
    stage = str(figure.get("stage") or "")
    if family == "project" and "reached" in row:
        return stage in row["reached"] if stage else True
    if family == "money" and "amounts" in row and stage in STAGES:
        return bool(row["amounts"][STAGES.index(stage)])
    if family == RESULTS and row.get("kind") in KINDS:
        return any(feed.measure == measure for feed in KINDS[row["kind"]].feeds)
    return True


def _has(row: Row, name: str, value: str, values: set[str]) -> bool:
    """Look under the filter's own name first; a row that has none is searched whole."""
    return str(row[name]) == value if name in row else value in values


def labels_of(rows: Mapping[str, Row]) -> dict[str, str]:
    """Return what a reader calls each row; money is called after its đề án, source and year."""
    return {id: _label(row, rows) for id, row in rows.items()}


def _label(row: Row, rows: Mapping[str, Row]) -> str:
    if row.get("label"):
        return str(row["label"])
    project = rows.get(f"project:{row.get('project')}", {}).get("label", "")
    told = (project, row.get("source") or row.get("kind"), row.get("year"))
    return ", ".join(str(part) for part in told if part) or str(row["id"])
