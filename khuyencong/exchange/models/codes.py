"""Codes by which systems of the State that we do not keep name bodies and procedures."""

from django.db import models
from django.db.models import Q

from khuyencong.core.models import Identified
from khuyencong.exchange.states import CodeKind
from khuyencong.registry.models import Organisation
from khuyencong.registry.models.dated import Dated


class OutsideCode(Identified, Dated):
    """The electronic code of an agency or of a procedure, with where it was read."""

    kind = models.CharField("loại mã", max_length=10, choices=CodeKind)
    code = models.CharField("mã", max_length=60)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField("tên", max_length=200, blank=True)
    source = models.CharField("nguồn", max_length=200)
    verified = models.BooleanField("đã kiểm chứng", default=False)
    by = models.UUIDField("người ghi", null=True)
    recorded_at = models.DateTimeField("ghi lúc")

    class Meta(Dated.Meta):
        verbose_name = "mã dùng với hệ thống ngoài"
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="outsidecode_kind_known", condition=Q(kind__in=CodeKind.values)
            ),
            models.CheckConstraint(
                name="outsidecode_names_its_own",
                condition=Q(kind=CodeKind.AGENCY, organisation__isnull=False)
                | (Q(kind=CodeKind.PROCEDURE, organisation__isnull=True) & ~Q(name="")),
            ),
            models.CheckConstraint(
                name="outsidecode_told_with_source", condition=~Q(code="") & ~Q(source="")
            ),
            models.UniqueConstraint(
                name="outsidecode_once_today",
                fields=["kind", "code"],
                condition=Q(valid_until__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.code
