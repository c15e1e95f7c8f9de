"""A report that a body owes: of which place, over which days, in which form."""

from django.db import models
from django.db.models import F, Q

from khuyencong.core.models import Identified
from khuyencong.registry.models import Organisation, Place
from khuyencong.reports.states import Borders, ReportKind
from khuyencong.values.periods import Period

BORDERS = [(str(borders), str(borders)) for borders in Borders]


class Report(Identified):
    """One report; what it says stands in its editions."""

    custodian = models.ForeignKey(
        Organisation, verbose_name="đơn vị báo cáo", on_delete=models.PROTECT, related_name="+"
    )
    place = models.ForeignKey(
        Place, verbose_name="địa phương", on_delete=models.PROTECT, related_name="+"
    )
    start = models.DateField("từ ngày")
    #: The day after the last one.
    end = models.DateField("đến trước ngày")
    form = models.CharField("loại báo cáo", max_length=20, choices=ReportKind)
    borders = models.CharField("địa giới", max_length=10, choices=BORDERS, default=Borders.THEN)
    opened_by = models.UUIDField()
    opened_at = models.DateTimeField()

    class Meta:
        verbose_name = "báo cáo định kỳ"
        constraints = [
            models.UniqueConstraint(
                fields=["custodian", "place", "start", "end", "form", "borders"],
                name="report_once",
            ),
            models.CheckConstraint(name="report_has_a_day", condition=Q(end__gt=F("start"))),
            models.CheckConstraint(
                name="report_form_known", condition=Q(form__in=ReportKind.values)
            ),
            models.CheckConstraint(
                name="report_borders_known", condition=Q(borders__in=[b for b, _ in BORDERS])
            ),
        ]

    def __str__(self) -> str:
        """Return "Báo cáo năm 2026"; a form that its period does not tell is named as well."""
        if self.form == self.period.shape:
            return f"Báo cáo {self.period}"
        return f"{self.get_form_display()}, {self.period}"

    @property
    def period(self) -> Period:
        """Return the days it tells of."""
        return Period(self.start, self.end)
