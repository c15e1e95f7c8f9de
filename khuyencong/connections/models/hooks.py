"""Addresses of other systems that are told of acts, and each telling."""

from django.db import models
from django.db.models import Q

from khuyencong.accounts.models import User
from khuyencong.connections.states import DeliveryState
from khuyencong.core.models import Identified
from khuyencong.registry.models import Organisation


class Hook(Identified):
    """An address that is told of acts as far as the person who gave it may see their records.

    Its secret is kept nowhere: it is reckoned of the service's own key, this row and `generation`.
    """

    custodian = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="hooks")
    label = models.CharField("tên hệ thống", max_length=100)
    url = models.CharField("địa chỉ nhận", max_length=190)
    events = models.JSONField("việc được báo")
    generation = models.PositiveIntegerField(default=1)
    rotated_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField("người dừng", null=True)

    class Meta:
        verbose_name = "nơi nhận thông báo"
        indexes = [models.Index(fields=["custodian", "-made_at"], name="hook_listed")]
        constraints = [
            models.CheckConstraint(name="hook_has_label", condition=~Q(label="")),
            models.CheckConstraint(
                name="hook_speaks_http",
                condition=Q(url__startswith="https://") | Q(url__startswith="http://"),
            ),
            models.CheckConstraint(name="hook_generation", condition=Q(generation__gte=1)),
            models.CheckConstraint(
                name="hook_ended_whole",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Delivery(Identified):
    """One act told to one address; its id is what the receiver knows a repetition by."""

    hook = models.ForeignKey(Hook, on_delete=models.PROTECT, related_name="deliveries")
    #: The entry of the journal that it tells of.
    entry = models.UUIDField()
    act = models.CharField(max_length=80)
    about = models.CharField(max_length=80)
    happened_at = models.DateTimeField()
    custodian_told = models.UUIDField("đơn vị giữ hồ sơ")
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    #: What the last try came to, in our words: never what the other side sent.
    outcome = models.CharField("kết quả lần gửi cuối", max_length=100, blank=True)
    tried_at = models.DateTimeField(null=True)
    #: The message of the outbox that carries it.
    message = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "lần báo"
        indexes = [
            models.Index(fields=["hook", "-recorded_at"], name="hook_delivery_listed"),
            models.Index(
                fields=["message"],
                name="hook_delivery_waiting",
                condition=Q(state__in=["waiting", "failed"]),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["hook", "entry"], name="hook_delivery_once"),
            models.CheckConstraint(
                name="hook_delivery_state_known", condition=Q(state__in=DeliveryState.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.about}"
