"""The answer to a change that software asked for, to be given again under the same key."""

from django.db import models
from django.db.models import Q

from khuyencong.connections.models.tokens import AccessToken
from khuyencong.core.models import Identified


class KeptAnswer(Identified):
    """What was answered to a change under an `Idempotency-Key`; written with the change itself."""

    token = models.ForeignKey(AccessToken, on_delete=models.PROTECT, related_name="answers")
    key = models.CharField(max_length=64)
    #: Of method, address and body: the same key with another question is refused.
    question = models.CharField(max_length=64)
    #: What the change made or changed: it is read again as its reader may see it then.
    #: None only inside the transaction that writes it.
    outcome = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"], name="keptanswer_at")]
        constraints = [
            models.UniqueConstraint(fields=["token", "key"], name="keptanswer_once"),
            models.CheckConstraint(name="keptanswer_has_key", condition=~Q(key="")),
        ]

    def __str__(self) -> str:
        return f"{self.token_id} {self.key}"
