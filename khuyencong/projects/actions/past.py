"""A đề án carried out before this system was used is entered whole from its papers."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from khuyencong.core import journal
from khuyencong.core.identity import new_id
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.funds import actions as funds
from khuyencong.funds.actions import PastBeside, PastEntry, PastSpending
from khuyencong.funds.rules import Portion
from khuyencong.funds.states import EntryKind
from khuyencong.projects.actions.drafting import (
    LineTold,
    ProjectTold,
    check_line,
    check_project,
    fill_line,
    fill_project,
)
from khuyencong.projects.models import Acceptance, Line, LineShare, Project, ProjectPlace, StepTaken
from khuyencong.projects.rules.past import (
    LINE_AT,
    PROJECT_AT,
    PastDays,
    require_days,
    stage_of,
)
from khuyencong.projects.states import Level
from khuyencong.registry.models import Organisation
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.text import clean
from khuyencong.values.vocabulary import FundingSource

STEP = "record_past"
MAY_NOT = "Anh/chị không có quyền ghi lại đề án đã qua của đơn vị này."
BATCH = 1000
CODE, PAPER = 40, 200
KINDS = {
    "approved": EntryKind.COMMIT,
    "contracted": EntryKind.CONTRACT,
    "accepted": EntryKind.ACCEPT,
    "paid": EntryKind.PAY,
    "settled": EntryKind.SETTLE,
}


@dataclass(frozen=True, kw_only=True)
class PastLine:
    """One line as its papers tell it: what was supported, when it came how far, and to what."""

    told: LineTold
    days: PastDays
    jobs: int | None = None
    #: Who put money beside; for a programme of others with its name.
    beside: tuple[tuple[FundingSource, int, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class PastProject:
    """A finished đề án, under the code of its own papers."""

    code: str
    told: ProjectTold
    lines: tuple[PastLine, ...]
    #: Which paper all this is taken from.
    paper: str
    #: What that paper does not say and somebody assumed: "year", "money", "count" …
    assumed: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """Return what makes this the same đề án when it is told again."""
        told = json.dumps(plain_of(self), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(told.encode()).hexdigest()


@dataclass(frozen=True)
class Kept:
    """The ids that a đề án had before it was taken back: its addresses, and its books, stay its."""

    project: UUID
    lines: tuple[UUID, ...]


@dataclass(frozen=True)
class _Bodies:
    custodian: Organisation
    owner: Organisation
    is_demonstration: bool


class _Rows:
    """The rows of many đề án, table by table, until they are written."""

    def __init__(self) -> None:
        self.by_model: dict[type[Model], list[Any]] = defaultdict(list)
        self.money: list[PastSpending] = []

    def add(self, row: Model) -> None:
        self.by_model[type(row)].append(row)

    def write(self) -> None:
        for model in (Project, ProjectPlace, Line, LineShare, StepTaken, Acceptance):
            rows = self.by_model[model]
            model._default_manager.bulk_create(rows, batch_size=BATCH)


def record_past(
    *,
    by: Actor,
    custodian: Organisation,
    owner: Organisation,
    told: PastProject,
    at: datetime,
    is_demonstration: bool = False,
) -> Project:
    """Enter one past đề án; the same again returns the one that stands."""
    record_past_many(
        by=by,
        custodian=custodian,
        owner=owner,
        told=[told],
        at=at,
        is_demonstration=is_demonstration,
    )
    return Project.objects.get(owner=owner, code=clean(told.code))


@transaction.atomic
def record_past_many(
    *,
    by: Actor,
    custodian: Organisation,
    owner: Organisation,
    told: Iterable[PastProject],
    at: datetime,
    is_demonstration: bool = False,
    again: Mapping[str, Kept] | None = None,
) -> int:
    """Enter past đề án of one plan, all or none; return how many are new.

    Each comes in the state its papers tell, with its lines, its money by stage and day, what was
    accepted, and one step "record_past" that names the paper; under the ids that `again` has for
    its code, where it was taken back before. A code that the owner has already is left as it is,
    Refused where it stands for something else. One journal entry tells the count and the mark of
    the đề án; the ledger notes its own entries.
    """
    bodies = _Bodies(custodian, owner, is_demonstration)
    listed = list(told)
    _require_right(by, bodies, listed)
    # Writers of one plan pass here one at a time, so that of two lists the second sees the first.
    Organisation.objects.select_for_update(of=("self",)).only("id").get(id=owner.id)
    new = _new(owner, listed)
    if not new:
        return 0
    rows = _Rows()
    for one in new:
        _enter(one, bodies, rows, by, at, (again or {}).get(clean(one.code)))
    rows.write()
    funds.record_past(
        by=by,
        at=at,
        owner=owner.id,
        told=rows.money,
        paper=new[0].paper,
        why="Ghi lại từ giấy tờ của đề án đã làm xong.",
    )
    marks = "\n".join(sorted(f"{one.code}:{one.mark}" for one in new))
    journal.record(
        "project.past_recorded",
        custodian=custodian.id,
        about=f"organisation:{owner.id}",
        at=at,
        by=by.id,
        facts={"rows": len(new), "sha256": hashlib.sha256(marks.encode()).hexdigest()},
    )
    return len(new)


def _require_right(by: Actor, bodies: _Bodies, told: list[PastProject]) -> None:
    """Ask the right of whose books change, and of who answers where it is no national money.

    National money stands in the Cục's books: its officer enters it for the Sở that registered it.
    """
    asked = {bodies.owner.id}
    if any(one.told.level == Level.LOCAL for one in told):
        asked.add(bodies.custodian.id)
    if not all(by.may("project.record_past", of=body) for body in asked):
        raise Refused(MAY_NOT)


def _new(owner: Organisation, told: Iterable[PastProject]) -> list[PastProject]:
    """Return the đề án that are not kept yet, each code once."""
    listed: dict[str, PastProject] = {}
    for one in told:
        code = clean(one.code)
        if not code or len(code) > CODE or "\0" in code:
            raise Refused("Mỗi đề án cần một mã, dài không quá 40 ký tự.")
        if listed.setdefault(code, one).mark != one.mark:
            raise Refused(f"Mã {code} đứng hai lần trong danh sách với nội dung khác nhau.")
    steps = StepTaken.objects.filter(step=STEP, project__owner=owner, project__code__in=listed)
    marks = {
        code: facts.get("sha256") for code, facts in steps.values_list("project__code", "facts")
    }
    kept = Project.objects.filter(owner=owner, code__in=listed).values_list("code", flat=True)
    for code in kept:
        if marks.get(code) != listed[code].mark:
            raise Refused(f"Mã {code} đã có trong sổ với nội dung khác.")
    return [one for code, one in listed.items() if code not in set(kept)]


def _enter(
    one: PastProject, bodies: _Bodies, rows: _Rows, by: Actor, at: datetime, again: Kept | None
) -> None:
    check_project(one.told)
    stage = stage_of([line.days for line in one.lines])
    project = Project(
        id=again.project if again else new_id(),
        code=clean(one.code),
        custodian=bodies.custodian,
        owner=bodies.owner,
        state=PROJECT_AT[stage],
        state_since=at,
        drafted_by=by.id,
        recorded_at=at,
        is_demonstration=bodies.is_demonstration,
    )
    fill_project(project, one.told)
    rows.add(project)
    for place in dict.fromkeys(one.told.places):
        rows.add(ProjectPlace(project=project, place=place))
    step = _step(project, one, by, at)
    rows.add(step)
    lines = [
        _enter_line(number, line, project, rows, by, at, key)
        for number, (line, key) in enumerate(
            zip(one.lines, _line_ids(one, again), strict=True), start=1
        )
    ]
    rows.money.append(_money(project, step, one, lines))


def _line_ids(one: PastProject, again: Kept | None) -> list[UUID]:
    if again is None:
        return [new_id() for _ in one.lines]
    if len(again.lines) != len(one.lines):
        raise Refused("Đề án ghi lại phải có đúng số dòng như trước.")
    return list(again.lines)


def _step(project: Project, one: PastProject, by: Actor, at: datetime) -> StepTaken:
    paper = clean(one.paper)
    if not paper or len(paper) > PAPER or "\0" in paper:
        raise Refused("Ghi giấy tờ làm căn cứ, dài không quá 200 ký tự.")
    return StepTaken(
        project=project,
        step=STEP,
        before="",
        after=project.state,
        by=by.id,
        holder_id=project.custodian_id,
        at=at,
        reason=paper,
        facts={"paper": paper, "assumed": list(one.assumed), "sha256": one.mark},
    )


def _enter_line(
    number: int,
    one: PastLine,
    project: Project,
    rows: _Rows,
    by: Actor,
    at: datetime,
    key: UUID,
) -> Line:
    check_line(project, one.told)
    require_days(one.days, day_in_vietnam(at))
    line = Line(id=key, project=project, number=number, recorded_at=at)
    fill_line(line, one.told, at)
    line.state = LINE_AT[one.days.stage]
    rows.add(line)
    for source, amount in one.told.support.items():
        if amount:
            rows.add(LineShare(line=line, source=source, amount=amount))
    if one.days.accepted:
        rows.add(_acceptance(line, one, one.days.accepted, by, at))
    return line


def _acceptance(line: Line, one: PastLine, day: date, by: Actor, at: datetime) -> Acceptance:
    return Acceptance(
        line=line,
        day=day,
        quantity=line.quantity,
        cost=line.cost,
        accepted={str(source): amount for source, amount in one.told.support.items() if amount},
        words="Ghi lại từ giấy tờ của đề án đã làm xong.",
        jobs=one.jobs,
        by=by.id,
        recorded_at=at,
    )


def _money(project: Project, step: StepTaken, one: PastProject, lines: list[Line]) -> PastSpending:
    """Return the entries of the ledger: lines of one year and day go together."""
    portions: dict[tuple[str, date], list[Portion]] = defaultdict(list)
    beside = []
    for line, past in zip(lines, one.lines, strict=True):
        own = [
            Portion(line.id, source, line.year, amount)
            for source, amount in past.told.support.items()
            if amount
        ]
        for stage, day in past.days.told:
            portions[stage, day] += own
        beside += [
            PastBeside(part=line.id, kind=kind, year=line.year, amount=amount, programme=name)
            for kind, amount, name in past.beside
        ]
    entries = tuple(
        PastEntry(kind=KINDS[stage], day=day, portions=tuple(own))
        for (stage, day), own in portions.items()
    )
    return PastSpending(
        spender=project.id,
        act=step.id,
        paper=clean(one.paper),
        entries=entries,
        beside=tuple(beside),
    )


def plain_of(value: object) -> object:
    """Return what was told as plain text, lists and dicts; a record stands as its id."""
    if isinstance(value, Model):
        return str(value.pk)
    if is_dataclass(value):
        return {one.name: plain_of(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, dict):
        return {str(key): plain_of(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return [plain_of(one) for one in value]
    return None if value is None else str(value)
