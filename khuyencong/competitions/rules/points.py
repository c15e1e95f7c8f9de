"""Points of one sheet, in whole tenths: read, held against the law and the parts, fingerprinted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from khuyencong.competitions.models import Sheet, SubCriterion
from khuyencong.competitions.models.sheets import COLUMNS
from khuyencong.law.rules import Law, points_within
from khuyencong.law.states import Criterion, ParameterKind
from khuyencong.values.canonical import canonical, sha256_of
from khuyencong.values.numbers import format_number
from khuyencong.values.text import clean

REMARK = 1000
TENTHS = 10


@dataclass(frozen=True, slots=True)
class Points:
    """What somebody writes on a sheet, in tenths; what is open is left out.

    A criterion that has parts is the sum of them, by the ids of the parts; what is said of it
    directly is then not looked at.
    """

    points: Mapping[str, int] = field(default_factory=dict)
    parts: Mapping[str, int] = field(default_factory=dict)
    remark: str = ""

    def said(self) -> dict[str, Any]:
        """Return it as plain values, in one order."""
        return {
            "points": {column: self.points[column] for column in COLUMNS if column in self.points},
            "parts": dict(sorted(self.parts.items())),
            "remark": self.remark,
        }

    @property
    def is_whole(self) -> bool:
        """Return whether every criterion has points."""
        return all(column in self.points for column in COLUMNS)


def told_points(said: Mapping[str, Any]) -> Points:
    """Return what `Points.said` wrote."""
    return Points(dict(said["points"]), dict(said["parts"]), said["remark"])


def points_on(sheet: Sheet) -> Points:
    """Return what a sheet says now."""
    found = {column: getattr(sheet, column) for column in COLUMNS}
    known = {column: tenths for column, tenths in found.items() if tenths is not None}
    return Points(known, dict(sheet.parts), sheet.remark)


def added_up(told: Points, parts: Sequence[SubCriterion]) -> Points:
    """Return the points with every criterion that has parts as their sum; open while one is open.

    Parts that are not of the criteria are left out.
    """
    known = {str(part.id): part for part in parts}
    kept = {id: tenths for id, tenths in told.parts.items() if id in known}
    points = {column: told.points[column] for column in COLUMNS if column in told.points}
    for column in {part.criterion for part in parts}:
        ids = [id for id, part in known.items() if part.criterion == column]
        points.pop(column, None)
        if all(id in kept for id in ids):
            points[column] = sum(kept[id] for id in ids)
    return Points(points, kept, clean(told.remark))


def faults(law: Law, told: Points, parts: Sequence[SubCriterion]) -> list[tuple[str, str]]:
    """Return by criterion or part what is beyond its most, in words."""
    found = []
    for part in parts:
        tenths = told.parts.get(str(part.id))
        if tenths is not None and not 0 <= tenths <= part.most:
            found.append((str(part.id), f"{part.label}: từ 0 đến {shown(part.most)} điểm."))
    given = {Criterion(column): Fraction(t, TENTHS) for column, t in told.points.items()}
    for criterion, step in zip(Criterion, points_within(law, given).steps, strict=True):
        tenths = told.points.get(criterion.value)
        rule = step.parameter
        if tenths is None or rule is None or rule.number is None:
            continue
        if not 0 <= Fraction(tenths, TENTHS) <= rule.number:
            found.append((criterion.value, f"{criterion.label}: {lowered(step.told)}"))
    if len(told.remark) > REMARK:
        found.append(("remark", f"Nhận xét tối đa {REMARK} ký tự."))
    return found


def most_of(law: Law) -> dict[str, int]:
    """Return how many tenths each criterion may give, by the law; what is not read is left out."""
    rules = {criterion: law.one(ParameterKind.CRITERION, criterion) for criterion in Criterion}
    return {
        criterion.value: int(rule.number * TENTHS)
        for criterion, rule in rules.items()
        if rule is not None and rule.number is not None
    }


def fingerprint(sheet: Sheet, round: str, juror: str, entry: str) -> str:
    """Return the SHA-256 of what a sheet says, of whom and of what; printed on the minutes."""
    told = points_on(sheet).said() | {
        "round": round,
        "juror": juror,
        "entry": entry,
        "stage": int(sheet.stage),
    }
    return sha256_of(canonical(told))


def differing(one: Points, other: Points) -> list[str]:
    """Return the criteria, parts and the remark in which two keyings of a paper differ."""
    names = [*COLUMNS, *sorted({*one.parts, *other.parts})]
    cells = [name for name in names if _cell(one, name) != _cell(other, name)]
    return cells + (["remark"] if clean(one.remark) != clean(other.remark) else [])


def _cell(told: Points, name: str) -> int | None:
    return told.points.get(name, told.parts.get(name))


def of_group(parts: Iterable[SubCriterion], group: str) -> list[SubCriterion]:
    """Return the parts that hold for a group of products: its own, else those for all."""
    own = [part for part in parts if part.group == group]
    ruled = {part.criterion for part in own}
    rest = [part for part in parts if not part.group and part.criterion not in ruled]
    return sorted([*own, *rest], key=lambda part: (COLUMNS.index(part.criterion), part.position))


def shown(tenths: int | Fraction | None, digits: int = 1) -> str:
    """Return points as they are read: 385 tenths are "38,5"; a mean has two figures behind."""
    return "" if tenths is None else format_number(Fraction(tenths) / TENTHS, digits)


def lowered(text: str) -> str:
    """Return a sentence that goes on after a colon."""
    return text[:1].lower() + text[1:]
