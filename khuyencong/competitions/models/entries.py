"""Products and their entries: the dossier as it stands, every version sent, every step."""

from django.db import models
from django.db.models import Q

from khuyencong.competitions.models.rounds import Round
from khuyencong.competitions.states import LIVING, EntryState, ProductGroup
from khuyencong.core.blobs import BlobHash
from khuyencong.core.identity import new_id
from khuyencong.core.models import Identified
from khuyencong.registry.models import Establishment, Organisation

S = EntryState


class Product(Identified):
    """A product or a set of products of one establishment: what is entered, and later titled."""

    custodian = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    establishment = models.ForeignKey(
        Establishment, on_delete=models.PROTECT, related_name="products"
    )
    name = models.CharField("tên sản phẩm", max_length=200)
    #: The name without diacritics and case: the same product twice is found by it.
    folded = models.CharField(max_length=200, db_index=True, editable=False)
    group = models.CharField("nhóm", max_length=10, choices=ProductGroup)
    is_set = models.BooleanField("bộ sản phẩm", default=False)
    parts = models.CharField("gồm", max_length=500, blank=True)
    trademark = models.CharField("nhãn hiệu", max_length=150, blank=True)
    #: What a shopper reads on the page behind the QR.
    about = models.TextField("giới thiệu", blank=True)
    #: Fourteen digits, where the maker has one: its GS1 address leads to the page too.
    gtin = models.CharField("mã GTIN", max_length=14, blank=True)
    by = models.UUIDField("người ghi", null=True)
    recorded_at = models.DateTimeField()
    is_demonstration = models.BooleanField("dữ liệu mẫu", default=False)

    class Meta:
        verbose_name = "sản phẩm"
        constraints = [
            models.CheckConstraint(name="product_has_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="product_group_known", condition=Q(group__in=ProductGroup.values)
            ),
            models.CheckConstraint(
                name="product_set_says_of_what", condition=Q(is_set=False) | ~Q(parts="")
            ),
            models.UniqueConstraint(name="product_name_once", fields=["establishment", "folded"]),
            models.UniqueConstraint(
                name="product_gtin_once", fields=["gtin"], condition=~Q(gtin="")
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Entry(Identified):
    """A product in a round. Its answers are those of the circular's forms (Mẫu 01, Mẫu 02).

    A draft keeps what was typed; what was sent stands in versions, and climbs with them.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="entries")
    #: Who organises the round answers for the entry; who keeps the product reads it.
    custodian = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="entries")
    state = models.CharField(max_length=10, choices=EntryState, default=S.DRAFT)
    #: "mã số bình chọn": all that a juror knows it by.
    code = models.CharField("mã số bình chọn", max_length=12, blank=True)
    answers = models.JSONField(default=dict)
    #: The entry of the level below that this one carries up, with its papers and scores.
    climbed_from = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="climbed_to"
    )
    stamp = models.UUIDField(default=new_id, editable=False)
    changed_by = models.UUIDField("người sửa sau cùng", null=True)
    changed_at = models.DateTimeField()
    by = models.UUIDField("người soạn", null=True)
    recorded_at = models.DateTimeField()
    is_demonstration = models.BooleanField("dữ liệu mẫu", default=False)

    class Meta:
        verbose_name = "hồ sơ bình chọn"
        indexes = [models.Index(fields=["round", "state"], name="entry_listed")]
        constraints = [
            models.CheckConstraint(name="entry_state_known", condition=Q(state__in=S.values)),
            models.CheckConstraint(
                name="entry_accepted_with_a_code", condition=~Q(state=S.ACCEPTED) | ~Q(code="")
            ),
            models.UniqueConstraint(
                name="entry_code_once", fields=["round", "code"], condition=~Q(code="")
            ),
            models.UniqueConstraint(
                name="entry_product_lives_once",
                fields=["round", "product"],
                condition=Q(state__in=LIVING),
            ),
        ]

    def __str__(self) -> str:
        return self.code or "hồ sơ chưa có mã"


class EntryVersion(Identified):
    """What a dossier said when it was sent; nothing of it changes any more."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("lần gửi")
    said = models.JSONField()
    by = models.UUIDField("người gửi", null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="entryversion_once", fields=["entry", "number"]),
            models.CheckConstraint(name="entryversion_counts", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.number}"


class EntryStep(Identified):
    """One step of an entry: who took it, when, why, by which clause; what is to be mended."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="steps")
    name = models.CharField(max_length=20)
    before = models.CharField(max_length=10, choices=EntryState)
    after = models.CharField(max_length=10, choices=EntryState)
    by = models.UUIDField("người làm", null=True)
    at = models.DateTimeField()
    reason = models.CharField("lý do", max_length=1000, blank=True)
    clause = models.CharField("căn cứ", max_length=300, blank=True)
    missing = models.JSONField(default=list, blank=True)

    class Meta:
        indexes = [models.Index(fields=["entry", "at"], name="entrystep_told")]
        constraints = [
            models.CheckConstraint(
                name="entrystep_states_known",
                condition=Q(before__in=S.values, after__in=S.values),
            ),
            models.CheckConstraint(
                name="entrystep_has_reason",
                condition=~Q(name__in=["return", "refuse", "withdraw"]) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.name}"


class Photo(Identified):
    """A picture of a product: as it was handed in, and as the public sees it, without EXIF."""

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="photos")
    position = models.PositiveSmallIntegerField("thứ tự")
    side = models.CharField("chụp từ phía", max_length=100, blank=True)
    original = BlobHash("tệp gốc")
    #: At most 1,280 pixels wide, written anew by us: no camera, no place, no time.
    public = BlobHash("ảnh công bố")
    thumbnail = BlobHash("ảnh nhỏ")
    by = models.UUIDField("người gửi", null=True)
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="photo_once",
                fields=["product", "original"],
                condition=Q(ended_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} {self.position}"
