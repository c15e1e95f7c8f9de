"""What an act at the desk is: one row that joins a step, a form, the words and the action."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from khuyencong.core.users import Actor
from khuyencong.core.workflow import Step
from khuyencong.fieldwork.queries.found import Found
from khuyencong.projects.forms.acts import ActForm
from khuyencong.projects.models import Project
from khuyencong.projects.queries.hub import Hub
from khuyencong.projects.rules import why_not
from khuyencong.projects.states import (
    LINE_STEP_IN,
    LINE_STEPS,
    LineState,
    ProjectState,
)

History = Iterable[tuple[str, UUID]]
#: What a state is called where an act is not open in it.
SAID = dict(ProjectState.choices) | dict(LineState.choices)
NOT_OPEN = "Không thể “{label}” khi {what} đang ở bước “{state}”."
WHAT = {"project": "đề án", "line": "dòng này"}


@dataclass(frozen=True)
class Asked:
    """One act as it was asked for: by whom, on what, with what was typed."""

    by: Actor
    at: datetime
    hub: Hub
    record: Any
    given: dict[str, Any]

    @property
    def project(self) -> Project:
        """Return the đề án."""
        return self.hub.project

    @property
    def seen(self) -> int | None:
        """Return the version of the đề án that the page was made from."""
        version: int | None = self.given.get("version")
        return version


def _always(hub: Hub, record: Any) -> str:
    return ""


def _nothing(by: Actor, record: Any) -> Found | None:
    return None


@dataclass(frozen=True, kw_only=True)
class Act:
    """One act: where it is open, what is typed for it, which action does it, how it is told.

    `of` says what it is about; `unless` tells in words what stands in the way, "" for nothing. An
    act that is `ahead` carries the đề án on; the others stand behind a menu.
    """

    slug: str
    label: str
    lede: str
    said: str
    step: Step
    do: Callable[[Asked], object]
    #: The same act on another side, for an act that either body may do.
    or_step: Step | None = None
    #: The step by the record, for an act whose right depends on it.
    step_for: Callable[[Any], Step] | None = None
    form: type[ActForm] = ActForm
    of: str = "project"
    unless: Callable[[Hub, Any], str] = _always
    #: What was found before and stands in the form at first.
    found: Callable[[Actor, Any], Found | None] = _nothing
    ahead: bool = True
    danger: bool = False
    #: Whether it may be about a line that no longer counts: its advance still comes back.
    of_gone: bool = False

    def records(self, hub: Hub) -> list[Any]:
        """Return every record of a đề án that the act may be about."""
        if self.of == "line":
            return [view.line for view in (hub.lines if self.of_gone else hub.living)]
        if self.of == "finding":
            return list(hub.open_findings)
        if self.of == "change":
            return [hub.open_adjustment] if hub.open_adjustment else []
        return [hub.project]

    def no_right(self, user: Actor, hub: Hub, record: Any, history: History) -> str:
        """Return why this person may not do it, whatever the state; "" where he may."""
        step = self.step_for(record) if self.step_for else self.step
        refusal = why_not(user, step, hub.project, history)
        if refusal and self.or_step:
            return why_not(user, self.or_step, hub.project, history)
        return refusal

    def closed(self, hub: Hub, record: Any) -> str:
        """Return why it is not open now, whoever asks; "" where it is."""
        state = hub.project.state
        if self.of == "line" and self.step in LINE_STEPS.rows:
            if record.state not in self.step.sources:
                return self._not_open("line", record.state)
            if state not in LINE_STEP_IN[self.step.name]:
                return self._not_open("project", state)
        elif state not in self._open_in():
            return self._not_open("project", state)
        return self.unless(hub, record)

    def _open_in(self) -> frozenset[str]:
        """Return the states of the đề án in which the act is open."""
        is_of_line = self.step in LINE_STEPS.rows
        return LINE_STEP_IN[self.step.name] if is_of_line else self.step.sources

    def _not_open(self, of: str, state: str) -> str:
        return NOT_OPEN.format(label=self.label, what=WHAT[of], state=SAID.get(state, state))

    def refusal(self, user: Actor, hub: Hub, record: Any, history: History) -> str:
        """Return why it is not offered to this person now; "" where it is."""
        return self.closed(hub, record) or self.no_right(user, hub, record, history)
