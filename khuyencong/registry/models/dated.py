"""What holds from a day until before another."""

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Q


def on_day(day: date, prefix: str = "") -> Q:
    """Return the condition that a span holds on `day`; `prefix` reaches across a relation."""
    return (Q(**{f"{prefix}valid_from__isnull": True}) | Q(**{f"{prefix}valid_from__lte": day})) & (
        Q(**{f"{prefix}valid_until__isnull": True}) | Q(**{f"{prefix}valid_until__gt": day})
    )


_Row = TypeVar("_Row", bound=models.Model, covariant=True)


class DatedQuerySet(models.QuerySet[_Row]):
    """Rows that hold on a day."""

    def on(self, day: date) -> Self:
        return self.filter(on_day(day))


class Dated(models.Model):
    """A span of days, half-open: no first day is "before the register begins", no last "still"."""

    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_until = models.DateField("đến trước ngày", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_days_in_order",
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_from__lt=F("valid_until")),
            )
        ]

    def held_on(self, day: date) -> bool:
        """Return whether the span holds on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day < self.valid_until
        )
