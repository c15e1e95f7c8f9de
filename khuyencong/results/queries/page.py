"""One result, whole: what it tells, what it counts for, its papers, its versions."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet

from khuyencong.applications.models import PaperUse
from khuyencong.results.kinds import Field
from khuyencong.results.models import Participant, Result, ResultEstablishment
from khuyencong.results.queries.evidence import evidence_of
from khuyencong.values.measures import MEASURES, Measure


@dataclass(frozen=True)
class Counts:
    """A number of a result, and the measure that it is added to."""

    measure: Measure
    field: Field
    value: int
    bound: str


@dataclass(frozen=True)
class Told:
    """A field of a result, with its value as it is kept."""

    field: Field
    value: object

    @property
    def shown(self) -> str:
        """Return the value in words: a choice by its name, a yes or a no."""
        if isinstance(self.value, bool):
            return "có" if self.value else "không"
        return dict(self.field.choices).get(str(self.value), str(self.value))


@dataclass(frozen=True)
class ResultPage:
    """What the page of a result shows; `result` is the version that was asked for."""

    result: Result
    versions: list[Result]
    links: list[ResultEstablishment]
    papers: list[PaperUse]
    people: list[Participant]

    @property
    def stands(self) -> bool:
        """Return whether this version is the one that counts."""
        return self.result.superseded_at is None and not self.result.withdrawn

    @property
    def last_day(self) -> object:
        """Return the day on which it counts."""
        return self.result.done_until - timedelta(1)

    @property
    def told(self) -> list[Told]:
        """Return what the fields of the kind tell, in their order; what nobody told is left out."""
        fields = self.result.declared.fields
        pairs = ((one, self.result.told(one.name)) for one in fields)
        return [Told(one, value) for one, value in pairs if value not in (None, "")]

    @property
    def counts(self) -> list[Counts]:
        """Return every measure that this result is added to."""
        row, found = self.result, []
        for feed in row.declared.feeds:
            field, value = row.declared.field(feed.column), row.told(feed.column)
            if feed.takes(row.content, row.variant) and field and isinstance(value, int):
                bound = row.get_bound_display() if row.bounded == feed.column else ""
                found.append(Counts(MEASURES[feed.measure], field, value, bound))
        return found

    @property
    def expected(self) -> list[str]:
        """Return the codes of the papers that are expected and not there."""
        there = {use.paper.kind.code for use in self.papers}
        return [code for code in self.result.declared.evidence if code not in there]


def result_page(visible: QuerySet[Result], result_id: UUID, *, people: bool) -> ResultPage | None:
    """Return the page of a version within what somebody sees, else None; six queries at most.

    `people`: whether the list of participants is read; its names are for who records.
    """
    kin = ("place", "owner", "custodian", "line__project", "line__place")
    result = visible.select_related(*kin).filter(id=result_id).first()
    if result is None:
        return None
    links = result.links.select_related("establishment").order_by("establishment__sorted_name")
    roster = Participant.objects.filter(series=result.series, superseded_at=None)
    shown = people and result.has_roster and result.superseded_at is None
    return ResultPage(
        result=result,
        versions=list(Result.objects.filter(series=result.series).order_by("-version")),
        links=list(links),
        papers=list(evidence_of(result)),
        people=list(roster.select_related("commune").order_by("position")) if shown else [],
    )


def masked(full_name: str) -> str:
    """Return a name as a list shows it: "Nguyễn Thị Mẫu" is "N. T. Mẫu"."""
    *before, last = full_name.split() or [""]
    return " ".join([*(f"{word[:1]}." for word in before), last])
