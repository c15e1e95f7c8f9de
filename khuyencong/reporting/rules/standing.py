"""Where a report stands, reckoned from what its two sides said; on loaded rows, without queries.

The sender says what was sent; the receiver says all else: what is owed, of which days, by when,
and what he answers to each sending. So it comes out the same on every instance that knows the same
words, however late and in whatever order they came: an answer names its sending, and the receiver's
own acts are in the order in which he did them. What was sent counts, even where he had just excused
it and the sender did not know yet.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from khuyencong.reporting.models import Duty, DutyAct, Submission
from khuyencong.reporting.states import Answer, DutyState

S = DutyState
#: The acts that write a duty down, and those that bring the terms it goes by.
OPENS = ("open", "ask")
BRINGS_TERMS = (*OPENS, "renew")
ANSWERS = {"accept": Answer.ACCEPTED, "return": Answer.RETURNED}
UNANSWERED: dict[str, Any] = {
    "answer": "", "answered_at": None, "answered_by": None, "reason": "", "arrived_on": None,
}  # fmt: skip
BASIS = 190


@dataclass
class Standing:
    """What the fields of a duty, and of each of its sendings, are to be."""

    duty: dict[str, Any]
    sendings: dict[UUID, dict[str, Any]] = field(default_factory=dict)


def standing(acts: Iterable[DutyAct], sendings: Iterable[Submission]) -> Standing:
    """Return where a duty stands by its acts and sendings."""
    said = sorted(acts, key=lambda one: (one.at, one.id))
    sent = sorted(sendings, key=lambda one: (one.sent_at, one.id))
    answers = {
        one.id: {"ordinal": number, **UNANSWERED, **_answer(one, said)}
        for number, one in enumerate(sent, 1)
    }
    held = [told["answer"] for told in answers.values() if told["answer"] != Answer.RETURNED]
    state = {"state": _state(said, held, bool(sent))}
    return Standing(state | _terms(said) | _opened(said, sent), answers)


def _answer(sending: Submission, said: list[DutyAct]) -> dict[str, Any]:
    """Return the receiver's last answer to a sending; nobody answers what he sent himself."""
    told: dict[str, Any] = {}
    for act in said:
        if (
            act.submission == sending.id
            and act.step in ANSWERS
            and act.by not in (None, sending.by)
        ):
            told = {
                "answer": ANSWERS[act.step],
                "answered_at": act.at,
                "answered_by": act.by,
                "reason": act.reason if act.step == "return" else "",
                "arrived_on": act.arrived_on or told.get("arrived_on"),
            }
    return told


def _state(said: list[DutyAct], held: list[str], was_sent: bool) -> str:
    if held:
        return S.ACCEPTED if Answer.ACCEPTED in held else S.SENT
    last = next((a.step for a in reversed(said) if a.step in ("excuse", "ask_again", "return")), "")
    if last == "excuse":
        return S.EXCUSED
    return S.RETURNED if was_sent and last != "ask_again" else S.OWED


def _terms(said: list[DutyAct]) -> dict[str, Any]:
    """Return the days that a duty goes by; a due day that an officer entered stays."""
    told: dict[str, Any] = {
        "due_on": None, "due_basis": "", "due_set_by": None, "data_start": None, "data_end": None,
    }  # fmt: skip
    for act in said:
        if act.step in BRINGS_TERMS:
            told |= {"data_start": act.data_start, "data_end": act.data_end}
        is_set = act.step == "set_due"
        if is_set or (act.step in BRINGS_TERMS and told["due_set_by"] is None):
            told["due_on"] = act.due_on
            told["due_basis"] = act.reason[:BASIS] if act.due_on else ""
            told["due_set_by"] = act.by if act.due_on and act.step in ("set_due", "ask") else None
    return told


def _opened(said: list[DutyAct], sent: list[Submission]) -> dict[str, Any]:
    """Return who asked for a duty, and since when it is here; nothing where nothing was said."""
    opened = [act for act in said if act.step in OPENS]
    moments = [act.at for act in opened] or [one.sent_at for one in sent] or [a.at for a in said]
    asked = next((act.by for act in opened if act.step == "ask"), None)
    return {"asked_by": asked, "recorded_at": moments[0]} if moments else {}


def differing(row: Duty | Submission, told: dict[str, Any]) -> Iterator[str]:
    """Yield the fields of a row that are not what they are to be."""
    yield from (name for name, value in told.items() if getattr(row, name) != value)
