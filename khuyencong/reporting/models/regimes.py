"""The terms of reports as dated rows: who owes which report to whom, of which days, by when."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from khuyencong.core.models import Recorded
from khuyencong.registry.models import Organisation
from khuyencong.registry.models.dated import Dated
from khuyencong.registry.states import OrganisationKind
from khuyencong.reporting.states import LAST_CUT_OFF, DataSpan, ReportForm, Terms


class Regime(Recorded, Dated):
    """What a kind of body owes to another, or one body by its own rule; never changed.

    A row of officers is proposed by one and confirmed by another; until then it is no rule. A newer
    row of the same slot ends the one before. `is_owed` False: from that day nothing is owed.
    """

    form = models.CharField("loại báo cáo", max_length=20, choices=ReportForm)
    from_kind = models.CharField("ai gửi", max_length=20, choices=OrganisationKind)
    to_kind = models.CharField("gửi ai", max_length=20, choices=OrganisationKind)
    #: The one body that this row is for; none: every body of the kind without a row of its own.
    body = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    #: Form, kinds and body in one word.
    slot = models.CharField(max_length=120, db_index=True)
    is_owed = models.BooleanField("phải gửi", default=True)
    #: Owed only when the receiver asks.
    on_request = models.BooleanField("chỉ khi được yêu cầu", default=False)

    data = models.CharField("số liệu của những ngày nào", max_length=10, choices=DataSpan)
    cut_off_day = models.PositiveSmallIntegerField("ngày chốt số liệu", null=True, blank=True)
    cut_off_months_before = models.PositiveSmallIntegerField("chốt trước mấy tháng", default=0)
    due_day = models.PositiveSmallIntegerField("hạn gửi: ngày", null=True, blank=True)
    due_months_after = models.SmallIntegerField("hạn gửi: tháng", default=0)
    due_is_before = models.BooleanField("trước ngày ấy", default=False)
    #: Days from the due day: -7 is a week before, 1 the day after. Of the house, not of the law.
    reminders = models.JSONField("nhắc vào những ngày", default=list)

    basis = models.CharField("căn cứ", max_length=190)
    url = models.CharField("nguồn", max_length=190, blank=True)
    note = models.CharField("ghi chú", max_length=190, blank=True)
    verified = models.BooleanField("đã kiểm chứng", default=False)
    reason = models.CharField("lý do", max_length=500, blank=True)
    #: None: it came with the reference data.
    proposed_by = models.UUIDField("người đề xuất", null=True)
    confirmed_by = models.UUIDField("người xác nhận", null=True)
    confirmed_at = models.DateTimeField("xác nhận lúc", null=True)

    class Meta:
        verbose_name = "chế độ báo cáo"
        constraints = [
            *Recorded.Meta.constraints,
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="regime_codes_known",
                condition=Q(
                    form__in=ReportForm.values,
                    from_kind__in=OrganisationKind.values,
                    to_kind__in=OrganisationKind.values,
                    data__in=DataSpan.values,
                ),
            ),
            models.CheckConstraint(
                name="regime_not_to_itself", condition=~Q(from_kind=F("to_kind"))
            ),
            models.CheckConstraint(
                name="regime_rests_on_something", condition=~Q(basis="") & ~Q(slot="")
            ),
            models.CheckConstraint(
                name="regime_cut_off_where_it_is_cut_off",
                condition=Q(
                    data=DataSpan.CUT_OFF,
                    cut_off_day__isnull=False,
                    cut_off_day__gte=1,
                    cut_off_day__lte=LAST_CUT_OFF,
                    cut_off_months_before__lte=3,
                )
                | ~Q(data=DataSpan.CUT_OFF) & Q(cut_off_day__isnull=True, cut_off_months_before=0),
            ),
            models.CheckConstraint(
                name="regime_due_day_of_a_month",
                condition=Q(due_day__isnull=True, due_months_after=0, due_is_before=False)
                | Q(
                    due_day__isnull=False,
                    due_day__gte=1,
                    due_day__lte=31,
                    due_months_after__gte=-24,
                    due_months_after__lte=12,
                ),
            ),
            models.CheckConstraint(
                name="regime_confirmed_by_a_second_person",
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(
                    proposed_by__isnull=False,
                    confirmed_by__isnull=False,
                    confirmed_at__isnull=False,
                )
                & ~Q(confirmed_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="regime_proposed_for_a_reason",
                condition=Q(proposed_by__isnull=True) | ~Q(reason=""),
            ),
            models.UniqueConstraint(
                name="regime_one_from_a_day",
                fields=["slot", "valid_from"],
                condition=Q(superseded_at__isnull=True, valid_from__isnull=False)
                & (Q(proposed_by__isnull=True) | Q(confirmed_by__isnull=False)),
            ),
            models.UniqueConstraint(
                name="regime_one_from_the_beginning",
                fields=["slot"],
                condition=Q(superseded_at__isnull=True, valid_from__isnull=True)
                & (Q(proposed_by__isnull=True) | Q(confirmed_by__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_form_display()}: {self.get_from_kind_display()}"

    @property
    def terms(self) -> Terms:
        """Return how its days are told."""
        return Terms(
            data=self.data,
            cut_off_day=self.cut_off_day,
            cut_off_months_before=self.cut_off_months_before,
            due_day=self.due_day,
            due_months_after=self.due_months_after,
            due_is_before=self.due_is_before,
        )

    @property
    def is_waiting(self) -> bool:
        """Return whether it waits for a second person."""
        return (
            self.proposed_by is not None
            and self.confirmed_by is None
            and self.superseded_at is None
        )


def slot_of(form: str, from_kind: str, to_kind: str, body: UUID | None) -> str:
    """Return the word that rows about the same report of the same body share."""
    return f"{form}|{from_kind}|{to_kind}|{body or ''}"
