"""May this person take this step now? The table, the right on its side, and who did what before."""

from collections.abc import Iterable
from typing import Protocol
from uuid import UUID

from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.core.workflow import Side, Step, Steps
from khuyencong.projects.states import LINE_STEP_IN, LINE_STEPS, ProjectState

#: Who did what so far: (name of the step, person).
History = Iterable[tuple[str, UUID]]

NO_RIGHT = "Anh/chị không có quyền “{step}” ở hồ sơ này."
TOOK_PART = "Anh/chị đã {earlier} đề án này nên không được “{step}”: người làm không tự xét."
LINE_NOT_NOW = "Không thể “{step}” khi đề án đang ở bước “{state}”."
REASON_MISSING = "Ghi lý do khi “{step}”."
#: How the steps of separation are said in a sentence.
SAID = {
    "draft": "soạn",
    "register": "đăng ký",
    "score_base": "chấm thẩm định",
    "score_upper": "chấm thẩm định",
    "pass_base": "kết luận thẩm định",
    "pass_upper": "kết luận thẩm định",
    "advance": "ghi tạm ứng cho",
    "pay": "ghi thanh toán cho",
    "accept_line": "kết luận nghiệm thu",
}


class Bodies(Protocol):
    """The bodies of a đề án."""

    @property
    def custodian_id(self) -> UUID: ...
    @property
    def owner_id(self) -> UUID: ...
    @property
    def implementer_id(self) -> UUID | None: ...


def body_of(project: Bodies, side: Side) -> UUID:
    """Return the body whose right a step on this side needs."""
    if side is Side.OWNER:
        return project.owner_id
    if side is Side.IMPLEMENTER and project.implementer_id:
        return project.implementer_id
    return project.custodian_id


def why_not(user: Actor, step: Step, project: Bodies, history: History) -> str:
    """Return why this person may not take the step, in words; "" where he may."""
    if not user.may(step.permission, of=body_of(project, step.side)):
        return NO_RIGHT.format(step=step.label)
    earlier = sorted(
        {name for name, person in history if name in step.apart_from and person == user.id}
    )
    if earlier:
        return TOOK_PART.format(earlier=SAID[earlier[0]], step=step.label)
    return ""


def may_take(user: Actor, step: Step, project: Bodies, history: History) -> bool:
    """Return whether this person may take the step, wherever the record stands."""
    return not why_not(user, step, project, history)


def open_steps(
    table: Steps, state: str, user: Actor, project: Bodies, history: History
) -> tuple[Step, ...]:
    """Return the steps this person may take now."""
    told = list(history)
    return tuple(s for s in table.open_in(state) if may_take(user, s, project, told))


def require_step(
    table: Steps,
    name: str,
    state: str,
    user: Actor,
    project: Bodies,
    history: History,
    reason: str = "",
) -> Step:
    """Return the step; Refused where table, right, separation or a missing reason forbid it."""
    step = table[name]
    refusal = why_not(user, step, project, history)
    if refusal:
        raise Refused(refusal)
    table.require(name, state)
    if step.needs_reason and not reason:
        raise Refused(REASON_MISSING.format(step=step.label))
    return step


def require_line_step(
    name: str,
    line_state: str,
    project_state: str,
    user: Actor,
    project: Bodies,
    history: History,
    reason: str = "",
) -> Step:
    """Return the step of a line; Refused as `require_step` says, or where the đề án waits."""
    step = require_step(LINE_STEPS, name, line_state, user, project, history, reason)
    if project_state not in LINE_STEP_IN[name]:
        state = ProjectState(project_state).label
        raise Refused(LINE_NOT_NOW.format(step=step.label, state=state))
    return step
