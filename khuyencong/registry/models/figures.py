"""A figure told of something for a day: capital, labour, area."""

from django.db import models
from django.db.models import Q

from khuyencong.core.models import Recorded
from khuyencong.registry.states import FigureOf


class DatedFigure(Recorded):
    """What was so on `day`, as far as somebody said; a correction supersedes the row."""

    kind = models.CharField("số liệu", max_length=20, choices=FigureOf)
    #: Whole đồng, persons, square metres or households, as the kind says.
    value = models.BigIntegerField("giá trị")
    day = models.DateField("tại ngày")
    by = models.UUIDField("người ghi", null=True)

    class Meta(Recorded.Meta):
        abstract = True
        constraints = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                name="%(class)s_kind_known", condition=Q(kind__in=FigureOf.values)
            ),
            models.CheckConstraint(name="%(class)s_not_negative", condition=Q(value__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.value} {self.day}"


def told_once(name: str, of: str) -> models.UniqueConstraint:
    """Return the constraint that a figure of a day stands once."""
    return models.UniqueConstraint(
        name=name, fields=[of, "kind", "day"], condition=Q(superseded_at__isnull=True)
    )
