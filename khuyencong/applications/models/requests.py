"""Requests for support: what is asked, every version that was sent, every step, the receipt."""

from django.db import models
from django.db.models import F, Q

from khuyencong.applications.models.needs import CONTENTS, Need
from khuyencong.applications.states import LIVING, S
from khuyencong.core.identity import new_id
from khuyencong.core.models import Identified
from khuyencong.law.states import Item
from khuyencong.law.states import Trade as LawTrade
from khuyencong.registry.models import Establishment, Organisation, Place
from khuyencong.values.vocabulary import FundingSource

SOURCES = (FundingSource.NATIONAL, FundingSource.PROVINCIAL)
#: What was answered before a request may leave the draft.
_WHOLE = (
    ~Q(item="")
    & ~Q(what="")
    & ~Q(trade="")
    & ~Q(source="")
    & Q(
        commune__isnull=False,
        year__isnull=False,
        begins_on__isnull=False,
        ends_on__isnull=False,
        cost__isnull=False,
        asked__isnull=False,
    )
)


class Request(Identified):
    """A request of one establishment (đề nghị hỗ trợ); the answers as they stand now.

    A draft keeps what was typed, also what could not be read; what was sent stands in versions.
    """

    custodian = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    establishment = models.ForeignKey(
        Establishment, on_delete=models.PROTECT, related_name="requests"
    )
    need = models.ForeignKey(
        Need, on_delete=models.PROTECT, null=True, blank=True, related_name="requests"
    )
    trade = models.CharField("ngành nghề theo luật", max_length=30, choices=LawTrade, blank=True)
    difficult_area = models.BooleanField("ở địa bàn khó khăn", null=True)
    commune = models.ForeignKey(
        Place, verbose_name="nơi thực hiện", on_delete=models.PROTECT, null=True, related_name="+"
    )
    item = models.CharField("hạng mục", max_length=30, choices=Item, blank=True)
    content = models.CharField("nội dung", max_length=40, choices=CONTENTS, blank=True)
    what = models.CharField("việc cần hỗ trợ", max_length=300, blank=True)
    result = models.CharField("kết quả dự kiến", max_length=300, blank=True)
    year = models.PositiveSmallIntegerField("năm kế hoạch", null=True)
    begins_on = models.DateField("bắt đầu", null=True)
    ends_on = models.DateField("xong", null=True)
    source = models.CharField(
        "nguồn xin hỗ trợ", max_length=20, choices=[(s.value, s.label) for s in SOURCES], blank=True
    )
    cost = models.BigIntegerField("tổng chi phí (đồng)", null=True)
    asked = models.BigIntegerField("số đề nghị hỗ trợ (đồng)", null=True)
    over_reason = models.CharField("lý do xin trên mức", max_length=500, blank=True)
    #: What was typed and could not be read, by field: kept for who goes on with the draft.
    typed = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=12, choices=S, default=S.DRAFT)
    stamp = models.UUIDField(default=new_id, editable=False)
    drafted_by = models.UUIDField("người soạn", null=True)
    changed_by = models.UUIDField("người sửa sau cùng", null=True)
    recorded_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    receipt_year = models.PositiveSmallIntegerField(null=True)
    receipt_number = models.PositiveIntegerField("số tiếp nhận", null=True)
    receipt_code = models.CharField("mã tra cứu", max_length=20, blank=True)
    received_at = models.DateTimeField(null=True)
    project_id = models.UUIDField("đề án", null=True)
    #: Begun by the people of the establishment themselves, not by an officer at its door.
    by_establishment = models.BooleanField("cơ sở tự lập", default=False)
    #: The officer who types for the establishment now, and who of it agreed; see `Help`.
    helper = models.UUIDField("cán bộ đang giúp", null=True)
    helped = models.UUIDField("người được giúp", null=True)
    is_demonstration = models.BooleanField("dữ liệu mẫu", default=False)

    class Meta:
        verbose_name = "đề nghị hỗ trợ"
        indexes = [models.Index(fields=["custodian", "state"], name="request_listed")]
        constraints = [
            models.CheckConstraint(name="request_state_known", condition=Q(state__in=S.values)),
            models.CheckConstraint(
                name="request_whole_once_it_left",
                condition=Q(state__in=[S.DRAFT, S.RETURNED, S.WITHDRAWN]) | _WHOLE,
            ),
            models.CheckConstraint(
                name="request_money_makes_sense",
                condition=(Q(cost__isnull=True) | Q(cost__gt=0))
                & (Q(asked__isnull=True) | Q(asked__gt=0))
                & (Q(cost__isnull=True) | Q(asked__isnull=True) | Q(asked__lte=F("cost"))),
            ),
            models.CheckConstraint(
                name="request_ends_after_it_begins",
                condition=Q(begins_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("begins_on")),
            ),
            models.CheckConstraint(
                name="request_receipt_whole",
                condition=Q(
                    receipt_number__isnull=True,
                    receipt_year__isnull=True,
                    received_at__isnull=True,
                    receipt_code="",
                )
                | Q(
                    receipt_number__isnull=False,
                    receipt_number__gte=1,
                    receipt_year__isnull=False,
                    received_at__isnull=False,
                )
                & ~Q(receipt_code=""),
            ),
            models.CheckConstraint(
                name="request_received_with_a_receipt",
                condition=~Q(state__in=[S.RECEIVED, S.ACCEPTED, S.IN_PROJECT, S.REFUSED])
                | Q(receipt_number__isnull=False),
            ),
            models.CheckConstraint(
                name="request_in_a_project_or_not",
                condition=Q(state=S.IN_PROJECT, project_id__isnull=False)
                | ~Q(state=S.IN_PROJECT) & Q(project_id__isnull=True),
            ),
            models.CheckConstraint(
                name="request_helped_by_somebody",
                condition=Q(helper__isnull=True, helped__isnull=True)
                | Q(helper__isnull=False, helped__isnull=False, by_establishment=True),
            ),
            models.UniqueConstraint(
                name="request_receipt_once", fields=["custodian", "receipt_year", "receipt_number"]
            ),
            models.UniqueConstraint(
                name="request_code_once", fields=["receipt_code"], condition=~Q(receipt_code="")
            ),
            models.UniqueConstraint(
                name="request_one_lives_of_a_need",
                fields=["need"],
                condition=Q(state__in=LIVING),
            ),
        ]

    def __str__(self) -> str:
        return self.what or "đề nghị đang soạn"

    @property
    def counterpart(self) -> int | None:
        """Return what the establishment pays itself, in đồng; None while either sum is open."""
        return None if self.cost is None or self.asked is None else self.cost - self.asked

    @property
    def receipt(self) -> str:
        """Return "12/2027", the number of the receipt; "" before there is one."""
        if self.receipt_number is None:
            return ""
        return f"{self.receipt_number:02d}/{self.receipt_year}"


