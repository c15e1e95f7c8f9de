"""A body prepares a round, calls for entries, closes the call, or calls it off."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from khuyencong.competitions.actions.stepping import (
    MAY_NOT_ROUND,
    locked_round,
    note_round,
    take_round_step,
)
from khuyencong.competitions.models import CriteriaSet, Round
from khuyencong.competitions.rules.permissions import may_organise
from khuyencong.competitions.states import RoundLevel, RoundState
from khuyencong.core.lines import line
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.registry.models import Organisation, Place, Region
from khuyencong.registry.states import Level, OrganisationKind
from khuyencong.values.dates import day_in_vietnam, format_date

#: Districts ended on this day; their rounds are kept as history.
NO_DISTRICT_FROM = date(2025, 7, 1)
SCHEME = "binh-chon"
YEARS = range(2008, 2201)
CALL = 20_000
LEVELS = {
    RoundLevel.DISTRICT: Level.DISTRICT,
    RoundLevel.PROVINCE: Level.PROVINCE,
    RoundLevel.REGION: Level.COUNTRY,
    RoundLevel.NATION: Level.COUNTRY,
}
#: Bodies that hold rounds for more than a province.
OF_THE_NATION = (OrganisationKind.MINISTRY, OrganisationKind.AGENCY)


@dataclass(frozen=True, kw_only=True)
class RoundTold:
    """A round as its organiser tells it; dossiers are taken until before `closes_on`."""

    custodian: Organisation
    level: str
    place: Place
    year: int
    name: str
    criteria: CriteriaSet
    opens_on: date
    closes_on: date
    region: Region | None = None
    scored_by: date | None = None
    basis: str = ""
    call: str = ""
    blind: bool = True
    from_province: bool = False
    project_id: UUID | None = None
    is_demonstration: bool = False


@transaction.atomic
def prepare_round(*, by: Actor, told: RoundTold, at: datetime) -> Round:
    """Keep a round that is being prepared; nobody but its body sees it yet."""
    if not may_organise(by, told.custodian.id):
        raise Refused(MAY_NOT_ROUND)
    kept = _kept(told)
    _require_new_name(told, None)
    round = Round.objects.create(**kept, by=by.id, recorded_at=at)
    note_round("round.prepared", round, by, at, {"level": round.level, "year": round.year})
    return round


@transaction.atomic
def amend_round(*, by: Actor, round: Round, told: RoundTold, at: datetime) -> Round:
    """Change a round while it is being prepared; once called, it stands as it was called."""
    round = locked_round(round)
    if not may_organise(by, round.custodian_id) or not may_organise(by, told.custodian.id):
        raise Refused(MAY_NOT_ROUND)
    if round.state != RoundState.PREPARED:
        raise Refused("Cuộc bình chọn đã phát động: không sửa được nữa. Cần thì dừng, lập lại.")
    kept = _kept(told)
    _require_new_name(told, round.id)
    changed = sorted(name for name, value in kept.items() if getattr(round, name) != value)
    for name, value in kept.items():
        setattr(round, name, value)
    round.save()
    note_round("round.amended", round, by, at, {"fields": changed})
    return round


@transaction.atomic
def call_round(*, by: Actor, round: Round, at: datetime) -> Round:
    """Call for entries: from now on everybody sees the round; its criteria stand."""
    round = locked_round(round)
    if day_in_vietnam(at) >= round.closes_on and not round.is_demonstration and not _is_past(round):
        day = format_date(round.closes_on)
        raise Refused(f"Ngày đóng nhận hồ sơ ({day}) đã qua: xin sửa lịch rồi phát động.")
    return take_round_step(by=by, round=round, name="call", at=at)


@transaction.atomic
def gather_round(*, by: Actor, round: Round, at: datetime) -> Round:
    """Close the call; not before the day that was announced."""
    round = locked_round(round)
    if day_in_vietnam(at) < round.closes_on:
        day = format_date(round.closes_on)
        raise Refused(f"Đã thông báo nhận hồ sơ đến trước ngày {day}: chưa đóng được.")
    return take_round_step(by=by, round=round, name="gather", at=at)


@transaction.atomic
def cancel_round(*, by: Actor, round: Round, reason: str, at: datetime) -> Round:
    """Call a round off, for a reason; its entries stay to be read."""
    return take_round_step(by=by, round=round, name="cancel", at=at, reason=reason)


def _is_past(round: Round) -> bool:
    """Return whether the round is recorded after the fact: a district's, before districts ended."""
    return round.level == RoundLevel.DISTRICT


