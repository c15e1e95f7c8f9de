"""An approval does all it says in one act, exactly once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from khuyencong.core.models import JournalEntry
from khuyencong.core.refusal import Refused
from khuyencong.funds import actions as funds
from khuyencong.funds.models import Budget, Entry, Share
from khuyencong.plans import actions
from khuyencong.plans.models import PlanAct, PlanVersion
from khuyencong.plans.states import Standing, VersionKind, VersionState
from khuyencong.projects.models import Line, LineShare, Project, StepTaken
from khuyencong.projects.states import LineState, ProjectState
from khuyencong.values.vocabulary import FundingSource
from tests.factories import make_membership, make_user
from tests.plans.made import (
    AT,
    DAY,
    MILLION,
    YEAR,
    Crew,
    allot,
    appraised,
    approve,
    in_force,
    plan_of,
    submitted,
)


def standings(version: PlanVersion) -> dict[str, str]:
    return {row.project.name: row.standing for row in version.rows.select_related("project")}


def test_an_approval_gives_money_and_approves(crew: Crew) -> None:
    allot(crew, 100)
    first, second = appraised(crew, "Máy xẻ", 60, 90), appraised(crew, "Máy sấy", 50, 80)
    version = in_force(crew)
    assert standings(version) == {"Máy xẻ": "in", "Máy sấy": "reserve"}
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (ProjectState.APPROVED, ProjectState.WAITLISTED)
    assert first.lines.get().state == LineState.CONFIRMED
    assert second.lines.get().state == LineState.PROPOSED
    budget = Budget.objects.get()
    assert (budget.allotted, budget.committed) == (100 * MILLION, 60 * MILLION)
    assert Share.objects.get().part == first.lines.get().id
    version.refresh_from_db()
    assert (version.state, version.decision) == (VersionState.APPROVED, "12/QĐ-UBND")
    assert version.decided_by == crew.chair.id
    act = PlanAct.objects.get(step="approve")
    assert Entry.objects.get(kind="commit").act == act.id
    assert StepTaken.objects.get(step="approve").facts == {"plan": str(act.id)}


@pytest.mark.parametrize("person", ["officer", "head", "drafter"])
def test_who_has_no_right_does_not_approve(crew: Crew, person: str) -> None:
    allot(crew, 100)
    appraised(crew, "Máy xẻ", 60)
    with pytest.raises(Refused, match="không có quyền “Phê duyệt kế hoạch”"):
        approve(crew, submitted(crew), by=getattr(crew, person))


def test_who_put_it_in_order_does_not_approve(crew: Crew) -> None:
    allot(crew, 100)
    appraised(crew, "Máy xẻ", 60)
    both = make_user("DEPT_OFFICER", crew.cast.department)
    make_membership(both, "PROVINCE_CHAIR", crew.cast.department)
    version = actions.begin_version(by=both, plan=plan_of(crew), kind=VersionKind.ASSIGNED, at=AT)
    version = actions.submit(by=crew.head, version=version, at=AT)
    with pytest.raises(Refused, match="người làm không tự duyệt"):
        approve(crew, version, by=both)


def test_who_appraised_one_of_its_projects_does_not_approve(crew: Crew) -> None:
    allot(crew, 100)
    project = appraised(crew, "Máy xẻ", 60)
    StepTaken.objects.create(
        project=project,
        step="score_upper",
        after=project.state,
        by=crew.chair.id,
        holder=crew.cast.department,
        at=AT,
    )
    with pytest.raises(Refused, match="chấm thẩm định"):
        approve(crew, submitted(crew))
    project.refresh_from_db()
    assert project.state == ProjectState.APPRAISED


def test_a_fingerprint_that_moved_on_is_refused(crew: Crew) -> None:
    allot(crew, 100)
    appraised(crew, "Máy xẻ", 60)
    version = submitted(crew)
    with pytest.raises(Refused, match="Danh mục đã thay đổi"):
        approve(crew, version, seen="0" * 64)
    with pytest.raises(Refused, match="Mở trang phê duyệt"):
        approve(crew, version, seen="")
    # Somebody changed a row behind the fingerprint's back: the tables are asked, not the column.
    version.rows.update(reason="khác")
    with pytest.raises(Refused, match="Danh mục đã thay đổi"):
        approve(crew, version)


def test_a_second_approval_is_told_who_was_first(crew: Crew) -> None:
    allot(crew, 100)
    appraised(crew, "Máy xẻ", 60)
    version = in_force(crew)
    told = f"đã được {crew.chair.full_name} duyệt lúc 10:00 ngày 23/11/2026"
    with pytest.raises(Refused, match=told):
        approve(crew, version, by=crew.other_chair)
    with pytest.raises(Refused, match=told):
        actions.withdraw_version(by=crew.head, version=version, reason="nhầm", at=AT)


def test_a_decision_has_a_number_and_a_day_that_has_come(crew: Crew) -> None:
    allot(crew, 100)
    appraised(crew, "Máy xẻ", 60)
    version = submitted(crew)
    with pytest.raises(Refused, match="Ghi số"):
        approve(crew, version, decision=" ")
    with pytest.raises(Refused, match="chưa tới"):
        approve(crew, version, decided_on=DAY + timedelta(days=1))


def test_money_that_went_elsewhere_is_named(crew: Crew) -> None:
    allot(crew, 100)
    appraised(crew, "Máy xẻ", 60)
    version = submitted(crew)
    allot(crew, 1, FundingSource.COMMUNE)
    funds.allot(
        by=crew.officer,
        at=AT,
        owner=crew.cast.department.id,
        source=FundingSource.PROVINCIAL,
        year=YEAR,
        amount=-50 * MILLION,
        paper="QĐ 2",
        why="rút bớt",
    )
    with pytest.raises(Refused) as refusal:
        approve(crew, version)
    assert str(refusal.value) == (
        "Không đủ kinh phí: Khuyến công cấp tỉnh còn 50.000.000 đồng, thiếu 10.000.000 đồng."
    )


def test_a_project_that_changed_after_it_was_submitted_is_named(crew: Crew) -> None:
    allot(crew, 100)
    project = appraised(crew, "Máy xẻ", 60)
    version = submitted(crew)
    LineShare.objects.filter(line__project=project).update(amount=61 * MILLION)
    with pytest.raises(Refused, match="“Máy xẻ” đã thay đổi sau khi trình"):
        approve(crew, version)


def kept_now() -> dict[str, object]:
    """Return all that an approval may touch."""
    return {
        "entries": Entry.objects.count(),
        "shares": Share.objects.count(),
        "committed": Budget.objects.get().committed,
        "journal": JournalEntry.objects.count(),
        "acts": PlanAct.objects.count(),
        "steps": StepTaken.objects.count(),
        "projects": list(Project.objects.order_by("id").values_list("state", "version")),
        "lines": list(Line.objects.order_by("id").values_list("state", flat=True)),
        "versions": list(PlanVersion.objects.order_by("id").values_list("state", "decided_by")),
    }


def test_what_fails_last_leaves_nothing_behind(crew: Crew) -> None:
    """The last write of all, the version's own, breaks a rule of the database."""
    allot(crew, 100)
    appraised(crew, "Máy xẻ", 60, 90)
    appraised(crew, "Máy sấy", 50, 80)
    version = submitted(crew)
    PlanVersion.objects.create(
        plan=version.plan,
        number=9,
        kind=VersionKind.ASSIGNED,
        state=VersionState.APPROVED,
        content_hash="x",
        drafted_by=crew.officer.id,
        drafted_at=AT,
        submitted_by=crew.head.id,
        submitted_at=AT,
        decided_by=crew.other_chair.id,
        decided_at=AT,
        decision="1/QĐ",
        decided_on=DAY,
    )
    before = kept_now()
    with pytest.raises(IntegrityError), transaction.atomic():
        approve(crew, version)
    assert kept_now() == before


