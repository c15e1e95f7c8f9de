"""What establishments need, found by survey rounds or told by themselves."""

from django.db import models
from django.db.models import F, Q

from khuyencong.applications.states import NeedState, RoundBy
from khuyencong.core.identity import new_id
from khuyencong.core.models import Identified
from khuyencong.law.states import Item
from khuyencong.registry.models import CraftVillage, Establishment, Organisation, Place, Trade
from khuyencong.values.vocabulary import Activity

CONTENTS = [(content.value, content.label) for content in Activity]
#: Years that a plan may be of.
PLAUSIBLE = {"year__gte": 2012, "year__lte": 2200}


class SurveyRound(Identified):
    """A round of visits that asks what is wanted in a year, and whom it goes to."""

    custodian = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("tên đợt", max_length=150)
    year = models.PositiveSmallIntegerField("cho kế hoạch năm")
    goes_by = models.CharField("đi theo", max_length=20, choices=RoundBy)
    opened_on = models.DateField("mở từ ngày")
    closed_on = models.DateField("đóng ngày", null=True, blank=True)
    by = models.UUIDField("người mở", null=True)
    recorded_at = models.DateTimeField()
    is_demonstration = models.BooleanField("dữ liệu mẫu", default=False)

    class Meta:
        verbose_name = "đợt khảo sát"
        indexes = [models.Index(fields=["custodian", "-year"], name="surveyround_listed")]
        constraints = [
            models.CheckConstraint(name="surveyround_has_name", condition=~Q(name="")),
            models.CheckConstraint(name="surveyround_year_plausible", condition=Q(**PLAUSIBLE)),
            models.CheckConstraint(
                name="surveyround_goes_by_known", condition=Q(goes_by__in=RoundBy.values)
            ),
            models.CheckConstraint(
                name="surveyround_closed_after_opened",
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
            ),
            models.UniqueConstraint(
                name="surveyround_name_once", fields=["custodian", "year", "name"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, kế hoạch {self.year}"


class RoundTarget(Identified):
    """One commune, trade or craft village that a round goes to."""

    round = models.ForeignKey(SurveyRound, on_delete=models.CASCADE, related_name="targets")
    commune = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    trade = models.ForeignKey(Trade, on_delete=models.PROTECT, null=True, related_name="+")
    village = models.ForeignKey(CraftVillage, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="roundtarget_is_one_thing",
                condition=Q(commune__isnull=False, trade__isnull=True, village__isnull=True)
                | Q(commune__isnull=True, trade__isnull=False, village__isnull=True)
                | Q(commune__isnull=True, trade__isnull=True, village__isnull=False),
            ),
            models.UniqueConstraint(name="roundtarget_commune_once", fields=["round", "commune"]),
            models.UniqueConstraint(name="roundtarget_trade_once", fields=["round", "trade"]),
            models.UniqueConstraint(name="roundtarget_village_once", fields=["round", "village"]),
        ]

    def __str__(self) -> str:
        return str(self.commune or self.trade or self.village)


class Need(Identified):
    """What one establishment wants help with in a year, and what it brings along."""

    custodian = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(
        SurveyRound, on_delete=models.PROTECT, null=True, blank=True, related_name="needs"
    )
    establishment = models.ForeignKey(Establishment, on_delete=models.PROTECT, related_name="needs")
    #: The commune of the day it was told; what it became is asked of the lineage.
    commune = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    item = models.CharField("hạng mục", max_length=30, choices=Item)
    content = models.CharField("nội dung hoạt động", max_length=40, choices=CONTENTS)
    what = models.CharField("cần hỗ trợ việc gì", max_length=300)
    year = models.PositiveSmallIntegerField("muốn làm năm")
    cost = models.BigIntegerField("chi phí ước tính (đồng)", null=True, blank=True)
    own_money = models.BigIntegerField("vốn đã có sẵn (đồng)", null=True, blank=True)
    machine_age = models.PositiveSmallIntegerField("máy đang dùng bao nhiêu năm", null=True)
    energy = models.CharField("năng lượng đang dùng", max_length=150, blank=True)
    waste = models.CharField("chất thải, ô nhiễm", max_length=150, blank=True)
    jobs = models.PositiveIntegerField("việc làm thêm (người)", null=True)
    state = models.CharField(max_length=10, choices=NeedState, default=NeedState.OPEN)
    #: Why it is no longer a need.
    reason = models.CharField("lý do", max_length=300, blank=True)
    carried_from = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="carried_to"
    )
    visited_on = models.DateField("ngày đến cơ sở")
    by = models.UUIDField("người ghi", null=True)
    recorded_at = models.DateTimeField()
    #: Changes with every saving: who read an older one is told.
    stamp = models.UUIDField(default=new_id, editable=False)
    is_demonstration = models.BooleanField("dữ liệu mẫu", default=False)

    class Meta:
        verbose_name = "nhu cầu"
        indexes = [models.Index(fields=["custodian", "year", "state"], name="need_listed")]
        constraints = [
            models.CheckConstraint(name="need_says_what", condition=~Q(what="")),
            models.CheckConstraint(
                name="need_item_known",
                condition=Q(item__in=Item.values, content__in=[code for code, _ in CONTENTS]),
            ),
            models.CheckConstraint(
                name="need_state_known", condition=Q(state__in=NeedState.values)
            ),
            models.CheckConstraint(name="need_year_plausible", condition=Q(**PLAUSIBLE)),
            models.CheckConstraint(
                name="need_money_not_negative",
                condition=(Q(cost__isnull=True) | Q(cost__gte=0))
                & (Q(own_money__isnull=True) | Q(own_money__gte=0)),
            ),
            models.CheckConstraint(
                name="need_dropped_for_a_reason",
                condition=~Q(state=NeedState.DROPPED) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="need_not_carried_from_itself", condition=~Q(carried_from=F("id"))
            ),
        ]

    def __str__(self) -> str:
        return self.what
