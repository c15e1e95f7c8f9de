"""Legal documents: what they are, what they do to one another, where they hold, their articles."""

from django.db import models
from django.db.models import F, Q

from khuyencong.core.models import Identified, Recorded
from khuyencong.law.states import CoverageKind, LinkKind
from khuyencong.registry.models import Place
from khuyencong.registry.models.dated import Dated
from khuyencong.values.vocabulary import LegalKind

#: An address leads to a page and runs nothing.
IS_ADDRESS = Q(url="") | Q(url__startswith="http://") | Q(url__startswith="https://")
KINDS = [(kind.value, kind.label) for kind in LegalKind]


class LegalDocument(Identified, Dated):
    """A document of the law, known by its full number and its issuer.

    A number alone is no key: 26/2014 is two circulars. `valid_from` None means that the day was
    not read, `valid_until` None that no end was read.
    """

    key = models.CharField("khóa", max_length=80, unique=True)
    kind = models.CharField("loại", max_length=20, choices=KINDS)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=120)
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    year = models.PositiveSmallIntegerField("năm ban hành")
    is_draft = models.BooleanField("dự thảo", default=False)
    title = models.CharField("nội dung", max_length=300)
    folded = models.CharField(max_length=500)
    verified = models.BooleanField("đã kiểm chứng", default=False)
    url = models.CharField("nguồn", max_length=600, blank=True)
    #: None: it came with the reference data.
    registered_by = models.UUIDField("người ghi sổ", null=True)
    verified_by = models.UUIDField("người kiểm chứng", null=True)

    class Meta(Dated.Meta):
        verbose_name = "văn bản"
        indexes = [models.Index(fields=["kind", "year"], name="legaldocument_kind_year")]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                name="legaldocument_number_of_issuer_once",
                fields=["number", "issuer"],
                condition=~Q(number=""),
            ),
            models.CheckConstraint(
                name="legaldocument_kind_known",
                condition=Q(kind__in=[kind.value for kind in LegalKind]),
            ),
            models.CheckConstraint(name="legaldocument_url_is_a_page", condition=IS_ADDRESS),
            models.CheckConstraint(
                name="legaldocument_told", condition=~Q(key="") & ~Q(title="") & ~Q(issuer="")
            ),
            models.CheckConstraint(
                name="legaldocument_verified_by_another",
                condition=Q(verified_by__isnull=True)
                | Q(registered_by__isnull=True)
                | ~Q(verified_by=F("registered_by")),
            ),
            models.CheckConstraint(
                name="legaldocument_of_officers_verified_by_two",
                condition=Q(registered_by__isnull=True)
                | Q(verified=False)
                | Q(verified_by__isnull=False),
            ),
            models.CheckConstraint(
                name="legaldocument_draft_has_no_days",
                condition=Q(is_draft=False) | Q(valid_from__isnull=True, valid_until__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return "Thông tư 28/2018/TT-BTC", or kind and issuer where the number was not read."""
        kind = "Văn bản" if self.kind == LegalKind.OTHER else self.get_kind_display()
        if self.number:
            return f"{kind} {self.number}"
        draft = "Dự thảo " if self.is_draft else ""
        return f"{draft}{kind} của {self.issuer}, {self.year}"


class DocumentLink(Identified, Dated):
    """What `source` does to `target`, from a day; where none was read, from the source's own."""

    source = models.ForeignKey(LegalDocument, on_delete=models.PROTECT, related_name="acts_on")
    target = models.ForeignKey(LegalDocument, on_delete=models.PROTECT, related_name="acted_on_by")
    kind = models.CharField("quan hệ", max_length=12, choices=LinkKind)
    #: False where it is known that the source changes the target, and not what it changes.
    content_read = models.BooleanField(default=True)
    verified = models.BooleanField(default=False)

    class Meta(Dated.Meta):
        verbose_name = "quan hệ văn bản"
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="documentlink_kind_known", condition=Q(kind__in=LinkKind.values)
            ),
            models.CheckConstraint(
                name="documentlink_not_itself", condition=~Q(source=F("target"))
            ),
            models.UniqueConstraint(
                name="documentlink_told_once", fields=["source", "target", "kind"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"


class Coverage(Identified):
    """A place where a provincial document holds, or an old province whose rules it replaces."""

    document = models.ForeignKey(LegalDocument, on_delete=models.PROTECT, related_name="coverage")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=CoverageKind)
    verified = models.BooleanField(default=False)

    class Meta:
        verbose_name = "phạm vi áp dụng"
        constraints = [
            models.CheckConstraint(
                name="coverage_kind_known", condition=Q(kind__in=CoverageKind.values)
            ),
            models.UniqueConstraint(
                name="coverage_told_once", fields=["document", "place", "kind"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.kind} {self.place_id}"


class Article(Identified, Dated):
    """An article, clause or point of a document with its sense in our own words."""

    document = models.ForeignKey(LegalDocument, on_delete=models.PROTECT, related_name="articles")
    article = models.CharField("điều", max_length=10)
    clause = models.CharField("khoản", max_length=10, blank=True)
    point = models.CharField("điểm", max_length=10, blank=True)
    position = models.PositiveSmallIntegerField("thứ tự")
    sense = models.CharField("nội dung", max_length=300)
    verified = models.BooleanField(default=False)
    url = models.CharField("nguồn", max_length=600, blank=True)

    class Meta(Dated.Meta):
        verbose_name = "điều khoản"
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(name="article_told", condition=~Q(article="") & ~Q(sense="")),
            models.CheckConstraint(
                name="article_point_within_clause", condition=Q(point="") | ~Q(clause="")
            ),
            models.UniqueConstraint(
                name="article_told_once",
                fields=["document", "article", "clause", "point", "position"],
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Return "điểm b khoản 1 Điều 10"."""
        parts = [f"điểm {self.point}"] if self.point else []
        parts += [f"khoản {self.clause}"] if self.clause else []
        return " ".join([*parts, f"Điều {self.article}"])


class ArticleText(Recorded):
    """The words of an article as an officer attached them; a better copy supersedes them."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="texts")
    text = models.TextField("nguyên văn")
    attached_by = models.UUIDField("người nhập")

    class Meta(Recorded.Meta):
        verbose_name = "nguyên văn"
        constraints = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(name="articletext_has_words", condition=~Q(text="")),
            models.UniqueConstraint(
                name="articletext_one_stands",
                fields=["article"],
                condition=Q(superseded_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return str(self.article_id)
