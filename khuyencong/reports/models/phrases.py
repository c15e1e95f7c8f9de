"""How an office words the sentences of its reports."""

from django.db import models
from django.db.models import Q

from khuyencong.core.models import Recorded
from khuyencong.registry.models import Organisation


class Phrase(Recorded):
    """One version of a sentence as an office words it; without a text it goes back to ours."""

    custodian = models.ForeignKey(
        Organisation, verbose_name="đơn vị", on_delete=models.PROTECT, related_name="+"
    )
    key = models.CharField("câu", max_length=80)
    text = models.CharField("lời văn", max_length=600, blank=True)
    reason = models.CharField("lý do", max_length=300)
    by = models.UUIDField("người viết")

    objects = models.Manager["Phrase"]()

    class Meta(Recorded.Meta):
        verbose_name = "câu mẫu của đơn vị"
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["custodian", "key"],
                condition=Q(superseded_at__isnull=True),
                name="phrase_one_standing",
            ),
            models.CheckConstraint(name="phrase_of_a_sentence", condition=~Q(key="")),
            models.CheckConstraint(name="phrase_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return self.key
