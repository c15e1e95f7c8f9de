"""Which communes the State calls difficult, from which day, by which document."""

from django.db import models
from django.db.models import Q

from khuyencong.core.models import Identified
from khuyencong.programmes.states import Degree
from khuyencong.registry.models import Organisation, Place
from khuyencong.registry.models.dated import Dated


class DifficultPlace(Identified, Dated):
    """A commune is difficult from a day until before another; as a document lists it."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    custodian = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    degree = models.CharField("mức độ", max_length=16, choices=Degree)
    citation = models.CharField("văn bản", max_length=300)
    by = models.UUIDField("người ghi")

    class Meta(Dated.Meta):
        verbose_name = "địa bàn khó khăn"
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="difficultplace_degree_known", condition=Q(degree__in=Degree.values)
            ),
            models.CheckConstraint(name="difficultplace_cited", condition=~Q(citation="")),
            models.CheckConstraint(
                name="difficultplace_has_a_first_day", condition=Q(valid_from__isnull=False)
            ),
            models.UniqueConstraint(
                name="difficultplace_from_a_day_once", fields=["place", "valid_from"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.degree}"
