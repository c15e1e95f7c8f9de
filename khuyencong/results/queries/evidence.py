"""Which papers stand behind a result: its own, and those of its line."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from khuyencong.applications.models import PaperUse
from khuyencong.projects.queries.papers import ABOUT_LINE
from khuyencong.results.models import Result

#: Under this word a paper is put to a result, by its series (`PaperUse.about_kind`).
ABOUT = "result"


def evidence_of(result: Result) -> QuerySet[PaperUse]:
    """Return the papers of a result and of its line, its own first; one query."""
    about = Q(about_kind=ABOUT, about=result.series)
    if result.line_id:
        about |= Q(about_kind=ABOUT_LINE, about=result.line_id)
    rows = PaperUse.objects.filter(about, ended_at=None).select_related("paper__kind")
    return rows.order_by("-about_kind", "paper__kind__position", "at", "id")


def with_evidence(rows: QuerySet[Result]) -> QuerySet[Result]:
    """Return results, each saying in `has_evidence` whether a paper stands behind it."""
    uses = PaperUse.objects.filter(ended_at=None)
    own = uses.filter(about_kind=ABOUT, about=OuterRef("series"))
    of_line = uses.filter(about_kind=ABOUT_LINE, about=OuterRef("line"))
    return rows.annotate(has_evidence=Exists(own) | Exists(of_line))
