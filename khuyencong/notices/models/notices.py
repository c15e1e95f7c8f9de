"""What a person is told, and how it leaves the house: a notice, its deliveries, their letters."""

from django.db import models
from django.db.models import F, Q

from khuyencong.accounts.models import User
from khuyencong.core.models import Identified
from khuyencong.notices.states import Because, Dropped, Kind, Way, Weight
from khuyencong.registry.models import Establishment, Organisation


class Notice(Identified):
    """One event told to one person, once; its words are those of the template of the day."""

    #: The journal entry or the reminder that it tells of; no foreign key, as the journal has none.
    event = models.UUIDField()
    act = models.CharField(max_length=80)
    about = models.CharField(max_length=80)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=10, choices=Kind)
    weight = models.CharField(max_length=4, choices=Weight)
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    because = models.CharField(max_length=8, choices=Because)
    #: The right that makes it this person's business, else the establishment he stands for.
    right = models.CharField(max_length=40, blank=True)
    establishment = models.ForeignKey(
        Establishment, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    #: The day by which something is to be done, where it tells of one; whether its term was read.
    due_on = models.DateField(null=True, blank=True)
    due_verified = models.BooleanField(default=True)
    recorded_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    #: Since when there is nothing to be done any more: the record has moved on.
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "thông báo"
        indexes = [
            models.Index(fields=["user", "recorded_at"], name="notice_listed"),
            models.Index(
                fields=["user"], name="notice_unread", condition=Q(read_at=None, settled_at=None)
            ),
            models.Index(
                fields=["about"], name="notice_open", condition=Q(weight="todo", settled_at=None)
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["event", "user"], name="notice_told_once"),
            models.CheckConstraint(name="notice_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(
                name="notice_weight_known", condition=Q(weight__in=Weight.values)
            ),
            models.CheckConstraint(
                name="notice_says_why",
                condition=(Q(because=Because.RIGHT, establishment=None) & ~Q(right=""))
                | Q(because=Because.MAKER, establishment__isnull=False, right="")
                | Q(because__in=[Because.DRAFTER, Because.SELF], establishment=None, right=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.about}"


class Letter(Identified):
    """What leaves for one person by one way: one notice, or those of a night together."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=4, choices=Way)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    dropped = models.CharField(max_length=10, choices=Dropped, blank=True)

    class Meta:
        verbose_name = "thư thông báo"
        constraints = [
            models.CheckConstraint(name="letter_way_known", condition=Q(way__in=Way.values)),
            models.CheckConstraint(
                name="letter_sent_or_dropped", condition=Q(sent_at=None) | Q(dropped="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.way} {self.id}"


class Delivery(Identified):
    """That a notice is to leave by a way, from when on; `letter` is the one it left in."""

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="deliveries")
    way = models.CharField(max_length=4, choices=Way)
    due_at = models.DateTimeField()
    letter = models.ForeignKey(
        Letter, on_delete=models.PROTECT, null=True, blank=True, related_name="deliveries"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "lần gửi"
        indexes = [
            models.Index(fields=["due_at"], name="delivery_waiting", condition=Q(letter=None))
        ]
        constraints = [
            models.UniqueConstraint(fields=["notice", "way"], name="delivery_once"),
            models.CheckConstraint(name="delivery_way_known", condition=Q(way__in=Way.values)),
            models.CheckConstraint(
                name="delivery_not_before_its_notice", condition=Q(due_at__gte=F("recorded_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.way}"
