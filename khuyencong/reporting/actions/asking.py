"""A receiver asks for a report that does not come by itself: of a period, thematic, of a month."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from khuyencong.core import journal
from khuyencong.core.lines import line
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.registry.models import Organisation
from khuyencong.reporting.actions.answering import require_day
from khuyencong.reporting.actions.noting import BASIS
from khuyencong.reporting.models import Duty, DutyAct, Regime
from khuyencong.reporting.queries.regimes import rules
from khuyencong.reporting.rules import ACCEPT, NOT_YOURS, data_span, judged_on
from khuyencong.reporting.states import RECURRENT, SHAPES, ReportForm
from khuyencong.values.periods import Period

TITLE = 150


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a receiver asks for: of whom, about what, for which days, by when and by which paper."""

    receiver: Organisation
    form: str
    period: Period
    title: str = ""
    bodies: Iterable[Organisation] = field(default_factory=tuple)
    due_on: date | None = None
    basis: str = ""


@transaction.atomic
def ask_for(*, by: Actor, asked: Asked, at: datetime, is_demonstration: bool = False) -> list[Duty]:
    """Write down that these bodies owe a report; return what is new, nothing a second time.

    Refused without the right, for bodies that do not report to the receiver, for a day that is
    over, and for a day without the paper that sets it.
    """
    bodies = list(asked.bodies)
    _require(by, asked, bodies, at)
    known = set(
        Duty.objects.filter(
            receiver=asked.receiver,
            form=asked.form,
            title=asked.title,
            period_start=asked.period.start,
            period_end=asked.period.end,
        ).values_list("custodian", flat=True)
    )
    told, on = rules(), judged_on(asked.form, asked.period)
    new = []
    for body in bodies:
        if body.id not in known:
            regime = told.for_body(asked.form, body.kind, asked.receiver.kind, body.id, on)
            new.append(_duty(asked, body, regime, by, at))
            new[-1].is_demonstration = is_demonstration
    Duty.objects.bulk_create(new)
    DutyAct.objects.bulk_create([_opened(duty, by, at) for duty in new])
    if new:
        _note(asked, len(new), by, at)
    return new


def _require(by: Actor, asked: Asked, bodies: list[Organisation], at: datetime) -> None:
    if not by.may(ACCEPT, of=asked.receiver.id):
        raise Refused(NOT_YOURS)
    _require_form(asked)
    if not bodies:
        raise Refused("Không có đơn vị nào gửi loại báo cáo này.")
    if asked.due_on:
        require_day(asked.due_on, at)
        line(asked.basis, "Căn cứ của hạn", BASIS, required=True)


def _require_form(asked: Asked) -> None:
    """Refuse a period that is not the form's, and a title where the form says it, or none."""
    shape = SHAPES.get(ReportForm(asked.form)) if asked.form in ReportForm.values else None
    if shape and asked.period.shape != shape:
        raise Refused(f"{ReportForm(asked.form).label} không nói về {asked.period}.")
    if asked.form in RECURRENT and asked.title:
        raise Refused("Báo cáo định kỳ không ghi về việc gì: kỳ đã nói rồi.")
    line(asked.title, "Về việc", TITLE, required=asked.form not in RECURRENT)


def _duty(asked: Asked, body: Organisation, regime: Regime | None, by: Actor, at: datetime) -> Duty:
    if regime is None or not regime.is_owed:
        raise Refused(f"{body} không gửi {asked.receiver} loại báo cáo này theo chế độ nào.")
    if not regime.on_request:
        raise Refused("Báo cáo này tự vào lịch theo chế độ báo cáo, không yêu cầu riêng.")
    span = data_span(asked.form, asked.period, regime.terms)
    return Duty(
        custodian=body,
        receiver=asked.receiver,
        form=asked.form,
        title=line(asked.title, "Về việc", TITLE),
        period_start=asked.period.start,
        period_end=asked.period.end,
        data_start=span.start if span else None,
        data_end=span.end if span else None,
        due_on=asked.due_on,
        due_basis=line(asked.basis, "Căn cứ", BASIS) if asked.due_on else "",
        due_set_by=by.id if asked.due_on else None,
        regime=regime,
        asked_by=by.id,
        recorded_at=at,
        changed_at=at,
    )


def _opened(duty: Duty, by: Actor, at: datetime) -> DutyAct:
    return DutyAct(
        duty=duty,
        step="ask",
        by=by.id,
        at=at,
        reason=duty.due_basis,
        due_on=duty.due_on,
        data_start=duty.data_start,
        data_end=duty.data_end,
    )


def _note(asked: Asked, count: int, by: Actor, at: datetime) -> None:
    journal.record(
        "reporting.ask_for",
        custodian=asked.receiver.id,
        about=f"organisation:{asked.receiver.id}",
        at=at,
        by=by.id,
        facts={"form": asked.form, "period": asked.period.code or "", "duties": count},
    )
