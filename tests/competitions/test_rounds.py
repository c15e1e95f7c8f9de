"""Rounds and criteria: prepared, amended, called, closed, called off; parts that add up."""

from datetime import date
from typing import Any

import pytest

from khuyencong.competitions import actions
from khuyencong.competitions.models import CriteriaSet, Round
from khuyencong.competitions.queries.rounds import criteria_sets_for, public_rounds, round_view
from khuyencong.competitions.rules.criteria import PartTold
from khuyencong.competitions.states import RoundLevel
from khuyencong.core.models import JournalEntry
from khuyencong.core.refusal import Refused
from khuyencong.law.models import LegalDocument, Parameter
from khuyencong.registry.models import Place, Region, RegionScheme
from khuyencong.registry.states import Level
from tests.cast import Cast
from tests.competitions.dossiers import CLOSED, OPEN, make_called, make_maker
from tests.factories import make_criteria, make_entry, make_product, make_round

pytestmark = pytest.mark.django_db


def place(level: str) -> Place:
    told = {"level": level, "name": "Mẫu"}
    return Place.objects.get_or_create(key=f"noi-{level}", defaults=told)[0]


def told(cast: Cast, **more: Any) -> actions.RoundTold:
    fields: dict[str, Any] = {
        "custodian": cast.department,
        "level": RoundLevel.PROVINCE,
        "year": 2026,
        "name": "Bình chọn tỉnh Mẫu",
        "criteria": make_criteria(),
        "opens_on": date(2026, 3, 1),
        "closes_on": date(2026, 7, 1),
    } | more
    fields.setdefault("place", place(Level.PROVINCE))
    return actions.RoundTold(**fields)


def test_a_round_is_prepared_amended_called_and_closed(cast: Cast) -> None:
    said = told(cast)
    round = actions.prepare_round(by=cast.owner, told=said, at=OPEN)
    assert list(public_rounds()) == []
    again = told(cast, place=said.place, name="Bình chọn tỉnh Mẫu năm 2026")
    round = actions.amend_round(by=cast.colleague, round=round, told=again, at=OPEN)
    round = actions.call_round(by=cast.owner, round=round, at=OPEN)
    assert [one.name for one in public_rounds()] == ["Bình chọn tỉnh Mẫu năm 2026"]
    with pytest.raises(Refused, match="không sửa được nữa"):
        actions.amend_round(by=cast.owner, round=round, told=again, at=OPEN)
    with pytest.raises(Refused, match="01/07/2026"):
        actions.gather_round(by=cast.owner, round=round, at=OPEN)
    round = actions.gather_round(by=cast.owner, round=round, at=CLOSED)
    assert [step.name for step in round.steps.order_by("at", "id")] == ["call", "gather"]
    acts = JournalEntry.objects.filter(about=f"round:{round.id}").order_by("seq")
    assert list(acts.values_list("act", flat=True)) == [
        "round.prepared", "round.amended", "round.call", "round.gather",
    ]  # fmt: skip
    with pytest.raises(Refused, match="Chưa ghi lý do"):
        actions.cancel_round(by=cast.owner, round=round, reason=" ", at=CLOSED)
    assert (
        actions.cancel_round(by=cast.owner, round=round, reason="Hết tiền", at=CLOSED).state
        == "cancelled"
    )


def test_steps_come_in_order_and_by_the_organiser_alone(cast: Cast) -> None:
    round = make_round(cast.department)
    with pytest.raises(Refused, match="Không thể"):
        actions.take_round_step(by=cast.owner, round=round, name="gather", at=OPEN)
    for person in (cast.stranger, cast.head, cast.establishment, cast.agency_officer):
        with pytest.raises(Refused, match="không có quyền"):
            actions.take_round_step(by=person, round=round, name="call", at=OPEN)
    # A caller that asked for a seat passes without the permission, never out of order.
    taken = actions.take_round_step(
        by=cast.stranger, round=round, name="call", at=OPEN, allowed=True
    )
    assert taken.state == "called"
    with pytest.raises(Refused, match="không có quyền"):
        actions.take_round_step(by=cast.owner, round=round, name="gather", at=OPEN, allowed=False)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"level": "district"}, "trước ngày 01/7/2025"),
        ({"level": "nation"}, "do Bộ hoặc Cục"),
        ({"level": "xã"}, "không có trong danh mục"),
        ({"year": 26}, "bốn chữ số"),
        ({"closes_on": date(2026, 3, 1)}, "phải sau ngày mở"),
        ({"scored_by": date(2026, 6, 1)}, "từ ngày đóng"),
        ({"name": " "}, "Chưa ghi tên"),
        ({"from_province": True}, "Chỉ cuộc bình chọn cấp quốc gia"),
        ({"level": "region"}, "Chọn khu vực"),
    ],
)
def test_what_cannot_be_is_refused_in_words(cast: Cast, more: dict[str, Any], said: str) -> None:
    level = {"district": Level.DISTRICT, "nation": Level.COUNTRY, "region": Level.COUNTRY}
    where = place(level.get(more.get("level", ""), Level.PROVINCE))
    with pytest.raises(Refused, match=said):
        actions.prepare_round(by=cast.owner, told=told(cast, place=where, **more), at=OPEN)
    assert not Round.objects.exists()


