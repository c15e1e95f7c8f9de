"""A body adopts criteria of its own; what a round uses never changes, another set follows it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from khuyencong.competitions.models import CriteriaSet, SubCriterion
from khuyencong.competitions.rules.criteria import PartTold, faults, most_of
from khuyencong.competitions.rules.permissions import may_organise
from khuyencong.competitions.states import ProductGroup, RoundLevel
from khuyencong.core import journal
from khuyencong.core.identity import new_id
from khuyencong.core.lines import line
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.law.queries import law_on
from khuyencong.law.rules import Law
from khuyencong.law.states import Criterion
from khuyencong.registry.models import Organisation

MAY_NOT = "Anh/chị không có quyền ban hành tiêu chí của đơn vị này."
MOST_PARTS = 200


@dataclass(frozen=True, kw_only=True)
class CriteriaTold:
    """Criteria as a body adopts them. `second_mark` is tenths; `clause` its own decision."""

    custodian: Organisation
    name: str
    clause: str
    valid_from: date
    level: str = ""
    tie_order: Sequence[str] = field(default_factory=lambda: list(Criterion.values))
    second_mark: int | None = None
    note: str = ""
    parts: Sequence[PartTold] = ()


@transaction.atomic
def adopt_criteria(*, by: Actor, told: CriteriaTold, at: datetime) -> CriteriaSet:
    """Keep a body's own criteria from a day on; Refused where parts do not give what the law does.

    The older own set for the same level ends on that day; rounds that use it keep it.
    """
    body = told.custodian
    if not may_organise(by, body.id):
        raise Refused(MAY_NOT)
    _require_sense(told)
    place = body.place.key if body.place else ""
    wrong = faults(told.parts, most_of(_law(told.valid_from, place)))
    if wrong:
        raise Refused(wrong[0])
    older = CriteriaSet.objects.filter(custodian=body, level=told.level, valid_until=None)
    older.filter(valid_from__lt=told.valid_from).update(valid_until=told.valid_from)
    new = CriteriaSet.objects.create(
        key=f"rieng-{new_id()}",
        name=line(told.name, "Tên bộ tiêu chí", 200, required=True),
        custodian=body,
        level=told.level,
        clause=line(told.clause, "Quyết định ban hành", 200, required=True),
        valid_from=told.valid_from,
        tie_order=list(told.tie_order),
        second_mark=told.second_mark,
        note=line(told.note, "Ghi chú", 500),
    )
    SubCriterion.objects.bulk_create(list(_parts(new, told.parts)))
    about = f"criteria:{new.id}"
    facts = {"parts": len(told.parts), "from": told.valid_from.isoformat()}
    journal.record("criteria.adopted", custodian=body.id, about=about, at=at, by=by.id, facts=facts)
    return new


def _law(day: date, place: str) -> Law:
    try:
        return law_on(day, place)
    except LookupError:
        return law_on(day)


def _require_sense(told: CriteriaTold) -> None:
    if told.level and told.level not in RoundLevel.values:
        raise Refused("Cấp bình chọn không có trong danh mục. Xin chọn lại.")
    if sorted(told.tie_order) != sorted(Criterion.values):
        raise Refused("Thứ tự xét khi bằng điểm phải có đủ bốn tiêu chí, mỗi tiêu chí một lần.")
    if told.second_mark is not None and not 0 <= told.second_mark <= 1000:
        raise Refused("Điểm vào vòng hai từ 0 đến 100.")
    if len(told.parts) > MOST_PARTS:
        raise Refused(f"Nhiều nhất {MOST_PARTS} ý: xin gộp lại.")
    for part in told.parts:
        if part.criterion not in Criterion.values:
            raise Refused("Tiêu chí không có trong danh mục. Xin chọn lại.")
        if part.group and part.group not in ProductGroup.values:
            raise Refused("Nhóm sản phẩm không có trong danh mục. Xin chọn lại.")
        if part.most < 1:
            raise Refused(f"Ý “{part.label}” phải có điểm tối đa lớn hơn 0.")


def _parts(new: CriteriaSet, parts: Sequence[PartTold]) -> Iterator[SubCriterion]:
    for position, part in enumerate(parts, 1):
        yield SubCriterion(
            criteria=new,
            group=part.group,
            criterion=part.criterion,
            position=position,
            label=line(part.label, "Nội dung của ý", 300, required=True),
            most=part.most,
        )
