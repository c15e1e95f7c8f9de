"""The books in which the numbers of a body's documents are given."""

from django.db import models
from django.db.models import Q

from khuyencong.core.models import Identified
from khuyencong.office.states import DocumentType, symbol_of
from khuyencong.registry.models import Organisation

FIRST_YEAR, LAST_YEAR = 1945, 2199


class OutgoingBook(Identified):
    """One sequence of numbers: of a body, a year, the short name in its symbol.

    `type` is "" for the one sequence of all types; a type with a book of its own is counted there.
    """

    body = models.ForeignKey(
        Organisation, verbose_name="đơn vị", on_delete=models.PROTECT, related_name="+"
    )
    year = models.PositiveSmallIntegerField("năm")
    tail = models.CharField("tên tắt trong ký hiệu", max_length=20)
    type = models.CharField("loại văn bản", max_length=5, choices=DocumentType, blank=True)
    #: The last number given, and its day: the row is the lock of the next one.
    last = models.PositiveIntegerField("số cuối", default=0)
    last_day = models.DateField("ngày của số cuối", null=True, blank=True)
    opened_at = models.DateTimeField()

    class Meta:
        verbose_name = "sổ văn bản đi"
        constraints = [
            models.UniqueConstraint(fields=["body", "year", "tail", "type"], name="book_once"),
            models.CheckConstraint(name="book_has_tail", condition=~Q(tail="")),
            models.CheckConstraint(
                name="book_year_plausible", condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR)
            ),
            models.CheckConstraint(
                name="book_type_known", condition=Q(type__in=["", *DocumentType.values])
            ),
            models.CheckConstraint(
                name="book_day_of_the_last_number",
                condition=Q(last=0, last_day__isnull=True) | Q(last__gte=1, last_day__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, năm {self.year}"

    @property
    def name(self) -> str:
        """Return "Sổ chung, SCT" or "Sổ quyết định, QĐ-SCT"."""
        if not self.type:
            return f"Sổ chung, {self.tail}"
        return f"Sổ {self.get_type_display().lower()}, {symbol_of(self.type, self.tail)}"
