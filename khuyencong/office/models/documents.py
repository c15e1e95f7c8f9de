"""Documents that leave the house: their words, who signed, the number, the files as issued."""

from django.db import models
from django.db.models import F, Q

from khuyencong.core.blobs import BlobHash
from khuyencong.core.models import Identified
from khuyencong.documents import OnBehalf
from khuyencong.office.models.books import OutgoingBook
from khuyencong.office.states import IN_REGISTER, PENDING, DocumentState, DocumentType, symbol_of
from khuyencong.registry.models import Organisation

S = DocumentState
CAPACITIES = [(str(capacity), str(capacity)) for capacity in OnBehalf if capacity]


class IssuedDocument(Identified):
    """One document, from the draft that waits for a signature to what the register keeps.

    Its words never change: another draft is another row. Changed by actions alone.
    """

    body = models.ForeignKey(
        Organisation, verbose_name="đơn vị ban hành", on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField("văn bản", max_length=40)
    type = models.CharField("loại", max_length=5, choices=DocumentType)
    tail = models.CharField("tên tắt trong ký hiệu", max_length=20, blank=True)
    title = models.CharField("trích yếu", max_length=600)
    #: What it tells of, and the record in whose folder it lies: of rooms above, so no keys.
    about_kind = models.CharField(max_length=40)
    about = models.UUIDField()
    folder = models.UUIDField(db_index=True)
    #: The right that signing it, and revoking it, needs.
    signing = models.CharField(max_length=40)
    #: The document as `documents.kept` writes it, before signature and number.
    words = models.JSONField()
    state = models.CharField("bước", max_length=10, choices=DocumentState, default=S.DRAFTED)
    drafted_by = models.UUIDField()
    drafted_at = models.DateTimeField()
    signed_by = models.UUIDField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signer = models.CharField("người ký", max_length=120, blank=True)
    post = models.CharField("chức vụ", max_length=120, blank=True)
    capacity = models.CharField("ký thay", max_length=5, choices=CAPACITIES, blank=True)
    capacity_of = models.CharField("thay cho", max_length=120, blank=True)
    book = models.ForeignKey(
        OutgoingBook, on_delete=models.PROTECT, null=True, blank=True, related_name="documents"
    )
    number = models.PositiveIntegerField("số", null=True, blank=True)
    numbered_by = models.UUIDField(null=True, blank=True)
    numbered_at = models.DateTimeField(null=True, blank=True)
    day = models.DateField("ngày ban hành", null=True, blank=True)
    docx = BlobHash("tệp Word", blank=True)
    pdf = BlobHash("tệp PDF", blank=True)
    ended_by = models.UUIDField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField("lý do hủy, bỏ", max_length=1000, blank=True)

    class Meta:
        verbose_name = "văn bản đi"
        indexes = [models.Index(fields=["body", "state"], name="issueddocument_waiting")]
        constraints = [
            models.UniqueConstraint(fields=["book", "number"], name="issueddocument_number_once"),
            models.UniqueConstraint(
                fields=["kind", "about"],
                condition=Q(state__in=PENDING),
                name="issueddocument_one_pending",
            ),
            models.CheckConstraint(
                name="issueddocument_state_known", condition=Q(state__in=S.values)
            ),
            models.CheckConstraint(
                name="issueddocument_type_known", condition=Q(type__in=DocumentType.values)
            ),
            models.CheckConstraint(
                name="issueddocument_says_what", condition=~Q(title="") & ~Q(kind="")
            ),
            models.CheckConstraint(
                name="issueddocument_capacity_whole",
                condition=Q(capacity__in=["", OnBehalf.ACTING.value], capacity_of="")
                | (
                    Q(capacity__in=[code for code, _ in CAPACITIES if code != "Q."])
                    & ~Q(capacity_of="")
                ),
            ),
            models.CheckConstraint(
                name="issueddocument_signed_whole",
                condition=Q(signed_by__isnull=True, signed_at__isnull=True, signer="", post="")
                | (
                    Q(signed_by__isnull=False, signed_at__isnull=False)
                    & ~Q(signer="")
                    & ~Q(post="")
                ),
            ),
            models.CheckConstraint(
                name="issueddocument_signed_as_its_state_says",
                condition=Q(state=S.DRAFTED, signed_by__isnull=True)
                | Q(state__in=[S.SIGNED, *IN_REGISTER], signed_by__isnull=False)
                | Q(state=S.DROPPED),
            ),
            models.CheckConstraint(
                name="issueddocument_numbered_whole",
                condition=Q(
                    state__in=[*PENDING, S.DROPPED],
                    book__isnull=True,
                    number__isnull=True,
                    numbered_by__isnull=True,
                    numbered_at__isnull=True,
                    day__isnull=True,
                    docx="",
                    pdf="",
                )
                | (
                    Q(
                        state__in=IN_REGISTER,
                        book__isnull=False,
                        # An unknown number would make the whole condition unknown, and so pass.
                        number__isnull=False,
                        number__gte=1,
                        numbered_by__isnull=False,
                        numbered_at__isnull=False,
                        day__isnull=False,
                    )
                    & ~Q(tail="")
                    & ~Q(docx="")
                    & ~Q(pdf="")
                ),
            ),
            models.CheckConstraint(
                name="issueddocument_number_not_by_the_signer",
                condition=Q(numbered_by__isnull=True) | ~Q(numbered_by=F("signed_by")),
            ),
            models.CheckConstraint(
                name="issueddocument_ended_for_a_reason",
                condition=Q(
                    state__in=[*PENDING, S.NUMBERED],
                    ended_by__isnull=True,
                    ended_at__isnull=True,
                    reason="",
                )
                | (
                    Q(
                        state__in=[S.REVOKED, S.DROPPED],
                        ended_by__isnull=False,
                        ended_at__isnull=False,
                    )
                    & ~Q(reason="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shown} {self.title}"

    @property
    def shown(self) -> str:
        """Return "05/QĐ-SCT"; "chưa có số" before it has one."""
        if self.number is None:
            return "chưa có số"
        return f"{self.number:02d}/{symbol_of(self.type, self.tail)}"
