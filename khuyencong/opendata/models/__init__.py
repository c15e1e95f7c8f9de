"""The bundles that were published."""

from django.db import models
from django.db.models import Q

from khuyencong.core.blobs import BlobHash
from khuyencong.core.models import Identified


class Bundle(Identified):
    """What was published on a day: the archive, and what it says of itself."""

    day = models.DateField("ngày", unique=True)
    as_of = models.DateTimeField("thời điểm của dữ liệu")
    archive = BlobHash("gói")
    size = models.PositiveBigIntegerField("cỡ (byte)")
    manifest = models.JSONField()
    made_at = models.DateTimeField("lập lúc")

    class Meta:
        verbose_name = "gói dữ liệu mở"
        constraints = [
            models.CheckConstraint(name="bundle_has_an_archive", condition=~Q(archive="")),
            models.CheckConstraint(
                name="bundle_made_after_its_moment", condition=Q(made_at__gte=models.F("as_of"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}"
