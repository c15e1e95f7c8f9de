"""Rural industrial establishments: what is known today, every earlier state, who is whose twin."""

from django.db import models
from django.db.models import F, Q

from khuyencong.core.models import Identified, Recorded
from khuyencong.registry.models.clusters import CraftVillage
from khuyencong.registry.models.figures import DatedFigure, told_once
from khuyencong.registry.models.organisations import Organisation
from khuyencong.registry.models.places import Place
from khuyencong.registry.models.trades import Trade
from khuyencong.registry.states import EstablishmentForm, TwinReason, TwinState
from khuyencong.values.identifiers import masked_number, masked_phone

#: "0123456783" or "0123456783-001"; the check digit is the form's to reckon.
TAX_CODE_SHAPE = r"^([0-9]{10}(-[0-9]{3})?)?$"
PHONE_SHAPE = r"^(0[0-9]{9,10})?$"
NUMBER_SHAPE = r"^[0-9]{12}$"

#: Forms without a legal person: the owner's or the representative's number may stand for a code.
OWNED_BY_A_PERSON = (EstablishmentForm.HOUSEHOLD_BUSINESS, EstablishmentForm.COOPERATIVE_GROUP)


class Described(models.Model):
    """What is said of an establishment, as its papers write it."""

    form = models.CharField("loại hình", max_length=20, choices=EstablishmentForm)
    name = models.CharField("tên cơ sở", max_length=200)
    tax_code = models.CharField("mã số thuế", max_length=14, blank=True)
    #: The commune of the day the address was told; what it became is confirmed by somebody.
    commune = models.ForeignKey(
        Place, verbose_name="xã", on_delete=models.PROTECT, related_name="+"
    )
    street = models.CharField("số nhà, thôn, đường", max_length=200, blank=True)
    trade = models.ForeignKey(
        Trade,
        verbose_name="ngành",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    phone = models.CharField("điện thoại", max_length=11, blank=True)
    women_owned = models.BooleanField("do phụ nữ làm chủ", default=False)
    minority_owned = models.BooleanField("do người dân tộc thiểu số làm chủ", default=False)
    craft_village = models.ForeignKey(
        CraftVillage,
        verbose_name="trong làng nghề",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(name="%(class)s_has_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="%(class)s_form_known", condition=Q(form__in=EstablishmentForm.values)
            ),
            models.CheckConstraint(
                name="%(class)s_tax_code_shape", condition=Q(tax_code__regex=TAX_CODE_SHAPE)
            ),
            models.CheckConstraint(
                name="%(class)s_phone_shape", condition=Q(phone__regex=PHONE_SHAPE)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def masked_phone(self) -> str:
        """Return the telephone as a reader sees it."""
        return masked_phone(self.phone)


class Establishment(Identified, Described):
    """A producer the programme is for (cơ sở công nghiệp nông thôn), as it is known today.

    Changed by actions alone; each state before stands in its versions.
    """

    custodian = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="establishments"
    )
    #: What is typed is looked for here: the long forms of the name and of what was merged into it.
    search = models.TextField(editable=False)
    core = models.CharField(max_length=400, db_index=True, editable=False)
    sorted_name = models.CharField(max_length=200, db_index=True, editable=False)
    #: Whether the owner's personal number is kept, and its masked face; the number stands apart.
    owner_mask = models.CharField("số định danh của chủ", max_length=12, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )
    recorded_at = models.DateTimeField()
    is_demonstration = models.BooleanField("dữ liệu mẫu", default=False)

    class Meta(Described.Meta):
        verbose_name = "cơ sở công nghiệp nông thôn"
        indexes = [
            models.Index(fields=["tax_code"], name="establishment_tax_code"),
            models.Index(fields=["phone"], name="establishment_phone"),
            models.Index(fields=["custodian", "sorted_name"], name="establishment_listed"),
        ]
        constraints = [
            *Described.Meta.constraints,
            models.CheckConstraint(
                name="establishment_not_merged_into_itself", condition=~Q(merged_into=F("id"))
            ),
            models.CheckConstraint(
                name="establishment_owner_number_of_a_person",
                condition=Q(owner_mask="") | Q(form__in=OWNED_BY_A_PERSON),
            ),
        ]


class OwnerNumber(models.Model):
    """The personal number of the owner of a household business.

    Read by two questions only: whether another record bears the same, and the logged reveal.
    """

    establishment = models.OneToOneField(
        Establishment, on_delete=models.PROTECT, primary_key=True, related_name="owner_number"
    )
    number = models.CharField("số định danh cá nhân", max_length=12, db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="ownernumber_twelve_digits", condition=Q(number__regex=NUMBER_SHAPE)
            )
        ]

    def __str__(self) -> str:
        return masked_number(self.number)


class NumberReveal(Recorded):
    """Somebody looked at a personal number, and why."""

    establishment = models.ForeignKey(
        Establishment, on_delete=models.PROTECT, related_name="reveals"
    )
    by = models.UUIDField("người xem")
    reason = models.CharField("lý do", max_length=500)

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(name="numberreveal_has_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.establishment_id} {self.recorded_at}"


class EstablishmentVersion(Recorded, Described):
    """One state of an establishment: held since it was recorded until it was superseded."""

    establishment = models.ForeignKey(
        Establishment, on_delete=models.PROTECT, related_name="versions"
    )
    act = models.CharField("việc", max_length=40)
    by = models.UUIDField("người ghi", null=True)
    owner_mask = models.CharField(max_length=12, blank=True)

    class Meta(Described.Meta, Recorded.Meta):
        constraints = [
            *Described.Meta.constraints,
            *Recorded.Meta.constraints,
            models.UniqueConstraint(
                name="establishmentversion_one_stands",
                fields=["establishment"],
                condition=Q(superseded_at__isnull=True),
            ),
        ]


class EstablishmentFigure(DatedFigure):
    """Charter capital (đồng) and labour (persons) of an establishment on a day."""

    establishment = models.ForeignKey(
        Establishment, on_delete=models.PROTECT, related_name="figures"
    )

    class Meta(DatedFigure.Meta):
        constraints = [
            *DatedFigure.Meta.constraints,
            told_once("establishmentfigure_once", "establishment"),
        ]


class Merge(Recorded):
    """Two records were found to be one establishment; superseded where that was undone."""

    kept = models.ForeignKey(Establishment, on_delete=models.PROTECT, related_name="+")
    merged = models.ForeignKey(Establishment, on_delete=models.PROTECT, related_name="merges")
    reason = models.CharField("căn cứ", max_length=500, blank=True)
    by = models.UUIDField("người gộp", null=True)

    class Meta(Recorded.Meta):
        constraints = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(name="merge_not_itself", condition=~Q(kept=F("merged"))),
            models.UniqueConstraint(
                name="merge_one_stands",
                fields=["merged"],
                condition=Q(superseded_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} → {self.kept_id}"


class LikelyTwin(Identified):
    """Two records that look like one, for a person to decide; `first` has the smaller id."""

    first = models.ForeignKey(Establishment, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Establishment, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("vì", max_length=20, choices=TwinReason)
    state = models.CharField("kết luận", max_length=10, choices=TwinState, default=TwinState.OPEN)
    seen_at = models.DateTimeField("thấy lúc")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField("người kết luận", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="likelytwin_in_order", condition=Q(first__lt=F("second"))),
            models.CheckConstraint(
                name="likelytwin_reason_known", condition=Q(reason__in=TwinReason.values)
            ),
            models.CheckConstraint(
                name="likelytwin_state_known", condition=Q(state__in=TwinState.values)
            ),
            models.UniqueConstraint(name="likelytwin_pair_once", fields=["first", "second"]),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ~ {self.second_id}"
