"""Organisations over time, and who answers today for what a former body left."""

from django.db import models
from django.db.models import F, Q

from khuyencong.core.models import Identified, Recorded
from khuyencong.registry.models.dated import Dated
from khuyencong.registry.models.places import Place
from khuyencong.registry.states import OrganisationKind


class Organisation(Identified, Dated):
    """A body that owns, does or answers for something; a new name does not make it another."""

    key = models.CharField("khóa", max_length=80, unique=True)
    kind = models.CharField("loại", max_length=20, choices=OrganisationKind)
    #: The last name: what a list shows without asking for a day.
    name = models.CharField("tên", max_length=200)
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="subordinates"
    )
    verified = models.BooleanField("đã kiểm chứng", default=False)

    class Meta(Dated.Meta):
        verbose_name = "tổ chức"
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="organisation_kind_known", condition=Q(kind__in=OrganisationKind.values)
            ),
            models.CheckConstraint(
                name="organisation_not_under_itself", condition=~Q(parent=F("id"))
            ),
            models.CheckConstraint(
                name="organisation_has_key_and_name", condition=~Q(key="") & ~Q(name="")
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OrganisationName(Dated):
    """A name of an organisation on some days."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="names")
    name = models.CharField("tên", max_length=200)
    short = models.CharField("tên tắt", max_length=40, blank=True)
    folded = models.CharField(max_length=200, db_index=True)
    verified = models.BooleanField(default=False)
    source = models.CharField("nguồn", max_length=120, blank=True)

    class Meta(Dated.Meta):
        verbose_name = "tên tổ chức"
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                name="organisationname_one_today",
                fields=["organisation"],
                condition=Q(valid_until__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Succession(Recorded):
    """The one act by which a body's records pass to another: from `day` the successor answers.

    A mistake is superseded, never changed; one succession of a body stands at a time.
    """

    predecessor = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="successions"
    )
    successor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="inherited")
    day = models.DateField("ngày")
    verified = models.BooleanField(default=False)
    source = models.CharField("căn cứ", max_length=120, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = "kế thừa"
        constraints = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                name="succession_not_itself", condition=~Q(predecessor=F("successor"))
            ),
            models.UniqueConstraint(
                name="succession_one_stands",
                fields=["predecessor"],
                condition=Q(superseded_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"
