"""May this person take this step with this document? The table, the right, and who did what."""

from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.core.workflow import Step
from khuyencong.office.models import IssuedDocument
from khuyencong.office.states import STEPS

NO_RIGHT = "Anh/chị không có quyền “{step}” văn bản này."
SIGNED_IT = "Anh/chị đã ký văn bản này nên không cấp số: người cấp số không phải người ký."
REASON_MISSING = "Ghi lý do khi “{step}”."


def why_not(user: Actor, name: str, row: IssuedDocument) -> str:
    """Return why this person may not take the step, in words; "" where he may."""
    step = STEPS[name]
    if not _has_right(user, step, row):
        return NO_RIGHT.format(step=step.label)
    if "sign" in step.apart_from and row.signed_by == user.id:
        return SIGNED_IT
    return ""


def require_step(user: Actor, name: str, row: IssuedDocument, reason: str = "") -> Step:
    """Return the step; Refused where table, right, separation or a missing reason forbid it."""
    refusal = why_not(user, name, row)
    if refusal:
        raise Refused(refusal)
    step = STEPS.require(name, row.state)
    if step.needs_reason and not reason:
        raise Refused(REASON_MISSING.format(step=step.label))
    return step


def _has_right(user: Actor, step: Step, row: IssuedDocument) -> bool:
    """Return whether a right covers the step; whoever put a document forward may take it back."""
    if step.name == "drop" and row.drafted_by == user.id:
        return True
    return user.may(step.permission or row.signing, of=row.body_id)