def test_a_district_of_before_is_history_and_a_region_is_of_the_agency(cast: Cast) -> None:
    days = {"opens_on": date(2019, 3, 1), "closes_on": date(2019, 6, 1)}
    district = told(cast, level="district", place=place(Level.DISTRICT), year=2019, **days)
    assert actions.prepare_round(by=cast.owner, told=district, at=OPEN).level == "district"
    country = place(Level.COUNTRY)
    scheme = RegionScheme.objects.create(key="binh-chon", name="Ba khu vực")
    north = Region.objects.create(scheme=scheme, key="bac", name="Phía Bắc", position=1)
    said = told(cast, custodian=cast.agency, level="region", place=country, region=north)
    assert actions.prepare_round(by=cast.agency_officer, told=said, at=OPEN).region == north
    other = RegionScheme.objects.create(key="khac", name="Khác")
    odd = Region.objects.create(scheme=other, key="x", name="X", position=1)
    wrong = told(cast, custodian=cast.agency, level="region", place=country, region=odd)
    with pytest.raises(Refused, match="không thuộc cách chia"):
        actions.prepare_round(by=cast.agency_officer, told=wrong, at=OPEN)


def test_two_rounds_of_a_year_bear_two_names(cast: Cast) -> None:
    said = told(cast)
    actions.prepare_round(by=cast.owner, told=said, at=OPEN)
    with pytest.raises(Refused, match="cùng tên"):
        actions.prepare_round(by=cast.owner, told=said, at=OPEN)


def make_criterion_law() -> None:
    """Keep what the circular gives each criterion: 40, 40, 10, 10."""
    told = {"kind": "circular", "issuer": "Bộ Mẫu", "year": 2014, "title": "M", "folded": "m"}
    document = LegalDocument.objects.create(key="tt-26", number="26/2014/TT-MAU", **told)
    for subject, number in (("market", 40), ("benefit", 40), ("culture", 10), ("other", 10)):
        Parameter.objects.create(
            code=f"criterion/{subject}",
            kind="criterion",
            subject=subject,
            slot=f"criterion/{subject}",
            number=number,
            document=document,
            verified=True,
            valid_from=date(2014, 10, 21),
            recorded_at=OPEN,
        )


WHOLE = [
    PartTold("market", "Thị phần", 250),
    PartTold("market", "Xuất khẩu", 150),
    PartTold("culture", "Hoa văn", 65, "craft"),
    PartTold("culture", "Kiểu dáng", 35, "craft"),
]


def criteria(cast: Cast, **more: Any) -> actions.CriteriaTold:
    fields: dict[str, Any] = {
        "custodian": cast.department,
        "name": "Tiêu chí tỉnh Mẫu",
        "clause": "Quyết định 05/QĐ-UBND",
        "valid_from": date(2026, 1, 1),
        "parts": WHOLE,
    } | more
    return actions.CriteriaTold(**fields)


def test_parts_give_what_the_law_gives_and_a_used_set_never_changes(cast: Cast) -> None:
    make_criterion_law()
    first = actions.adopt_criteria(by=cast.owner, told=criteria(cast), at=OPEN)
    assert first.parts.count() == 4
    later = criteria(cast, valid_from=date(2027, 1, 1), name="Tiêu chí mới")
    second = actions.adopt_criteria(by=cast.owner, told=later, at=OPEN)
    first.refresh_from_db()
    assert first.valid_until == second.valid_from
    for day, wanted in ((date(2026, 6, 1), first), (date(2027, 6, 1), second)):
        assert criteria_sets_for("province", day, cast.department).first() == wanted
    assert not criteria_sets_for("province", date(2026, 6, 1), cast.other_department).exists()
    wrong = [PartTold("market", "Thị phần", 250), PartTold("market", "Xuất khẩu", 155)]
    with pytest.raises(Refused, match=r"cộng lại 40,5 điểm, phải là 40 điểm"):
        actions.adopt_criteria(by=cast.owner, told=criteria(cast, parts=wrong), at=OPEN)
    with pytest.raises(Refused, match=r"nhóm Sản phẩm khác.*phải là 10"):
        own = [PartTold("other", "Khác", 90, "other")]
        actions.adopt_criteria(by=cast.owner, told=criteria(cast, parts=own), at=OPEN)
    with pytest.raises(Refused, match="đủ bốn tiêu chí"):
        odd = criteria(cast, tie_order=["market"])
        actions.adopt_criteria(by=cast.owner, told=odd, at=OPEN)
    with pytest.raises(Refused, match="không có quyền"):
        actions.adopt_criteria(by=cast.stranger, told=criteria(cast), at=OPEN)


def test_a_round_uses_criteria_of_its_day_its_level_and_its_body(cast: Cast) -> None:
    own = actions.adopt_criteria(by=cast.owner, told=criteria(cast, parts=[]), at=OPEN)
    early = told(cast, criteria=own, opens_on=date(2025, 12, 1))
    with pytest.raises(Refused, match="01/12/2025"):
        actions.prepare_round(by=cast.owner, told=early, at=OPEN)
    CriteriaSet.objects.filter(id=own.id).update(custodian=cast.other_department)
    own.refresh_from_db()
    with pytest.raises(Refused, match="của đơn vị khác"):
        actions.prepare_round(
            by=cast.owner, told=told(cast, criteria=own, place=early.place), at=OPEN
        )


def test_the_criteria_for_all_are_loaded_once() -> None:
    assert actions.load_criteria() == 1
    assert actions.load_criteria() == 0
    (row,) = CriteriaSet.objects.all()
    assert (row.clause, row.verified) == ("Phụ lục 4", True)
    assert row.tie_order == ["market", "benefit", "culture", "other"]


def test_the_page_of_a_round_asks_the_same_of_one_entry_as_of_many(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    round, maker = make_called(cast.department), make_maker(cast.owner, cast.department)
    for _ in range(8):
        make_entry(round, make_product(cast.owner, maker), "submitted")
    with django_assert_num_queries(2):
        view = round_view(round)
    food = next(one for one in view.groups if one.group == "food")
    assert (food.total, view.waiting, view.last_day) == (8, 8, date(2026, 6, 30))
