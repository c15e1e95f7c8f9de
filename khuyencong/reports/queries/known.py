"""What there is to ask about: the periods with figures, and the reports they come from."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from khuyencong.ingestion.meaning import SEPARATOR, content_of
from khuyencong.ingestion.models import Confirmation, Document, Observation
from khuyencong.ingestion.queries import published
from khuyencong.ingestion.states import Stage
from khuyencong.registry.models import Place
from khuyencong.registry.states import Level
from khuyencong.reports.queries.book import Book
from khuyencong.reports.queries.units import COUNTRY
from khuyencong.values.measures import MEASURES, Adds
from khuyencong.values.periods import Period
from khuyencong.values.vocabulary import LEGAL_CONTENTS

#: What of a report a list of reports does not need.
HEAVY = ("text", "source", "stored_reading")


@dataclass(frozen=True, slots=True)
class KnownPeriod:
    """A period with the number of its published figures, and of those about the country."""

    period: Period
    figures: int
    of_country: int


def periods_known() -> list[KnownPeriod]:
    """Return the periods of which something is published, the latest first; one query."""
    of_country = Count("id", filter=Q(place__key=COUNTRY))
    rows = (
        published()
        .order_by()
        .values_list("period_start", "period_end")
        .annotate(figures=Count("id"), of_country=of_country)
    )
    found = [KnownPeriod(Period(start, end), n, country) for start, end, n, country in rows]
    return sorted(found, key=lambda known: (known.period.end, known.period.start), reverse=True)


@dataclass(frozen=True, slots=True)
class ReportKnown:
    """A report with published figures: what it is about as a person confirmed, else as read."""

    document: Document
    place: Place | None
    period: Period | None
    issuer: str
    figures: int


def reports_known(ids: Iterable[UUID] | None = None) -> list[ReportKnown]:
    """Return the reports with published figures, all or some, by title; three queries."""
    counted = published().order_by()
    if ids is not None:
        counted = counted.filter(document__in=list(ids))
    figures = dict(counted.values_list("document").annotate(Count("id")))
    documents = Document.objects.filter(id__in=figures, superseded_at=None).defer(*HEAVY)
    said = {
        confirmed.document_id: confirmed
        for confirmed in Confirmation.objects.filter(
            document__in=figures, superseded_at=None
        ).select_related("place")
    }
    return [
        _known(document, said.get(document.id), figures[document.id])
        for document in documents.order_by("title", "id")
    ]


def _known(document: Document, said: Confirmation | None, figures: int) -> ReportKnown:
    if said is None:
        return ReportKnown(document, None, None, document.issuer, figures)
    period = Period(said.period_start, said.period_end)
    return ReportKnown(document, said.place, period, said.issuer or document.issuer, figures)


def published_of(document: Document) -> list[Observation]:
    """Return the published figures of a report in the order of its text; one query."""
    return list(published().filter(document=document).order_by("number_start", "implied", "id"))


def with_texts(ids: Iterable[UUID]) -> dict[UUID, Document]:
    """Return reports with their texts, to tell the page of a figure; one query."""
    return Document.objects.defer("stored_reading").in_bulk(list(ids))


def contents_of(told: Book) -> dict[str, frozenset[str]]:
    """Return for every territory the legal contents in which something was done in the period."""
    found: dict[str, set[str]] = defaultdict(set)
    for word in (*told.answers, *told.within):
        _, stage, where, _, activity, *_ = word.split(SEPARATOR)
        if stage != Stage.TARGET and activity in LEGAL_CONTENTS:
            found[where].add(activity)
    return {where: frozenset(contents) for where, contents in found.items()}


def provinces_known() -> list[Place]:
    """Return the provinces with published figures of their own; one query."""
    known = published().order_by().values("place")
    return list(Place.objects.filter(id__in=known, level=Level.PROVINCE))


def periods_of(keys: Iterable[str]) -> list[KnownPeriod]:
    """Return the periods of which something is published about some places; one query."""
    rows = published().filter(place__key__in=list(keys)).order_by()
    found = rows.values_list("period_start", "period_end").annotate(figures=Count("id"))
    known = [KnownPeriod(Period(start, end), n, 0) for start, end, n in found]
    return sorted(known, key=lambda one: (one.figures, one.period.end), reverse=True)


@dataclass(frozen=True, slots=True)
class ForMap:
    """A measure that is known of provinces: of how many, at which step, over which period."""

    measure: str
    stage: str
    period: Period
    provinces: int


def for_maps() -> list[ForMap]:
    """Return what a map can be coloured by, the best known first; one query.

    All contents and all sources together, and only what may be added over places.
    """
    rows = (
        published()
        .order_by()
        .filter(place__level=Level.PROVINCE, funding_source="", detail="")
        .values_list("measure", "stage", "activity", "period_start", "period_end")
        .annotate(Count("place", distinct=True))
    )
    found = [
        ForMap(measure, stage, Period(start, end), provinces)
        for measure, stage, activity, start, end, provinces in rows
        if MEASURES[measure].adds is not Adds.NOT and activity == content_of(measure)
    ]
    return sorted(found, key=lambda one: (-one.provinces, one.measure, one.period))
