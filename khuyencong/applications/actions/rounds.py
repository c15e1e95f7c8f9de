"""Survey rounds are opened for a year, and closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from khuyencong.applications.actions.noting import note, require_year
from khuyencong.applications.models import RoundTarget, SurveyRound
from khuyencong.applications.queries import of_department
from khuyencong.applications.rules import may_record_needs
from khuyencong.applications.states import RoundBy
from khuyencong.core.lines import line
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.registry.models import CraftVillage, Organisation, Place, Trade
from khuyencong.registry.states import Level
from khuyencong.values.dates import day_in_vietnam

MAY_NOT = "Anh/chị không có quyền mở hoặc đóng đợt khảo sát của đơn vị này."
NAME = 150


@dataclass(frozen=True, kw_only=True)
class RoundTold:
    """A round as somebody opens it: for whom, for which year, going by what, to where."""

    custodian: Organisation
    name: str
    year: int
    goes_by: RoundBy
    targets: Sequence[Place | Trade | CraftVillage]


@transaction.atomic
def open_round(
    *, by: Actor, told: RoundTold, at: datetime, is_demonstration: bool = False
) -> SurveyRound:
    """Open a round; a centre's round is its department's."""
    custodian = of_department(told.custodian)
    if not may_record_needs(by, custodian.id):
        raise Refused(MAY_NOT)
    name = line(told.name, "Tên đợt", NAME, required=True)
    require_year(told.year)
    day = day_in_vietnam(at)
    if told.year < day.year:
        raise Refused(f"Năm {told.year} đã qua: khảo sát cho kế hoạch năm nay hoặc năm sau.")
    rows = [_target(told.goes_by, one) for one in dict.fromkeys(told.targets)]
    if not rows:
        raise Refused(f"Chọn ít nhất một nơi: đợt đi {RoundBy(told.goes_by).label.lower()}.")
    if SurveyRound.objects.filter(custodian=custodian, year=told.year, name=name).exists():
        raise Refused(f"Đã có đợt “{name}” cho năm {told.year}.")
    opened = SurveyRound.objects.create(
        custodian=custodian,
        name=name,
        year=told.year,
        goes_by=told.goes_by,
        opened_on=day,
        by=by.id,
        recorded_at=at,
        is_demonstration=is_demonstration,
    )
    for row in rows:
        row.round = opened
    RoundTarget.objects.bulk_create(rows)
    facts = {"year": told.year, "targets": len(rows)}
    note(
        "round.opened",
        custodian=custodian.id,
        about=f"round:{opened.id}",
        by=by,
        at=at,
        facts=facts,
    )
    return opened


@transaction.atomic
def close_round(*, by: Actor, round: SurveyRound, at: datetime) -> SurveyRound:
    """Close a round: needs found later are told without it. Closing again changes nothing."""
    round = SurveyRound.objects.select_for_update().get(id=round.id)
    if not may_record_needs(by, round.custodian_id):
        raise Refused(MAY_NOT)
    if round.closed_on is None:
        round.closed_on = max(day_in_vietnam(at), round.opened_on)
        round.save(update_fields=["closed_on"])
        about = f"round:{round.id}"
        note("round.closed", custodian=round.custodian_id, about=about, by=by, at=at)
    return round


def _target(goes_by: RoundBy, one: Place | Trade | CraftVillage) -> RoundTarget:
    match goes_by, one:
        case RoundBy.COMMUNE, Place(level=Level.COMMUNE):
            return RoundTarget(commune=one)
        case RoundBy.TRADE, Trade():
            return RoundTarget(trade=one)
        case RoundBy.CRAFT_VILLAGE, CraftVillage():
            return RoundTarget(village=one)
    raise Refused(f"“{one}” không hợp với đợt đi {RoundBy(goes_by).label.lower()}.")
