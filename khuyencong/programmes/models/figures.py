"""What a programme aims at: targets, plans of a year, estimates; each kept with all its versions.

A measure is that of `values.measures`; content "" is all that the measure may be asked of, source
"" all of the State's money.
"""

from django.db import models
from django.db.models import F, Q

from khuyencong.core.models import Recorded
from khuyencong.programmes.models.programmes import Programme
from khuyencong.programmes.states import BOUNDS, SOURCES, Sure
from khuyencong.values.measures import MEASURES, Measure
from khuyencong.values.periods import Period
from khuyencong.values.vocabulary import Activity

CONTENTS = ("", *(content.value for content in Activity))
STANDING = Q(superseded_at__isnull=True)
ASKED = ("programme", "measure", "content", "source")


class Asked(Recorded):
    """A whole number for a question of a programme; a newer version supersedes it."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="%(class)ss")
    measure = models.CharField("chỉ tiêu", max_length=40)
    content = models.CharField("nội dung", max_length=40, blank=True)
    source = models.CharField("nguồn", max_length=20, blank=True)
    value = models.BigIntegerField("số")
    citation = models.CharField("nguồn số liệu", max_length=300, blank=True)
    reason = models.CharField("lý do", max_length=500, blank=True)
    #: None: it came with the reference data.
    by = models.UUIDField("người ghi", null=True, blank=True)

    class Meta(Recorded.Meta):
        abstract = True
        constraints = [
            *Recorded.Meta.constraints,
            # Which measures there are is the catalogue's; the action asks it.
            models.CheckConstraint(name="%(class)s_measure_named", condition=~Q(measure="")),
            models.CheckConstraint(
                name="%(class)s_content_known", condition=Q(content__in=CONTENTS)
            ),
            models.CheckConstraint(
                name="%(class)s_source_known", condition=Q(source__in=list(SOURCES))
            ),
            models.CheckConstraint(name="%(class)s_not_below_zero", condition=Q(value__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.measure}: {self.value}"

    @property
    def of_measure(self) -> Measure:
        """Return what is asked."""
        return MEASURES[self.measure]

    @property
    def question(self) -> tuple[str, str, str]:
        """Return measure, content and source."""
        return self.measure, self.content, self.source


class Spanned(Asked):
    """A number for days inside a programme."""

    period_start = models.DateField("từ ngày")
    period_end = models.DateField("đến trước ngày")

    class Meta(Asked.Meta):
        abstract = True
        constraints = [
            *Asked.Meta.constraints,
            models.CheckConstraint(
                name="%(class)s_days_in_order", condition=Q(period_end__gt=F("period_start"))
            ),
            models.UniqueConstraint(
                name="%(class)s_stands_once",
                fields=[*ASKED, "period_start", "period_end"],
                condition=STANDING,
            ),
        ]

    @property
    def period(self) -> Period:
        """Return its days."""
        return Period(self.period_start, self.period_end)


class Target(Spanned):
    """What is to be reached over the whole programme or over a year of it.

    `value_high` closes a range; `basis` says from what a target was reckoned that nobody wrote out.
    """

    value_high = models.BigIntegerField("đến", null=True, blank=True)
    bound = models.CharField("cách nói", max_length=8, blank=True)
    sure = models.CharField("độ chắc chắn", max_length=10, choices=Sure, default=Sure.STATED)
    basis = models.CharField("cách suy ra", max_length=199, blank=True)
    verified = models.BooleanField("đã kiểm chứng", default=False)

    class Meta(Spanned.Meta):
        verbose_name = "mục tiêu"
        constraints = [
            *Spanned.Meta.constraints,
            models.CheckConstraint(name="target_above_zero", condition=Q(value__gt=0)),
            models.CheckConstraint(
                name="target_range_in_order",
                condition=Q(value_high__isnull=True) | Q(value_high__gt=F("value")),
            ),
            models.CheckConstraint(name="target_bound_known", condition=Q(bound__in=BOUNDS)),
            models.CheckConstraint(name="target_sure_known", condition=Q(sure__in=Sure.values)),
            models.CheckConstraint(name="target_cited", condition=~Q(citation="")),
            models.CheckConstraint(
                name="target_implied_says_from_what_and_is_not_verified",
                condition=~Q(sure=Sure.IMPLIED) | (~Q(basis="") & Q(verified=False)),
            ),
        ]

    @property
    def is_implied(self) -> bool:
        """Return whether no text states it."""
        return self.sure == Sure.IMPLIED


class YearPlan(Asked):
    """What the plan of one year asks for."""

    year = models.PositiveSmallIntegerField("năm")

    class Meta(Asked.Meta):
        verbose_name = "kế hoạch năm"
        constraints = [
            *Asked.Meta.constraints,
            models.CheckConstraint(
                name="yearplan_year_plausible", condition=Q(year__gte=2004, year__lte=2200)
            ),
            models.CheckConstraint(name="yearplan_cited", condition=~Q(citation="")),
            models.UniqueConstraint(
                name="yearplan_stands_once", fields=[*ASKED, "year"], condition=STANDING
            ),
        ]


class Estimate(Spanned):
    """What an officer expects for days that are not yet over, with the reason."""

    class Meta(Spanned.Meta):
        verbose_name = "số ước"
        constraints = [
            *Spanned.Meta.constraints,
            models.CheckConstraint(
                name="estimate_by_somebody_for_a_reason",
                condition=Q(by__isnull=False) & ~Q(reason=""),
            ),
        ]
