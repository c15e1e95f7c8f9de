"""Products with a title, for everybody: found by words, place, group, level and year."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from khuyencong.competitions.models import Certificate, Photo, Product, Round
from khuyencong.competitions.queries.certificates import in_state, saying
from khuyencong.competitions.states import CertificateState, RoundState
from khuyencong.registry.models import Place
from khuyencong.registry.queries.areas import in_place


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the catalogue is narrowed to."""

    words: str = ""
    province: Place | None = None
    group: str = ""
    level: str = ""
    year: int | None = None


def catalogue(wanted: Wanted, day: date) -> QuerySet[Product]:
    """Return the products that bear or bore a title: those with one valid on the day first.

    Each brings its titles, the newest first (`titles`), and its photos (`shown_photos`): three
    queries, however many products.
    """
    titles = Certificate.objects.filter(product=OuterRef("pk"))
    if wanted.level:
        titles = titles.filter(level=wanted.level)
    if wanted.year is not None:
        titles = titles.filter(year=wanted.year)
    valid = Certificate.objects.filter(in_state(CertificateState.VALID, day))
    rows = Product.objects.filter(Exists(titles)).annotate(
        has_valid=Exists(valid.filter(product=OuterRef("pk")))
    )
    if wanted.group:
        rows = rows.filter(group=wanted.group)
    if wanted.province is not None:
        rows = rows.filter(in_place(wanted.province, day, "establishment__commune"))
    if wanted.words:
        rows = rows.filter(saying(wanted.words, "", "certificates__"))
    newest = Certificate.objects.select_related("custodian").order_by("-issued_on", "-number")
    photos = Photo.objects.filter(ended_at__isnull=True).order_by("position")
    return (
        rows.select_related("establishment__commune")
        .prefetch_related(
            Prefetch("certificates", newest, to_attr="titles"),
            Prefetch("photos", photos, to_attr="shown_photos"),
        )
        .order_by("-has_valid", "folded", "id")
        .distinct()
    )


def official_rounds() -> QuerySet[Round]:
    """Return the rounds whose result is official: recognised."""
    rows = Round.objects.filter(state=RoundState.RECOGNISED)
    return rows.select_related("custodian", "place", "region").order_by("-year", "name")


def official_list(round: Round) -> QuerySet[Certificate]:
    """Return the titles of a recognised round, by group and number."""
    rows = Certificate.objects.filter(entry__round=round.id)
    return rows.select_related("product", "entry__verdict").order_by("product__group", "number")


def titled_photo(photo: UUID) -> Photo | None:
    """Return a photo of a product with a title; of no other, for nobody published it."""
    rows = Photo.objects.filter(id=photo, ended_at__isnull=True)
    return rows.filter(product__certificates__isnull=False).distinct().first()
