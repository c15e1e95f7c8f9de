"""The terms of reports that hold on a day, what waits for a second person, and what was before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from khuyencong.core.users import Actor
from khuyencong.registry.models import Organisation
from khuyencong.registry.queries import custodian_today
from khuyencong.registry.states import OrganisationKind
from khuyencong.reporting.models import Regime
from khuyencong.reporting.rules import data_span, judged_on
from khuyencong.reporting.states import ReportForm
from khuyencong.values.periods import Period

#: Rules come from the reference data, or were confirmed by a second person.
IS_RULE = Q(superseded_at=None) & (Q(proposed_by=None) | Q(confirmed_by__isnull=False))

#: Who comes first on the page: whose reports there are most of.
ORDER = (OrganisationKind.DEPARTMENT, OrganisationKind.CENTRE, OrganisationKind.AGENCY)


def regimes_visible_to(user: Actor | None) -> QuerySet[Regime]:
    """Return the terms somebody may see: all of them, for they are rules of the State."""
    return Regime.objects.all()


def standing() -> list[Regime]:
    """Return every rule of every day, as the page shows them; one query."""
    rows = Regime.objects.filter(IS_RULE).select_related("body")
    forms = {form: at for at, form in enumerate(ReportForm.values)}
    return sorted(
        rows,
        key=lambda one: (
            ORDER.index(one.from_kind) if one.from_kind in ORDER else len(ORDER),
            forms[one.form],
            one.body.name if one.body else "",
            one.valid_from or date.min,
        ),
    )


def waiting() -> list[Regime]:
    """Return what was proposed and nobody has confirmed yet, the oldest first."""
    rows = Regime.objects.filter(superseded_at=None, confirmed_by=None, proposed_by__isnull=False)
    return list(rows.select_related("body").order_by("recorded_at"))


def history_of(regime: Regime) -> list[Regime]:
    """Return every row that ever was about the same report of the same body, the latest first."""
    rows = Regime.objects.filter(slot=regime.slot).select_related("body")
    return list(rows.order_by(F("valid_from").desc(nulls_last=True), "-recorded_at"))


@dataclass(frozen=True)
class Rules:
    """The rules of all days, loaded once, asked for bodies and days without another query."""

    rows: tuple[Regime, ...]

    def general(self) -> set[tuple[str, str, str]]:
        """Return form, sender's and receiver's kind of every report there is a rule about."""
        return {(row.form, row.from_kind, row.to_kind) for row in self.rows}

    def for_body(
        self, form: str, from_kind: str, to_kind: str, body: UUID, on: date
    ) -> Regime | None:
        """Return the rule of a body on a day: its own where it has one, else that of its kind."""
        told = [
            row
            for row in self.rows
            if (row.form, row.from_kind, row.to_kind) == (form, from_kind, to_kind)
            and row.held_on(on)
        ]
        own = next((row for row in told if row.body_id == body), None)
        return own or next((row for row in told if row.body_id is None), None)


def rules(at: datetime | None = None) -> Rules:
    """Return the rules as they stand now, or stood at a moment; one query.

    The reference data stands whenever it was loaded: it tells of days long before.
    """
    held = IS_RULE
    if at:
        held = (Q(superseded_at=None) | Q(superseded_at__gt=at)) & (
            Q(proposed_by=None) | Q(confirmed_at__lte=at)
        )
    return Rules(tuple(Regime.objects.filter(held).select_related("body")))


def regime_for(form: str, body: Organisation, receiver: Organisation, on: date) -> Regime | None:
    """Return the rule that a body's report to a receiver goes by on a day; None without one."""
    return rules().for_body(form, body.kind, receiver.kind, body.id, on)


@dataclass(frozen=True)
class DataDays:
    """Of which days a report tells what was done, and whether the words that say so were read."""

    days: Period
    verified: bool


def data_days_of(
    form: str, bodies: Iterable[Organisation], period: Period, at: datetime | None = None
) -> DataDays | None:
    """Return the days of activity by the first of these bodies that owes such a report; one query.

    None where no rule of the day speaks of it, or the rule does not state the days.
    """
    told, on = rules(at), judged_on(form, period)
    for body in bodies:
        kinds = sorted(to for f, sender, to in told.general() if (f, sender) == (form, body.kind))
        for kind in kinds:
            rule = told.for_body(form, body.kind, kind, body.id, on)
            days = data_span(form, period, rule.terms) if rule and rule.is_owed else None
            if rule and days:
                return DataDays(days, rule.verified)
    return None


def receiver_of(
    body: Organisation, kind: str, under: Mapping[UUID, UUID | None], living: Iterable[Organisation]
) -> Organisation | None:
    """Return who of a kind receives what a body owes: above it, else the only one of the kind."""
    of_kind = {one.id: one for one in living if one.kind == kind and one.id != body.id}
    above = under.get(body.id)
    seen = {body.id}
    while above and above not in seen:
        if above in of_kind:
            return of_kind[above]
        seen.add(above)
        above = under.get(above)
    return next(iter(of_kind.values())) if len(of_kind) == 1 else None


def custodian_of(regime: Regime, on: date) -> Organisation:
    """Return who answers for a rule: the body it is for, else the national agency."""
    if regime.body:
        return custodian_today(regime.body, on)
    return Organisation.objects.on(on).filter(kind=OrganisationKind.AGENCY).order_by("key")[0]


def forms_received(receiver: Organisation) -> tuple[frozenset[str], frozenset[str]]:
    """Return the forms that come to a receiver by themselves, and those he asks for; one query."""
    told = [row for row in rules().rows if row.to_kind == receiver.kind and row.is_owed]
    return (
        frozenset(row.form for row in told if not row.on_request),
        frozenset(row.form for row in told if row.on_request),
    )


def who_reports(receiver: Organisation, form: str, on: date) -> list[Organisation]:
    """Return the living bodies that owe a receiver a form of report by a rule of the day."""
    told = rules()
    kinds = {sender for f, sender, to in told.general() if (f, to) == (form, receiver.kind)}
    living = list(Organisation.objects.on(on).order_by("key"))
    under = {one.id: one.parent_id for one in living}
    found = []
    for body in living:
        if body.kind in kinds and receiver_of(body, receiver.kind, under, living) == receiver:
            rule = told.for_body(form, body.kind, receiver.kind, body.id, on)
            if rule and rule.is_owed:
                found.append(body)
    return found
