"""How often the pages of a product were opened, by day and by month."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum
from django.db.models.functions import TruncMonth

from khuyencong.competitions.models import Product, ScanCount

DAYS, MONTHS = 14, 12


@dataclass(frozen=True)
class Scans:
    """Openings of all titles of a product: all, of the last days, of the last months."""

    total: int
    days: list[tuple[date, int]]
    months: list[tuple[date, int]]


def scans_of(product: Product, on: date) -> Scans:
    """Return how often the pages of a product were opened; two queries. A day without is no row."""
    rows = ScanCount.objects.filter(certificate__product=product.id)
    since = on - timedelta(days=DAYS - 1)
    days = rows.filter(day__gte=since).values("day").annotate(n=Sum("count")).order_by("-day")
    by_month = rows.annotate(month=TruncMonth("day")).values("month").annotate(n=Sum("count"))
    months = [(row["month"], row["n"]) for row in by_month.order_by("-month")]
    return Scans(
        total=sum(count for _, count in months),
        days=[(row["day"], row["n"]) for row in days],
        months=months[:MONTHS],
    )
