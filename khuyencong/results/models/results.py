"""What was done and counted: one row a version of a result, written once."""

from django.db import models
from django.db.models import F, Q

from khuyencong.core.identity import new_id
from khuyencong.core.models import Identified, Recorded
from khuyencong.projects.models import Line
from khuyencong.registry.models import Establishment, Organisation, Place
from khuyencong.results.kinds import COLUMNS, KINDS, Kind
from khuyencong.results.states import Bound
from khuyencong.values.vocabulary import Activity, FundingSource

CONTENTS = [(content.value, content.label) for content in Activity]
SOURCES = [(source.value, source.label) for source in FundingSource]


def _not_more(part: str, whole: str) -> Q:
    return (
        Q(**{f"{part}__isnull": True})
        | Q(**{f"{whole}__isnull": True})
        | Q(**{f"{part}__lte": F(whole)})
    )


class Result(Recorded):
    """One version of what a line of a đề án, or an activity by itself, came to.

    `series` is the result through all its versions: exactly one of them stands. What is set right
    is a new version with its reason; "as of D" is `recorded_at <= D` and not yet superseded on D.
    `place` is where it happened and never moves; `owner` whose plan it counts for; `custodian`
    keeps the record. Done from `done_from` up to, not including, `done_until`: it counts on its
    last day. `bound` says of one column, `bounded`, that old papers give no exact number.
    """

    series = models.UUIDField(default=new_id, editable=False)
    version = models.PositiveSmallIntegerField("phiên bản", default=1)
    kind = models.CharField("loại kết quả", max_length=40)
    variant = models.CharField("loại", max_length=40, blank=True)
    content = models.CharField("nội dung", max_length=50, choices=CONTENTS, blank=True)
    #: The one source that counts go by; "" for what needed no money.
    source = models.CharField("nguồn chính", max_length=20, choices=SOURCES, blank=True)
    line = models.ForeignKey(
        Line, on_delete=models.PROTECT, null=True, blank=True, related_name="results"
    )
    custodian = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(
        Organisation, verbose_name="của ai", on_delete=models.PROTECT, related_name="+"
    )
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    what = models.CharField("việc gì", max_length=300)
    done_from = models.DateField("từ ngày")
    done_until = models.DateField("đến trước ngày")
    unit = models.CharField("đơn vị", max_length=40, blank=True)
    quantity = models.PositiveBigIntegerField(null=True, blank=True)
    persons = models.PositiveBigIntegerField(null=True, blank=True)
    women = models.PositiveBigIntegerField(null=True, blank=True)
    person_turns = models.PositiveBigIntegerField(null=True, blank=True)
    establishments = models.PositiveBigIntegerField(null=True, blank=True)
    establishment_turns = models.PositiveBigIntegerField(null=True, blank=True)
    products = models.PositiveBigIntegerField(null=True, blank=True)
    product_turns = models.PositiveBigIntegerField(null=True, blank=True)
    booths = models.PositiveBigIntegerField(null=True, blank=True)
    copies = models.PositiveBigIntegerField(null=True, blank=True)
    machines = models.PositiveBigIntegerField(null=True, blank=True)
    production_lines = models.PositiveBigIntegerField(null=True, blank=True)
    jobs = models.PositiveBigIntegerField(null=True, blank=True)
    contract_money = models.PositiveBigIntegerField(null=True, blank=True)
    sales_money = models.PositiveBigIntegerField(null=True, blank=True)
    #: The other fields of the kind, checked by its declaration.
    more = models.JSONField(default=dict, blank=True)
    bound = models.CharField(max_length=10, choices=Bound, blank=True)
    bounded = models.CharField(max_length=30, blank=True)
    #: Whether the establishments stand by name: then they are counted, each once.
    is_listed = models.BooleanField(default=False)
    #: Whether the people stand by name: then the counts are those of the list.
    has_roster = models.BooleanField(default=False)
    #: Which paper an old result is taken from.
    basis = models.CharField("căn cứ", max_length=300, blank=True)
    #: Why this version took the place of the one before.
    reason = models.CharField("lý do", max_length=300, blank=True)
    withdrawn = models.BooleanField("đã rút", default=False)
    by = models.UUIDField()
    is_demonstration = models.BooleanField("dữ liệu mẫu", default=False)

    class Meta(Recorded.Meta):
        verbose_name = "kết quả"
        indexes = [
            models.Index(fields=["custodian", "done_until"], name="result_listed"),
            models.Index(fields=["owner", "done_until"], name="result_owned"),
            models.Index(fields=["place", "done_until"], name="result_in_place"),
            models.Index(fields=["series"], name="result_versions"),
        ]
        constraints = [
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                fields=["series"], condition=Q(superseded_at__isnull=True), name="result_one_stands"
            ),
            models.UniqueConstraint(fields=["series", "version"], name="result_version_once"),
            models.CheckConstraint(name="result_kind_known", condition=Q(kind__in=sorted(KINDS))),
            models.CheckConstraint(
                name="result_content_and_source_known",
                condition=Q(
                    content__in=["", *(code for code, _ in CONTENTS)],
                    source__in=["", *(code for code, _ in SOURCES)],
                ),
            ),
            models.CheckConstraint(name="result_says_what", condition=~Q(what="")),
            models.CheckConstraint(
                name="result_took_some_days", condition=Q(done_until__gt=F("done_from"))
            ),
            models.CheckConstraint(
                name="result_quantity_in_a_unit",
                condition=Q(quantity__isnull=True) | ~Q(unit=""),
            ),
            models.CheckConstraint(
                name="result_women_among_persons", condition=_not_more("women", "persons")
            ),
            models.CheckConstraint(
                name="result_persons_within_turns", condition=_not_more("persons", "person_turns")
            ),
            models.CheckConstraint(
                name="result_establishments_within_turns",
                condition=_not_more("establishments", "establishment_turns"),
            ),
            models.CheckConstraint(
                name="result_products_within_turns",
                condition=_not_more("products", "product_turns"),
            ),
            models.CheckConstraint(
                name="result_bound_of_a_column",
                condition=Q(bound="", bounded="")
                | Q(bound__in=Bound.values, bounded__in=sorted(COLUMNS)),
            ),
            models.CheckConstraint(
                name="result_reason_of_a_correction",
                condition=Q(version=1, withdrawn=False) | (Q(version__gt=1) & ~Q(reason="")),
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def declared(self) -> Kind:
        """Return the declaration of its kind."""
        return KINDS[self.kind]

    def told(self, name: str) -> object:
        """Return what a field of the declaration tells; None where nothing is told."""
        return getattr(self, name) if name in COLUMNS else self.more.get(name)


class ResultEstablishment(Identified):
    """An establishment that took part in a result, and how often; of one version."""

    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="links")
    establishment = models.ForeignKey(Establishment, on_delete=models.PROTECT, related_name="+")
    turns = models.PositiveSmallIntegerField("số lượt", default=1)

    class Meta:
        verbose_name = "cơ sở tham gia"
        constraints = [
            models.UniqueConstraint(
                fields=["result", "establishment"], name="resultestablishment_once"
            ),
            models.CheckConstraint(name="resultestablishment_took_part", condition=Q(turns__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.establishment_id} x{self.turns}"
