"""May this person take this step with this version? The table, the right, who did what before."""

from collections.abc import Iterable
from uuid import UUID

from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.core.workflow import Step
from khuyencong.plans.states import VERSION_STEPS

#: Who did what with the version so far: (name of the step, person).
History = Iterable[tuple[str, UUID]]

NO_RIGHT = "Anh/chị không có quyền “{step}” của đơn vị này."
TOOK_PART = (
    "Anh/chị đã xếp hoặc trình phiên bản này nên không được “{step}”: người làm không tự duyệt."
)
TOOK_PART_IN = (
    "Anh/chị đã soạn hoặc thẩm định “{name}” trong danh mục này nên không được phê duyệt."
)
REASON_MISSING = "Ghi lý do khi “{step}”."


def why_not(user: Actor, step: Step, owner: UUID, history: History) -> str:
    """Return why this person may not take the step, in words; "" where he may."""
    if not user.may(step.permission, of=owner):
        return NO_RIGHT.format(step=step.label)
    if any(name in step.apart_from and person == user.id for name, person in history):
        return TOOK_PART.format(step=step.label)
    return ""


def open_steps(state: str, user: Actor, owner: UUID, history: History) -> frozenset[str]:
    """Return the names of the steps this person may take now."""
    told = list(history)
    rows = VERSION_STEPS.open_in(state)
    return frozenset(step.name for step in rows if not why_not(user, step, owner, told))


def require_step(
    name: str, state: str, user: Actor, owner: UUID, history: History, reason: str = ""
) -> Step:
    """Return the step; Refused where table, right, separation or a missing reason forbid it."""
    step = VERSION_STEPS[name]
    refusal = why_not(user, step, owner, history)
    if refusal:
        raise Refused(refusal)
    VERSION_STEPS.require(name, state)
    if step.needs_reason and not reason:
        raise Refused(REASON_MISSING.format(step=step.label))
    return step
