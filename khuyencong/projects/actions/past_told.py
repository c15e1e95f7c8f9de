"""A past đề án as it was told when it was recorded: taken from its rows, kept plain, read again."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from khuyencong.funds.models import BesideMoney, Entry
from khuyencong.funds.states import SOURCES
from khuyencong.projects.actions.drafting import LineTold, ProjectTold
from khuyencong.projects.actions.past import KINDS, STEP, PastLine, PastProject
from khuyencong.projects.models import Line, Project, StepTaken
from khuyencong.projects.rules.past import PastDays
from khuyencong.projects.states import Level, ProjectKind
from khuyencong.registry.models import Establishment, Organisation, Place

STAGE_OF = {str(kind): stage for stage, kind in KINDS.items()}
WITH = ("places__place", "implementer", "lines__shares", "lines__establishment", "lines__place",
        "lines__acceptance")  # fmt: skip


def as_told(ids: Iterable[UUID]) -> dict[UUID, PastProject]:
    """Return past đề án as they were told; left out are those whose mark comes out another.

    So many queries however many đề án.
    """
    rows = list(Project.objects.filter(id__in=list(ids)).prefetch_related(*WITH))
    steps = {one.project_id: one for one in StepTaken.objects.filter(step=STEP, project__in=rows)}
    days, beside = _days(steps), _beside(steps)
    found = {}
    for project in rows:
        if project.id not in steps:
            continue
        step = steps[project.id]
        told = _project(project, step, days, beside)
        if told and told.mark == step.facts.get("sha256"):
            found[project.id] = told
    return found


def _days(steps: Mapping[UUID, StepTaken]) -> dict[UUID, dict[str, date]]:
    """Return by line the day of each stage that its step entered."""
    found: dict[UUID, dict[str, date]] = defaultdict(dict)
    rows = Entry.objects.filter(spender__in=steps, act__in=[one.id for one in steps.values()])
    told = rows.filter(reverses=None).values_list("kind", "day", "postings__share__part")
    for kind, day, part in told.distinct():
        if part:
            found[part][STAGE_OF[kind]] = day
    return found


def _beside(steps: Mapping[UUID, StepTaken]) -> dict[UUID, list[BesideMoney]]:
    found: dict[UUID, list[BesideMoney]] = defaultdict(list)
    acts = [one.id for one in steps.values()]
    rows = BesideMoney.objects.filter(spender__in=steps, act__in=acts, superseded_at=None)
    for row in rows.order_by("id"):
        if row.part:
            found[row.part].append(row)
    return found


def _project(
    project: Project,
    step: StepTaken,
    days: Mapping[UUID, dict[str, date]],
    beside: Mapping[UUID, list[BesideMoney]],
) -> PastProject | None:
    lines = sorted(project.lines.all(), key=lambda line: line.number)
    if not lines or any("approved" not in days.get(line.id, {}) for line in lines):
        return None
    return PastProject(
        code=project.code,
        told=ProjectTold(
            name=project.name,
            level=Level(project.level),
            kind=ProjectKind(project.kind),
            content=project.content,
            source=SOURCES[project.source],
            first_year=project.first_year,
            last_year=project.last_year,
            places=tuple(one.place for one in sorted(project.places.all(), key=lambda p: p.id)),
            starts_on=project.starts_on,
            ends_on=project.ends_on,
            implementer=project.implementer,
            implementer_method=project.implementer_method,
            partner=project.partner,
            purpose=project.purpose,
        ),
        lines=tuple(_line(line, days[line.id], beside.get(line.id, [])) for line in lines),
        paper=step.reason,
        assumed=tuple(step.facts.get("assumed", ())),
    )


def _line(line: Line, days: dict[str, date], beside: list[BesideMoney]) -> PastLine:
    acceptance = getattr(line, "acceptance", None)
    return PastLine(
        told=LineTold(
            what=line.what,
            year=line.year,
            cost=line.cost,
            support={SOURCES[one.source]: one.amount for one in line.shares.all()},
            establishment=line.establishment,
            content=line.content,
            item=line.item,
            place=line.place,
            quantity=line.quantity,
            unit=line.unit,
            over_ceiling_reason=line.over_ceiling_reason,
        ),
        days=PastDays(**days),
        jobs=acceptance.jobs if acceptance else None,
        beside=tuple((SOURCES[b.kind], b.amount, b.programme) for b in beside),
    )


# --- kept plain, read again -----------------------------------------------------------------------


def told_again(kept: Mapping[str, Any]) -> PastProject:
    """Return what `plain_of` made plain; raises DoesNotExist where a record it names is gone."""
    told = kept["told"]
    return PastProject(
        code=kept["code"],
        told=ProjectTold(
            name=told["name"],
            level=Level(told["level"]),
            kind=ProjectKind(told["kind"]),
            content=told["content"],
            source=SOURCES[told["source"]],
            first_year=int(told["first_year"]),
            last_year=int(told["last_year"]),
            places=tuple(Place.objects.get(id=one) for one in told["places"]),
            starts_on=_day(told["starts_on"]),
            ends_on=_day(told["ends_on"]),
            implementer=_one(Organisation, told["implementer"]),
            implementer_method=told["implementer_method"],
            partner=told["partner"],
            purpose=told["purpose"],
        ),
        lines=tuple(map(_line_again, kept["lines"])),
        paper=kept["paper"],
        assumed=tuple(kept["assumed"]),
    )


def _line_again(kept: Mapping[str, Any]) -> PastLine:
    told = kept["told"]
    return PastLine(
        told=LineTold(
            what=told["what"],
            year=int(told["year"]),
            cost=int(told["cost"]),
            support={SOURCES[source]: int(sum_) for source, sum_ in told["support"].items()},
            establishment=_one(Establishment, told["establishment"]),
            content=told["content"],
            item=told["item"],
            place=_one(Place, told["place"]),
            quantity=int(told["quantity"]),
            unit=told["unit"],
            over_ceiling_reason=told["over_ceiling_reason"],
        ),
        days=PastDays(**{stage: _day(day) for stage, day in kept["days"].items()}),  # type: ignore[arg-type]
        jobs=None if kept["jobs"] is None else int(kept["jobs"]),
        beside=tuple((SOURCES[kind], int(sum_), name) for kind, sum_, name in kept["beside"]),
    )


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


def _one(model: Any, key: str | None) -> Any:
    return model.objects.get(id=key) if key else None
