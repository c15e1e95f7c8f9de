"""Growth and decline in percent: "từ A lên B, tăng 25%", "B, bằng 90% cùng kỳ (A)"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from khuyencong.reading.checks import beside
from khuyencong.reading.checks.changes import (
    DOWN,
    Change,
    around,
    belongs,
    is_mean,
    of_another,
    ordered,
    same_base,
    told_by,
)
from khuyencong.reading.checks.context import Context
from khuyencong.reading.checks.finding import finding
from khuyencong.reading.checks.tolerance import Interval, agreement
from khuyencong.reading.checks.wording import Voice, number, written
from khuyencong.reading.model import Check, Figure
from khuyencong.values.vocabulary import CheckKind, Severity

#: "bằng 162,6% so với năm 2017": the later value in percent of the earlier.
OF_LAST = re.compile(r"(?:bằng|đạt)(?: khoảng| gần| hơn| trên)?\s*$")
COMPARED = re.compile(r"[\s%]*(?:(?:so với|của|mức)\s+)?(?:cùng kỳ|năm|\d|mức)")
#: Between an increase and ends that follow it: the sentence has gone on to something else.
_OTHER_MATTER = re.compile(
    r";|,(?!\s*(?:từ\b|cụ thể|với|năm|so với|do\b|vì|khi|theo|tức|nếu|trong khi|cùng kỳ|đạt|\d))"
)


def find(page: Context) -> Iterator[Check]:
    """Yield every growth in percent that can be computed from what stands beside it."""
    for figures, changes in page.changes:
        found = [c for change in changes for c in _of_change(page, change)]
        yield from found
        told = {i for c in found for i in c.figures}
        for figure in figures:
            if figure.unit == "percent" and figure.id not in told:
                yield from _beside(page, figure, told)


def _of_change(page: Context, change: Change) -> Iterator[Check]:
    """Yield the checks of the increases in percent told of one change."""
    for figure in around(page, change):
        if figure.unit != "percent" or not belongs(page, change, figure):
            continue
        verb = told_by(page, figure)
        if verb and not is_mean(page, figure):
            yield from _increase(change, figure, verb)
        elif _is_of_last(page, figure):
            yield from _percent_of_first(change, figure)


def _is_of_last(page: Context, figure: Figure) -> bool:
    """Return whether a percent is "bằng 162,6% so với năm 2017"."""
    said = OF_LAST.search(page.before(figure, 70))
    return bool(said and COMPARED.match(page.low, figure.number_end))


def _beside(page: Context, figure: Figure, told: set[str]) -> Iterator[Check]:
    """Yield the verdict on an increase whose two ends stand beside it in any other order."""
    verb, of_last = told_by(page, figure), _is_of_last(page, figure)
    if not (verb or of_last) or figure.value_high is not None or is_mean(page, figure):
        return
    change = change_beside(page, figure, told)
    if change is None or beside.explained(page, figure, (change.first, change.last)):
        return
    yield from _increase(change, figure, verb) if verb else _percent_of_first(change, figure)


def change_beside(page: Context, figure: Figure, told: set[str]) -> Change | None:
    """Return the nearest change that `figure` can be told of, none of whose ends are `told`."""
    for one, other in beside.pairs(page, figure):
        if {one.id, other.id} <= told or _parted(page, one, other, figure):
            continue
        change = ordered(page, one, other)
        if change and same_base(page, change, figure):
            return change
    return None


def _parted(page: Context, one: Figure, other: Figure, figure: Figure) -> bool:
    """Return whether an increase is told of something else than the two values."""
    if figure.number_start > other.number_start:
        return of_another(page, other, figure)
    between = figure.number_start > one.number_start
    if between and page.inside(one.number_end, figure.number_start):
        return True
    ahead = other if between else one
    return bool(_OTHER_MATTER.search(page.between(figure, ahead)))


def _increase(change: Change, figure: Figure, verb: str) -> Iterator[Check]:
    """Yield the check of "tăng p%" beside "từ A lên B"."""
    sign = -1 if verb in DOWN else 1
    figure = unbound(figure, verb)
    a, b = Fraction(change.first.value), Fraction(change.last.value)
    ratio = beside.ratio(change.last, change.first, 100)
    if ratio and a:
        gap = sorted((sign * (ratio[0] - 100), sign * (ratio[1] - 100)))
        told = f"{Voice(change.last).bare(b)} : {Voice(change.first).full(a)}"
        told = f"{told} − 100%" if sign > 0 else f"100% − {told}"
        yield judged(change, figure, (gap[0], gap[1]), sign * (b / a * 100 - 100), told)


def _percent_of_first(change: Change, figure: Figure) -> Iterator[Check]:
    ratio = beside.ratio(change.last, change.first, 100)
    if ratio:
        a, b = Fraction(change.first.value), Fraction(change.last.value)
        left = f"{Voice(change.last).bare(b)} : {Voice(change.first).full(a)}"
        yield judged(change, figure, ratio, b * 100 / a, left)


def unbound(figure: Figure, verb: str) -> Figure:
    """Return the 10 of "cao hơn 10%" as just ten, since "hơn" belongs to the verb."""
    return replace(figure, bound=None, approximate=False) if verb.endswith("hơn") else figure


def judged(change: Change, figure: Figure, span: Interval, computed: Fraction, left: str) -> Check:
    """Return the check of an increase against `span`, the increase between the two ends."""
    severity = agreement(figure, span) or Severity.ERROR
    right = "%" if figure.unit.startswith("percent") else Voice(figure).unit
    shown = number(computed / Voice(figure).scale, 2)
    told = "" if severity is Severity.OK else f"; báo cáo ghi {written(figure)}"
    return finding(
        CheckKind.GROWTH,
        severity,
        f"{left} = {shown}{right}{told}",
        [change.first, change.last, figure],
        stated=figure.value,
        computed=computed,
        why=""
        if severity is Severity.OK
        else "mức tăng chưa tính lại sau khi một trong hai số được sửa.",
    )