def test_a_project_that_no_longer_waits_is_named_and_nothing_is_written(crew: Crew) -> None:
    allot(crew, 100)
    appraised(crew, "Máy xẻ", 60, 90)
    last = appraised(crew, "Máy sấy", 20, 80)
    version = submitted(crew)
    Project.objects.filter(id=last.id).update(state=ProjectState.SUBMITTED)
    before = kept_now()
    with pytest.raises(Refused, match="“Máy sấy” đang ở bước “Đã trình”"):
        approve(crew, version)
    assert kept_now() == before


def test_a_project_of_two_years_is_approved_once_and_paid_year_by_year(crew: Crew) -> None:
    allot(crew, 100)
    allot(crew, 100, year=YEAR + 1)
    project = appraised(crew, "Hai năm", 60, later=40)
    in_force(crew)
    assert Budget.objects.get(year=YEAR).committed == 60 * MILLION
    assert Budget.objects.get(year=YEAR + 1).committed == 0
    version = approve(crew, submitted(crew, plan_of(crew, YEAR + 1)))
    assert version.rows.get().reason.startswith("Đang thực hiện từ năm trước")
    assert Budget.objects.get(year=YEAR + 1).committed == 40 * MILLION
    assert StepTaken.objects.filter(project=project, step="approve").count() == 1


