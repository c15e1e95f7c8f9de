"""The calendar writes down what will be owed, a year ahead; a second run writes nothing."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from khuyencong.core import journal
from khuyencong.core.elsewhere import kept_elsewhere
from khuyencong.core.identity import new_id
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.registry.models import Organisation
from khuyencong.reporting.models import Duty, DutyAct, Regime
from khuyencong.reporting.queries.regimes import Rules, receiver_of, rules
from khuyencong.reporting.rules import (
    ACCEPT,
    NOT_YOURS,
    data_span,
    due_day,
    judged_on,
    periods_ending_in,
)
from khuyencong.reporting.states import RECURRENT, DutyState
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.periods import Period
from khuyencong.values.periods import year as calendar_year

AHEAD = timedelta(days=366)
YEARS = range(2012, 2201)
KEPT_ELSEWHERE = (
    "Lịch báo cáo của đơn vị này lập ở hệ thống riêng của đơn vị. Xin đưa vào lịch ở đó, rồi nhận"
    " gói của hệ thống ấy."
)
Key = tuple[UUID, UUID, str, date]


@dataclass(frozen=True)
class Planned:
    """A report that the rules of its day let a body owe, or say that it does not."""

    body: Organisation
    receiver: Organisation
    form: str
    period: Period
    regime: Regime

    @property
    def key(self) -> Key:
        """Return what tells it from every other."""
        return (self.body.id, self.receiver.id, self.form, self.period.start)


def extend(at: datetime) -> int:
    """Write down what is owed in the year from today on, and let newer terms reach what nobody has
    sent; return how many rows were written. What is past is not filled in by itself.

    What is owed to a body whose records another instance keeps is written down there.
    """
    today = day_in_vietnam(at)
    return _write(Period(today, today + AHEAD), at)


def open_year(
    *,
    by: Actor,
    receiver: Organisation,
    year: int,
    at: datetime,
    is_demonstration: bool = False,
) -> int:
    """Write down all that a receiver is owed in a calendar year, its past months too.

    Return how many rows were written; Refused without the right of the receiver, and where another
    instance keeps what he is owed.
    """
    if not by.may(ACCEPT, of=receiver.id):
        raise Refused(NOT_YOURS)
    if receiver.id in kept_elsewhere(day_in_vietnam(at)):
        raise Refused(KEPT_ELSEWHERE)
    if year not in YEARS:
        raise Refused(f"Năm {year} không hợp lệ: từ {YEARS[0]} đến {YEARS[-1]}.")
    return _write(calendar_year(year), at, receiver, by, is_demonstration=is_demonstration)


@transaction.atomic
def _write(
    days: Period,
    at: datetime,
    receiver: Organisation | None = None,
    by: Actor | None = None,
    *,
    is_demonstration: bool = False,
) -> int:
    elsewhere = kept_elsewhere(day_in_vietnam(at))
    planned = [
        one
        for one in _planned(days)
        if receiver in (None, one.receiver) and one.receiver.id not in elsewhere
    ]
    held = _held(planned)
    new = [
        _duty(one, at, is_demonstration)
        for one in planned
        if one.key not in held and one.regime.is_owed
    ]
    # Two workers at once: what the other has just written is left as it is.
    Duty.objects.bulk_create(new, ignore_conflicts=True)
    kept = set(Duty.objects.filter(id__in=[duty.id for duty in new]).values_list("id", flat=True))
    new = [duty for duty in new if duty.id in kept]
    acts = [_act(duty, "open", by, at) for duty in new]
    acts += list(_renewed(planned, held, by, at))
    DutyAct.objects.bulk_create(acts)
    _note(acts, by, at)
    return len(acts)


# --- what is owed --------------------------------------------------------------------------------


def _planned(days: Period) -> Iterator[Planned]:
    """Yield every report that a rule speaks of and whose period ends in these days; 3 queries."""
    told = rules()
    kinds = {kind for _, sender, receiver in told.general() for kind in (sender, receiver)}
    bodies = list(Organisation.objects.filter(kind__in=kinds).order_by("key"))
    under = dict(Organisation.objects.values_list("id", "parent_id"))
    for form, from_kind, to_kind in sorted(told.general()):
        if form not in RECURRENT:
            continue
        for period in periods_ending_in(form, days):
            on = judged_on(form, period)
            living = [body for body in bodies if body.held_on(on)]
            for body in living:
                if body.kind == from_kind:
                    one = _planned_for(told, body, to_kind, form, period, on, under, living)
                    if one:
                        yield one


def _planned_for(
    told: Rules,
    body: Organisation,
    to_kind: str,
    form: str,
    period: Period,
    on: date,
    under: Mapping[UUID, UUID | None],
    living: list[Organisation],
) -> Planned | None:
    regime = told.for_body(form, body.kind, to_kind, body.id, on)
    receiver = receiver_of(body, to_kind, under, living)
    if regime is None or regime.on_request or receiver is None:
        return None
    return Planned(body, receiver, form, period, regime)


def _held(planned: list[Planned]) -> dict[Key, Duty]:
    """Return what is written down already; one query, the rows locked."""
    if not planned:
        return {}
    rows = Duty.objects.select_for_update(of=("self",)).filter(
        title="",
        period_start__gte=min(one.period.start for one in planned),
        period_end__lte=max(one.period.end for one in planned),
    )
    found = rows.order_by("id")
    return {(d.custodian_id, d.receiver_id, d.form, d.period_start): d for d in found}


def _duty(planned: Planned, at: datetime, is_demonstration: bool) -> Duty:
    duty = Duty(
        custodian=planned.body,
        receiver=planned.receiver,
        form=planned.form,
        period_start=planned.period.start,
        period_end=planned.period.end,
        recorded_at=at,
        changed_at=at,
        is_demonstration=is_demonstration,
    )
    _set_terms(duty, planned.regime)
    return duty


def _set_terms(duty: Duty, regime: Regime) -> None:
    """Let the duty go by a rule; a day that an officer entered for it stays."""
    duty.regime = regime
    span = data_span(duty.form, duty.period, regime.terms)
    duty.data_start, duty.data_end = (span.start, span.end) if span else (None, None)
    if duty.due_set_by is None:
        duty.due_on = due_day(duty.period, regime.terms)
        duty.due_basis = regime.basis if duty.due_on else ""


# --- newer terms ---------------------------------------------------------------------------------


def _renewed(
    planned: list[Planned], held: dict[Key, Duty], by: Actor | None, at: datetime
) -> Iterator[DutyAct]:
    """Let newer rules reach what nobody has sent; yield the acts."""
    changed = []
    for one in planned:
        duty = held.get(one.key)
        if duty is None or duty.state != DutyState.OWED or duty.regime_id == one.regime.id:
            continue
        if one.regime.is_owed:
            _set_terms(duty, one.regime)
        else:
            duty.regime, duty.state = one.regime, DutyState.EXCUSED
        duty.changed_at, duty.stamp = at, new_id()
        changed.append(duty)
        yield _act(duty, "renew" if one.regime.is_owed else "excuse", by, at)
    fields = ["regime", "data_start", "data_end", "due_on", "due_basis", "state", "changed_at"]
    Duty.objects.bulk_update(changed, [*fields, "stamp"])


def _act(duty: Duty, step: str, by: Actor | None, at: datetime) -> DutyAct:
    assert duty.regime is not None
    return DutyAct(
        duty=duty,
        step=step,
        by=by.id if by else None,
        at=at,
        reason=duty.regime.basis,
        due_on=duty.due_on,
        data_start=duty.data_start,
        data_end=duty.data_end,
    )


def _note(acts: list[DutyAct], by: Actor | None, at: datetime) -> None:
    """Write one entry a receiver: how many duties it was, by the calendar or by an officer."""
    counted = Counter((act.duty.receiver_id, act.step) for act in acts)
    journal.record_many(
        journal.Told(
            act=f"reporting.{step}_all",
            custodian=receiver,
            about=f"organisation:{receiver}",
            at=at,
            by=by.id if by else None,
            facts={"duties": count},
        )
        for (receiver, step), count in sorted(counted.items(), key=str)
    )
