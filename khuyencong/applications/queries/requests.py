"""Requests: whose a person sees, the list, and all that the page of one shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from khuyencong.applications.models import PaperUse, Request, RequestStep, RequestVersion
from khuyencong.applications.queries.judging import judge
from khuyencong.applications.queries.papers import Asked, missing_papers, papers_asked, uses_of
from khuyencong.applications.rules import PARTS, Difference, Judgement, differences, missing_answers
from khuyencong.applications.rules.permissions import DRAFT_PROJECT, READ
from khuyencong.applications.states import STEPS, S
from khuyencong.core.users import Actor

#: What a use of a paper is about, when it is a request.
ABOUT = "request"


def requests_visible_to(user: Actor | None) -> QuerySet[Request]:
    """Return the requests of bodies the user answers for, and of establishments he stands for.

    The one door: lists, pages, files and history of a request go through it.
    """
    if user is None:
        return Request.objects.none()
    custodians = user.custodians(READ)
    if custodians is None:
        return Request.objects.all()
    own = user.represents()
    return Request.objects.filter(Q(custodian_id__in=custodians) | Q(establishment_id__in=own))


def listed_requests(rows: QuerySet[Request]) -> QuerySet[Request]:
    """Return requests with what a list shows, what was touched last first; one query."""
    return rows.select_related("establishment", "commune").order_by("-changed_at", "id")


def accepted_requests(user: Actor | None) -> QuerySet[Request]:
    """Return the requests that wait for a đề án, for whom the user may draft one."""
    rows = requests_visible_to(user).filter(state=S.ACCEPTED)
    drafts = user.custodians(DRAFT_PROJECT) if user else frozenset[UUID]()
    rows = rows if drafts is None else rows.filter(custodian_id__in=drafts)
    shown = rows.select_related("establishment__commune", "commune", "custodian", "need")
    return shown.order_by("receipt_year", "receipt_number", "id")


def requests_in(project_id: UUID) -> QuerySet[Request]:
    """Return the requests that a đề án took in."""
    rows = Request.objects.filter(state=S.IN_PROJECT, project_id=project_id)
    return rows.select_related("establishment", "commune").order_by("receipt_number", "id")


def with_kin(rows: QuerySet[Request]) -> QuerySet[Request]:
    """Return requests with all that the rules look at; no query more for each."""
    return rows.select_related(
        "establishment__commune",
        "establishment__custodian",
        "establishment__craft_village",
        "establishment__trade",
        "establishment__merged_into",
        "commune",
        "custodian__place",
        "custodian__parent",
        "need",
    )


@dataclass(frozen=True)
class Told:
    """One step of the history, with what the version sent then changed against the one before."""

    step: RequestStep
    label: str
    changes: list[Difference]


@dataclass(frozen=True)
class RequestView:
    """All that the page of a request shows."""

    request: Request
    judgement: Judgement
    papers: list[Asked]
    uses: list[PaperUse]
    missing: list[str]
    missing_papers: list[str]
    history: list[Told]
    returned: RequestStep | None

    def part_done(self, part: str) -> bool:
        """Return whether nothing of a part of the task list is missing."""
        if part == "giay-to":
            return not self.missing_papers
        return not any(name in self.missing for name in PARTS[part])

    @property
    def others(self) -> list[PaperUse]:
        """Return the papers that stand there and that nobody asked for."""
        asked = {one.kind.id for one in self.papers}
        return [use for use in self.uses if use.paper.kind_id not in asked]

    @property
    def stops(self) -> list[str]:
        """Return why the request cannot be sent yet, beside what is missing."""
        return [] if self.missing else self.judgement.stops_sending

    @property
    def may_be_sent(self) -> bool:
        """Return whether nothing is missing and nothing stops it."""
        return not self.missing and not self.stops

    def people(self) -> set[UUID]:
        """Return the ids of those whose names the page shows."""
        told = {self.request.drafted_by, self.request.changed_by}
        told |= {one.step.by for one in self.history}
        return {one for one in told if one}


def request_view(request: Request, on: date, reader: Actor | None = None) -> RequestView:
    """Return the page of a request, as the law of a day sees it. Needs `with_kin` rows.

    Papers handed in before are offered as far as `reader` may open them; to an officer, all.
    """
    uses = list(uses_of(ABOUT, request.id))
    asked = papers_asked(
        uses, establishment=request.establishment, item=request.item, on=on, reader=reader
    )
    history = list(_history(request))
    last = history[0].step if history else None
    return RequestView(
        request=request,
        judgement=judge(request, on),
        papers=asked,
        uses=uses,
        missing=missing_answers(request),
        missing_papers=missing_papers(asked),
        history=history,
        returned=last if last and last.name == "return" else None,
    )


def _history(request: Request) -> Iterator[Told]:
    """Yield the steps, the latest first; two queries."""
    versions = {one.number: one for one in RequestVersion.objects.filter(request=request)}
    sent = len(versions)
    for step in RequestStep.objects.filter(request=request).order_by("-at", "-id"):
        changes: list[Difference] = []
        if step.name == "send":
            now, before = versions.get(sent), versions.get(sent - 1)
            changes = differences(before.said, now.said) if now and before else []
            sent -= 1
        yield Told(step, STEPS[step.name].label, changes)
