"""Products on the desk: the list of those that bear a title, one product, reports of fakes."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from khuyencong.competitions.models import (
    Certificate,
    FakeReport,
    MakingStep,
    Product,
    ProductBatch,
    ScanCount,
)
from khuyencong.competitions.queries.scans import Scans, scans_of
from khuyencong.competitions.queries.scope import fakes_visible_to, products_visible_to
from khuyencong.competitions.rules.titles import state_on
from khuyencong.competitions.states import CertificateState, FakeState
from khuyencong.core.collation import vietnamese
from khuyencong.core.users import Actor
from khuyencong.values.text import fold

#: So many products are counted beside the list of reports.
MOST = 50


@dataclass(frozen=True)
class ProductPage:
    """What the desk shows of a product."""

    product: Product
    titles: list[tuple[Certificate, CertificateState]]
    steps: list[MakingStep]
    batches: list[ProductBatch]
    scans: Scans
    new_fakes: int


def titled_products(user: Actor, typed: str = "") -> QuerySet[Product]:
    """Return the visible products that bear or bore a title, with openings and new reports."""
    rows = products_visible_to(user).filter(certificates__isnull=False).distinct()
    if typed.strip():
        asked = fold(typed)
        rows = rows.filter(Q(folded__contains=asked) | Q(establishment__search__contains=asked))
    opened = (
        ScanCount.objects.filter(certificate__product=OuterRef("id"))
        .order_by()
        .values("certificate__product")
        .annotate(n=Sum("count"))
    )
    fakes = (
        FakeReport.objects.filter(certificate__product=OuterRef("id"), state=FakeState.NEW)
        .order_by()
        .values("certificate__product")
        .annotate(n=Count("id"))
    )
    last = (
        Certificate.objects.filter(product=OuterRef("id"), revoked_on=None)
        .order_by()
        .values("product")
        .annotate(day=Max("last_day"))
    )
    return (
        rows.select_related("establishment")
        .annotate(
            opened=Coalesce(Subquery(opened.values("n")), 0),
            new_fakes=Coalesce(Subquery(fakes.values("n")), 0),
            last_day=Subquery(last.values("day")),
        )
        .order_by(vietnamese("name"), "id")
    )


def product_page(user: Actor, product_id: UUID, on: date) -> ProductPage | None:
    """Return a visible product with its titles, steps, batches and openings; else None."""
    kin = ("establishment", "custodian")
    product = products_visible_to(user).select_related(*kin).filter(id=product_id).first()
    if product is None:
        return None
    titles = product.certificates.order_by("-issued_on", "-id")
    return ProductPage(
        product=product,
        titles=[(one, state_on(one, on)) for one in titles],
        steps=list(product.making.filter(ended_at=None).order_by("position")),
        batches=list(product.batches.order_by("-made_on", "-id")),
        scans=scans_of(product, on),
        new_fakes=FakeReport.objects.filter(
            certificate__product=product.id, state=FakeState.NEW
        ).count(),
    )


def listed_fakes(user: Actor, state: str = "") -> QuerySet[FakeReport]:
    """Return the visible reports of fakes, the newest first; of one state where it is named."""
    rows = fakes_visible_to(user).select_related("certificate", "province", "custodian")
    if state in FakeState.values:
        rows = rows.filter(state=state)
    return rows.order_by("-received_at", "-id")


def fakes_by_product(user: Actor) -> list[tuple[str, UUID, int, int]]:
    """Return products with reports: name, id, all, new; the most first. One query."""
    rows = (
        fakes_visible_to(user)
        .filter(certificate__isnull=False)
        .order_by()
        .values("certificate__product__name", "certificate__product")
        .annotate(n=Count("id"), new=Count("id", filter=Q(state=FakeState.NEW)))
        .order_by("-n", "certificate__product__name")
    )
    told = rows.values_list("certificate__product__name", "certificate__product", "n", "new")
    return list(told[:MOST])
