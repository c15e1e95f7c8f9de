"""A report that is owed, by what names it everywhere: its row is made where one speaks of it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from khuyencong.registry.models import Organisation
from khuyencong.reporting.models import Duty, Notice
from khuyencong.reporting.queries.regimes import Rules, rules
from khuyencong.reporting.rules import judged_on
from khuyencong.reporting.states import RECURRENT, ReportForm


class Naming:
    """Writes down reports that are named, at one moment.

    They go by the rule here that speaks of them; their days come with what their receiver says.
    """

    def __init__(self, at: datetime) -> None:
        self.at = at

    @cached_property
    def _rules(self) -> Rules:
        return rules()

    @cached_property
    def _bodies(self) -> dict[str, Organisation]:
        return {one.key: one for one in Organisation.objects.all()}

    def duty(self, key: Sequence[str]) -> UUID | None:
        """Return the id of the report that a key names; None where one of the bodies is not here.

        Raises ValueError and ValidationError where there can be no such report.
        """
        debtor, receiver, form, title, start, end = key
        if {debtor, receiver} - self._bodies.keys():
            return None
        duty = Duty(
            custodian=self._bodies[debtor],
            receiver=self._bodies[receiver],
            form=form,
            title=title,
            period_start=date.fromisoformat(start),
            period_end=date.fromisoformat(end),
            recorded_at=self.at,
            changed_at=self.at,
        )
        duty.clean_fields(exclude=["regime", "asked_by", "due_set_by"])
        if debtor == receiver or (form in RECURRENT) == bool(title):
            raise ValueError(key)
        duty.regime = self._rules.for_body(
            form,
            duty.custodian.kind,
            duty.receiver.kind,
            duty.custodian_id,
            judged_on(ReportForm(form), duty.period),
        )
        duty.save(force_insert=True)
        return duty.id


def forget_unspoken(duties: Iterable[UUID]) -> None:
    """Take out the rows of names of which nothing is said, with the reminders of them."""
    unspoken = Duty.objects.filter(id__in=list(duties), acts=None, submissions=None)
    Notice.objects.filter(duty__in=unspoken).delete()
    unspoken.delete()
