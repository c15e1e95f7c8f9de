"""What every record shares; the tables of journal, outbox, acts done once, worker and cache."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from khuyencong.core.identity import new_id


class Identified(models.Model):
    """A row with a UUIDv7 of its own: the only key that leaves the house."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True


def known_at(at: datetime | None) -> Q:
    """Return the condition that a recorded row stands (None), or stood at a moment."""
    if at is None:
        return Q(superseded_at=None)
    return Q(recorded_at__lte=at) & (Q(superseded_at=None) | Q(superseded_at__gt=at))


class Recorded(Identified):
    """An append-only row: known since `recorded_at`, until `superseded_at` where replaced.

    "As of D" is `recorded_at <= D` and not yet superseded on D.
    """

    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True) | Q(superseded_at__gte=F("recorded_at")),
                name="%(app_label)s_%(class)s_superseded_after_recorded",
            )
        ]


class JournalEntry(models.Model):
    """One act, written in the transaction of the act; sealed into its custodian's chain later.

    No foreign keys: the journal outlives what it tells of. `seq` never leaves the house.
    """

    seq = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(unique=True, default=new_id, editable=False)
    custodian = models.UUIDField()
    act = models.CharField(max_length=80)
    by = models.UUIDField(null=True)
    at = models.DateTimeField()
    about = models.CharField(max_length=80)
    facts = models.JSONField(default=dict)
    position = models.BigIntegerField(null=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["custodian", "seq"], name="journal_unsealed", condition=Q(position=None)
            ),
            models.Index(fields=["about"], name="journal_about"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["custodian", "position"], name="journal_position_once"),
            models.CheckConstraint(
                name="journal_sealed_whole",
                condition=Q(position__isnull=True, hash="", previous_hash="")
                # An unknown position would make the whole condition unknown, and so let it pass.
                | (Q(position__isnull=False, position__gte=1) & ~Q(hash="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.about}"


class ChainHead(models.Model):
    """The last sealed entry of a custodian; its row is the lock of sealing, never of an act."""

    custodian = models.UUIDField(primary_key=True)
    position = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.custodian} {self.position}"


class Followed(models.Model):
    """How far a follower has read the sealed chain of a custodian; its row is the lock."""

    follower = models.CharField(max_length=40)
    custodian = models.UUIDField()
    position = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["follower", "custodian"], name="followed_once"),
            models.CheckConstraint(condition=Q(position__gte=0), name="followed_from_the_start"),
        ]

    def __str__(self) -> str:
        return f"{self.follower} {self.custodian}: {self.position}"


class OutboxMessage(Identified):
    """A side effect that waits for its transaction, and then leaves the house once."""

    kind = models.CharField(max_length=40)
    payload = models.JSONField()
    created_at = models.DateTimeField()
    not_before = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["not_before"], name="outbox_waiting", condition=Q(sent_at=None))
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class DoneOnce(models.Model):
    """The key of an act already done, and where its answer stands: a double click finds it here."""

    actor = models.UUIDField()
    key = models.UUIDField()
    act = models.CharField(max_length=80)
    at = models.DateTimeField()
    outcome = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "key"], name="act_done_once")]
        indexes = [models.Index(fields=["at"], name="act_done_at")]

    def __str__(self) -> str:
        return f"{self.act} {self.key}"


class JobRun(models.Model):
    """When the worker last tried a job, and when it last did it: the worker's pulse."""

    name = models.CharField(max_length=40, primary_key=True)
    tried_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class CacheRow(models.Model):
    """The table of Django's database cache, used where no Redis is given; never read by us."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "cache"

    def __str__(self) -> str:
        return self.cache_key
