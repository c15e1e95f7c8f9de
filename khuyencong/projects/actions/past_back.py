"""Past đề án that were entered in error: taken back whole, or recorded anew, while none is used."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Model

from khuyencong.applications.models import PaperUse
from khuyencong.core import journal
from khuyencong.core.models import JournalEntry
from khuyencong.core.pointing import pointing_to
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.funds import actions as funds
from khuyencong.office.models import IssuedDocument
from khuyencong.projects.actions.past import MAY_NOT, STEP, Kept, PastProject, record_past_many
from khuyencong.projects.models import Acceptance, Line, LineShare, Project, ProjectPlace, StepTaken
from khuyencong.registry.models import Organisation

WHY = "Ghi ngược: đề án đã làm xong được nhập nhầm từ bảng tính."
ANEW = "Ghi ngược để ghi lại: bảng tính nộp sau sửa đề án đã làm xong."
#: What recording a past đề án writes itself.
OWN: tuple[type[Model], ...] = (ProjectPlace, Line, LineShare, Acceptance, StepTaken)
RIGHT = "project.record_past"


class Built(Refused):
    """Something was built on đề án since they were recorded; `why` says it in words, by đề án."""

    def __init__(self, why: Mapping[UUID, str]) -> None:
        super().__init__(f"{len(why)} đề án đã được dùng tiếp từ sau lần nhập.")
        self.why = dict(why)


def built_upon(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return in words what was built on past đề án since, by đề án; nothing of those left alone.

    Any step, record, paper, document, note of the journal or entry of the ledger that is not of the
    act that recorded it. So many queries however many đề án.
    """
    rows = dict(Project.objects.filter(id__in=list(ids)).values_list("id", "code"))
    found: dict[UUID, list[str]] = defaultdict(list)
    steps: dict[UUID, UUID] = {}
    for project, step, key in StepTaken.objects.filter(project__in=rows).values_list(
        "project", "step", "id"
    ):
        if step == STEP:
            steps[project] = key
        else:
            found[project].append("đã có việc làm tiếp")
    for key in rows.keys() - steps.keys():
        found[key].append("không phải đề án đã qua được ghi lại")
    lines = dict(Line.objects.filter(project__in=rows).values_list("id", "project"))
    for key, what in chain(_named(Project, {one: one for one in rows}), _named(Line, lines)):
        found[key].append(f"đã có {what}")
    for key, what in _about(rows, lines):
        found[key].append(what)
    for key in funds.moved_since(steps):
        found[key].append("sổ kinh phí đã có bút toán khác")
    return {key: "; ".join(dict.fromkeys(told)) for key, told in found.items()}


def _named(model: type[Model], owners: Mapping[UUID, UUID]) -> Iterable[tuple[UUID, str]]:
    """Yield the đề án that rows of other tables name, with what these rows are."""
    for field in pointing_to(model):
        if field.model in OWN:
            continue
        rows = field.model._default_manager.filter(**{f"{field.name}__in": list(owners)})
        for key in rows.values_list(field.attname, flat=True):
            yield owners[key], str(field.model._meta.verbose_name)


def _about(rows: Mapping[UUID, str], lines: Mapping[UUID, UUID]) -> Iterable[tuple[UUID, str]]:
    owners = {one: one for one in rows} | dict(lines)
    for key in PaperUse.objects.filter(about__in=owners).values_list("about", flat=True):
        yield owners[key], "đã có giấy tờ kèm theo"
    for key in IssuedDocument.objects.filter(about__in=owners).values_list("about", flat=True):
        yield owners[key], "đã có văn bản"
    abouts = {f"project:{key}": key for key in rows}
    for about in JournalEntry.objects.filter(about__in=abouts).values_list("about", flat=True):
        yield abouts[about], "đã có việc ghi trong nhật ký"


