"""News, bulletins and calls: every saving is a version, one of them at most stands in public."""

from django.db import models
from django.db.models import F, Q

from khuyencong.competitions.models import Round
from khuyencong.core.blobs import BlobHash
from khuyencong.core.identity import new_id
from khuyencong.core.models import Identified
from khuyencong.publishing.states import (
    CallAbout,
    PublicationKind,
    PublicationState,
    PublicationStep,
)
from khuyencong.registry.models import Organisation


class Publication(Identified):
    """Something a body tells everybody; `shown` is the version that stands in public."""

    custodian = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("loại", max_length=10, choices=PublicationKind)
    shown = models.OneToOneField(
        "PublicationVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    #: By this everybody's list is ordered: a corrected news stays where it was.
    first_published_at = models.DateTimeField("đăng lần đầu", null=True, blank=True)
    #: Changes with every act: who read an older one is told.
    stamp = models.UUIDField(default=new_id, editable=False)
    by = models.UUIDField("người bắt đầu")
    recorded_at = models.DateTimeField()
    is_demonstration = models.BooleanField("dữ liệu mẫu", default=False)

    class Meta:
        verbose_name = "tin, kêu gọi"
        indexes = [
            models.Index(fields=["kind", "-first_published_at"], name="publication_in_public"),
            models.Index(fields=["custodian", "-recorded_at"], name="publication_listed"),
        ]
        constraints = [
            models.CheckConstraint(
                name="publication_kind_known", condition=Q(kind__in=PublicationKind.values)
            ),
            models.CheckConstraint(
                name="publication_shown_was_published",
                condition=Q(shown__isnull=True) | Q(first_published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.id}"

    @property
    def state(self) -> PublicationState:
        """Return where it stands: in public, taken back, or never published."""
        if self.shown_id:
            return PublicationState.PUBLISHED
        was = self.first_published_at is not None
        return PublicationState.TAKEN_BACK if was else PublicationState.DRAFT


class PublicationVersion(Identified):
    """The words of a publication as somebody saved them; nothing here but its approval changes."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("phiên bản")
    title = models.CharField("tiêu đề", max_length=200)
    lead = models.CharField("tóm tắt", max_length=400)
    text = models.TextField("nội dung")
    folded = models.TextField(editable=False)
    #: Of a call: what for, and the days on which it is taken.
    about = models.CharField("kêu gọi việc gì", max_length=10, choices=CallAbout, blank=True)
    opens_on = models.DateField("nhận từ ngày", null=True, blank=True)
    closes_on = models.DateField("nhận đến trước ngày", null=True, blank=True)
    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    #: Which paper it rests on, as the office writes it.
    basis = models.CharField("căn cứ", max_length=200, blank=True)
    #: The picture drawn anew, without place, time and camera; and small.
    picture = BlobHash("ảnh", blank=True)
    thumbnail = BlobHash("ảnh nhỏ", blank=True)
    picture_says = models.CharField("ảnh cho thấy gì", max_length=200, blank=True)
    by = models.UUIDField("người soạn")
    recorded_at = models.DateTimeField()
    published_by = models.UUIDField("người đăng", null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "phiên bản của tin"
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "number"], name="publicationversion_number_once"
            ),
            models.CheckConstraint(
                name="publicationversion_says_something",
                condition=~Q(title="") & ~Q(lead="") & ~Q(text="") & Q(number__gte=1),
            ),
            models.CheckConstraint(
                name="publicationversion_call_has_days",
                condition=Q(about="", opens_on__isnull=True, closes_on__isnull=True)
                | (
                    Q(about__in=CallAbout.values)
                    & Q(opens_on__isnull=False, closes_on__isnull=False)
                    & Q(closes_on__gt=F("opens_on"))
                ),
            ),
            models.CheckConstraint(
                name="publicationversion_round_of_a_call",
                condition=Q(round__isnull=True) | Q(about=CallAbout.VOTE),
            ),
            models.CheckConstraint(
                name="publicationversion_picture_is_told",
                condition=Q(picture="", thumbnail="", picture_says="")
                | (~Q(picture="") & ~Q(thumbnail="") & ~Q(picture_says="")),
            ),
            models.CheckConstraint(
                name="publicationversion_published_by_another",
                condition=Q(published_by__isnull=True, published_at__isnull=True)
                | (
                    Q(published_by__isnull=False, published_at__isnull=False)
                    & ~Q(published_by=F("by"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PublicationAct(Identified):
    """What was done to a publication: who, when, with which version, why. Never changed."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="acts")
    version = models.ForeignKey(PublicationVersion, on_delete=models.PROTECT, related_name="+")
    step = models.CharField("việc", max_length=10, choices=PublicationStep)
    by = models.UUIDField()
    at = models.DateTimeField()
    reason = models.CharField("lý do", max_length=500, blank=True)

    class Meta:
        verbose_name = "việc đã làm với tin"
        indexes = [models.Index(fields=["publication", "at"], name="publicationact_history")]
        constraints = [
            models.CheckConstraint(
                name="publicationact_step_known", condition=Q(step__in=PublicationStep.values)
            ),
            models.CheckConstraint(
                name="publicationact_taken_back_for_a_reason",
                condition=~Q(step=PublicationStep.TAKE_BACK) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.publication_id}"
