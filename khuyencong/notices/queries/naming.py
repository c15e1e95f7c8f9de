"""Which record a notice speaks of, as far as the person told may see that record today."""

import textwrap
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from khuyencong.accounts.models import Membership, User
from khuyencong.accounts.queries import leads
from khuyencong.accounts.roles import ROLES
from khuyencong.applications.queries.proposals import proposals_visible_to
from khuyencong.applications.queries.requests import requests_visible_to
from khuyencong.competitions.queries.scope import (
    certificates_visible_to,
    entries_visible_to,
    fakes_visible_to,
)
from khuyencong.core.clock import today
from khuyencong.core.models import JournalEntry
from khuyencong.notices.models import Notice
from khuyencong.notices.queries.subjects import account_of
from khuyencong.office.queries.scope import visible_to as documents_visible_to
from khuyencong.plans.queries.scope import plans_visible_to
from khuyencong.projects.models import Line, Project
from khuyencong.projects.queries.scope import visible_to as projects_visible_to
from khuyencong.projects.states import BEFORE_APPROVAL, GONE
from khuyencong.reporting.queries.duties import duties_visible_to
from khuyencong.reports.queries.editions import HEAVY, editions_visible_to
from khuyencong.values.dates import day_in_vietnam, format_date

#: A title is told so far; the record tells the rest.
SHORT = 90


@dataclass(frozen=True)
class Named:
    """The code of a record and its short title; "" for one that has none."""

    code: str = ""
    title: str = ""
    #: What may leave the house: the code, a title that is made of an office's words alone.
    outside: str = ""

    def __str__(self) -> str:
        return " · ".join(part for part in (self.code, self.title) if part)


Row = tuple[UUID, Named]


def named_for(user: User, notices: Iterable[Notice]) -> dict[str, Named]:
    """Return by `about` what records are called; what the person does not see is left out.

    One query for each sort of record, two for đề án.
    """
    by_sort: dict[str, set[UUID]] = defaultdict(set)
    for one in notices:
        sort, _, key = one.about.partition(":")
        if sort in _SORTS:
            by_sort[sort].add(UUID(key))
    return {
        f"{sort}:{key}": named
        for sort, ids in by_sort.items()
        for key, named in _SORTS[sort](user, ids)
    }


def _named(code: str, title: str) -> Named:
    """Return a record whose title may name people or firms: only its code leaves the house."""
    return Named(code, _short(title), code)


def _official(title: str) -> Named:
    return Named("", _short(title), _short(title))


def _short(title: str) -> str:
    return textwrap.shorten(title, SHORT, placeholder="…")


def _requests(user: User, ids: set[UUID]) -> Iterator[Row]:
    for one in requests_visible_to(user).filter(id__in=ids):
        yield one.id, _named(f"số {one.receipt}" if one.receipt else "", one.what)


def _projects(user: User, ids: set[UUID]) -> Iterator[Row]:
    """Yield also the approved đề án that an establishment of the person is a beneficiary of."""
    lines = Line.objects.filter(project__in=ids, establishment__in=user.represents())
    mine = lines.exclude(state__in=GONE).exclude(project__state__in=BEFORE_APPROVAL)
    seen = Q(id__in=projects_visible_to(user).values("id")) | Q(id__in=mine.values("project"))
    rows = Project.objects.filter(seen, id__in=ids)
    for key, code, name in rows.values_list("id", "code", "name"):
        yield key, _named(code, name)


def _plans(user: User, ids: set[UUID]) -> Iterator[Row]:
    for one in plans_visible_to(user).filter(id__in=ids):
        yield one.id, _official(str(one))


def _editions(user: User, ids: set[UUID]) -> Iterator[Row]:
    rows = editions_visible_to(user).filter(id__in=ids)
    for one in rows.select_related("report").defer(*HEAVY):
        yield one.id, _official(str(one))


def _duties(user: User, ids: set[UUID]) -> Iterator[Row]:
    """Yield reports; what one is about beside the calendar was typed, and stays inside."""
    for one in duties_visible_to(user).filter(id__in=ids):
        yield one.id, _named("", one.name) if one.title else _official(one.name)


def _entries(user: User, ids: set[UUID]) -> Iterator[Row]:
    rows = entries_visible_to(user).filter(id__in=ids)
    for key, code, product in rows.values_list("id", "code", "product__name"):
        yield key, _named(code, product)


def _certificates(user: User, ids: set[UUID]) -> Iterator[Row]:
    for one in certificates_visible_to(user).filter(id__in=ids):
        yield one.id, _named(f"số {one.shown}", one.product_name)


def _fakes(user: User, ids: set[UUID]) -> Iterator[Row]:
    rows = fakes_visible_to(user).filter(id__in=ids, certificate__isnull=False)
    for one in rows.select_related("certificate"):
        if one.certificate:
            yield one.id, _named(f"số {one.certificate.shown}", one.certificate.product_name)


def _proposals(user: User, ids: set[UUID]) -> Iterator[Row]:
    for key, what in proposals_visible_to(user).filter(id__in=ids).values_list("id", "what"):
        yield key, _named("", what)


def _documents(user: User, ids: set[UUID]) -> Iterator[Row]:
    rows = documents_visible_to(user).filter(id__in=ids).select_related("book").defer("words")
    for one in rows:
        yield one.id, _named(one.shown if one.number else "", one.title)


def _roles(user: User, ids: set[UUID]) -> Iterator[Row]:
    """Yield roles given and ended, of the person himself and of bodies that he leads.

    Only the role leaves the house: not whose it is, nor who gave it.
    """
    found = list(JournalEntry.objects.filter(uid__in=ids))
    led = _led(user, {one.custodian for one in found})
    told = [one for one in found if one.custodian in led or account_of(one.about) == user.id]
    people = {account_of(one.about) for one in told} | {one.by for one in told if one.by}
    names = dict(User.objects.filter(id__in=people).values_list("id", "full_name"))
    for one in told:
        role, on = ROLES[one.facts["role"]].name, one.facts.get("on")
        day = date.fromisoformat(on) if on else day_in_vietnam(one.at)
        by = names[one.by] if one.by else "tại máy chủ"
        title = f"{role}, từ {format_date(day)}, người ghi: {by}"
        yield one.uid, Named(names[account_of(one.about)], title, role)


def _memberships(user: User, ids: set[UUID]) -> Iterator[Row]:
    """Yield roles with a planned last day, to whom `_roles` tells them."""
    found = list(Membership.objects.filter(id__in=ids).select_related("user"))
    led = _led(user, {one.organisation_id for one in found})
    for one in found:
        if one.valid_until and (one.organisation_id in led or one.user_id == user.id):
            role, last = ROLES[one.role].name, one.valid_until - timedelta(1)
            yield one.id, Named(one.user.full_name, f"{role}, đến hết {format_date(last)}", role)


def _led(user: User, bodies: set[UUID]) -> set[UUID]:
    return {body for body in bodies if leads(user, body, today())}


_SORTS: dict[str, Callable[[User, set[UUID]], Iterator[Row]]] = {
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
    "membership": _memberships,
}
