"""Papers: a file kept once under its fingerprint, and every record it is used for."""

from django.db import models
from django.db.models import Q

from khuyencong.core.blobs import BlobHash
from khuyencong.core.models import Identified
from khuyencong.law.states import Item
from khuyencong.registry.models import Establishment, Organisation

#: What a file may be, by its bytes: media type → ending.
MEDIA = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}


class PaperKind(Identified):
    """A kind of paper, as data: "Giấy đăng ký kinh doanh"."""

    code = models.SlugField("mã", max_length=40, unique=True)
    name = models.CharField("tên", max_length=150)
    #: Whether it belongs to an establishment, and serves again in its next request.
    of_establishment = models.BooleanField("của cơ sở", default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(name="paperkind_has_name", condition=~Q(name=""))]

    def __str__(self) -> str:
        return self.name


class PaperNeeded(Identified):
    """A paper that a request for an item needs, with the clause and whether anybody read it."""

    kind = models.ForeignKey(PaperKind, on_delete=models.PROTECT, related_name="needed")
    #: "" for every item.
    item = models.CharField("hạng mục", max_length=30, choices=Item, blank=True)
    clause = models.CharField("căn cứ", max_length=200)
    document_key = models.CharField("văn bản", max_length=80, blank=True)
    verified = models.BooleanField("đã kiểm chứng", default=False)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="paperneeded_has_clause", condition=~Q(clause="")),
            models.CheckConstraint(
                name="paperneeded_item_known", condition=Q(item="") | Q(item__in=Item.values)
            ),
            models.UniqueConstraint(name="paperneeded_once", fields=["kind", "item"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind_id} {self.item}"


class Paper(Identified):
    """A file that was handed in: its bytes stand under `sha256`, the row tells what they are."""

    custodian = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    establishment = models.ForeignKey(
        Establishment, on_delete=models.PROTECT, null=True, blank=True, related_name="papers"
    )
    kind = models.ForeignKey(PaperKind, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField("tên tệp", max_length=150)
    media_type = models.CharField("loại tệp", max_length=100)
    size = models.PositiveIntegerField("cỡ (byte)")
    sha256 = BlobHash("tệp, theo mã băm")
    by = models.UUIDField("người nộp", null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "giấy tờ"
        indexes = [models.Index(fields=["sha256"], name="paper_file")]
        constraints = [
            models.CheckConstraint(
                name="paper_media_known", condition=Q(media_type__in=sorted(MEDIA))
            ),
            models.CheckConstraint(
                name="paper_fingerprint_shape", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")
            ),
            models.CheckConstraint(
                name="paper_has_name_and_size", condition=~Q(file_name="") & Q(size__gte=1)
            ),
            models.UniqueConstraint(
                name="paper_uploaded_once",
                fields=["custodian", "establishment", "kind", "sha256"],
            ),
            models.UniqueConstraint(
                name="paper_of_nobody_uploaded_once",
                fields=["custodian", "kind", "sha256"],
                condition=Q(establishment__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class PaperUse(Identified):
    """A paper put to a record: a request, a đề án, a line of one; taken off, it stays on record."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="uses")
    about_kind = models.CharField("loại hồ sơ", max_length=30)
    about = models.UUIDField("hồ sơ")
    by = models.UUIDField("người dùng", null=True)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["about_kind", "about"], name="paperuse_about")]
        constraints = [
            models.CheckConstraint(name="paperuse_says_of_what", condition=~Q(about_kind="")),
            models.UniqueConstraint(
                name="paperuse_once",
                fields=["paper", "about_kind", "about"],
                condition=Q(ended_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id} → {self.about_kind}:{self.about}"
