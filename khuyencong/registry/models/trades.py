"""Trades: the codes of the national classification of economic activities, by edition."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import In

from khuyencong.core.models import Identified


class Trade(Identified):
    """A code of one edition of VSIC; the same code may mean another trade in another edition."""

    edition = models.CharField("ấn bản", max_length=20)
    code = models.CharField("mã ngành", max_length=5)
    name = models.CharField("tên ngành", max_length=300)
    verified = models.BooleanField("đã kiểm chứng", default=False)

    class Meta:
        verbose_name = "ngành kinh tế"
        constraints = [
            models.UniqueConstraint(name="trade_code_once", fields=["edition", "code"]),
            models.CheckConstraint(
                name="trade_code_length", condition=In(Length("code"), [1, 2, 3, 4, 5])
            ),
            models.CheckConstraint(name="trade_has_name", condition=~Q(name="") & ~Q(edition="")),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
