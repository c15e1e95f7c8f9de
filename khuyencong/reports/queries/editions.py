"""Reports that somebody sees, their editions, and an edition by the code on its paper."""

from enum import StrEnum
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from khuyencong.accounts.permissions import Permission as P
from khuyencong.core.users import Actor
from khuyencong.office.states import DocumentState
from khuyencong.reporting.models import Submission
from khuyencong.reporting.states import Answer, DutyState
from khuyencong.reports.models import Edition, EditionStep, Report
from khuyencong.reports.states import EDITION_STEPS, ISSUED, EditionState

#: What of an edition a list does not need.
HEAVY = ("document", "figures", "rows")


class Force(StrEnum):
    """What an edition is worth today, as everybody may know."""

    UNSIGNED = "unsigned"  # nobody has signed it, or it has no number yet
    IN_FORCE = "in_force"
    REPLACED = "replaced"  # a later edition is issued
    REVOKED = "revoked"  # the office took it back; its number stays


def visible_to(user: Actor) -> QuerySet[Report]:
    """Return the reports of the bodies the user answers for."""
    bodies = user.custodians(P.EDITION_READ)
    rows = Report.objects.all()
    return rows if bodies is None else rows.filter(custodian__in=bodies)


def editions_visible_to(user: Actor) -> QuerySet[Edition]:
    """Return the editions of these reports."""
    return Edition.objects.filter(report__in=visible_to(user))


def listed(user: Actor) -> QuerySet[Edition]:
    """Return the last edition of each report the user sees, the latest period first; one query."""
    last = Edition.objects.filter(report=OuterRef("report")).order_by("-number")
    rows = editions_visible_to(user).filter(number=Subquery(last.values("number")[:1]))
    told = rows.select_related("report__custodian", "report__place", "issue").defer(*HEAVY)
    return told.order_by("-report__end", "-report__start", "report__custodian__name", "-id")


#: In which state an edition waits for whom: the step, and what it waits for in words.
WAITING = {
    EditionState.DRAFT: ("review", "chờ soát"),
    EditionState.REVIEWED: ("sign", "chờ ký"),
    EditionState.SIGNED: ("send", "chờ gửi"),
    EditionState.SENT: ("correct", "bị trả lại, chờ lập bản thay"),
}


def waiting_for(user: Actor, most: int) -> list[tuple[Edition, str]]:
    """Return the editions that wait for this person, with what for, the oldest first: at most so
    many, one query for each step he has the right to.

    Never for who did an earlier step that must be another's. What was sent waits where its
    receiver gave it back and nobody has begun another.
    """
    found: list[tuple[Edition, str]] = []
    for state, (name, words) in WAITING.items():
        step = EDITION_STEPS[name]
        bodies = user.custodians(step.permission)
        if bodies is None or bodies:
            rows = _ready(Edition.objects.filter(state=state), state)
            rows = rows if bodies is None else rows.filter(report__custodian__in=bodies)
            did = EditionStep.objects.filter(by=user.id, name__in=step.apart_from)
            rows = rows.exclude(id__in=did.values("edition")).order_by("drafted_at", "id")
            told = rows.select_related("report__custodian", "issue").defer(*HEAVY)
            found += [(row, words) for row in told[:most]]
    return found[:most]


def _ready(rows: QuerySet[Edition], state: EditionState) -> QuerySet[Edition]:
    """Return those of a state with which the next step can be taken."""
    if state == EditionState.SIGNED:
        return rows.filter(issue__state=DocumentState.NUMBERED)
    if state != EditionState.SENT:
        return rows
    returned = Submission.objects.filter(answer=Answer.RETURNED, duty__state=DutyState.RETURNED)
    last = rows.filter(correction__isnull=True)
    return last.filter(id__in=returned.filter(edition__isnull=False).values("edition"))


def editions_of(report: Report) -> list[Edition]:
    """Return the editions of a report that the caller found visible, the newest first."""
    rows = report.editions.select_related("issue", "supersedes").defer(*HEAVY)
    return list(rows.order_by("-number"))


def by_code(code: str) -> Edition | None:
    """Return the edition whose paper bears the code, whoever asks; None where none does."""
    told = Edition.objects.select_related("report__custodian", "report__place", "issue")
    return told.defer("figures", "rows").filter(code=code).first()


def force_of(edition: Edition) -> Force:
    """Return what an edition is worth now; a query where it is issued."""
    issue = edition.issue
    if issue is None or issue.number is None:
        return Force.UNSIGNED
    if issue.state == DocumentState.REVOKED:
        return Force.REVOKED
    return Force.REPLACED if replacing(edition) else Force.IN_FORCE


def replacing(edition: Edition) -> Edition | None:
    """Return the last issued edition after this one; None where it stands."""
    later = Edition.objects.filter(
        report=edition.report_id,
        number__gt=edition.number,
        state__in=ISSUED,
        issue__state=DocumentState.NUMBERED,
    )
    return later.select_related("issue").defer(*HEAVY).order_by("-number").first()


def later_editions(edition: Edition) -> bool:
    """Return whether there is an edition after this one, drafted or issued."""
    return Edition.objects.filter(report=edition.report_id, number__gt=edition.number).exists()


def history_of(edition: Edition) -> list[tuple[str, UUID]]:
    """Return who did what with an edition so far."""
    return list(edition.steps.values_list("name", "by"))
