"""Publications: on the desk whose a person sees, in public what is shown now."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from khuyencong.core.users import Actor
from khuyencong.publishing.models import Publication, PublicationAct, PublicationVersion
from khuyencong.publishing.rules.permissions import READ
from khuyencong.publishing.states import PublicationKind, PublicationState
from khuyencong.values.text import fold

K = PublicationKind
#: What the page of news shows; calls have a page of their own.
NEWS_KINDS = (K.NEWS, K.BULLETIN)


def publications_visible_to(user: Actor | None) -> QuerySet[Publication]:
    """Return the publications, drafts too, of the bodies the user answers for."""
    if user is None:
        return Publication.objects.none()
    bodies = user.custodians(READ)
    every = Publication.objects.all()
    return every if bodies is None else every.filter(custodian_id__in=bodies)


def listed_publications(
    rows: QuerySet[Publication], *, kind: str = "", state: str = "", words: str = ""
) -> QuerySet[Publication]:
    """Return publications with the title of their last version, the newest first; one query."""
    last = PublicationVersion.objects.filter(publication=OuterRef("pk")).order_by("-number")
    rows = rows.annotate(
        last_title=Subquery(last.values("title")[:1]),
        last_number=Subquery(last.values("number")[:1]),
        last_saved_at=Subquery(last.values("recorded_at")[:1]),
        last_folded=Subquery(last.values("folded")[:1]),
    )
    if kind:
        rows = rows.filter(kind=kind)
    if state:
        rows = rows.filter(_in_state(state))
    for word in fold(words).split():
        rows = rows.filter(last_folded__contains=word)
    return rows.select_related("custodian", "shown").order_by("-last_saved_at", "-id")


def _in_state(state: str) -> Q:
    shown, was = Q(shown__isnull=False), Q(first_published_at__isnull=False)
    return {
        PublicationState.PUBLISHED: shown,
        PublicationState.TAKEN_BACK: ~shown & was,
    }.get(PublicationState(state), ~shown & ~was)


@dataclass(frozen=True)
class PublicationPage:
    """All that the desk's page of a publication shows."""

    publication: Publication
    versions: list[PublicationVersion]
    acts: list[PublicationAct]

    @property
    def last(self) -> PublicationVersion:
        """Return what was saved last."""
        return self.versions[0]

    @property
    def is_current(self) -> bool:
        """Return whether what was saved last is what stands in public."""
        return self.publication.shown_id == self.last.id

    def people(self) -> set[UUID]:
        """Return the ids of those whose names the page shows."""
        return {act.by for act in self.acts}


def publication_page(publication: Publication) -> PublicationPage:
    """Return the page of a publication; two queries, however many versions."""
    versions = publication.versions.select_related("round").order_by("-number")
    acts = publication.acts.select_related("version").order_by("-at", "-id")
    return PublicationPage(publication, list(versions), list(acts))


def in_public(*kinds: str) -> QuerySet[Publication]:
    """Return what stands in public, the newest first, each with its words; one query."""
    rows = Publication.objects.filter(shown__isnull=False)
    rows = rows.filter(kind__in=kinds) if kinds else rows
    return rows.select_related("shown__round", "custodian").order_by("-first_published_at", "-id")


def public_publication(publication: UUID, *kinds: str) -> Publication | None:
    """Return one thing that stands in public, None where it is none, or was taken back."""
    return in_public(*kinds).filter(id=publication).first()


def said_in_public(rows: QuerySet[Publication], words: str) -> QuerySet[Publication]:
    """Return those whose words hold every word asked for, with or without marks."""
    for word in fold(words).split():
        rows = rows.filter(shown__folded__contains=word)
    return rows


def calls(day: date) -> tuple[list[Publication], list[Publication], int]:
    """Return the calls that are open or to come on a day, the first to close first; the closed.

    Of those that are closed the latest thirty, and how many there are. Three queries.
    """
    every = in_public(K.CALL)
    living = every.filter(shown__closes_on__gt=day).order_by("shown__closes_on", "id")
    closed = every.filter(shown__closes_on__lte=day).order_by("-shown__closes_on", "id")
    return list(living[:100]), list(closed[:30]), closed.count()


def open_calls_of(day: date, most: int) -> list[Publication]:
    """Return the calls that are open on a day, the first to close first; one query."""
    rows = in_public(K.CALL).filter(shown__opens_on__lte=day, shown__closes_on__gt=day)
    return list(rows.order_by("shown__closes_on", "id")[:most])


def public_picture(publication: UUID, *, small: bool) -> str:
    """Return the hash of the picture of something that stands in public, "" for none."""
    column = "shown__thumbnail" if small else "shown__picture"
    rows = Publication.objects.filter(id=publication, shown__isnull=False)
    return rows.values_list(column, flat=True).first() or ""
