"""What `verify` may ask of this room: numbers without gaps, files that are what they were."""

from collections.abc import Iterator

from django.db.models import Count, Max, Min

from khuyencong.applications.models import ReceiptCounter, Request


def receipt_faults() -> Iterator[str]:
    """Yield a sentence for each body and year whose receipt numbers have a gap or a stranger."""
    given = Request.objects.exclude(receipt_number=None).order_by()
    by_year = given.values("custodian", "receipt_year").annotate(
        least=Min("receipt_number"), most=Max("receipt_number"), count=Count("id")
    )
    told = {(row["custodian"], row["receipt_year"]): row for row in by_year}
    for counter in ReceiptCounter.objects.order_by("body", "year"):
        row = told.pop((counter.body_id, counter.year), None)
        most = row["most"] if row else 0
        if most != counter.last or (row and (row["least"], row["count"]) != (1, most)):
            yield f"Sổ tiếp nhận {counter.year}: số cuối {counter.last}, đã cấp {most}."
    for (_, year), row in told.items():
        yield f"Sổ tiếp nhận {year}: cấp {row['count']} số nhưng không có sổ."
