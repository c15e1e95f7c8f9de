"""Duties as pages show them: who owes today, what was sent, whether in time, what may be done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from khuyencong.core.users import Actor
from khuyencong.core.workflow import Step
from khuyencong.ingestion.models import Document
from khuyencong.ingestion.queries import visible_to as documents_visible_to
from khuyencong.registry.models import Organisation, Succession
from khuyencong.registry.queries import last_heirs
from khuyencong.reporting.models import Duty, DutyAct, Submission
from khuyencong.reporting.rules import (
    ACCEPT,
    READ,
    SEND,
    Sending,
    Verdict,
    judged,
    open_steps,
)
from khuyencong.reporting.states import DUTY_STEPS, OPEN, DutyState
from khuyencong.values.dates import day_in_vietnam

#: So many handed-in reports are offered beside a sending, the latest first.
OFFERED = 20


def duties_visible_to(user: Actor | None) -> QuerySet[Duty]:
    """Return the reports owed by, or to, bodies of which somebody may read reports."""
    if user is None:
        return Duty.objects.none()
    bodies = user.custodians(READ)
    every = Duty.objects.all()
    if bodies is None:
        return every
    return every.filter(Q(custodian_id__in=bodies) | Q(receiver_id__in=bodies))


@dataclass(frozen=True)
class DutyView:
    """A duty with its sendings, judged on a day; `debtor` is who owes it on that day."""

    duty: Duty
    debtor: Organisation
    sendings: list[Submission]
    verdict: Verdict

    @property
    def is_inherited(self) -> bool:
        """Return whether another body owed it when it was written down."""
        return self.debtor.id != self.duty.custodian_id

    @property
    def last(self) -> Submission | None:
        """Return the last sending."""
        return self.sendings[-1] if self.sendings else None


def day_of(submission: Submission) -> date:
    """Return the day a sending counts for: the receiver's word, else when it was noted."""
    return submission.arrived_on or day_in_vietnam(submission.sent_at)


def sending_of(submission: Submission) -> Sending:
    """Return a sending as the rules judge it."""
    answered = day_in_vietnam(submission.answered_at) if submission.answered_at else None
    return Sending(day_of(submission), submission.answer, answered)


def verdict_of(duty: Duty, sendings: Iterable[Submission], on: date) -> Verdict:
    """Return whether a report is in time on a day."""
    return judged(
        duty.due_on,
        [sending_of(one) for one in sendings],
        on,
        excused=duty.state == DutyState.EXCUSED,
    )


def listed(rows: QuerySet[Duty]) -> QuerySet[Duty]:
    """Return duties with what a view needs; two queries."""
    sent = Submission.objects.order_by("ordinal")
    shown = rows.select_related("custodian__place", "receiver", "regime")
    return shown.prefetch_related(Prefetch("submissions", queryset=sent, to_attr="sent"))


def views(rows: Iterable[Duty], on: date) -> list[DutyView]:
    """Return listed duties as they stand on a day, in their order; two queries more."""
    duties = list(rows)
    heirs = last_heirs(on)
    wanted = {heirs[d.custodian_id] for d in duties if d.custodian_id in heirs}
    bodies = {b.id: b for b in Organisation.objects.filter(id__in=wanted)} if wanted else {}
    return [_view(d, bodies.get(heirs.get(d.custodian_id, d.custodian_id)), on) for d in duties]


def _view(duty: Duty, heir: Organisation | None, on: date) -> DutyView:
    sendings: list[Submission] = duty.sent  # type: ignore[attr-defined]
    return DutyView(duty, heir or duty.custodian, sendings, verdict_of(duty, sendings, on))


# --- what waits for somebody ---------------------------------------------------------------------


def may_send_for(user: Actor) -> Q:
    """Return the condition that the user may note the sending of a duty."""
    bodies = user.custodians(SEND)
    return Q() if bodies is None else Q(custodian_id__in=bodies)


def may_answer(user: Actor) -> Q:
    """Return the condition that a sent report waits for the user's body to answer."""
    bodies = user.custodians(ACCEPT)
    return Q(state=DutyState.SENT) & (Q() if bodies is None else Q(receiver_id__in=bodies))


def waiting_for(user: Actor) -> int:
    """Return how many sent reports wait for the user's body to answer; one query."""
    return duties_visible_to(user).filter(may_answer(user)).count()


def upcoming(user: Actor, on: date, most: int) -> list[DutyView]:
    """Return open duties of which a reminder was given and which the user may send, the next due
    first; at most so many.
    """
    reminded = duties_visible_to(user).filter(may_send_for(user), state__in=OPEN)
    reminded = reminded.filter(notices__delivered_at__isnull=False).distinct()
    return views(listed(reminded).order_by("due_on", "form", "id")[:most], on)


# --- one duty ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Told:
    """One line of a duty's history."""

    at: object
    label: str
    act: DutyAct | None = None
    sending: Submission | None = None
    succession: Succession | None = None


@dataclass(frozen=True)
class DutyPage:
    """All that the page of a duty shows for a person on a day."""

    view: DutyView
    history: list[Told]
    steps: list[Step]
    documents: list[Document]

    def people(self) -> set[UUID]:
        """Return who acted, to be named."""
        told = {one.act.by for one in self.history if one.act and one.act.by}
        sent = {one.by for one in self.view.sendings}
        return told | sent | {one.answered_by for one in self.view.sendings if one.answered_by}


def duty_page(user: Actor, duty: Duty, on: date) -> DutyPage:
    """Return the page of a duty; the queries do not grow with its history."""
    (view,) = views(listed(Duty.objects.filter(id=duty.id)), on)
    senders = frozenset(one.by for one in view.sendings)
    steps = open_steps(user, view.duty, senders)
    sends = any(step.name == "send" for step in steps)
    return DutyPage(view, _history(view.duty), steps, _documents(user, view) if sends else [])


def _documents(user: Actor, view: DutyView) -> list[Document]:
    """Return reports handed in lately by who owes, or by who owed; for the form of a sending."""
    rows = documents_visible_to(user).filter(custodian__in=[view.duty.custodian_id, view.debtor.id])
    return list(rows.only("id", "title", "number").order_by("-recorded_at")[:OFFERED])


def _history(duty: Duty) -> list[Told]:
    sending = DUTY_STEPS["send"].label
    said = [
        (act.at, act.id, Told(day_in_vietnam(act.at), act.get_step_display(), act=act))
        for act in duty.acts.all()
    ]
    said += [
        (one.sent_at, one.id, Told(day_in_vietnam(one.sent_at), sending, sending=one))
        for one in duty.submissions.select_related("sender")
    ]
    told = [one for *_, one in sorted(said, key=lambda row: row[:2])]
    return sorted(told + _successions(duty), key=lambda one: str(one.at))


def _successions(duty: Duty) -> list[Told]:
    """Return by which acts the debt passed on, since the duty's period began; one query."""
    standing = Succession.objects.filter(superseded_at=None).select_related(
        "predecessor", "successor"
    )
    by = {row.predecessor_id: row for row in standing}
    found, body, seen = list[Told](), duty.custodian_id, {duty.custodian_id}
    while body in by and by[body].successor_id not in seen:
        row = by[body]
        found.append(Told(row.day, "Đơn vị kế thừa phải gửi", succession=row))
        body = row.successor_id
        seen.add(body)
    return found
