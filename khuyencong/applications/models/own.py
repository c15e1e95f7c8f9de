"""What people of an establishment bring themselves: who they say they are, help, files in parts."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from khuyencong.applications.models.papers import Paper, PaperKind
from khuyencong.applications.models.requests import Request
from khuyencong.applications.states import ClaimState
from khuyencong.core.identity import new_id
from khuyencong.core.models import Identified
from khuyencong.registry.models import Establishment, Organisation, Place
from khuyencong.registry.models.establishments import PHONE_SHAPE, TAX_CODE_SHAPE
from khuyencong.registry.states import EstablishmentForm


class Claim(Identified):
    """A person says that he acts for an establishment, and waits for its custodian to confirm.

    What is told of the establishment is his own word alone; `found` is the record that bears its
    tax code or its very name and commune, for the officer to look at. Who waits already drafts:
    what he types stands here as it was typed, and becomes a request once he is confirmed.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    custodian = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    found = models.ForeignKey(
        Establishment, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    form = models.CharField("loại hình", max_length=20, choices=EstablishmentForm)
    name = models.CharField("tên cơ sở", max_length=200)
    tax_code = models.CharField("mã số thuế", max_length=14, blank=True)
    commune = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    street = models.CharField("số nhà, thôn, đường", max_length=200, blank=True)
    phone = models.CharField("điện thoại", max_length=11, blank=True)
    state = models.CharField(max_length=10, choices=ClaimState, default=ClaimState.PENDING)
    #: Whom it was confirmed for.
    establishment = models.ForeignKey(
        Establishment, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField("lý do", max_length=500, blank=True)
    decided_by = models.UUIDField("người xác nhận", null=True)
    decided_at = models.DateTimeField(null=True)
    #: What he typed of a request, by the field of the form; {} where he has begun none.
    typed = models.JSONField(default=dict, blank=True)
    #: The request that his draft became.
    request = models.ForeignKey(
        Request, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    stamp = models.UUIDField(default=new_id, editable=False)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "đăng ký đại diện cơ sở"
        indexes = [models.Index(fields=["custodian", "state"], name="claim_listed")]
        constraints = [
            models.CheckConstraint(name="claim_has_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="claim_form_known", condition=Q(form__in=EstablishmentForm.values)
            ),
            models.CheckConstraint(
                name="claim_numbers_shape",
                condition=Q(tax_code__regex=TAX_CODE_SHAPE) & Q(phone__regex=PHONE_SHAPE),
            ),
            models.CheckConstraint(
                name="claim_state_known", condition=Q(state__in=ClaimState.values)
            ),
            models.CheckConstraint(
                name="claim_confirmed_for_an_establishment",
                condition=Q(state=ClaimState.CONFIRMED, establishment__isnull=False)
                | ~Q(state=ClaimState.CONFIRMED) & Q(establishment__isnull=True),
            ),
            models.CheckConstraint(
                name="claim_decided_by_somebody",
                condition=~Q(state__in=[ClaimState.CONFIRMED, ClaimState.REFUSED])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="claim_not_decided_by_who_claims",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("user")),
            ),
            models.CheckConstraint(
                name="claim_refused_for_a_reason",
                condition=~Q(state=ClaimState.REFUSED) | ~Q(reason=""),
            ),
            models.UniqueConstraint(
                name="claim_waits_once",
                fields=["user", "name", "commune"],
                condition=Q(state=ClaimState.PENDING),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Help(Identified):
    """The establishment lets an officer go on with its draft: a short-lived code, then consent.

    The code is told by voice; who types it at the desk writes down that consent was given.
    """

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="helps")
    code = models.CharField("mã giúp", max_length=6)
    asked_by = models.UUIDField("người của cơ sở")
    asked_at = models.DateTimeField()
    until = models.DateTimeField("mã có giá trị đến")
    officer = models.UUIDField("cán bộ giúp", null=True)
    consent = models.CharField("đồng ý thế nào", max_length=200, blank=True)
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField("người dừng", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="help_code_shape", condition=Q(code__regex=r"^[A-Z0-9]{6}$")
            ),
            models.CheckConstraint(name="help_code_is_short", condition=Q(until__gt=F("asked_at"))),
            models.CheckConstraint(
                name="help_begun_with_consent",
                condition=Q(officer__isnull=True, begun_at__isnull=True, consent="")
                | Q(officer__isnull=False, begun_at__isnull=False) & ~Q(consent=""),
            ),
            models.CheckConstraint(
                name="help_not_by_oneself",
                condition=Q(officer__isnull=True) | ~Q(officer=F("asked_by")),
            ),
            models.UniqueConstraint(
                name="help_one_at_a_time", fields=["request"], condition=Q(ended_at__isnull=True)
            ),
            models.UniqueConstraint(
                name="help_code_once", fields=["code"], condition=Q(ended_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.asked_at}"


class Upload(Identified):
    """A file on its way in pieces: as many bytes of it as came, until it is a paper."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="uploads")
    kind = models.ForeignKey(PaperKind, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField("tên tệp", max_length=150)
    size = models.PositiveIntegerField("cỡ (byte)")
    #: What the sender reckoned; "" where his browser cannot.
    sha256 = models.CharField(max_length=64, blank=True)
    received = models.PositiveIntegerField("đã nhận (byte)", default=0)
    paper = models.ForeignKey(
        Paper, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.UUIDField("người nộp")
    recorded_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["sha256"], name="upload_fingerprint")]
        constraints = [
            models.CheckConstraint(
                name="upload_within_its_size",
                condition=Q(size__gte=1) & Q(received__lte=F("size")),
            ),
            models.CheckConstraint(
                name="upload_fingerprint_shape", condition=Q(sha256__regex=r"^([0-9a-f]{64})?$")
            ),
            models.CheckConstraint(name="upload_has_name", condition=~Q(file_name="")),
            models.CheckConstraint(
                name="upload_done_is_whole",
                condition=Q(paper__isnull=True) | Q(received=F("size")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} {self.received}/{self.size}"


class UploadPart(models.Model):
    """One piece of a file; gone once the file is whole, or given up."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="parts")
    offset = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(name="uploadpart_once", fields=["upload", "offset"])]

    def __str__(self) -> str:
        return f"{self.upload_id} {self.offset}"
