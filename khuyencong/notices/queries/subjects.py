"""What an act is about: which bodies, whose draft, which establishments; a query for each sort."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from khuyencong.accounts.models import User
from khuyencong.accounts.rules import OF_ESTABLISHMENTS
from khuyencong.applications.models import Proposal, Request
from khuyencong.competitions.models import Certificate, Entry, FakeReport
from khuyencong.core.models import JournalEntry
from khuyencong.office.models import IssuedDocument
from khuyencong.plans.models import PlanVersion
from khuyencong.projects.models import Line, Project
from khuyencong.projects.states import GONE
from khuyencong.reporting.models import Duty
from khuyencong.reports.models import Edition


@dataclass(frozen=True)
class Subject:
    """What a rule may look at: who keeps the record, who has it before him, who made it."""

    custodian: UUID
    receiver: UUID
    drafter: UUID | None = None
    makers: tuple[UUID, ...] = ()
    person: UUID | None = None


Ids = Iterable[UUID]
Found = Mapping[UUID, Subject]


def subjects_of(abouts: Iterable[str]) -> dict[str, Subject]:
    """Return the subjects of journal entries by what they are about; what is gone is left out."""
    by_sort: dict[str, set[UUID]] = defaultdict(set)
    for about in abouts:
        sort, _, key = about.partition(":")
        if sort in _SORTS:
            by_sort[sort].add(UUID(key))
    return {
        f"{sort}:{key}": subject
        for sort, ids in by_sort.items()
        for key, subject in _SORTS[sort](ids).items()
    }


def _requests(ids: Ids) -> Found:
    rows = Request.objects.filter(id__in=ids)
    names = ("id", "custodian", "drafted_by", "establishment")
    return {
        id_: Subject(keeper, keeper, drafter, (maker,) if maker else ())
        for id_, keeper, drafter, maker in rows.values_list(*names)
    }


def _projects(ids: Ids) -> Found:
    lines = Line.objects.filter(project__in=ids, establishment__isnull=False)
    makers: dict[UUID, set[UUID]] = defaultdict(set)
    for project, maker in lines.exclude(state__in=GONE).values_list("project", "establishment"):
        if maker:
            makers[project].add(maker)
    rows = Project.objects.filter(id__in=ids).values_list("id", "custodian", "owner", "drafted_by")
    return {
        id_: Subject(keeper, owner, drafter, tuple(sorted(makers[id_])))
        for id_, keeper, owner, drafter in rows
    }


def _plans(ids: Ids) -> Found:
    """Return plans, each with who drafted its newest version."""
    rows = PlanVersion.objects.filter(plan__in=ids).order_by("plan", "number")
    return {
        plan: Subject(owner, owner, drafter)
        for plan, owner, drafter in rows.values_list("plan", "plan__owner", "drafted_by")
    }


def _editions(ids: Ids) -> Found:
    rows = Edition.objects.filter(id__in=ids).values_list("id", "report__custodian", "drafted_by")
    return {id_: Subject(keeper, keeper, drafter) for id_, keeper, drafter in rows}


def _duties(ids: Ids) -> Found:
    rows = Duty.objects.filter(id__in=ids).values_list("id", "custodian", "receiver")
    return {id_: Subject(keeper, receiver) for id_, keeper, receiver in rows}


def _entries(ids: Ids) -> Found:
    names = ("id", "custodian", "round__custodian", "by", "product__establishment")
    rows = Entry.objects.filter(id__in=ids).values_list(*names)
    return {
        id_: Subject(keeper, organiser, by, (maker,)) for id_, keeper, organiser, by, maker in rows
    }


def _certificates(ids: Ids) -> Found:
    rows = Certificate.objects.filter(id__in=ids)
    told = rows.values_list("id", "custodian", "product__establishment")
    return {id_: Subject(keeper, keeper, None, (maker,)) for id_, keeper, maker in told}


def _fakes(ids: Ids) -> Found:
    rows = FakeReport.objects.filter(id__in=ids, certificate__isnull=False)
    told = rows.values_list("id", "certificate__custodian")
    return {id_: Subject(keeper, keeper) for id_, keeper in told if keeper}


def _proposals(ids: Ids) -> Found:
    rows = Proposal.objects.filter(id__in=ids).values_list("id", "custodian", "holder", "by")
    return {id_: Subject(keeper, holder, by) for id_, keeper, holder, by in rows}


def _documents(ids: Ids) -> Found:
    rows = IssuedDocument.objects.filter(id__in=ids).values_list("id", "body", "drafted_by")
    return {id_: Subject(body, body, drafter) for id_, body, drafter in rows}


def _roles(ids: Ids) -> Found:
    """Return roles given and ended, by the entry of the journal that tells of it.

    That somebody acts for an establishment its own record tells, not the body that keeps it. Who
    is shut out is told nothing.
    """
    entries = JournalEntry.objects.filter(uid__in=ids).exclude(facts__role=OF_ESTABLISHMENTS)
    told = {uid: (body, account_of(about)) for uid, body, about in entries.values_list(*_OF_ENTRY)}
    people = User.objects.filter(id__in={person for _, person in told.values()}, is_active=True)
    active = set(people.values_list("id", flat=True))
    return {
        uid: Subject(body, body, person=person if person in active else None)
        for uid, (body, person) in told.items()
    }


_OF_ENTRY = ("uid", "custodian", "about")


def account_of(about: str) -> UUID:
    """Return the account that an entry of the journal is about."""
    return UUID(about.partition(":")[2])


_SORTS: dict[str, Callable[[Ids], Found]] = {
    "request": _requests,
    "project": _projects,
    "plan": _plans,
    "edition": _editions,
    "duty": _duties,
    "entry": _entries,
    "certificate": _certificates,
    "fake": _fakes,
    "proposal": _proposals,
    "document": _documents,
    "role": _roles,
}
