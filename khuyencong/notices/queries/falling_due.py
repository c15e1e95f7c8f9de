"""What falls due beside the reporting calendar: the days that records and dated norms carry.

A request for support waits under no day: no clause that was read names one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from khuyencong.accounts.models import Membership
from khuyencong.accounts.permissions import Permission
from khuyencong.accounts.rules import OF_ESTABLISHMENTS
from khuyencong.applications.models import Proposal
from khuyencong.applications.states.proposals import WAITING
from khuyencong.competitions.models import Certificate
from khuyencong.competitions.queries.certificates import ending
from khuyencong.notices.queries.subjects import Subject, subjects_of
from khuyencong.notices.rules.falling_due import AHEAD, Day
from khuyencong.projects.models import (
    Contract,
    ContractShare,
    InspectionFinding,
    Line,
    Project,
    StepDeadline,
)
from khuyencong.projects.queries.follow_ups import LONGEST, accepted_between, due_of
from khuyencong.projects.queries.waiting import AHEAD as STEPS
from khuyencong.projects.rules.follow_ups import months_after
from khuyencong.projects.rules.steps import body_of
from khuyencong.projects.rules.waits import wait
from khuyencong.projects.states import CARRIED_OUT, ENDED, UNDER_WAY
from khuyencong.values.dates import day_in_vietnam

#: So many days after its last one a role that ran out is still told of.
ROLES_AFTER = 30


@dataclass(frozen=True)
class FallsDue:
    """A day of a record with whom it concerns; `holders` where the rule of its act names none."""

    day: Day
    about: str
    subject: Subject
    holders: Permission | None = None


def falling_due(today: date) -> Iterator[FallsDue]:
    """Yield what is due or soon will be, some of it too early to be told.

    A constant number of queries, however much there is.
    """
    for told in _KINDS:
        yield from told(today)


def _until(act: str, today: date) -> date:
    return today + timedelta(AHEAD[act])


def _of_projects(days: Iterable[tuple[Day, UUID]]) -> Iterator[FallsDue]:
    """Yield days of đề án, told to the body that keeps each."""
    rows = list(days)
    subjects = subjects_of(f"project:{project}" for _, project in rows)
    for day, project in rows:
        about = f"project:{project}"
        yield FallsDue(day, about, subjects[about])


def _visits(today: date) -> Iterator[FallsDue]:
    """Yield the visits after a support; one to three years are this house's rule, unread in law."""
    due = list(due_of(accepted_between(months_after(today, -LONGEST - 1), today), today))
    lines = Line.objects.filter(id__in=[one.line for one in due])
    projects = dict(lines.values_list("id", "project"))
    return _of_projects(
        (Day("due.visit", one.line, one.visit.due_on, verified=False), projects[one.line])
        for one in due
    )


def _projects(today: date) -> Iterator[FallsDue]:
    rows = Project.objects.filter(state__in=UNDER_WAY, ends_on__lte=_until("due.project", today))
    told = rows.order_by("id").values_list("id", "ends_on")
    return _of_projects((Day("due.project", key, on), key) for key, on in told if on)


def _contracts(today: date) -> Iterator[FallsDue]:
    """Yield what nobody liquidated: a đề án once a day, and to each firm its own contract."""
    rows = Contract.objects.filter(
        liquidated_on=None,
        ends_on__lte=_until("due.contract", today),
        project__state__in=CARRIED_OUT,
    )
    shares = ContractShare.objects.filter(contract__in=rows, contract__tier="beneficiary")
    firms: dict[UUID, set[UUID]] = defaultdict(set)
    for contract, firm in shares.values_list("contract", "line__establishment"):
        if firm:
            firms[contract].add(firm)
    told = rows.order_by("id").values_list("id", "ends_on", "project", "project__custodian")
    ends = [(key, on, project, keeper) for key, on, project, keeper in told if on]
    days = sorted({(project, on) for _, on, project, _ in ends})
    yield from _of_projects((Day("due.contract", project, on), project) for project, on in days)
    for key, on, project, keeper in ends:
        if firms[key]:
            subject = Subject(keeper, keeper, None, tuple(sorted(firms[key])))
            yield FallsDue(Day("due.own_contract", key, on), f"project:{project}", subject)


def _findings(today: date) -> Iterator[FallsDue]:
    rows = InspectionFinding.objects.filter(
        closed_at=None, due_on__lte=_until("due.finding", today)
    ).exclude(inspection__project__state__in=ENDED)
    told = rows.order_by("id").values_list("id", "due_on", "inspection__project")
    return _of_projects((Day("due.finding", key, on), project) for key, on, project in told if on)


def _steps(today: date) -> Iterator[FallsDue]:
    """Yield the next step of each đề án whose state has a dated norm, to who may take it."""
    norms = list(StepDeadline.objects.all())
    named = Q(pk__in=[])
    for norm in norms:
        named |= Q(level=norm.level, state=norm.state)
    for one in Project.objects.filter(named).order_by("id"):
        waits = wait(norms, one.level, one.state, day_in_vietnam(one.state_since), today)
        step = next((step for step in STEPS if one.state in step.sources), None)
        if step and waits.due_on:
            day = Day("due.step", one.id, waits.due_on, waits.verified)
            body = body_of(one, step.side)
            subject = Subject(body, body, one.drafted_by)
            yield FallsDue(day, f"project:{one.id}", subject, Permission(step.permission))


def _proposals(today: date) -> Iterator[FallsDue]:
    """Yield the proposals whose day of an answer a person set."""
    until = _until("due.proposal", today)
    rows = Proposal.objects.filter(state__in=WAITING, due_on__lte=until).order_by("id")
    for key, on, holder in rows.values_list("id", "due_on", "holder"):
        if on:
            yield FallsDue(Day("due.proposal", key, on), f"proposal:{key}", Subject(holder, holder))


def _certificates(today: date) -> Iterator[FallsDue]:
    rows = ending(Certificate.objects.all(), today, AHEAD["due.certificate"]).order_by("id")
    names = ("id", "last_day", "verified", "custodian", "product__establishment")
    for key, on, verified, keeper, maker in rows.values_list(*names):
        if on:
            day = Day("due.certificate", key, on, verified)
            yield FallsDue(day, f"certificate:{key}", Subject(keeper, keeper, None, (maker,)))


def _roles(today: date) -> Iterator[FallsDue]:
    """Yield roles that no act ended and whose planned last day comes near or has just passed.

    Not where the person holds the same one further, nor that he acts for establishments.
    """
    further = Membership.objects.filter(
        Q(valid_from__lte=OuterRef("valid_until")) | Q(valid_from__lte=today),
        Q(valid_until=None) | Q(valid_until__gt=OuterRef("valid_until")),
        user=OuterRef("user"),
        organisation=OuterRef("organisation"),
        role=OuterRef("role"),
    )
    rows = Membership.objects.filter(
        ~Exists(further),
        user__is_active=True,
        end_reason="",
        valid_until__gt=today - timedelta(ROLES_AFTER),
        valid_until__lte=_until("due.role", today) + timedelta(1),
    ).exclude(role=OF_ESTABLISHMENTS)
    told = rows.order_by("id").values_list("id", "valid_until", "organisation", "user")
    for key, until, body, person in told:
        if until:
            day = Day("due.role", key, until - timedelta(1))
            yield FallsDue(day, f"membership:{key}", Subject(body, body, person=person))


_KINDS = (
    _visits,
    _projects,
    _contracts,
    _findings,
    _steps,
    _proposals,
    _certificates,
    _roles,
)
