"""Figures of old reports as data: each remembers its sentence, and nothing overwrites another."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from khuyencong.core.identity import new_id
from khuyencong.core.models import Recorded
from khuyencong.ingestion.models.documents import Document
from khuyencong.ingestion.states import Review, Stage
from khuyencong.values.measures import MEASURES, Measure
from khuyencong.values.vocabulary import Activity, Bound, FigureKind, FundingSource, unit_label

Number = int | Decimal


class Confirmation(Recorded):
    """What a report is about, as a person said: where, when, who wrote it, what its money means.

    `money_stage` is "" where each sentence says itself whether money was approved or spent.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="confirmations")
    place = models.ForeignKey("registry.Place", on_delete=models.PROTECT, related_name="+")
    period_start = models.DateField("từ ngày")
    period_end = models.DateField("đến trước ngày")
    issuer = models.CharField("đơn vị soạn", max_length=300, blank=True)
    money_stage = models.CharField("nghĩa của “kinh phí”", max_length=12, choices=Stage, blank=True)
    #: None: whoever keeps the server running, on its command line.
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(superseded_at__isnull=True),
                name="confirmation_current_once",
            ),
            models.CheckConstraint(
                condition=Q(period_start__lt=F("period_end")), name="confirmation_has_days"
            ),
            models.CheckConstraint(
                condition=Q(money_stage__in=["", *Stage.values]), name="confirmation_stage_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id}: {self.place_id} {self.period_start} – {self.period_end}"


class Observation(Recorded):
    """One figure of one report, as it is understood since `recorded_at`.

    Every act on it writes the next version and supersedes this one: all versions bear the same
    `series`, and the first, which has nobody in `by`, is what the reader said. The value is
    `digits` / 10^`decimals`; money is whole đồng. Its days are half-open; a figure whose place or
    time cannot be told has none, and then answers no question.
    """

    series = models.UUIDField(default=new_id, db_index=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="observations")
    figure_id = models.CharField(max_length=20)
    #: Where the number stands in the document's text, and how it is written there.
    number_start = models.PositiveIntegerField()
    number_end = models.PositiveIntegerField()
    number = models.CharField("như đã viết", max_length=200)
    #: The sentence around it, so that a list of evidence need not bring whole reports.
    sentence_start = models.PositiveIntegerField()
    sentence = models.TextField("câu")

    digits = models.BigIntegerField()
    digits_high = models.BigIntegerField(null=True)
    decimals = models.PositiveSmallIntegerField(default=0)
    #: Size of the last written digit, in `digits`: a rounded number speaks of an interval.
    step = models.BigIntegerField(default=1)
    unit = models.CharField("đơn vị", max_length=40)
    out_of = models.BigIntegerField("trên tổng số", null=True)
    approximate = models.BooleanField("ước chừng", default=False)
    bound = models.CharField(max_length=8, choices=[(b.value, b.label) for b in Bound], blank=True)
    kind = models.CharField("là", max_length=10, choices=[(k.value, k.label) for k in FigureKind])
    activity = models.CharField(
        "nội dung", max_length=40, choices=[(a.value, a.label) for a in Activity]
    )
    funding_source = models.CharField(
        "nguồn", max_length=20, choices=[(s.value, s.label) for s in FundingSource], blank=True
    )
    #: What tells it from another of the same measure: "cấp khu vực".
    detail = models.CharField("chi tiết", max_length=120, blank=True)
    #: The question it answers; "" for a figure that answers none of ours.
    measure = models.CharField("chỉ tiêu", max_length=40, blank=True)
    stage = models.CharField("bước", max_length=12, choices=Stage, blank=True)
    place_named = models.CharField("nơi, như đã viết", max_length=120, blank=True)
    place = models.ForeignKey(
        "registry.Place", on_delete=models.PROTECT, null=True, related_name="+"
    )
    region = models.ForeignKey(
        "registry.Region", on_delete=models.PROTECT, null=True, related_name="+"
    )
    period_start = models.DateField(null=True)
    period_end = models.DateField(null=True)
    #: A target that the report tells only by a percentage of it: `number` is that percentage.
    implied = models.BooleanField("suy ra từ báo cáo", default=False)
    #: How sure the reader is, in percent.
    confidence = models.PositiveSmallIntegerField()

    review = models.CharField("soát", max_length=10, choices=Review, default=Review.WAITING)
    #: A person said what it means: then no reader says otherwise.
    corrected = models.BooleanField("người đã sửa", default=False)
    reason = models.CharField("lý do", max_length=1000, blank=True)
    #: None: the reader itself, or the command line of the server.
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    #: The question in one word, for grouping: see `meaning.slot`; "" where it answers none.
    slot = models.CharField(max_length=300, blank=True)

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["series"],
                condition=Q(superseded_at__isnull=True),
                name="observation_current_once",
            ),
            models.UniqueConstraint(
                fields=["document", "number_start", "number_end", "implied"],
                condition=Q(superseded_at__isnull=True),
                name="observation_of_a_number_once",
            ),
            models.CheckConstraint(
                # "01 đồng kéo theo 5,5 đồng" is no money of anybody and answers no question.
                condition=Q(measure="") | ~Q(unit="VND") | Q(decimals=0),
                name="observation_whole_dong",
            ),
            models.CheckConstraint(
                condition=Q(period_start__isnull=True, period_end__isnull=True)
                | Q(period_start__isnull=False, period_end__isnull=False)
                & Q(period_start__lt=F("period_end")),
                name="observation_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(place__isnull=True) | Q(region__isnull=True),
                name="observation_one_territory",
            ),
            models.CheckConstraint(
                condition=Q(slot="") | ~Q(measure="") & ~Q(stage=""),
                name="observation_slot_has_measure",
            ),
            models.CheckConstraint(
                condition=Q(review__in=Review.values), name="observation_review_known"
            ),
            models.CheckConstraint(
                condition=~Q(review=Review.LEFT_OUT) | ~Q(reason=""),
                name="observation_left_out_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(corrected=False) | ~Q(reason=""),
                name="observation_corrected_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(number_start__lt=F("number_end")), name="observation_number_is_there"
            ),
        ]
        indexes = [
            models.Index(
                fields=["slot"],
                condition=Q(superseded_at__isnull=True) & ~Q(slot=""),
                name="observation_slot_current",
            ),
            models.Index(
                fields=["period_start", "period_end", "measure"],
                condition=Q(superseded_at__isnull=True),
                name="observation_period_current",
            ),
            models.Index(fields=["document", "number_start"], name="observation_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.unit} {self.slot}"

    @property
    def value(self) -> Number:
        """Return the value: an int where it is whole, else exact."""
        return scaled(self.digits, self.decimals)

    @property
    def value_high(self) -> Number | None:
        """Return the upper end of a range, None for a single value."""
        return None if self.digits_high is None else scaled(self.digits_high, self.decimals)

    @property
    def asked(self) -> Measure | None:
        """Return the measure it answers."""
        return MEASURES.get(self.measure)

    @property
    def is_due(self) -> bool:
        """Return whether a person still has to look at it: it waits, and can answer a question."""
        return self.review == Review.WAITING and bool(self.measure)

    @property
    def unit_name(self) -> str:
        """Return the unit as printed."""
        return unit_label(self.unit)

    @property
    def before(self) -> str:
        """Return the words of its sentence before the number."""
        return self.sentence[: self.number_start - self.sentence_start]

    @property
    def after(self) -> str:
        """Return the words of its sentence behind the number."""
        return self.sentence[self.number_end - self.sentence_start :]


def scaled(digits: int, decimals: int) -> Number:
    """Return digits / 10^decimals: an int for no decimals."""
    return Decimal(digits).scaleb(-decimals) if decimals else digits


class Choice(Recorded):
    """Which of the figures that answer one question is the official one, and why."""

    slot = models.CharField(max_length=300)
    custodian = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    #: The series of the observation that was chosen.
    chosen = models.UUIDField()
    reason = models.CharField("lý do", max_length=1000)
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["slot"],
                condition=Q(superseded_at__isnull=True),
                name="choice_current_once",
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(slot=""), name="choice_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slot} → {self.chosen}"


class DifferenceNote(Recorded):
    """Why a number of a report is not what the records have, as a person wrote it down.

    The next one supersedes it and it stays. `records`: what the records had when it was written.
    """

    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="difference_notes"
    )
    #: The number it is about, in all its versions.
    series = models.UUIDField()
    reason = models.CharField("lý do", max_length=1000)
    records = models.CharField("hồ sơ khi ấy", max_length=100, blank=True)
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["series"],
                condition=Q(superseded_at__isnull=True),
                name="difference_note_current_once",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="difference_note_has_a_reason"),
        ]
        indexes = [models.Index(fields=["document", "series"], name="difference_note_of_report")]

    def __str__(self) -> str:
        return f"{self.series}: {self.reason}"
