"""Instances that exchange, ours among them, and the bodies for which each is home."""

from django.db import models
from django.db.models import F, Q

from khuyencong.core.blobs import BlobHash
from khuyencong.core.models import Identified
from khuyencong.exchange.states import InstanceState
from khuyencong.registry.models import Organisation
from khuyencong.registry.models.dated import Dated


class Confirmed(models.Model):
    """What one person entered and another confirmed."""

    proposed_by = models.UUIDField("người đề nghị", null=True)
    proposed_at = models.DateTimeField("đề nghị lúc")
    confirmed_by = models.UUIDField("người xác nhận", null=True)
    confirmed_at = models.DateTimeField("xác nhận lúc", null=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_two_persons",
                condition=Q(confirmed_by__isnull=True)
                | Q(proposed_by__isnull=True)
                | ~Q(confirmed_by=F("proposed_by")),
            ),
        ]


class Instance(Identified, Confirmed):
    """One installation of the system: ours, or a partner's with its public key."""

    name = models.CharField("tên hệ thống", max_length=150)
    #: Who answers for it: its journal notes what came and went.
    body = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    #: Where it is reached by HTTP; "" where bundles go by file alone.
    address = models.CharField("địa chỉ", max_length=200, blank=True)
    #: The key by which it signs today; "" where it was revoked and no other was confirmed yet.
    public = models.TextField("khóa công khai", blank=True)
    #: Of a partner: a key that one person entered by hand and another has not confirmed.
    next_public = models.TextField("khóa chờ xác nhận", blank=True)
    next_by = models.UUIDField("người ghi khóa", null=True)
    #: Of a partner: the SHA-256 of the last key of ours that it told to know.
    knows = models.CharField(max_length=64, blank=True)
    is_own = models.BooleanField(default=False)
    state = models.CharField("tình trạng", max_length=10, choices=InstanceState)
    ended_by = models.UUIDField("người ngừng", null=True)
    ended_at = models.DateTimeField("ngừng lúc", null=True)
    end_reason = models.CharField("lý do ngừng", max_length=300, blank=True)

    #: Of ours: the last change of the log, and when the records were last compared with it.
    last_seq = models.BigIntegerField(default=0)
    scanned_at = models.DateTimeField(null=True)
    #: Of ours: up to where replaced states may be gone from the log.
    pruned_until = models.BigIntegerField(default=0)
    #: Of a partner: up to where it took our log, what it holds beyond, how far we sent.
    said_through = models.BigIntegerField(default=0)
    said_held = models.JSONField(default=list)
    sent_through = models.BigIntegerField(default=0)
    #: Of a partner: up to where we took its log; which files it asks for.
    taken_through = models.BigIntegerField(default=0)
    asked_files = models.JSONField(default=list)
    #: Of a partner with an address: the bundle under way there, and the one under way here.
    bringing = BlobHash(blank=True)
    fetching = models.CharField(max_length=64, blank=True)
    fetching_size = models.PositiveBigIntegerField(default=0)
    tried_at = models.DateTimeField("lần nối gần nhất", null=True)
    trouble = models.CharField("trở ngại", max_length=300, blank=True)

    class Meta(Confirmed.Meta):
        verbose_name = "hệ thống trao đổi"
        constraints = [
            *Confirmed.Meta.constraints,
            models.CheckConstraint(
                name="instance_state_known", condition=Q(state__in=InstanceState.values)
            ),
            models.CheckConstraint(name="instance_has_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="instance_ended_for_a_reason",
                condition=~Q(state=InstanceState.ENDED) | ~Q(end_reason=""),
            ),
            models.CheckConstraint(
                name="instance_active_after_two_persons",
                condition=~Q(state=InstanceState.ACTIVE)
                | Q(is_own=True)
                | Q(confirmed_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="instance_one_is_ours", fields=["is_own"], condition=Q(is_own=True)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FormerKey(Identified):
    """A key by which a partner signed before: good for what was under way until a moment.

    With a reason it was revoked: nothing that it signed counts from then on.
    """

    instance = models.ForeignKey(Instance, on_delete=models.PROTECT, related_name="former_keys")
    public = models.TextField("khóa công khai")
    at = models.DateTimeField("thay lúc")
    until = models.DateTimeField("còn giá trị đến")
    reason = models.CharField("lý do thu hồi", max_length=300, blank=True)
    by = models.UUIDField("người thu hồi", null=True)

    class Meta:
        verbose_name = "khóa cũ"
        constraints = [
            models.UniqueConstraint(name="formerkey_once", fields=["instance", "public"]),
            models.CheckConstraint(name="formerkey_is_one", condition=~Q(public="")),
        ]

    def __str__(self) -> str:
        return f"{self.instance_id} {self.at}"


class Home(Identified, Dated, Confirmed):
    """An instance keeps the records of a body on some days; without a body, of all the others."""

    instance = models.ForeignKey(Instance, on_delete=models.PROTECT, related_name="homes")
    organisation = models.ForeignKey(
        Organisation,
        verbose_name="đơn vị",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta(Dated.Meta, Confirmed.Meta):
        verbose_name = "nơi giữ hồ sơ"
        constraints = [
            *Dated.Meta.constraints,
            *Confirmed.Meta.constraints,
            models.UniqueConstraint(
                name="home_one_today",
                fields=["organisation"],
                condition=Q(valid_until__isnull=True, confirmed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} @ {self.instance_id}"