def _kept(told: RoundTold) -> dict[str, Any]:
    """Return the columns of a round; Refused for what cannot be so."""
    _require_sense(told)
    kept = {field.name: getattr(told, field.name) for field in fields(told)}
    kept["name"] = line(told.name, "Tên cuộc bình chọn", 200, required=True)
    kept["basis"] = line(told.basis, "Căn cứ", 300)
    kept["call"] = _words(told.call)
    return kept


def _require_sense(told: RoundTold) -> None:
    if told.level not in RoundLevel.values:
        raise Refused("Cấp bình chọn không có trong danh mục. Xin chọn lại.")
    if told.year not in YEARS:
        raise Refused(f"Năm {told.year} không hợp lệ: ghi bốn chữ số, như 2026.")
    if told.opens_on >= told.closes_on:
        raise Refused("Ngày đóng nhận hồ sơ phải sau ngày mở.")
    if told.scored_by and told.scored_by < told.closes_on:
        raise Refused("Ngày dự kiến chấm xong phải từ ngày đóng nhận hồ sơ trở đi.")
    _require_place(told)
    _require_criteria(told)


def _require_place(told: RoundTold) -> None:
    if told.level == RoundLevel.DISTRICT and told.closes_on > NO_DISTRICT_FROM:
        raise Refused("Cấp huyện đã kết thúc: chỉ ghi cuộc bình chọn trước ngày 01/7/2025.")
    if told.place.level != LEVELS[RoundLevel(told.level)]:
        raise Refused(f"{told.place} không phải là nơi của một cuộc bình chọn cấp này.")
    if (told.region is not None) != (told.level == RoundLevel.REGION):
        raise Refused("Chọn khu vực cho cuộc bình chọn cấp khu vực, và chỉ cho cấp ấy.")
    if told.region and told.region.scheme.key != SCHEME:
        raise Refused("Khu vực này không thuộc cách chia khu vực của bình chọn.")
    over_provinces = told.level in (RoundLevel.REGION, RoundLevel.NATION)
    if over_provinces and told.custodian.kind not in OF_THE_NATION:
        raise Refused("Bình chọn cấp khu vực, cấp quốc gia do Bộ hoặc Cục tổ chức.")
    if told.from_province and told.level != RoundLevel.NATION:
        raise Refused("Chỉ cuộc bình chọn cấp quốc gia mới nhận thẳng sản phẩm từ cấp tỉnh.")


def _require_criteria(told: RoundTold) -> None:
    criteria = told.criteria
    if criteria.custodian_id not in (None, told.custodian.id):
        raise Refused("Bộ tiêu chí này là của đơn vị khác.")
    if criteria.level not in ("", told.level):
        raise Refused("Bộ tiêu chí này không dùng cho cấp bình chọn đã chọn.")
    if not criteria.held_on(told.opens_on):
        day = format_date(told.opens_on)
        raise Refused(f"Bộ tiêu chí này không còn, hoặc chưa, áp dụng ngày {day}.")


def _require_new_name(told: RoundTold, but: UUID | None) -> None:
    same = Round.objects.filter(custodian=told.custodian, year=told.year, name=told.name.strip())
    living = same.exclude(state=RoundState.CANCELLED).values_list("id", flat=True)
    if set(living) - {but}:
        raise Refused("Đã có cuộc bình chọn cùng tên trong năm này: xin ghi tên khác.")


def _words(typed: str) -> str:
    """Return a text of several lines as it is kept; Refused where it is too long."""
    if "\0" in typed or len(typed) > CALL:
        raise Refused(f"Thông báo dài tối đa {CALL} ký tự, chỉ gồm chữ. Xin ghi ngắn lại.")
    return "\n".join(" ".join(row.split()) for row in typed.strip().splitlines())
