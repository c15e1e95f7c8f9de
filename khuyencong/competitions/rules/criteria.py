"""The parts of criteria: together they give what the law gives the criterion, and no more."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from khuyencong.competitions.states import ProductGroup
from khuyencong.law.rules import Law
from khuyencong.law.states import Criterion, ParameterKind
from khuyencong.values.numbers import format_number


@dataclass(frozen=True, slots=True)
class PartTold:
    """A part of a criterion; without a group it is for all groups. `most` is tenths of a point."""

    criterion: str
    label: str
    most: int
    group: str = ""


def most_of(law: Law) -> dict[str, int | None]:
    """Return how many tenths each criterion may give by the law of a day; None where unread."""
    rules = {one: law.one(ParameterKind.CRITERION, one) for one in Criterion.values}
    return {
        one: rule.number * 10 if rule and rule.number is not None else None
        for one, rule in rules.items()
    }


def faults(parts: Iterable[PartTold], most: Mapping[str, int | None]) -> list[str]:
    """Return what is wrong with parts, in sentences; [] where they add up.

    A criterion without parts is scored as one. One group's own parts stand in the place of those
    for all, so each adds up for itself.
    """
    sums: dict[tuple[str, str], int] = {}
    for part in parts:
        at = (part.group, part.criterion)
        sums[at] = sums.get(at, 0) + part.most
    told = []
    for (group, criterion), total in sums.items():
        law = most.get(criterion)
        if law is None or total == law:
            continue
        whose = f" (nhóm {ProductGroup(group).label})" if group else ""
        told.append(
            f"{Criterion(criterion).label}{whose}: các ý cộng lại {points_words(total)} điểm,"
            f" phải là {points_words(law)} điểm."
        )
    return told


def points_words(tenths: int) -> str:
    """Return tenths of a point as people write them: "6", "6,5"."""
    return format_number(tenths // 10) if tenths % 10 == 0 else f"{tenths // 10},{tenths % 10}"
