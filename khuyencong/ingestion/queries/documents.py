"""What can be asked of the reports that were taken in."""

from dataclasses import dataclass
from uuid import UUID

from django.core.files.storage import default_storage
from django.db.models import Count, F, Q, QuerySet

from khuyencong.core.users import Actor
from khuyencong.ingestion.models import CheckDecision, Document, Intake, Question
from khuyencong.ingestion.rules import READ
from khuyencong.values.vocabulary import Severity

#: Severities that wait for an officer.
PRESSING = (Severity.ERROR, Severity.WARNING)


def visible_to(user: Actor) -> QuerySet[Document]:
    """Return the reports whose custodian the user answers for."""
    documents = Document.objects.filter(superseded_at=None)
    custodians = user.custodians(READ)
    return documents if custodians is None else documents.filter(custodian_id__in=custodians)


def intakes_visible_to(user: Actor) -> QuerySet[Intake]:
    """Return the files on their way to the bodies that the user answers for, newest first."""
    custodians = user.custodians(READ)
    intakes = Intake.objects.order_by("-handed_in_at", "-id")
    return intakes if custodians is None else intakes.filter(custodian_id__in=custodians)


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


@dataclass(frozen=True)
class ReportPage:
    """A report with all that its page shows."""

    document: Document
    decisions: dict[str, CheckDecision]
    questions: dict[str, Question]

    @property
    def waiting(self) -> int:
        """Return how many errors and warnings nobody has decided."""
        checks = self.document.reading.checks
        return sum(c.severity in PRESSING and c.id not in self.decisions for c in checks)


def report_page(document: Document) -> ReportPage:
    """Return the report with its current decisions and last questions, by check; two queries."""
    decisions = document.decisions.filter(superseded_at=None).select_related("by")
    questions = document.questions.filter(superseded_at=None).order_by("recorded_at")
    return ReportPage(
        document=document,
        decisions={d.check_id: d for d in decisions},
        questions={q.check_id: q for q in questions},
    )


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
