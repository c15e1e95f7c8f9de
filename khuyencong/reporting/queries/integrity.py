"""What SQL constraints cannot hold: that a duty stands where its acts and sendings left it."""

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from khuyencong.reporting.models import Duty, DutyAct, Submission
from khuyencong.reporting.states import DUTY_STEPS, Answer, DutyState

#: In which states something lies with the receiver, and what he said of it.
HELD = {DutyState.SENT: "", DutyState.ACCEPTED: Answer.ACCEPTED}


def reporting_faults() -> Iterator[str]:
    """Yield a sentence for every duty that differs from its acts or its sendings; three queries."""
    acts: dict[UUID, list[tuple[str, str, str]]] = defaultdict(list)
    told = DutyAct.objects.order_by("at", "id").values_list("duty", "step", "before", "after")
    for duty, step, before, after in told.iterator(chunk_size=5000):
        acts[duty].append((step, before, after))
    sendings: dict[UUID, list[str]] = defaultdict(list)
    sent = Submission.objects.order_by("ordinal").values_list("duty", "answer")
    for duty, answer in sent.iterator(chunk_size=5000):
        sendings[duty].append(answer)
    rows = Duty.objects.order_by("id").values_list("id", "state")
    for duty, state in rows.iterator(chunk_size=5000):
        if _replayed(acts[duty]) != state:
            yield f"Báo cáo phải gửi {duty}: tình trạng khác với lịch sử."
        if not _fits(state, sendings[duty]):
            yield f"Báo cáo phải gửi {duty}: tình trạng khác với các lần gửi."


def _replayed(acts: list[tuple[str, str, str]]) -> str | None:
    """Return where the acts lead; None where one does not follow from the one before."""
    state = ""
    for step, before, after in acts:
        known = DUTY_STEPS[step] if step not in ("open", "renew") else None
        if before != state or (known and (before not in known.sources or after != known.target)):
            return None
        state = after
    return state


def _fits(state: str, answers: list[str]) -> bool:
    standing = [answer for answer in answers if answer != Answer.RETURNED]
    if state in HELD:
        return standing == [HELD[DutyState(state)]]
    return not standing and (bool(answers) or state != DutyState.RETURNED)
