"""How the sentences of notices are worded, with every version."""

from django.db import models
from django.db.models import Q

from khuyencong.core.models import Recorded


class Wording(Recorded):
    """One version of a sentence; without a text it goes back to ours."""

    key = models.CharField("câu", max_length=40)
    text = models.CharField("lời văn", max_length=200, blank=True)
    reason = models.CharField("lý do", max_length=300)
    by = models.UUIDField("người viết")

    objects = models.Manager["Wording"]()

    class Meta(Recorded.Meta):
        verbose_name = "câu thông báo"
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["key"], condition=Q(superseded_at__isnull=True), name="wording_one_standing"
            ),
            models.CheckConstraint(
                name="wording_of_a_sentence_for_a_reason", condition=~Q(key="") & ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return self.key
