"""A plan is put in order by the rules and by hand; who may do what is held at every act."""

import pytest

from khuyencong.core.refusal import Refused
from khuyencong.plans import actions
from khuyencong.plans.models import Plan, PlanVersion
from khuyencong.plans.queries.suggesting import preview
from khuyencong.plans.rules.suggestion import Place
from khuyencong.plans.rules.wishes import Wishes
from khuyencong.plans.states import Standing, VersionKind, VersionState, Why
from khuyencong.projects.states import ProjectKind
from khuyencong.registry.actions.establishments import SupportTold, record_support
from khuyencong.registry.states import SupportProgramme
from tests.factories import ENTERED_AT, make_establishment
from tests.plans.made import AT, YEAR, Crew, allot, appraised, in_force, plan_of, submitted


def order(version: PlanVersion) -> list[tuple[int, str, str]]:
    rows = version.rows.order_by("rank").select_related("project")
    return [(row.rank, row.project.name, row.standing) for row in rows]


def begun(crew: Crew) -> PlanVersion:
    return actions.begin_version(
        by=crew.officer, plan=plan_of(crew), kind=VersionKind.ASSIGNED, at=AT
    )


def test_the_first_order_is_that_of_the_rules_with_its_reasons(crew: Crew) -> None:
    allot(crew, 100)
    appraised(crew, "Ít điểm", 30, 60)
    appraised(crew, "Nhiều điểm", 50, 90)
    appraised(crew, "Đề án điểm", 40, 50, kind=ProjectKind.KEY)
    version = begun(crew)
    assert order(version) == [
        (1, "Đề án điểm", "in"),
        (2, "Nhiều điểm", "in"),
        (3, "Ít điểm", "reserve"),
    ]
    assert version.rows.get(rank=3).reason == (
        "Theo điểm thẩm định, 60 điểm. Còn thiếu 20.000.000 đồng của nguồn Khuyến công cấp tỉnh."
        " Xếp sau “Nhiều điểm” (90 điểm)."
    )
    assert set(version.rows.values_list("why", flat=True)) == {Why.RULE}


def test_only_what_was_appraised_and_has_money_in_the_year_is_taken_up(crew: Crew) -> None:
    allot(crew, 100)
    appraised(crew, "Năm sau", 10, of_year=YEAR + 1, last_year=YEAR + 1)
    assert order(begun(crew)) == []


def test_wishes_change_the_order_and_are_kept(crew: Crew) -> None:
    allot(crew, 60)
    appraised(crew, "Nhiều điểm", 50, 90)
    appraised(crew, "Đào tạo", 50, 60, content="training")
    version = begun(crew)
    wishes = Wishes(contents=("training",))
    assert preview(version, wishes).suggestion.answers[0].candidate.name == "Đào tạo"
    assert order(version)[0][1] == "Nhiều điểm"
    version = actions.take_suggestion(by=crew.officer, version=version, wishes=wishes, at=AT)
    assert order(version)[0] == (1, "Đào tạo", "in")
    version.refresh_from_db()
    assert Wishes.read(version.wishes) == wishes


def test_a_preview_says_what_more_money_would_add(crew: Crew) -> None:
    allot(crew, 60)
    appraised(crew, "Trước", 50, 90)
    appraised(crew, "Sau", 50, 60)
    found = preview(begun(crew), Wishes())
    assert [answer.place for answer in found.suggestion.answers] == [Place.IN, Place.RESERVE]
    assert [one.name for one in found.more[0].added] == ["Sau"]
    assert set(found.now.values()) == {"in", "reserve"}


def test_a_row_is_moved_by_hand_with_a_reason_and_changes_places(crew: Crew) -> None:
    allot(crew, 100)
    for number, name in enumerate("ABC"):
        appraised(crew, name, 20, 90 - number)
    version = begun(crew)
    before = version.content_hash
    row = version.rows.get(project__name="C")
    told = {"by": crew.officer, "version": version, "at": AT}
    version = actions.shift(row=row, up=True, **told)
    assert [name for _, name, _ in order(version)] == ["A", "C", "B"]
    assert version.content_hash != before
    with pytest.raises(Refused, match="Ghi lý do"):
        actions.move(row=row, to=Standing.OUT, reason=" ", **told)
    version = actions.move(row=row, to=Standing.RESERVE, reason="Chờ máy", **told)
    assert order(version)[-1] == (3, "C", "reserve")
    row.refresh_from_db()
    assert (row.why, row.reason) == (Why.HAND, "Chờ máy")
    first = version.rows.get(project__name="A")
    with pytest.raises(Refused, match="đầu hoặc cuối"):
        actions.shift(row=first, up=True, **told)