def test_a_supplement_only_adds_and_an_adjustment_gives_back(crew: Crew) -> None:
    allot(crew, 100)
    appraised(crew, "Máy xẻ", 60, 90)
    appraised(crew, "Máy sấy", 50, 80)
    plan = in_force(crew).plan
    told = {"by": crew.officer, "plan": plan, "told": "Cơ sở rút", "at": AT}
    version = actions.begin_version(kind=VersionKind.SUPPLEMENTED, **told)
    dropped = version.rows.get(project__name="Máy xẻ")
    moved = {"by": crew.officer, "at": AT, "reason": "Cơ sở không còn vốn đối ứng."}
    version = actions.move(version=version, row=dropped, to=Standing.OUT, **moved)
    with pytest.raises(Refused, match="Bổ sung chỉ được thêm: “Máy xẻ”"):
        actions.submit(by=crew.head, version=version, at=AT)
    actions.withdraw_version(by=crew.head, version=version, reason="Sai loại", at=AT)

    version = actions.begin_version(kind=VersionKind.ADJUSTED, **told)
    dropped = version.rows.get(project__name="Máy xẻ")
    waiting = version.rows.get(project__name="Máy sấy")
    actions.move(version=version, row=dropped, to=Standing.OUT, **moved)
    version = actions.move(version=version, row=waiting, to=Standing.IN, **moved)
    approve(crew, actions.submit(by=crew.head, version=version, at=AT))
    states = {p.name: p.state for p in Project.objects.all()}
    assert states == {"Máy xẻ": ProjectState.TERMINATED, "Máy sấy": ProjectState.APPROVED}
    assert Budget.objects.get().committed == 50 * MILLION


def test_a_version_that_changes_nothing_is_not_submitted(crew: Crew) -> None:
    allot(crew, 100)
    appraised(crew, "Máy xẻ", 60)
    plan = in_force(crew).plan
    version = actions.begin_version(
        by=crew.officer, plan=plan, kind=VersionKind.ADJUSTED, told="Thử", at=AT
    )
    with pytest.raises(Refused, match="không thay đổi gì"):
        actions.submit(by=crew.head, version=version, at=AT)


def test_more_than_the_money_is_not_submitted(crew: Crew) -> None:
    allot(crew, 100)
    appraised(crew, "Máy xẻ", 60, 90)
    appraised(crew, "Máy sấy", 50, 80)
    version = actions.begin_version(
        by=crew.officer, plan=plan_of(crew), kind=VersionKind.ASSIGNED, at=AT
    )
    row = version.rows.get(project__name="Máy sấy")
    version = actions.move(
        by=crew.officer, version=version, row=row, to=Standing.IN, reason="Cần gấp", at=AT
    )
    with pytest.raises(Refused, match=r"còn 100.000.000 đồng, thiếu 10.000.000 đồng"):
        actions.submit(by=crew.head, version=version, at=AT)


def test_freed_money_goes_to_the_reserve_in_one_act(crew: Crew) -> None:
    allot(crew, 100)
    appraised(crew, "Máy xẻ", 60, 90)
    appraised(crew, "Máy sấy", 50, 80)
    appraised(crew, "Lò gốm", 45, 70)
    plan = in_force(crew).plan
    with pytest.raises(Refused, match=r"chưa đủ cho “Máy sấy”: còn thiếu 10.000.000 đồng"):
        actions.reassign(by=crew.head, plan=plan, told="Kinh phí giải phóng", at=AT)
    allot(crew, 15)
    version = actions.reassign(by=crew.head, plan=plan, told="Kinh phí giải phóng", at=AT)
    assert (version.kind, version.state) == (VersionKind.SUPPLEMENTED, VersionState.SUBMITTED)
    assert standings(version) == {"Máy xẻ": "in", "Máy sấy": "in", "Lò gốm": "reserve"}
    approve(crew, version)
    assert Budget.objects.get().committed == 110 * MILLION
    with pytest.raises(Refused, match="chưa đủ cho “Lò gốm”"):
        actions.reassign(by=crew.officer, plan=plan, told="Nữa", at=AT)
