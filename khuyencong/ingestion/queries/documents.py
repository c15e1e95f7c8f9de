"""What can be asked of the reports that were taken in."""

from dataclasses import dataclass
from uuid import UUID

from django.core.files.storage import default_storage
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from khuyencong.core.users import Actor
from khuyencong.ingestion.models import (
    CheckDecision,
    Confirmation,
    Document,
    Observation,
    Question,
)
from khuyencong.ingestion.rules import READ
from khuyencong.ingestion.states import Review
from khuyencong.values.vocabulary import Severity

#: Severities that wait for an officer.
PRESSING = (Severity.ERROR, Severity.WARNING)


def visible_to(user: Actor) -> QuerySet[Document]:
    """Return the reports whose custodian the user answers for."""
    documents = Document.objects.filter(superseded_at=None)
    custodians = user.custodians(READ)
    return documents if custodians is None else documents.filter(custodian_id__in=custodians)


def report_list(user: Actor) -> QuerySet[Document]:
    """Return the visible reports, newest first, each with `decided` and `waiting`; no texts."""
    decided = Count(
        "decisions",
        filter=Q(decisions__superseded_at=None, decisions__severity__in=PRESSING),
    )
    return (
        visible_to(user)
        .defer("text", "source", "stored_reading")
        .select_related("custodian")
        .annotate(decided=decided)
        .annotate(waiting=F("errors") + F("warnings") - F("decided"))
        .order_by("-recorded_at", "-id")
    )


def waiting_reports(user: Actor) -> QuerySet[Document]:
    """Return the visible reports with errors or warnings that nobody decided, errors first."""
    undecided = report_list(user).filter(errors__gt=F("decided") - F("warnings"))
    return undecided.order_by("-errors", "-warnings", "-recorded_at")


def is_unconfirmed() -> Q:
    """Return the condition that nobody has said what a report is about."""
    said = Confirmation.objects.filter(document=OuterRef("id"), superseded_at=None)
    return ~Q(Exists(said))


def has_figures_waiting() -> Q:
    """Return the condition that figures of a report can answer a question and wait for somebody."""
    return Q(Exists(due(Observation.objects.filter(document=OuterRef("id")))))


def due(rows: QuerySet[Observation]) -> QuerySet[Observation]:
    """Return those of the figures that can answer a question and that nobody has looked at."""
    return rows.filter(superseded_at=None, review=Review.WAITING).exclude(measure="")


@dataclass(frozen=True)
class ReportPage:
    """A report with all that its page shows."""

    document: Document
    decisions: dict[str, CheckDecision]
    questions: dict[str, Question]
    confirmed: Confirmation | None = None
    #: How many figures that can answer a question nobody has looked at.
    to_review: int = 0
    #: Whether a second reading waits for a decision.
    rereading: bool = False

    @property
    def waiting(self) -> int:
        """Return how many errors and warnings nobody has decided."""
        checks = self.document.reading.checks
        return sum(c.severity in PRESSING and c.id not in self.decisions for c in checks)


def report_page(document: Document) -> ReportPage:
    """Return the report with its decisions and last questions by check, what it is about, what
    waits; five queries.
    """
    decisions = document.decisions.filter(superseded_at=None).select_related("by")
    questions = document.questions.filter(superseded_at=None).order_by("recorded_at")
    return ReportPage(
        document=document,
        decisions={d.check_id: d for d in decisions},
        questions={q.check_id: q for q in questions},
        confirmed=confirmation_of(document),
        to_review=due(document.observations.all()).count(),
        rereading=document.rereadings.filter(decided_at=None, superseded_at=None).exists(),
    )


def confirmation_of(document: Document) -> Confirmation | None:
    """Return what a person said the report is about, None where nobody did."""
    said = document.confirmations.filter(superseded_at=None)
    return said.select_related("place", "by").first()


def original(document: Document) -> bytes:
    """Return the very file that was handed in; of the time before files were kept, its text."""
    if not document.file_sha256:
        return document.text.encode()
    with default_storage.open(document.stored_file) as file:
        data: bytes = file.read()
    return data


def already_kept(custodian_id: UUID, text_sha256: str) -> Document | None:
    """Return the custodian's document with this very text, or None."""
    return Document.objects.filter(custodian_id=custodian_id, text_sha256=text_sha256).first()