@transaction.atomic
def take_back_past_many(
    *,
    by: Actor,
    owner: Organisation,
    ids: Sequence[UUID],
    at: datetime,
    allotted_at: datetime | None = None,
    why: str = WHY,
) -> int:
    """Take past đề án of one plan out of the registers, their money by counter-entries.

    All or none: raises Built where any is used already. The ledger keeps every entry beside its
    counter-entry, the journal what was taken back; the records themselves go, so that the same code
    may be entered again. With `allotted_at` what was allotted for them then goes too.
    """
    _lock(owner)
    listed = list(Project.objects.select_for_update(of=("self",)).filter(owner=owner, id__in=ids))
    if not _may(by, listed, owner):
        raise Refused(MAY_NOT)
    if len(listed) != len(set(ids)):
        raise Refused("Có đề án không còn trong sổ của kế hoạch này.")
    if built := built_upon(ids):
        raise Built(built)
    steps = StepTaken.objects.filter(step=STEP, project__in=ids)
    acts = dict(steps.values_list("project", "id"))
    funds.take_back_past(by=by, at=at, owner=owner.id, acts=acts, allotted_at=allotted_at, why=why)
    Acceptance.objects.filter(line__project__in=ids).delete()
    LineShare.objects.filter(line__project__in=ids).delete()
    StepTaken.objects.filter(project__in=ids).delete()
    ProjectPlace.objects.filter(project__in=ids).delete()
    Line.objects.filter(project__in=ids).delete()
    Project.objects.filter(id__in=ids).delete()
    if listed:
        _note("project.past_taken_back", owner, by, at, listed)
    return len(listed)


@transaction.atomic
def amend_past_many(
    *,
    by: Actor,
    owner: Organisation,
    told: Mapping[UUID, PastProject],
    at: datetime,
    allotted_at: datetime | None = None,
) -> None:
    """Record past đề án anew, each under its id: the old money by counter-entries, the new entered.

    All or none: raises Built where any is used already.
    """
    rows = Project.objects.filter(id__in=told).select_related("custodian")
    kept = {one.id: one for one in rows.prefetch_related("lines")}
    ids = {
        told[key].code: Kept(key, tuple(x.id for x in sorted(one.lines.all(), key=_number)))
        for key, one in kept.items()
    }
    take_back_past_many(
        by=by, owner=owner, ids=list(told), at=at, allotted_at=allotted_at, why=ANEW
    )
    by_custodian: dict[UUID, list[UUID]] = defaultdict(list)
    for key, project in kept.items():
        by_custodian[project.custodian_id].append(key)
    for own in by_custodian.values():
        first = kept[own[0]]
        record_past_many(
            by=by,
            custodian=first.custodian,
            owner=owner,
            told=[told[key] for key in own],
            at=at,
            is_demonstration=first.is_demonstration,
            again=ids,
        )
    for project in kept.values():
        # A form that was opened on what stood before is told so.
        Project.objects.filter(id=project.id).update(version=F("version") + project.version)


def _number(line: Line) -> int:
    return line.number


def _lock(owner: Organisation) -> None:
    Organisation.objects.select_for_update(of=("self",)).only("id").get(id=owner.id)


def _may(by: Actor, listed: Iterable[Project], owner: Organisation) -> bool:
    asked = {owner.id, *(one.custodian_id for one in listed if one.level == "local")}
    return all(by.may(RIGHT, of=body) for body in asked)


def _note(
    act: str, owner: Organisation, by: Actor, at: datetime, listed: Sequence[Project]
) -> None:
    marks = "\n".join(sorted(f"{one.code}:{one.id}" for one in listed))
    facts: dict[str, Any] = {
        "rows": len(listed),
        "sha256": hashlib.sha256(marks.encode()).hexdigest(),
    }
    for custodian in sorted({one.custodian_id for one in listed}):
        journal.record(
            act, custodian=custodian, about=f"organisation:{owner.id}", at=at, by=by.id, facts=facts
        )
