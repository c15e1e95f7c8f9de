"""What is told of a place beside the programme: never a result, never added to one."""

from django.db import models
from django.db.models import Q

from khuyencong.core.models import Recorded
from khuyencong.programmes.states import UNITS, Series
from khuyencong.registry.models import Organisation, Place


class ContextFigure(Recorded):
    """A value of a series of a place for one year, with its source; output names its prices."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    custodian = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    series = models.CharField("số bối cảnh", max_length=24, choices=Series)
    year = models.PositiveSmallIntegerField("năm")
    value = models.BigIntegerField("số")
    prices = models.CharField("tính theo giá", max_length=60, blank=True)
    citation = models.CharField("nguồn số liệu", max_length=300)
    reason = models.CharField("lý do sửa", max_length=500, blank=True)
    is_demonstration = models.BooleanField("mẫu", default=False)
    by = models.UUIDField("người ghi")

    class Meta(Recorded.Meta):
        verbose_name = "số bối cảnh"
        constraints = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                name="contextfigure_series_known", condition=Q(series__in=Series.values)
            ),
            models.CheckConstraint(name="contextfigure_not_below_zero", condition=Q(value__gte=0)),
            models.CheckConstraint(
                name="contextfigure_year_plausible", condition=Q(year__gte=1990, year__lte=2200)
            ),
            models.CheckConstraint(name="contextfigure_cited", condition=~Q(citation="")),
            models.CheckConstraint(
                name="contextfigure_money_names_its_prices",
                condition=(Q(series=Series.OUTPUT) & ~Q(prices=""))
                | (~Q(series=Series.OUTPUT) & Q(prices="")),
            ),
            models.UniqueConstraint(
                name="contextfigure_stands_once",
                fields=["place", "series", "year", "prices"],
                condition=Q(superseded_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.value}"

    @property
    def unit(self) -> str:
        """Return the unit of the vocabulary in which it counts."""
        return UNITS[Series(self.series)]
