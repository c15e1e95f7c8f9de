"""A report that is owed, each time it was sent, and all that happened to it."""

from django.db import models
from django.db.models import F, Q

from khuyencong.core.blobs import BlobHash
from khuyencong.core.identity import new_id
from khuyencong.core.models import Identified
from khuyencong.ingestion.models import Document
from khuyencong.registry.models import Organisation
from khuyencong.reporting.models.regimes import Regime
from khuyencong.reporting.states import (
    DUTY_STEPS,
    RECURRENT,
    Answer,
    DutyState,
    ReportForm,
)
from khuyencong.values.periods import Period

REASONED = [step.name for step in DUTY_STEPS if step.needs_reason]
#: What the receiver says of a duty, in words: the steps, and beside them that the calendar or an
#: officer writes it down, and newer terms reach it. A sending is no act: its own row tells it.
ACTS = {
    "open": "Vào lịch báo cáo",
    "ask": "Yêu cầu báo cáo",
    "renew": "Theo chế độ báo cáo mới",
} | {step.name: step.label for step in DUTY_STEPS if step.name != "send"}


class Duty(Identified):
    """One report that one body owes another for one period, as it stands now.

    `custodian` owed it when it was written down; where that body was taken over its heir owes it,
    and the row still says who owed. `receiver` likewise. Bodies, form, title and period name it on
    every instance; all else follows from its acts and sendings (`rules.standing`).
    """

    custodian = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    form = models.CharField("loại báo cáo", max_length=20, choices=ReportForm)
    #: What it is about, where the form does not say it.
    title = models.CharField("về việc", max_length=150, blank=True)
    #: The budget span, half-open: money goes by it.
    period_start = models.DateField("kỳ từ ngày")
    period_end = models.DateField("kỳ đến trước ngày")
    #: The data span, half-open: activity goes by it. None where it is not stated.
    data_start = models.DateField("số liệu từ ngày", null=True, blank=True)
    data_end = models.DateField("số liệu đến trước ngày", null=True, blank=True)
    #: The last day in time; None where no source and no officer told one.
    due_on = models.DateField("hạn gửi", null=True, blank=True)
    due_basis = models.CharField("hạn theo đâu", max_length=190, blank=True)
    #: Who entered the day; None: it follows from the terms.
    due_set_by = models.UUIDField(null=True)
    #: The rule here that speaks of it; None where there is none and another instance wrote it down.
    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=DutyState, default=DutyState.OWED)
    #: Who asked for it; None: it comes back by itself.
    asked_by = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    #: Changes with every act: who read an older one is told.
    stamp = models.UUIDField(default=new_id, editable=False)
    is_demonstration = models.BooleanField("dữ liệu mẫu", default=False)

    class Meta:
        verbose_name = "báo cáo phải gửi"
        indexes = [
            models.Index(fields=["custodian", "period_start"], name="duty_of_a_body"),
            models.Index(fields=["receiver", "period_start"], name="duty_to_a_body"),
            models.Index(
                fields=["due_on"], name="duty_due", condition=Q(state__in=["owed", "returned"])
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="duty_once",
                fields=["custodian", "receiver", "form", "title", "period_start", "period_end"],
            ),
            models.CheckConstraint(
                name="duty_codes_known",
                condition=Q(form__in=ReportForm.values, state__in=DutyState.values),
            ),
            models.CheckConstraint(
                name="duty_not_to_itself", condition=~Q(custodian=F("receiver"))
            ),
            models.CheckConstraint(
                name="duty_days_in_order",
                condition=Q(period_start__lt=F("period_end"))
                & (
                    Q(data_start__isnull=True, data_end__isnull=True)
                    | Q(data_start__isnull=False, data_end__isnull=False)
                    & Q(data_start__lt=F("data_end"))
                ),
            ),
            models.CheckConstraint(
                name="duty_due_by_something",
                condition=Q(due_on__isnull=True, due_basis="", due_set_by__isnull=True)
                | Q(due_on__isnull=False) & ~Q(due_basis=""),
            ),
            models.CheckConstraint(
                name="duty_titled_where_its_form_does_not_say",
                condition=Q(form__in=RECURRENT, title="") | ~Q(form__in=RECURRENT) & ~Q(title=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_form_display()} {self.period}"

    @property
    def period(self) -> Period:
        """Return its budget span."""
        return Period(self.period_start, self.period_end)

    @property
    def data(self) -> Period | None:
        """Return its data span; None where it is not stated."""
        if self.data_start is None or self.data_end is None:
            return None
        return Period(self.data_start, self.data_end)

    @property
    def name(self) -> str:
        """Return what the report is called: "Báo cáo quý I năm 2026"."""
        if self.title:
            return self.title
        if self.form == ReportForm.PLAN_REGISTRATION:
            return f"Đăng ký kế hoạch {self.period}"
        return f"Báo cáo {self.period}"


class Submission(Identified):
    """One sending of a report, the sender's word; and what the receiver said of it.

    Number and answer follow from all sendings and the receiver's acts (`rules.standing`).
    """

    duty = models.ForeignKey(
        Duty, on_delete=models.PROTECT, related_name="submissions", verbose_name="báo cáo phải gửi"
    )
    ordinal = models.PositiveSmallIntegerField("lần gửi", default=0)
    #: The body that sent it: the one that owed, or its heir.
    sender = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị gửi"
    )
    sent_at = models.DateTimeField("gửi lúc")
    by = models.UUIDField("người ghi đã gửi")
    paper = models.CharField("số, ký hiệu văn bản", max_length=80, blank=True)
    paper_day = models.DateField("ngày văn bản", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=190, blank=True)
    #: The report as it was handed in, read and checked.
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    #: That report's own file, kept for who receives it elsewhere, and how it is called.
    file = BlobHash("tệp của báo cáo", blank=True)
    file_name = models.CharField("tên tệp", max_length=200, blank=True)
    #: The frozen edition that was sent.
    edition = models.UUIDField("bản đã chốt", null=True, blank=True)

    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.UUIDField(null=True, blank=True)
    reason = models.CharField("lý do", max_length=1000, blank=True)
    #: The receiver's word that the paper came before its sending was noted here.
    arrived_on = models.DateField("ngày văn bản đến", null=True, blank=True)

    class Meta:
        verbose_name = "lần gửi báo cáo"
        ordering = ["ordinal"]
        constraints = [
            models.CheckConstraint(
                name="submission_answer_known", condition=Q(answer__in=["", *Answer.values])
            ),
            models.CheckConstraint(
                name="submission_is_something",
                condition=~Q(paper="") | ~Q(file_name="") | Q(edition__isnull=False),
            ),
            models.CheckConstraint(
                name="submission_answered_whole",
                condition=Q(
                    answer="",
                    answered_at__isnull=True,
                    answered_by__isnull=True,
                    arrived_on__isnull=True,
                    reason="",
                )
                | ~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False),
            ),
            models.CheckConstraint(
                name="submission_returned_for_a_reason",
                condition=~Q(answer=Answer.RETURNED) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="submission_answered_by_another",
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.ordinal}"


class DutyAct(Identified):
    """One thing that the receiver of a duty said of it, or its calendar. Never changed."""

    duty = models.ForeignKey(
        Duty, on_delete=models.PROTECT, related_name="acts", verbose_name="báo cáo phải gửi"
    )
    step = models.CharField("việc", max_length=20, choices=ACTS)
    #: The sending that it answers; named by its id alone, for the two may come apart.
    submission = models.UUIDField("về lần gửi", null=True, blank=True)
    #: None: the calendar did it.
    by = models.UUIDField("người làm", null=True)
    at = models.DateTimeField("lúc")
    reason = models.CharField("lý do", max_length=1000, blank=True)
    due_on = models.DateField("hạn", null=True, blank=True)
    #: The data span by the terms that it brings.
    data_start = models.DateField("số liệu từ ngày", null=True, blank=True)
    data_end = models.DateField("số liệu đến trước ngày", null=True, blank=True)
    #: The receiver's word that the paper came before its sending was noted.
    arrived_on = models.DateField("ngày văn bản đến", null=True, blank=True)

    class Meta:
        verbose_name = "việc với báo cáo phải gửi"
        indexes = [models.Index(fields=["duty", "at"], name="dutyact_told")]
        constraints = [
            models.CheckConstraint(name="dutyact_known", condition=Q(step__in=[*ACTS])),
            models.CheckConstraint(
                name="dutyact_has_reason", condition=~Q(step__in=REASONED) | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="dutyact_due_by_something", condition=Q(due_on__isnull=True) | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="dutyact_days_in_order",
                condition=Q(data_start__isnull=True, data_end__isnull=True)
                | Q(data_start__isnull=False, data_end__isnull=False)
                & Q(data_start__lt=F("data_end")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.step}"
