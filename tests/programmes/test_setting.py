"""Targets, plans of years, estimates, context: entered with a source, corrected for a reason."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from khuyencong.core.models import JournalEntry
from khuyencong.core.refusal import Refused
from khuyencong.programmes.actions import (
    ContextTold,
    EstimateTold,
    PlanTold,
    ProgrammeTold,
    TargetTold,
    enter_programme,
    set_context,
    set_estimate,
    set_plan,
    set_target,
    withdraw,
)
from khuyencong.programmes.models import ContextFigure, Estimate, Programme, Target
from khuyencong.programmes.queries import aims_of, contexts_of, listed, visible_to
from khuyencong.programmes.queries.figures import history_of
from khuyencong.programmes.states import Series, Sure
from khuyencong.registry.queries import place_on
from khuyencong.values.periods import Period, year
from khuyencong.values.periods import programme as years
from tests.cast import Cast
from tests.reference import AT

LATER = AT + timedelta(days=1)
CITED = "Nghị quyết mẫu, Điều 2"
MACHINES = TargetTold(measure="machinery.establishments", value=100, citation=CITED)


@pytest.fixture
def programme(cast: Cast) -> Programme:
    """Return a programme of a province that the cast's department answers for."""
    return enter(cast)


def enter(cast: Cast, **more: object) -> Programme:
    fields = {
        "name": "Chương trình mẫu",
        "place": place_on("bac-giang"),
        "custodian": cast.department,
        "period": years(2021, 2025),
        "citation": CITED,
    } | more
    told = ProgrammeTold(**fields)  # type: ignore[arg-type]
    return enter_programme(by=cast.owner, at=AT, told=told)


def test_a_programme_needs_a_basis_and_is_entered_once(cast: Cast) -> None:
    one = enter(cast)
    assert (one.level, one.is_national, str(one.period)) == (
        "provincial",
        False,
        "giai đoạn 2021-2025",
    )
    with pytest.raises(Refused, match="đã được ghi"):
        enter(cast)
    with pytest.raises(Refused, match="Chưa ghi căn cứ"):
        enter(cast, name="Khác", citation=" ")
    with pytest.raises(Refused, match="tối đa 31"):
        enter(cast, name="Khác", period=years(2000, 2100))
    assert list(visible_to(cast.stranger)) == [one]
    assert [row.how_many for row in listed(visible_to(None))] == [0]


def test_another_body_s_officer_may_not(cast: Cast, programme: Programme) -> None:
    for who in (cast.stranger, cast.chair, cast.auditor, cast.agency_officer):
        with pytest.raises(Refused, match="không có quyền"):
            set_target(by=who, at=AT, programme=programme, told=MACHINES)
    assert not Target.objects.exists()


def test_a_correction_needs_a_reason_and_keeps_the_version_before(
    cast: Cast, programme: Programme
) -> None:
    first = set_target(by=cast.owner, at=AT, programme=programme, told=MACHINES)
    again = set_target(by=cast.owner, at=LATER, programme=programme, told=MACHINES)
    assert again == first
    more = replace(MACHINES, value=120)
    with pytest.raises(Refused, match="lý do sửa"):
        set_target(by=cast.owner, at=LATER, programme=programme, told=more)
    told = replace(more, reason="Điều chỉnh giữa kỳ")
    second = set_target(by=cast.owner, at=LATER, programme=programme, told=told)
    assert [(row.value, row.superseded_at) for row in history_of(second)] == [
        (120, None),
        (100, LATER),
    ]
    assert [row.value for row in aims_of(programme).targets] == [120]
    assert [row.value for row in aims_of(programme, AT).targets] == [100]
    acts = JournalEntry.objects.filter(about__startswith="target:").values_list("act", flat=True)
    assert list(acts) == ["target.set", "target.set"]


def test_a_withdrawn_target_stands_no_more_and_stays(cast: Cast, programme: Programme) -> None:
    row = set_target(by=cast.owner, at=AT, programme=programme, told=MACHINES)
    with pytest.raises(Refused, match="Chưa ghi lý do"):
        withdraw(by=cast.owner, at=LATER, row=row, reason="")
    withdraw(by=cast.owner, at=LATER, row=row, reason="Ghi nhầm")
    with pytest.raises(Refused, match="đã được người khác"):
        withdraw(by=cast.owner, at=LATER, row=row, reason="Ghi nhầm")
    assert aims_of(programme).targets == ()
    assert Target.objects.count() == 1


