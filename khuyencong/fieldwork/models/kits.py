"""A kit that went out to a commune, and each file that came back from it."""

from django.db import models
from django.db.models import Q

from khuyencong.core.models import Identified
from khuyencong.fieldwork.states import Came
from khuyencong.registry.models import Organisation, Place


class Kit(Identified):
    """One HTML file as it was issued for a commune: what it carries, and its public key.

    The private key stands in the file alone: it is derived again when the file is made.
    """

    custodian = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    commune = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    held_by = models.CharField("người hoặc nơi cầm", max_length=120)
    #: The day whose law the file carries.
    day = models.DateField("ngày cấp")
    public_key = models.BinaryField()
    #: The records in scope as they stood: the base that later changes are held against.
    carried = models.JSONField()
    issued_by = models.UUIDField("người cấp")
    issued_at = models.DateTimeField()
    revoked_at = models.DateTimeField("thu hồi lúc", null=True, blank=True)
    revoked_by = models.UUIDField(null=True, blank=True)
    revoke_reason = models.CharField("lý do thu hồi", max_length=300, blank=True)

    class Meta:
        verbose_name = "bộ công cụ xã"
        indexes = [models.Index(fields=["custodian", "-issued_at"], name="kit_listed")]
        constraints = [
            models.CheckConstraint(name="kit_is_held", condition=~Q(held_by="")),
            models.CheckConstraint(
                name="kit_revoked_whole",
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True, revoke_reason="")
                | Q(revoked_at__isnull=False, revoked_by__isnull=False) & ~Q(revoke_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commune} {self.day}"

    @property
    def name(self) -> str:
        """Return the short name that stands in the file's name and on its first page."""
        return self.id.hex[-6:].upper()


class Returned(Identified):
    """One file of a kit whose signature holds, as it came; the same bytes come in once."""

    kit = models.ForeignKey(Kit, on_delete=models.PROTECT, related_name="returns")
    sha256 = models.CharField(max_length=64)
    came_by = models.CharField(max_length=4, choices=Came)
    received_at = models.DateTimeField()
    #: Who put the file in; nobody where it came by line.
    received_by = models.UUIDField(null=True, blank=True)
    #: When the device made it, by its own clock.
    made_at = models.DateTimeField()
    #: Every sheet and revision that the file told, also what had come before.
    told = models.PositiveIntegerField("số phiếu")
    #: How many of them were new.
    new = models.PositiveIntegerField("số phiếu mới")
    #: [sheet, revision, device] of all that it told: what its receipt names. Empty: told before.
    sheets = models.JSONField(default=list)

    class Meta:
        verbose_name = "tệp trả về"
        indexes = [models.Index(fields=["kit", "-received_at"], name="returned_listed")]
        constraints = [
            models.UniqueConstraint(name="returned_once", fields=["kit", "sha256"]),
            models.CheckConstraint(name="returned_came", condition=Q(came_by__in=Came.values)),
            models.CheckConstraint(
                name="returned_new_among_told", condition=Q(new__lte=models.F("told"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kit_id} {self.received_at:%d/%m/%Y}"
