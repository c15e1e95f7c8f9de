"""The people of a body: counted by a table on a day, or kept one by one."""

from django.db import models
from django.db.models import Q

from khuyencong.core.identity import new_id
from khuyencong.registry.models.bodies import OfBody, Spanned
from khuyencong.registry.models.places import Place
from khuyencong.registry.states import Degree, Group, StaffContract, StaffField

#: So many persons no body has.
MOST_HEADS = 100_000


class HeadCount(OfBody):
    """How many persons a table tells "đến ngày": of a group, by degree, contract and field.

    A column that the table does not tell stays empty: the row with all of them empty is the total.
    """

    day = models.DateField("đến ngày")
    group = models.CharField("nhóm", max_length=12, choices=Group)
    degree = models.CharField("trình độ", max_length=12, choices=Degree, blank=True)
    contract = models.CharField("hình thức", max_length=10, choices=StaffContract, blank=True)
    field = models.CharField("lĩnh vực", max_length=12, choices=StaffField, blank=True)
    count = models.PositiveIntegerField("số người")

    class Meta(OfBody.Meta):
        verbose_name = "số người của đơn vị"
        constraints = [
            *OfBody.Meta.constraints,
            models.CheckConstraint(
                name="headcount_codes_known",
                condition=Q(
                    group__in=Group.values,
                    degree__in=["", *Degree.values],
                    contract__in=["", *StaffContract.values],
                    field__in=["", *StaffField.values],
                ),
            ),
            models.CheckConstraint(name="headcount_plausible", condition=Q(count__lte=MOST_HEADS)),
            models.CheckConstraint(
                name="headcount_collaborators_without_contract",
                condition=~Q(group__in=[Group.OF_DISTRICTS, Group.OF_COMMUNES]) | Q(contract=""),
            ),
            models.UniqueConstraint(
                name="headcount_told_once",
                fields=["organisation", "day", "group", "degree", "contract", "field"],
                condition=Q(superseded_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.day} {self.group}: {self.count}"


class StaffMember(Spanned):
    """One person at a body, for the days on which degree, contract and field were these."""

    #: The same for all spells of one person at one body.
    person = models.UUIDField("người", default=new_id, editable=False)
    name = models.CharField("họ và tên", max_length=120)
    degree = models.CharField("trình độ", max_length=12, choices=Degree)
    contract = models.CharField("hình thức", max_length=10, choices=StaffContract)
    field = models.CharField("lĩnh vực", max_length=12, choices=StaffField)
    at_base = models.BooleanField("được giao việc đến cơ sở", default=False)

    class Meta(Spanned.Meta):
        verbose_name = "người làm việc"
        constraints = [
            *Spanned.Meta.constraints,
            models.CheckConstraint(
                name="staffmember_codes_known",
                condition=Q(
                    degree__in=Degree.values,
                    contract__in=StaffContract.values,
                    field__in=StaffField.values,
                ),
            ),
            models.CheckConstraint(name="staffmember_has_name", condition=~Q(name="")),
            models.UniqueConstraint(
                name="staffmember_one_spell_open",
                fields=["person"],
                condition=Q(superseded_at__isnull=True, valid_until__isnull=True),
            ),
            models.UniqueConstraint(
                name="staffmember_spell_begins_once",
                fields=["person", "valid_from"],
                condition=Q(superseded_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return masked(self.name)

    @property
    def masked(self) -> str:
        """Return the name as a list shows it."""
        return masked(self.name)


class Collaborator(Spanned):
    """A person in a commune who helps a body, with the allowance of a month."""

    name = models.CharField("họ và tên", max_length=120)
    commune = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    #: Whole đồng; None where it was not told, 0 where there is none.
    allowance = models.PositiveBigIntegerField("phụ cấp (đồng một tháng)", null=True, blank=True)

    class Meta(Spanned.Meta):
        verbose_name = "cộng tác viên"
        constraints = [
            *Spanned.Meta.constraints,
            models.CheckConstraint(name="collaborator_has_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return masked(self.name)

    @property
    def masked(self) -> str:
        """Return the name as a list shows it."""
        return masked(self.name)


def masked(name: str) -> str:
    """Return "Nguyễn V. A." for "Nguyễn Văn An": the family name, then initials."""
    first, *rest = name.split() or [""]
    return " ".join([first, *(f"{word[0]}." for word in rest)])
