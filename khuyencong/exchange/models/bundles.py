"""Bundles sent and received, what waits, files, wishes that a person has to decide about."""

from django.db import models
from django.db.models import F, Q

from khuyencong.core.blobs import BlobHash
from khuyencong.core.models import Identified
from khuyencong.exchange.models.instances import Instance
from khuyencong.exchange.states import BundleState, Direction, Verdict, Why


class Bundle(Identified):
    """One signed file that went to a partner or came from it."""

    partner = models.ForeignKey(Instance, on_delete=models.PROTECT, related_name="bundles")
    direction = models.CharField("chiều", max_length=5, choices=Direction)
    state = models.CharField("tình trạng", max_length=10, choices=BundleState)
    sha256 = models.CharField("mã băm", max_length=64)
    #: Which parts of the sender's log it covers: [[after, through], …].
    covers = models.JSONField()
    whole_until = models.BigIntegerField(default=0)
    count = models.PositiveIntegerField("số thay đổi", default=0)
    files = models.PositiveIntegerField("số tệp", default=0)
    size = models.PositiveBigIntegerField("số byte")
    at = models.DateTimeField("lúc")
    by = models.UUIDField("người làm", null=True)
    #: Its bytes, while they are still of use.
    file = BlobHash(blank=True)

    class Meta:
        verbose_name = "gói dữ liệu"
        constraints = [
            models.CheckConstraint(
                name="bundle_direction_known", condition=Q(direction__in=Direction.values)
            ),
            models.CheckConstraint(
                name="bundle_state_known", condition=Q(state__in=BundleState.values)
            ),
            models.CheckConstraint(
                name="bundle_waiting_is_kept", condition=~Q(state="waiting") | ~Q(file="")
            ),
            models.UniqueConstraint(name="bundle_once", fields=["partner", "direction", "sha256"]),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class Parked(Identified):
    """The last change of a record that came and cannot be done yet; tried again at each import."""

    partner = models.ForeignKey(Instance, on_delete=models.PROTECT, related_name="parked")
    seq = models.BigIntegerField()
    kind = models.CharField("loại", max_length=60)
    record = models.UUIDField()
    hash = models.CharField(max_length=64, blank=True)
    body = models.TextField(blank=True)
    told_at = models.DateTimeField()
    why = models.CharField("vì sao chờ", max_length=10, choices=Why)
    detail = models.CharField("chi tiết", max_length=200, blank=True)
    bundle = models.CharField(max_length=64)
    at = models.DateTimeField("chờ từ")

    class Meta:
        verbose_name = "thay đổi chờ"
        constraints = [
            models.CheckConstraint(name="parked_why_known", condition=Q(why__in=Why.values)),
            models.UniqueConstraint(name="parked_once", fields=["partner", "kind", "record"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record}"


class AwaitedFile(Identified):
    """A file that something names which waits: a change that is parked, a wish that is open.

    Of a partner's, or a wish of ours that it has not answered. The sweep leaves what is kept.
    """

    partner = models.ForeignKey(Instance, on_delete=models.PROTECT, related_name="awaited_files")
    sha256 = models.CharField("mã băm", max_length=64)
    #: The same, once the file is here.
    kept = BlobHash(blank=True)
    #: Why the file of a wish was not kept when it came: it is not asked for again.
    refused = models.CharField("vì sao không nhận", max_length=300, blank=True)

    class Meta:
        verbose_name = "tệp chờ"
        constraints = [
            models.UniqueConstraint(name="awaitedfile_once", fields=["partner", "sha256"]),
            models.CheckConstraint(
                name="awaitedfile_kept_is_the_same",
                condition=Q(kept="") | Q(kept=F("sha256"), refused=""),
            ),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class FileThere(Identified):
    """A file that went to a partner or came from it: it goes there again only when asked for."""

    partner = models.ForeignKey(Instance, on_delete=models.PROTECT, related_name="files_there")
    sha256 = models.CharField("mã băm", max_length=64)
    #: How far our log had been sent: what the partner asks for before it took this, is under way.
    seq = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = "tệp bên kia đã có"
        constraints = [
            models.UniqueConstraint(name="filethere_once", fields=["partner", "sha256"]),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class Conflict(Identified):
    """A change of our record that came from somebody who is not its home: a wish, to be decided."""

    partner = models.ForeignKey(Instance, on_delete=models.PROTECT, related_name="conflicts")
    seq = models.BigIntegerField()
    kind = models.CharField("loại", max_length=60)
    record = models.UUIDField()
    custodian = models.UUIDField(null=True)
    base = models.CharField(max_length=64, blank=True)
    theirs = models.TextField(blank=True)
    theirs_hash = models.CharField(max_length=64, blank=True)
    told_at = models.DateTimeField("họ ghi lúc")
    bundle = models.CharField(max_length=64)
    at = models.DateTimeField("nhận lúc")
    verdict = models.CharField("quyết định", max_length=10, choices=Verdict, default=Verdict.OPEN)
    #: Our state at the decision, and the fields that were taken from theirs.
    ours = models.TextField(blank=True)
    taken = models.JSONField(default=list)
    decided_by = models.UUIDField("người quyết định", null=True)
    decided_at = models.DateTimeField("quyết định lúc", null=True)
    reason = models.CharField("lý do", max_length=500, blank=True)

    class Meta:
        verbose_name = "đề nghị của hệ thống khác"
        constraints = [
            models.CheckConstraint(
                name="conflict_verdict_known", condition=Q(verdict__in=Verdict.values)
            ),
            models.CheckConstraint(
                name="conflict_decided_for_a_reason",
                condition=~Q(verdict__in=["ours", "theirs", "fields"])
                | (Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(reason="")),
            ),
            models.UniqueConstraint(name="conflict_told_once", fields=["partner", "seq"]),
            models.UniqueConstraint(
                name="conflict_one_open",
                fields=["partner", "kind", "record"],
                condition=Q(verdict=Verdict.OPEN),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record}"

    @property
    def is_open(self) -> bool:
        """Return whether nobody decided yet."""
        return bool(self.verdict == Verdict.OPEN)
