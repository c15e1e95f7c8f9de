"""A line as it is typed, held against the law before anything is kept."""

from dataclasses import dataclass
from datetime import date

from khuyencong.projects.actions import LineTold
from khuyencong.projects.models import Line, LineShare, Project
from khuyencong.projects.queries.law import findings_of
from khuyencong.projects.rules.law import Judged
from khuyencong.values.money import amount_in_words, format_dong
from khuyencong.web.desk.projects.points import Point, points


@dataclass(frozen=True)
class Echo:
    """A sum as it was understood: in figures and in words."""

    label: str
    figures: str
    words: str


@dataclass(frozen=True)
class Tried:
    """What was understood of a line, and what the law of the day says to it."""

    echoes: list[Echo]
    findings: list[Point]


def try_line(project: Project, told: LineTold, today: date) -> Tried:
    """Return the sums in words and the findings; the line itself is not kept."""
    return Tried(_echoes(told), points(_judged(project, told, today)))


def _echoes(told: LineTold) -> list[Echo]:
    support = sum(told.support.values())
    sums = [("Tổng kinh phí", told.cost)]
    sums += [(source.label, amount) for source, amount in told.support.items()]
    sums += [("Đối ứng của cơ sở, đứng cạnh", told.cost - support)] if told.cost > support else []
    return [
        Echo(label, format_dong(amount, nbsp=True), amount_in_words(amount))
        for label, amount in sums
    ]


def _judged(project: Project, told: LineTold, today: date) -> list[Judged]:
    """Return what the law says to a line that stands nowhere but here."""
    line = Line(
        project=project,
        number=1,
        establishment=told.establishment,
        content=told.content or project.content,
        item=told.item,
        what=told.what,
        year=told.year,
        cost=told.cost,
        over_ceiling_reason=told.over_ceiling_reason,
    )
    shares = [LineShare(line=line, source=s, amount=amount) for s, amount in told.support.items()]
    line._prefetched_objects_cache = {"shares": shares}  # type: ignore[attr-defined]
    return findings_of(project, today, [line])
