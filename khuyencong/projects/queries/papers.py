"""Which papers a step asks for, and which of them do not stand there yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from khuyencong.applications.models import PaperUse
from khuyencong.projects.models import Line, Project, StepPaper

#: Under these words a paper is put to a đề án or to one of its lines (`PaperUse.about_kind`).
ABOUT_PROJECT, ABOUT_LINE = "project", "line"


@dataclass(frozen=True, slots=True)
class Missing:
    """A paper that is asked for and not there; `line` where it is one of a line."""

    norm: StepPaper
    line: Line | None

    @property
    def blocks(self) -> bool:
        """Return whether the step waits for it: somebody read in the law that it must be there."""
        return self.norm.required and self.norm.verified

    @property
    def told(self) -> str:
        """Return what is missing, of which line."""
        return f"{self.norm.label} (dòng {self.line.number})" if self.line else self.norm.label


def papers_asked(project: Project, day: date, step: str = "") -> list[StepPaper]:
    """Return the papers that hold on a day for a đề án, of one step where given; one query."""
    rows = StepPaper.objects.filter(level=project.level)
    rows = rows.filter(Q(valid_from=None) | Q(valid_from__lte=day))
    rows = rows.filter(Q(valid_until=None) | Q(valid_until__gt=day))
    if step:
        rows = rows.filter(step=step)
    return list(rows.order_by("step", "item", "paper"))


def missing_papers(
    project: Project, lines: Iterable[Line], day: date, step: str = ""
) -> list[Missing]:
    """Return what is asked for and not there, of one step where given; two queries at most."""
    asked = papers_asked(project, day, step)
    if not asked:
        return []
    lines = list(lines)
    there = _there(project, lines)
    found = []
    for norm in asked:
        if (project.id, norm.paper) in there:
            continue
        if not norm.item:
            found.append(Missing(norm, None))
        found += [
            Missing(norm, line)
            for line in lines
            if norm.item == line.item and norm.item and (line.id, norm.paper) not in there
        ]
    return found


def _there(project: Project, lines: list[Line]) -> set[tuple[object, str]]:
    uses = PaperUse.objects.filter(
        Q(about_kind=ABOUT_PROJECT, about=project.id)
        | Q(about_kind=ABOUT_LINE, about__in=[line.id for line in lines]),
        ended_at=None,
    )
    return set(uses.values_list("about", "paper__kind__code"))
