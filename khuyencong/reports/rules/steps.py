"""May this person take this step with this edition? The table, the right, who did what before."""

from collections.abc import Collection, Iterable
from uuid import UUID

from khuyencong.accounts.permissions import Permission as P
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.core.workflow import Step
from khuyencong.reports.states import EDITION_STEPS

#: Who did what with the edition so far: (name of the step, person).
History = Iterable[tuple[str, UUID]]

NO_RIGHT = "Anh/chị không có quyền “{step}” của đơn vị này."
DRAFTED = "Anh/chị đã soạn báo cáo này nên không được “{step}”: người soạn không tự soát, tự ký."
REVIEWED = "Anh/chị đã soát báo cáo này nên không ký: người ký không phải người soát."
SIGNED = "Anh/chị đã ký báo cáo này nên không gửi: văn thư gửi."
REASON_MISSING = "Ghi lý do khi “{step}”."
#: Who signs may hand in the file that he signed.
ALSO = {"attach": P.EDITION_SIGN}


def why_not(user: Actor, name: str, custodian: UUID, history: History) -> str:
    """Return why this person may not take the step, in words; "" where he may."""
    step = EDITION_STEPS[name]
    if not _has_right(user, step, custodian):
        return NO_RIGHT.format(step=step.label)
    did = {earlier for earlier, person in history if person == user.id} & step.apart_from
    return _apart(did, step) if did else ""


def open_steps(
    state: str, user: Actor, custodian: UUID, history: Collection[tuple[str, UUID]]
) -> frozenset[str]:
    """Return the names of the steps this person may take now."""
    names = (step.name for step in EDITION_STEPS.open_in(state))
    return frozenset(name for name in names if not why_not(user, name, custodian, history))


def require_step(
    user: Actor, name: str, state: str, custodian: UUID, history: History, reason: str = ""
) -> Step:
    """Return the step; Refused where table, right, separation or a missing reason forbid it."""
    refusal = why_not(user, name, custodian, history)
    if refusal:
        raise Refused(refusal)
    step = EDITION_STEPS.require(name, state)
    if step.needs_reason and not reason:
        raise Refused(REASON_MISSING.format(step=step.label))
    return step


def _has_right(user: Actor, step: Step, custodian: UUID) -> bool:
    rights = filter(None, (step.permission, ALSO.get(step.name)))
    return any(user.may(right, of=custodian) for right in rights)


def _apart(did: set[str], step: Step) -> str:
    if "sign" in did:
        return SIGNED
    return REVIEWED if did == {"review"} else DRAFTED.format(step=step.label)
