"""Titles with number, last day and code; what a shopper reads behind the QR; keys and scans."""

from django.db import models
from django.db.models import F, Q

from khuyencong.competitions.models.entries import Entry, Product
from khuyencong.competitions.states import FakeState, RoundLevel
from khuyencong.core.models import Identified
from khuyencong.registry.models import Organisation, Place


class CertificateCounter(models.Model):
    """The last certificate number of a body in a year; its row is the lock of the next."""

    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="certificatecounter_once", fields=["body", "year"])
        ]

    def __str__(self) -> str:
        return f"{self.body_id} {self.year}: {self.last}"


class Certificate(Identified):
    """The title of a product at a level: one for each recognised entry, under one number.

    What was issued never changes; only that it was withdrawn is added.
    """

    custodian = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="certificate")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="certificates")
    level = models.CharField("cấp", max_length=10, choices=RoundLevel)
    year = models.PositiveSmallIntegerField("năm cấp")
    number = models.PositiveIntegerField("số")
    #: Of `values.shortcode`: unguessable, typed without a slip.
    code = models.CharField("mã tra cứu", max_length=20, unique=True)
    #: As issued: later amendments of the register change nothing on paper.
    product_name = models.CharField("tên sản phẩm", max_length=200)
    maker_name = models.CharField("cơ sở", max_length=200)
    maker_place = models.CharField("nơi sản xuất", max_length=200)
    decision = models.CharField("quyết định công nhận", max_length=100)
    decided_on = models.DateField("ngày quyết định")
    issued_on = models.DateField("cấp ngày")
    #: Null where the rule of the day of issue was never read.
    last_day = models.DateField("hiệu lực đến hết", null=True, blank=True)
    clause = models.CharField("căn cứ thời hạn", max_length=300, blank=True)
    verified = models.BooleanField("thời hạn đã kiểm chứng", default=False)
    renews = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="renewed_by"
    )
    revoked_on = models.DateField("thu hồi ngày", null=True, blank=True)
    revoked_by = models.UUIDField("người ghi thu hồi", null=True, blank=True)
    revoke_reason = models.CharField("lý do thu hồi", max_length=500, blank=True)
    revoke_decision = models.CharField("quyết định thu hồi", max_length=100, blank=True)
    by = models.UUIDField("người cấp", null=True)
    recorded_at = models.DateTimeField()
    is_demonstration = models.BooleanField("dữ liệu mẫu", default=False)

    class Meta:
        verbose_name = "giấy chứng nhận"
        indexes = [
            models.Index(fields=["custodian", "year"], name="certificate_listed"),
            models.Index(fields=["last_day"], name="certificate_ending"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="certificate_number_once", fields=["custodian", "year", "number"]
            ),
            models.CheckConstraint(
                name="certificate_ends_after_it_begins",
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("issued_on")),
            ),
            models.CheckConstraint(
                name="certificate_has_words",
                condition=~Q(code="") & ~Q(product_name="") & ~Q(maker_name="") & ~Q(decision=""),
            ),
            models.CheckConstraint(
                name="certificate_revoked_whole",
                condition=Q(revoked_on__isnull=True, revoked_by__isnull=True, revoke_reason="")
                | Q(
                    revoked_on__isnull=False,
                    revoked_by__isnull=False,
                    revoked_on__gte=F("issued_on"),
                )
                & ~Q(revoke_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.shown

    @property
    def shown(self) -> str:
        """Return "05/2026"."""
        return f"{self.number:02d}/{self.year}"


class MakingStep(Identified):
    """A step of how a product is made, as its maker tells shoppers."""

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="making")
    position = models.PositiveSmallIntegerField()
    title = models.CharField("công đoạn", max_length=120)
    told = models.CharField("nói rõ", max_length=600, blank=True)
    by = models.UUIDField("người ghi", null=True)
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="makingstep_has_title", condition=~Q(title="")),
            models.UniqueConstraint(
                name="makingstep_place_once",
                fields=["product", "position"],
                condition=Q(ended_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ProductBatch(Identified):
    """A batch of a product, as its maker keeps it."""

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="batches")
    code = models.CharField("số lô", max_length=40)
    made_on = models.DateField("ngày sản xuất")
    best_before = models.DateField("hạn dùng", null=True, blank=True)
    quantity = models.CharField("số lượng", max_length=60, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    by = models.UUIDField("người ghi", null=True)
    recorded_at = models.DateTimeField()
    #: A batch called back stays to be read.
    recalled_on = models.DateField("thu hồi lô ngày", null=True, blank=True)
    recall_reason = models.CharField("lý do", max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="productbatch_has_code", condition=~Q(code="")),
            models.UniqueConstraint(name="productbatch_once", fields=["product", "code"]),
        ]

    def __str__(self) -> str:
        return self.code


class FakeReport(Identified):
    """What somebody saw who thinks a product borrows a title. Nothing of the person is kept."""

    custodian = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    certificate = models.ForeignKey(
        Certificate, on_delete=models.PROTECT, null=True, blank=True, related_name="fakes"
    )
    typed = models.CharField("mã đã nhập", max_length=40, blank=True)
    province = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    where = models.CharField("thấy ở đâu", max_length=300, blank=True)
    what = models.CharField("thấy gì", max_length=1000)
    received_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=FakeState, default=FakeState.NEW)
    handled_by = models.UUIDField(null=True, blank=True)
    handled_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField("kết quả kiểm tra", max_length=1000, blank=True)

    class Meta:
        verbose_name = "báo sản phẩm giả"
        constraints = [
            models.CheckConstraint(name="fakereport_says_what", condition=~Q(what="")),
            models.CheckConstraint(
                name="fakereport_handled_whole",
                condition=Q(state=FakeState.NEW, handled_by__isnull=True, answer="")
                | ~Q(state=FakeState.NEW) & Q(handled_by__isnull=False) & ~Q(answer=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.typed} {self.received_at:%d/%m/%Y}"


class QrKey(Identified):
    """A public key that signed QR codes; the private one stands outside the database."""

    key = models.CharField("mã khóa", max_length=12, unique=True)
    public = models.TextField("khóa công khai (PEM)")
    from_day = models.DateField("dùng từ")
    ended_on = models.DateField("thôi dùng từ", null=True, blank=True)
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key


class ScanCount(models.Model):
    """How often the page behind a code was opened on a day; nothing of who opened it."""

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="scans")
    day = models.DateField()
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="scancount_once", fields=["certificate", "day"])
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.day}: {self.count}"


class ScanFile(models.Model):
    """How far a log was counted: the same lines never count twice, under whatever name.

    A log is known again by keyed fingerprints of its first line and of what stands before the
    place where counting ended: no address of a visitor can be guessed from them.
    """

    #: As it was last called; a rotated log changes its name.
    name = models.CharField(max_length=200)
    begins = models.CharField(max_length=64, db_index=True)
    read = models.PositiveBigIntegerField("đã đọc (byte)", default=0)
    ends = models.CharField(max_length=64)
    counted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="scanfile_once", fields=["begins", "read", "ends"])
        ]

    def __str__(self) -> str:
        return self.name
