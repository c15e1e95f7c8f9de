"""Who acts for an establishment."""

from datetime import date

from django.db.models import QuerySet

from khuyencong.accounts.models import Representation
from khuyencong.registry.models import Establishment
from khuyencong.registry.models.dated import on_day


def representatives_of(establishment: Establishment, day: date) -> QuerySet[Representation]:
    """Return who acts for it on a day, by name, with their accounts; one query."""
    rows = Representation.objects.filter(on_day(day), establishment=establishment)
    return rows.select_related("user").order_by("user__full_name", "id")
