"""The lines of a đề án: one beneficiary × content × year, and the support of each source."""

from django.db import models
from django.db.models import F, Q

from khuyencong.applications.models import Request
from khuyencong.core.models import Identified
from khuyencong.law.states import Item
from khuyencong.projects.models.projects import CONTENTS, SOURCES, Project
from khuyencong.projects.states import GONE, STATE_SOURCES, LineState
from khuyencong.registry.models import Establishment, Place
from khuyencong.values.vocabulary import Activity

#: Work of the programme itself: classes, information, its own capacity benefit no one firm.
WITHOUT_BENEFICIARY = [
    "",
    *(
        str(content)
        for content in Activity
        if content is not Activity.TECHNICAL_DEMONSTRATION_AND_MACHINERY
    ),
]


class Line(Identified):
    """What one beneficiary is supported for in one year; accepted, paid or withdrawn by itself.

    A group đề án may be approved with the beneficiary yet unnamed, but for machinery (Điều 3a).
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveSmallIntegerField("dòng")
    establishment = models.ForeignKey(
        Establishment,
        verbose_name="đơn vị thụ hưởng",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    #: The request it grew from, where there was one.
    request = models.ForeignKey(
        Request,
        verbose_name="đề nghị",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="lines",
    )
    content = models.CharField("nội dung", max_length=50, choices=CONTENTS, blank=True)
    item = models.CharField("hạng mục", max_length=40, choices=Item, blank=True)
    what = models.CharField("hỗ trợ việc gì", max_length=300)
    year = models.PositiveSmallIntegerField("năm")
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    quantity = models.PositiveIntegerField("số lượng", default=1)
    unit = models.CharField("đơn vị tính", max_length=40, blank=True)
    cost = models.BigIntegerField("tổng kinh phí (đồng)")
    #: What the beneficiary puts in itself; beside the State's money, never inside.
    counterpart = models.BigIntegerField("vốn đối ứng (đồng)", default=0)
    #: Why it asks for more than a ceiling that nobody has verified yet.
    over_ceiling_reason = models.CharField(max_length=1000, blank=True)
    state = models.CharField("bước", max_length=20, choices=LineState, default=LineState.PROPOSED)
    state_since = models.DateTimeField()
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "dòng hỗ trợ"
        indexes = [
            models.Index(fields=["establishment", "year"], name="line_of_establishment"),
            models.Index(fields=["project", "state"], name="line_in_state"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="line_number_once"),
            models.UniqueConstraint(
                fields=["request"],
                name="line_request_once",
                condition=Q(request__isnull=False) & ~Q(state__in=sorted(GONE)),
            ),
            models.CheckConstraint(name="line_says_what", condition=~Q(what="")),
            models.CheckConstraint(
                name="line_state_known", condition=Q(state__in=LineState.values)
            ),
            models.CheckConstraint(
                name="line_cost_covers_counterpart",
                condition=Q(cost__gt=0, counterpart__gte=0, cost__gte=F("counterpart")),
            ),
            models.CheckConstraint(
                name="line_counts_something", condition=Q(quantity__gte=1, number__gte=1)
            ),
            models.CheckConstraint(
                name="line_named_once_contracted",
                condition=Q(establishment__isnull=False)
                | Q(content__in=WITHOUT_BENEFICIARY)
                | Q(state__in=[LineState.PROPOSED, LineState.CONFIRMED, *sorted(GONE)]),
            ),
            models.CheckConstraint(
                name="line_not_replacing_itself",
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("id")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.what}"

    @property
    def counts(self) -> bool:
        """Return whether the line still stands in its đề án."""
        return self.state not in GONE


class LineShare(Identified):
    """The support of one source for one line, in whole đồng, as it is planned today."""

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="shares")
    source = models.CharField("nguồn", max_length=20, choices=SOURCES)
    amount = models.BigIntegerField("hỗ trợ (đồng)")

    class Meta:
        verbose_name = "hỗ trợ theo nguồn"
        constraints = [
            models.UniqueConstraint(fields=["line", "source"], name="lineshare_source_once"),
            models.CheckConstraint(
                name="lineshare_of_the_state",
                condition=Q(source__in=[str(source) for source in STATE_SOURCES]),
            ),
            models.CheckConstraint(name="lineshare_positive", condition=Q(amount__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.amount}"