class RequestVersion(Identified):
    """What the request said when it was sent; nothing of it changes any more."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("lần gửi")
    said = models.JSONField()
    by = models.UUIDField("người gửi", null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="requestversion_once", fields=["request", "number"]),
            models.CheckConstraint(name="requestversion_counts", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.number}"


class RequestStep(Identified):
    """One step: who took it, when, why; with the answers that were missing or wrong."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="steps")
    name = models.CharField(max_length=20)
    before = models.CharField(max_length=12, choices=S)
    after = models.CharField(max_length=12, choices=S)
    by = models.UUIDField("người làm", null=True)
    at = models.DateTimeField()
    reason = models.CharField("lý do", max_length=1000, blank=True)
    clause = models.CharField("căn cứ", max_length=300, blank=True)
    #: Names of answers and codes of papers that are to be mended.
    missing = models.JSONField(default=list, blank=True)

    class Meta:
        indexes = [models.Index(fields=["request", "at"], name="requeststep_told")]
        constraints = [
            models.CheckConstraint(
                name="requeststep_states_known",
                condition=Q(before__in=S.values, after__in=S.values),
            ),
            models.CheckConstraint(
                name="requeststep_has_reason",
                condition=~Q(name__in=["return", "refuse", "withdraw", "give_back"])
                | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="requeststep_refused_by_a_clause",
                condition=~Q(name="refuse") | ~Q(clause=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.name}"


class ReceiptCounter(models.Model):
    """The last receipt number of a body in a year; its row is the lock of the next."""

    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(name="receiptcounter_once", fields=["body", "year"])]

    def __str__(self) -> str:
        return f"{self.body_id} {self.year}: {self.last}"
