"""The words of a đề án's page: what was done, what its stages are called, what a strip says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from khuyencong.projects.models import StepTaken
from khuyencong.projects.queries.hub import Hub
from khuyencong.projects.states import ACTS, LINE_STEPS, PROJECT_STEPS, Level
from khuyencong.registry.models import Organisation
from khuyencong.values.dates import format_date
from khuyencong.values.money import format_dong

#: Acts that move nothing, in the words of the timeline.
NOTED = {
    "draft": "Soạn, sửa bản thảo",
    "ask_adjustment": "Đề nghị điều chỉnh",
    "confirm_adjustment": "Sở xác nhận đề nghị điều chỉnh",
    "approve_adjustment": "Duyệt điều chỉnh",
    "refuse_adjustment": "Không duyệt điều chỉnh",
    "take_back_adjustment": "Rút đề nghị điều chỉnh",
}
LABELS = {step.name: step.label for step in (*PROJECT_STEPS, *LINE_STEPS, *ACTS)} | NOTED


@dataclass(frozen=True)
class Event:
    """One entry of the timeline; the same act on several days in a row is told once."""

    label: str
    at: datetime
    who: str
    holder: str
    line: str
    reason: str
    clause: str
    amount: str
    times: int = 1


def timeline(hub: Hub, names: dict[UUID, str]) -> list[Event]:
    """Return what happened, the newest first; a run of drafting by one person is one entry."""
    events: list[Event] = []
    for taken in reversed(hub.history):
        event = _event(taken, names)
        if events and _is_run(events[-1], event, taken.step):
            last = events[-1]
            events[-1] = Event(**{**last.__dict__, "times": last.times + 1, "line": ""})
        else:
            events.append(event)
    return events


def _event(taken: StepTaken, names: dict[UUID, str]) -> Event:
    amount = taken.facts.get("amount") if isinstance(taken.facts, dict) else None
    return Event(
        label=LABELS.get(taken.step, taken.step),
        at=taken.at,
        who=names.get(taken.by, ""),
        holder=taken.holder.name,
        line=f"dòng {taken.line.number}" if taken.line else "",
        reason=taken.reason,
        clause=taken.clause,
        amount=format_dong(amount, nbsp=True) if isinstance(amount, int) else "",
    )


def _is_run(newer: Event, older: Event, step: str) -> bool:
    same_day = newer.at.date() == older.at.date()
    return step == "draft" and (newer.label, newer.who) == (older.label, older.who) and same_day


def stage_rows(hub: Hub) -> list[dict[str, Any]]:
    """Return the stages as the task list shows them, each with the body that holds it."""
    return [
        {"at": one, "holder": short(hub.holder(one.stage.side)), "label": _label(hub, one.stage)}
        for one in hub.stages
    ]


def _label(hub: Hub, stage: Any) -> str:
    if stage.name != "upper":
        label: str = stage.label
        return label
    return "Thẩm định cấp Bộ" if hub.project.level == Level.NATIONAL else "Thẩm định cấp tỉnh"


def short(body: Organisation) -> str:
    """Return a body as a narrow column names it: its kind where the place is plain."""
    for long, brief in (("Trung tâm Khuyến công", "Trung tâm KC"), ("Sở Công Thương", "Sở CT")):
        if body.name.startswith(long):
            return f"{brief}{body.name.removeprefix(long).replace(' tỉnh', '')}"
    return body.name


def kind_line(hub: Hub) -> list[str]:
    """Return what stands under the title, piece by piece."""
    project = hub.project
    content = project.get_content_display() or "chưa rõ nội dung"
    pieces = [project.get_kind_display(), f"nội dung: {content[:1].lower()}{content[1:]}"]
    years = f"{project.first_year}–{project.last_year}"
    single = project.first_year == project.last_year
    pieces.append(f"năm {project.first_year}" if single else f"giai đoạn {years}")
    pieces.append(f"chủ kế hoạch: {project.owner.name}")
    if project.implementer:
        pieces.append(f"thực hiện: {project.implementer.name}")
    else:
        pieces.append("chưa chọn đơn vị thực hiện")
    return pieces


def money_words(hub: Hub) -> str:
    """Return the bar of money as a sentence."""
    told = [f"{row.source.label} {format_dong(row.planned)}" for row in hub.money if row.planned]
    if hub.counterpart:
        told.append(f"đối ứng đứng cạnh {format_dong(hub.counterpart)}")
    return ", ".join(told)


def days(row: Any, names: Iterable[str]) -> dict[str, str]:
    """Return dated fields of a record as they are printed, "" for those without a day."""
    return {n: format_date(d) if (d := getattr(row, n)) else "" for n in names}
