"""Score sheets in tenths of a point, how they came in, and the published ledger."""

from django.db import models
from django.db.models import F, Q

from khuyencong.competitions.models.council import Seat
from khuyencong.competitions.models.entries import Entry
from khuyencong.competitions.models.rounds import Round
from khuyencong.competitions.states import Channel, SheetState, Stage
from khuyencong.core.identity import new_id
from khuyencong.core.models import Identified
from khuyencong.law.states import Criterion

#: The columns of a sheet, in the order of the circular's form.
COLUMNS = tuple(Criterion.values)
_POINTS = Q(**{f"{column}__isnull": False for column in COLUMNS})
_TOTAL = F("market") + F("benefit") + F("culture") + F("other")


class Sheet(Identified):
    """One juror's points for one entry in one stage.

    A locked sheet never changes. Whether it counts is asked when totals are: a seat that keeps out
    is left out there, whatever it wrote before.
    """

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="sheets")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="sheets")
    stage = models.PositiveSmallIntegerField(choices=Stage, default=Stage.FIRST)
    market = models.PositiveSmallIntegerField(null=True, blank=True)
    benefit = models.PositiveSmallIntegerField(null=True, blank=True)
    culture = models.PositiveSmallIntegerField(null=True, blank=True)
    other = models.PositiveSmallIntegerField(null=True, blank=True)
    total = models.PositiveSmallIntegerField(null=True, blank=True)
    #: Points of the parts of a criterion, by id, where the criteria have parts.
    parts = models.JSONField(default=dict, blank=True)
    remark = models.CharField("nhận xét", max_length=1000, blank=True)
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.PAGE)
    state = models.CharField(max_length=8, choices=SheetState, default=SheetState.OPEN)
    stamp = models.UUIDField(default=new_id, editable=False)
    changed_at = models.DateTimeField()
    locked_at = models.DateTimeField(null=True, blank=True)
    #: Fingerprint of what was locked; printed on the minutes.
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "phiếu chấm"
        indexes = [models.Index(fields=["entry", "stage", "state"], name="sheet_counted")]
        constraints = [
            models.UniqueConstraint(name="sheet_once", fields=["seat", "entry", "stage"]),
            models.CheckConstraint(
                name="sheet_within_hundred",
                condition=(Q(market__isnull=True) | Q(market__lte=1000))
                & (Q(benefit__isnull=True) | Q(benefit__lte=1000))
                & (Q(culture__isnull=True) | Q(culture__lte=1000))
                & (Q(other__isnull=True) | Q(other__lte=1000)),
            ),
            models.CheckConstraint(
                name="sheet_total_is_the_sum",
                condition=Q(total__isnull=True)
                | _POINTS & Q(total__isnull=False, total=_TOTAL, total__lte=1000),
            ),
            models.CheckConstraint(
                name="sheet_locked_whole",
                condition=Q(state=SheetState.OPEN, locked_at__isnull=True, sha256="")
                | Q(state=SheetState.LOCKED, locked_at__isnull=False, total__isnull=False)
                & ~Q(sha256=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat_id} {self.entry_id} {self.stage}"


class SheetWrite(Identified):
    """One writing of a sheet from a device that may have been offline: done once, whenever sent."""

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="writes")
    #: The device's own key of this writing.
    key = models.UUIDField(unique=True)
    #: When the juror wrote it, by the device; only for the order of his own writings.
    written_at = models.DateTimeField()
    received_at = models.DateTimeField()
    said = models.JSONField()
    #: Whether a later writing already stood, so that this one was only kept.
    was_older = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["sheet", "written_at"], name="sheetwrite_told")]

    def __str__(self) -> str:
        return str(self.key)


class Keying(Identified):
    """A paper sheet as one person keyed it; two alike, by two persons, become a locked sheet."""

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="keyings")
    number = models.PositiveSmallIntegerField("lần nhập")
    said = models.JSONField()
    by = models.UUIDField("người nhập")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="keying_once", fields=["sheet", "number"]),
            models.UniqueConstraint(name="keying_by_two", fields=["sheet", "by"]),
            models.CheckConstraint(name="keying_twice", condition=Q(number__in=[1, 2])),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.number}"


class FieldVisit(Identified):
    """A visit of the jury to where a product is made."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="visits")
    day = models.DateField("ngày")
    seats = models.ManyToManyField(Seat, related_name="+")
    found = models.TextField("ghi nhận")
    by = models.UUIDField("người ghi", null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="fieldvisit_says_what", condition=~Q(found=""))]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.day}"


class Ledger(Identified):
    """The blinded scores of a stage as they were locked: published, with their fingerprint."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="ledgers")
    stage = models.PositiveSmallIntegerField(choices=Stage)
    #: Canonical JSON, byte for byte; `sha256` is of its UTF-8.
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="ledger_once", fields=["round", "stage"])]

    def __str__(self) -> str:
        return f"{self.round_id} {self.stage}"
