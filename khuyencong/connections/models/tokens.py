"""Keys by which software acts: for a person, or for a system of a body."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q

from khuyencong.accounts.models import User
from khuyencong.connections.states import TokenState
from khuyencong.core.models import Identified
from khuyencong.registry.models import Organisation


class AccessToken(Identified):
    """A key of somebody's software; of the key itself only its hash and its beginning are kept.

    It lends rights of the person who made it. With `body` it is of a system of that body: it
    reaches no further than this body's custody, and opens nothing before another person said yes.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="access_tokens")
    body = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    label = models.CharField("tên phần mềm", max_length=100)
    rights = models.JSONField("quyền cho mượn")
    prefix = models.CharField("đầu mã", max_length=12)
    sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    #: The first day on which it opens nothing any more.
    valid_until = models.DateField("dùng đến trước ngày")
    confirmed_by = models.UUIDField("người xác nhận", null=True)
    confirmed_at = models.DateTimeField(null=True)
    revoked_by = models.UUIDField("người thu hồi", null=True)
    revoked_at = models.DateTimeField(null=True)
    last_used_on = models.DateField("dùng lần cuối", null=True)

    class Meta:
        verbose_name = "mã truy cập"
        indexes = [models.Index(fields=["body", "-made_at"], name="accesstoken_of_body")]
        constraints = [
            models.CheckConstraint(
                name="accesstoken_has_label_and_prefix", condition=~Q(label="") & ~Q(prefix="")
            ),
            models.CheckConstraint(
                name="accesstoken_hash_shape", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")
            ),
            models.CheckConstraint(
                name="accesstoken_confirmed_by_another",
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | (
                    Q(confirmed_by__isnull=False, confirmed_at__isnull=False, body__isnull=False)
                    & ~Q(confirmed_by=F("user_id"))
                ),
            ),
            models.CheckConstraint(
                name="accesstoken_revoked_whole",
                condition=Q(revoked_by__isnull=True, revoked_at__isnull=True)
                | Q(revoked_by__isnull=False, revoked_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prefix}… {self.label}"

    @property
    def last_day(self) -> date:
        """Return the last day on which it opens anything."""
        return self.valid_until - timedelta(days=1)

    def state(self, on: date) -> TokenState:
        """Return whether it opens anything on a day."""
        if self.revoked_at is not None:
            return TokenState.REVOKED
        if on >= self.valid_until:
            return TokenState.ENDED
        if self.body_id is not None and self.confirmed_at is None:
            return TokenState.WAITING
        return TokenState.OPEN