def test_a_page_that_is_out_of_date_changes_nothing(crew: Crew) -> None:
    allot(crew, 100)
    appraised(crew, "A", 20)
    version = begun(crew)
    seen = version.content_hash
    row = version.rows.get()
    told = {"by": crew.officer, "version": version, "row": row, "at": AT}
    actions.move(to=Standing.RESERVE, reason="Chờ", seen=seen, **told)
    with pytest.raises(Refused, match="Danh mục đã thay đổi"):
        actions.move(to=Standing.IN, reason="Thôi", seen=seen, **told)
    with pytest.raises(Refused, match="Danh mục đã thay đổi"):
        actions.submit(by=crew.head, version=version, seen=seen, at=AT)


@pytest.mark.parametrize("person", ["head", "chair", "drafter"])
def test_who_may_not_prepare_does_not(crew: Crew, person: str) -> None:
    allot(crew, 100)
    appraised(crew, "A", 20)
    version = begun(crew)
    by = getattr(crew, person)
    with pytest.raises(Refused, match="không có quyền"):
        actions.open_plan(by=by, owner=crew.cast.department, year=YEAR, at=AT)
    with pytest.raises(Refused, match="không có quyền"):
        actions.begin_version(by=by, plan=version.plan, kind=VersionKind.ASSIGNED, at=AT)
    with pytest.raises(Refused, match="không có quyền"):
        actions.take_suggestion(by=by, version=version, wishes=Wishes(), at=AT)


def test_a_stranger_reaches_no_plan_of_another_body(crew: Crew) -> None:
    with pytest.raises(Refused, match="không có quyền"):
        actions.open_plan(by=crew.cast.stranger, owner=crew.cast.department, year=YEAR, at=AT)


def test_one_version_is_open_at_a_time_and_the_first_assigns(crew: Crew) -> None:
    allot(crew, 100)
    appraised(crew, "A", 20)
    plan = plan_of(crew)
    told = {"by": crew.officer, "plan": plan, "at": AT}
    with pytest.raises(Refused, match="chưa được giao lần đầu"):
        actions.begin_version(kind=VersionKind.ADJUSTED, told="Thử", **told)
    begun(crew)
    with pytest.raises(Refused, match="đang có giao đầu năm, phiên bản 1 chưa xong"):
        begun(crew)
    plan = Plan.objects.get()
    version = plan.versions.get()
    actions.withdraw_version(by=crew.head, version=version, reason="Làm lại", at=AT)
    assert begun(crew).number == 2


def test_a_later_version_begins_from_the_plan_in_force(crew: Crew) -> None:
    allot(crew, 100)
    appraised(crew, "A", 60, 90)
    appraised(crew, "B", 60, 80)
    plan = in_force(crew).plan
    told = {"by": crew.officer, "plan": plan, "at": AT}
    with pytest.raises(Refused, match="Ghi vì sao"):
        actions.begin_version(kind=VersionKind.ADJUSTED, told=" ", **told)
    with pytest.raises(Refused, match="đã được giao"):
        actions.begin_version(kind=VersionKind.ASSIGNED, **told)
    appraised(crew, "C", 30, 95)
    version = actions.begin_version(kind=VersionKind.SUPPLEMENTED, told="Thêm", **told)
    assert order(version) == [(1, "A", "in"), (2, "C", "in"), (3, "B", "reserve")]
    assert version.rows.get(rank=1).why == Why.KEPT


def test_a_returned_version_is_put_in_order_and_submitted_again(crew: Crew) -> None:
    allot(crew, 100)
    appraised(crew, "A", 20)
    version = submitted(crew)
    with pytest.raises(Refused, match="đang ở bước “Đã trình”"):
        actions.take_suggestion(by=crew.officer, version=version, wishes=Wishes(), at=AT)
    with pytest.raises(Refused, match="Ghi lý do"):
        actions.return_version(by=crew.chair, version=version, reason="", at=AT)
    version = actions.return_version(by=crew.chair, version=version, reason="Xem lại", at=AT)
    assert version.state == VersionState.RETURNED
    version = actions.take_suggestion(by=crew.officer, version=version, wishes=Wishes(), at=AT)
    assert (version.state, version.submitted_by, version.decided_by) == ("draft", None, None)
    assert actions.submit(by=crew.head, version=version, at=AT).state == VersionState.SUBMITTED


def test_an_empty_plan_is_not_submitted(crew: Crew) -> None:
    with pytest.raises(Refused, match="Chưa có đề án nào"):
        actions.submit(by=crew.head, version=begun(crew), at=AT)


def test_what_the_law_stops_is_out_and_says_why(crew: Crew) -> None:
    allot(crew, 100)
    project = appraised(crew, "Máy sấy chè", 20)
    firm = make_establishment(crew.officer, crew.cast.department)
    support = SupportTold(
        establishment=firm, programme=SupportProgramme.OCOP, item="Máy sấy chè", year=2024
    )
    record_support(by=crew.officer, told=support, at=ENTERED_AT)
    project.lines.update(establishment=firm, what="Máy sấy chè")
    row = begun(crew).rows.get()
    assert (row.standing, row.why) == (Standing.OUT, Why.RULE)
    assert "Máy sấy chè" in row.reason
    assert "cho qua bằng văn bản" in row.reason
