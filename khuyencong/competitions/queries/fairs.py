"""Fairs and showrooms: whose a person sees, and all that their pages show."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Max, Prefetch, Q, QuerySet, Sum

from khuyencong.competitions.models import Certificate, Display, Exhibitor, Fair, Product, Showroom
from khuyencong.core.collation import vietnamese
from khuyencong.core.users import Actor

READ = "fair.read"


def fairs_visible_to(user: Actor) -> QuerySet[Fair]:
    """Return the fairs of the bodies the user answers for."""
    bodies = user.custodians(READ)
    return Fair.objects.all() if bodies is None else Fair.objects.filter(custodian__in=bodies)


def showrooms_visible_to(user: Actor) -> QuerySet[Showroom]:
    """Return the showrooms of the bodies the user answers for."""
    bodies = user.custodians(READ)
    rooms = Showroom.objects.all()
    return rooms if bodies is None else rooms.filter(custodian__in=bodies)


def listed_fairs(fairs: QuerySet[Fair]) -> QuerySet[Fair]:
    """Return fairs as a list shows them, the latest first: with booths and who takes part."""
    staying = Q(exhibitors__withdrawn_at__isnull=True)
    return (
        fairs.select_related("custodian", "place")
        .annotate(
            booth_count=Count("booths", distinct=True),
            firm_count=Count("exhibitors", filter=staying, distinct=True),
        )
        .order_by("-starts_on", "name")
    )


@dataclass(frozen=True)
class FairSums:
    """What a fair came to; None where nobody told it."""

    firms: int
    booths: int
    contracts: int | None
    contract_money: int | None
    sales_money: int | None


def exhibitors_of(fair: Fair) -> QuerySet[Exhibitor]:
    """Return who takes part, by name, with booth and products; three queries."""
    staying = Exhibitor.objects.filter(fair=fair.id, withdrawn_at__isnull=True)
    products = Product.objects.order_by(vietnamese("name"))
    return (
        staying.select_related("establishment__commune", "booth")
        .prefetch_related(Prefetch("products", queryset=products))
        .order_by(vietnamese("establishment__name"))
    )


def sums_of(fair: Fair) -> FairSums:
    """Return the sums of a fair; one query. Booths are those that were given to somebody."""
    found = Exhibitor.objects.filter(fair=fair.id, withdrawn_at__isnull=True).aggregate(
        firms=Count("id"),
        booths=Count("booth"),
        contracts=Sum("contracts"),
        contract_money=Sum("contract_money"),
        sales_money=Sum("sales_money"),
    )
    return FairSums(**found)


def displays_of(room: Showroom, on: date) -> QuerySet[Display]:
    """Return what stands in a showroom on a day, by name, with the last day of its title."""
    there = Display.objects.filter(showroom=room.id, shown_from__lte=on)
    there = there.filter(Q(shown_until__isnull=True) | Q(shown_until__gt=on))
    standing = Q(product__certificates__revoked_on__isnull=True)
    return (
        there.select_related("product__establishment")
        .annotate(title_until=Max("product__certificates__last_day", filter=standing))
        .order_by(vietnamese("product__name"))
    )


def titled_products(products: QuerySet[Product], on: date) -> QuerySet[Product]:
    """Return the products whose title holds on a day: who is asked to a fair first."""
    holding = Certificate.objects.filter(
        issued_on__lte=on, last_day__gte=on, revoked_on__isnull=True
    )
    return products.filter(id__in=holding.values("product"))


def fairs_of(product: UUID) -> QuerySet[Exhibitor]:
    """Return at which fairs a product was shown, the latest first."""
    rows = Exhibitor.objects.filter(products=product, withdrawn_at__isnull=True)
    return rows.select_related("fair", "booth").order_by("-fair__starts_on")
