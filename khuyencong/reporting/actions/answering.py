"""What the receiver does: accepts, gives back for a reason, sets a day, excuses, asks again."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from khuyencong.core import journal
from khuyencong.core.identity import new_id
from khuyencong.core.lines import line
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.registry.models import Organisation
from khuyencong.reporting.actions.noting import BASIS, locked, require_apart, take
from khuyencong.reporting.actions.standing import bring_up
from khuyencong.reporting.models import Duty, DutyAct, Submission
from khuyencong.reporting.rules import ACCEPT, NOT_YOURS
from khuyencong.reporting.states import Answer, DutyState
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.periods import Period


@transaction.atomic
def accept(
    *, by: Actor, duty: Duty, seen: UUID, at: datetime, arrived_on: date | None = None
) -> Duty:
    """Accept what was sent: from now on the receiver's own report rests on it.

    Never by the person who noted the sending. `arrived_on` is the receiver's word that the paper
    came on an earlier day than its sending was noted.
    """
    duty, step = locked(by, duty, "accept", seen)
    require_apart(by, duty, step)
    submission = _with_the_receiver(duty)
    _require_arrival(submission, arrived_on)
    facts = {"ordinal": str(submission.ordinal)}
    told = {"submission": submission.id, "arrived_on": arrived_on}
    return take(step, duty, by, at, facts=facts, told=told)


@transaction.atomic
def give_back(*, by: Actor, duty: Duty, seen: UUID, reason: str, at: datetime) -> Duty:
    """Give back what was sent, or what was accepted and turns out wrong, for a written reason."""
    duty, step = locked(by, duty, "return", seen)
    require_apart(by, duty, step)
    submission = _with_the_receiver(duty)
    facts = {"ordinal": str(submission.ordinal)}
    return take(step, duty, by, at, reason=reason, facts=facts, told={"submission": submission.id})


def _with_the_receiver(duty: Duty) -> Submission:
    """Return what lies with the receiver: what he accepted, else the last that came."""
    held = list(duty.submissions.exclude(answer=Answer.RETURNED).order_by("ordinal"))
    return next((one for one in held if one.answer), held[-1])


def _require_arrival(submission: Submission, arrived_on: date | None) -> None:
    if arrived_on and arrived_on > day_in_vietnam(submission.sent_at):
        raise Refused("Ngày văn bản đến không được sau ngày ghi đã gửi.")


@transaction.atomic
def excuse(*, by: Actor, duty: Duty, seen: UUID, reason: str, at: datetime) -> Duty:
    """Say that this report need not come, and why: "gộp vào báo cáo của đơn vị mới"."""
    duty, step = locked(by, duty, "excuse", seen)
    return take(step, duty, by, at, reason=reason)


@transaction.atomic
def ask_again(*, by: Actor, duty: Duty, seen: UUID, reason: str, at: datetime) -> Duty:
    """Ask for a report that was excused."""
    duty, step = locked(by, duty, "ask_again", seen)
    return take(step, duty, by, at, reason=reason)


# --- the due day ---------------------------------------------------------------------------------


@transaction.atomic
def set_due(*, by: Actor, duty: Duty, seen: UUID, due_on: date, basis: str, at: datetime) -> Duty:
    """Enter by when a report must come, and what says so; only while nothing was sent.

    A day set afterwards would make late what was sent before it was known.
    """
    duty, step = locked(by, duty, "set_due", seen)
    require_day(due_on, at)
    reason = line(basis, "Căn cứ của hạn", BASIS, required=True)
    facts = {"due_on": due_on.isoformat()}
    return take(step, duty, by, at, reason=reason, facts=facts, told={"due_on": due_on})


def require_day(due_on: date, at: datetime) -> None:
    """Refuse a due day that is over: nobody could still keep it."""
    if due_on < day_in_vietnam(at):
        raise Refused("Hạn gửi phải là hôm nay hoặc sau hôm nay.")


@transaction.atomic
def set_due_of_all(
    *,
    by: Actor,
    receiver: Organisation,
    form: str,
    title: str,
    period: Period,
    due_on: date,
    basis: str,
    at: datetime,
) -> int:
    """Enter one day for every report of a form and period that nobody has sent; return how many."""
    if not by.may(ACCEPT, of=receiver.id):
        raise Refused(NOT_YOURS)
    require_day(due_on, at)
    told = line(basis, "Căn cứ của hạn", BASIS, required=True)
    rows = Duty.objects.select_for_update(of=("self",)).filter(
        receiver=receiver,
        form=form,
        title=title,
        period_start=period.start,
        period_end=period.end,
        state=DutyState.OWED,
    )
    duties = list(rows.order_by("id"))
    DutyAct.objects.bulk_create(
        DutyAct(duty=duty, step="set_due", by=by.id, at=at, reason=told, due_on=due_on)
        for duty in duties
    )
    bring_up(duties)
    for duty in duties:
        duty.changed_at, duty.stamp = at, new_id()
    Duty.objects.bulk_update(duties, ["changed_at", "stamp"])
    if duties:
        _note_all(duties, by, at)
    return len(duties)


def _note_all(duties: list[Duty], by: Actor, at: datetime) -> None:
    first = duties[0]
    journal.record(
        "reporting.set_due_of_all",
        custodian=first.receiver_id,
        about=f"organisation:{first.receiver_id}",
        at=at,
        by=by.id,
        facts={
            "form": first.form,
            "period": first.period.code or "",
            "due_on": str(first.due_on),
            "duties": len(duties),
        },
    )
