"""Reports that are owed between two machines, as their officers act."""

from datetime import date
from typing import Any
from uuid import UUID

from khuyencong.accounts.models import User
from khuyencong.core import journal
from khuyencong.core.users import Actor
from khuyencong.ingestion.models import Document
from khuyencong.notices.actions.telling import tell_new
from khuyencong.notices.models import Notice
from khuyencong.reporting import actions
from khuyencong.reporting.actions import Asked, Sent
from khuyencong.reporting.models import Duty
from khuyencong.reporting.queries.integrity import reporting_faults
from khuyencong.values.periods import year
from tests.exchange.machines import Machine

TOLD = ("ordinal", "paper", "answer", "reason", "answered_at", "answered_by", "arrived_on")
Standing = dict[tuple[Any, ...], Any]


def owed(machine: Machine, debtor: str = "so", form: str = "year") -> Duty:
    """Return the report of 2026 that a body owes to the agency, as it stands on a machine."""
    return Duty.objects.get(
        custodian=machine.bodies[debtor],
        receiver=machine.bodies["cuc"],
        form=form,
        period_start=date(2026, 1, 1),
        period_end=date(2027, 1, 1),
    )


def open_year(machine: Machine) -> None:
    """Let the calendar of a machine write down what is owed to the agency for 2026."""
    with machine.here():
        actions.load_regimes(at=machine.now())
        by, receiver = machine.head, machine.bodies["cuc"]
        actions.open_year(by=by, receiver=receiver, year=2026, at=machine.now())


def ask(machine: Machine, title: str, *bodies: str, **more: Any) -> None:
    """Let the agency ask for a thematic report."""
    with machine.here():
        asked = Asked(
            receiver=machine.bodies["cuc"],
            form="thematic",
            title=title,
            period=year(2026),
            bodies=[machine.bodies[key] for key in bodies],
            **more,
        )
        actions.ask_for(by=machine.officer, asked=asked, at=machine.now())


def send(
    machine: Machine,
    paper: str,
    by: Actor | None = None,
    document: Document | None = None,
    edition: UUID | None = None,
    **which: Any,
) -> None:
    """Note on a machine that a report was sent."""
    with machine.here():
        duty, sent = owed(machine, **which), Sent(paper=paper, document=document, edition=edition)
        told = {"duty": duty, "seen": duty.stamp, "at": machine.now()}
        actions.send(by=by or machine.officer, sent=sent, **told)  # type: ignore[arg-type]


def act(machine: Machine, name: str, **more: Any) -> Duty:
    """Let the receiver do something with the report of the Sở."""
    with machine.here():
        duty = owed(machine)
        told = {"duty": duty, "seen": duty.stamp, "at": machine.now()} | more
        done: Duty = getattr(actions, name)(**{"by": machine.officer} | told)
        return done


def standings(machine: Machine) -> Standing:
    """Return where each report stands on a machine, with its sendings and their answers; the
    machine's own check finds nothing.
    """
    with machine.here():
        assert list(reporting_faults()) == []
        return {
            _key(duty): (
                *(duty.state, duty.due_on, duty.due_basis, duty.due_set_by),
                *(duty.data_start, duty.data_end, duty.asked_by, duty.recorded_at),
                [
                    (
                        one.ordinal,
                        one.paper,
                        one.answer,
                        one.reason,
                        one.answered_at,
                        one.arrived_on,
                    )
                    for one in duty.submissions.order_by("ordinal")
                ],
            )
            for duty in Duty.objects.select_related("custodian", "receiver")
        }


def _key(duty: Duty) -> tuple[Any, ...]:
    names = (duty.custodian.key, duty.receiver.key, duty.form, duty.title)
    return (*names, duty.period_start, duty.period_end)


def stands(machine: Machine) -> str:
    """Return where the yearly report of the Sở stands on a machine."""
    with machine.here():
        return owed(machine).state


def told_to(machine: Machine, act: str) -> list[str]:
    """Return who was told of an act on a machine, after all that was sealed was looked at."""
    with machine.here():
        journal.seal()
        tell_new(machine.now())
        people = Notice.objects.filter(act=act).values("user")
        return sorted(User.objects.filter(id__in=people).values_list("username", flat=True))
