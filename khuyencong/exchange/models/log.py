"""Our log of changes, and what was last said of every record that travels."""

from django.db import models
from django.db.models import Q

from khuyencong.core.models import Identified
from khuyencong.exchange.models.instances import Instance
from khuyencong.exchange.states import Sort


class Change(Identified):
    """One state of one record as we told it; a deletion has no body. Added, never changed;
    dropped when every partner took it and a later state of the record is there.

    `seq` counts our log, for the partners' acknowledgements; `group` is the first of those that
    were found in one look at the records, and which a partner takes together.
    """

    seq = models.BigIntegerField(unique=True)
    group = models.BigIntegerField()
    at = models.DateTimeField()
    #: Whom it is for; None for every partner.
    to = models.ForeignKey(Instance, on_delete=models.PROTECT, null=True, related_name="+")
    sort = models.CharField(max_length=10, choices=Sort)
    kind = models.CharField(max_length=60)
    record = models.UUIDField()
    #: The SHA-256 of the state before and of this one; "" where there is no record.
    base = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, blank=True)
    body = models.TextField(blank=True)
    #: Of a proposal of ours: what the home answered.
    answer = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="change_seq_from_one", condition=Q(seq__gte=1, group__gte=1)
            ),
            models.CheckConstraint(name="change_sort_known", condition=Q(sort__in=Sort.values)),
            models.CheckConstraint(
                name="change_whole",
                condition=Q(hash="", body="") | (~Q(hash="") & ~Q(body="")),
            ),
            models.CheckConstraint(
                name="change_wish_has_an_address",
                condition=Q(sort=Sort.RECORD) | Q(to__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["kind", "record"], name="change_of_record")]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind} {self.record}"


class Known(models.Model):
    """What the home last said of a record, and whence we have it: its provenance.

    `proposed` is the state that we wished for and that the home has not answered; "" a deletion.
    """

    kind = models.CharField(max_length=60)
    record = models.UUIDField()
    custodian = models.UUIDField(null=True)
    hash = models.CharField(max_length=64, blank=True)
    proposed = models.CharField(max_length=64, null=True)
    #: Who told it: None for ourselves; the place in its log, the bundle's SHA-256, and when.
    source = models.ForeignKey(Instance, on_delete=models.PROTECT, null=True, related_name="+")
    seq = models.BigIntegerField(default=0)
    bundle = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="known_once", fields=["kind", "record"]),
        ]
        indexes = [models.Index(fields=["record"], name="known_of_record")]

    def __str__(self) -> str:
        return f"{self.kind} {self.record}"