WRONG = [
    ({"measure": "khong.co"}, "không có trong danh mục"),
    ({"measure": "money.growth"}, "không cộng được"),
    ({"source": "counterpart"}, "Nguồn kinh phí không có"),
    ({"content": "training"}, "không hỏi theo nội dung này"),
    ({"value": 0}, "số phải từ 1"),
    ({"value": 2**63}, "không quá lớn"),
    ({"value_high": 100}, "lớn hơn số đầu"),
    ({"bound": "xấp xỉ"}, "Cách nói"),
    ({"citation": ""}, "Chưa ghi nguồn số liệu"),
    ({"citation": "a\0"}, "NUL"),
    ({"citation": "x" * 301}, "tối đa 300"),
    ({"sure": Sure.IMPLIED}, "Chưa ghi cách suy ra"),
    ({"sure": Sure.IMPLIED, "basis": "1 là 1 %", "verified": True}, "chưa thể là đã kiểm chứng"),
    ({"period": year(2026)}, "không nằm trong"),
]


@pytest.mark.parametrize(("fault", "words"), WRONG, ids=[words for _, words in WRONG])
def test_what_cannot_be_a_target(
    cast: Cast, programme: Programme, fault: dict[str, object], words: str
) -> None:
    told = replace(MACHINES, **fault)  # type: ignore[arg-type]
    with pytest.raises(Refused, match=words):
        set_target(by=cast.owner, at=AT, programme=programme, told=told)
    assert not Target.objects.exists()


def test_a_year_may_have_its_own_target(cast: Cast, programme: Programme) -> None:
    for told in (MACHINES, replace(MACHINES, value=30, period=year(2022))):
        set_target(by=cast.owner, at=AT, programme=programme, told=told)
    assert {(row.value, row.period) for row in aims_of(programme).targets} == {
        (100, years(2021, 2025)),
        (30, year(2022)),
    }


def test_plans_of_years_and_estimates(cast: Cast, programme: Programme) -> None:
    plan = PlanTold(measure="models.count", year=2022, value=0, citation=CITED)
    set_plan(by=cast.owner, at=AT, programme=programme, told=plan)
    with pytest.raises(Refused, match="lý do sửa"):
        set_plan(by=cast.owner, at=AT, programme=programme, told=replace(plan, value=4))
    with pytest.raises(Refused, match="Năm 2020"):
        set_plan(by=cast.owner, at=AT, programme=programme, told=replace(plan, year=2020))
    told = EstimateTold(
        measure="models.count",
        period=Period(date(2025, 11, 1), date(2026, 1, 1)),
        value=2,
        reason="Hai mô hình đang nghiệm thu",
    )
    set_estimate(by=cast.owner, at=AT, programme=programme, told=told)
    with pytest.raises(Refused, match="Chưa ghi lý do ước"):
        set_estimate(by=cast.owner, at=AT, programme=programme, told=replace(told, reason=""))
    more = replace(told, value=3, reason="Thêm một")
    assert set_estimate(by=cast.owner, at=LATER, programme=programme, told=more).value == 3
    aims = aims_of(programme)
    assert aims.plans_of(("models.count", "", "")) == {2022: 0}
    assert [row.value for row in aims.estimates] == [3]
    assert Estimate.objects.count() == 2


def test_context_names_its_prices_and_is_corrected_with_a_reason(cast: Cast) -> None:
    place = place_on("bac-giang")
    told = ContextTold(
        place=place,
        custodian=cast.department,
        series=Series.OUTPUT,
        year=2020,
        value=23_402_000_000_000,
        prices="giá so sánh năm 2010",
        citation=CITED,
    )
    set_context(by=cast.owner, at=AT, told=told)
    set_context(by=cast.owner, at=AT, told=replace(told, prices="giá hiện hành", value=30))
    villages = replace(told, series=Series.CRAFT_VILLAGES, value=39, prices="")
    set_context(by=cast.owner, at=AT, told=villages)
    with pytest.raises(Refused, match="lý do sửa"):
        set_context(by=cast.owner, at=LATER, told=replace(villages, value=40))
    with pytest.raises(Refused, match="Chưa ghi giá tính"):
        set_context(by=cast.owner, at=AT, told=replace(told, prices=""))
    with pytest.raises(Refused, match="Chỉ giá trị sản xuất"):
        set_context(by=cast.owner, at=AT, told=replace(villages, prices="giá hiện hành"))
    with pytest.raises(Refused, match="không hợp lệ"):
        set_context(by=cast.owner, at=AT, told=replace(villages, year=1))
    found = contexts_of([place.id])
    assert [(row.series, row.value, row.unit) for row in found] == [
        ("output", 30, "VND"),
        ("output", 23_402_000_000_000, "VND"),
        ("craft_villages", 39, "craft_village"),
    ]
    assert ContextFigure.objects.count() == 3


def test_when_the_last_write_fails_nothing_stays(
    cast: Cast, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    set_target(by=cast.owner, at=AT, programme=programme, told=MACHINES)
    monkeypatch.setattr("khuyencong.programmes.actions.setting.note", fail)
    told = replace(MACHINES, value=1, reason="x")
    with pytest.raises(RuntimeError):
        set_target(by=cast.owner, at=LATER, programme=programme, told=told)
    assert [(row.value, row.superseded_at) for row in Target.objects.all()] == [(100, None)]
