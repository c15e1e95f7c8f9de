"""A result is recorded once, set right by a new version, withdrawn; who may not is told."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from khuyencong.applications.actions import load_papers
from khuyencong.applications.models import Paper, PaperKind
from khuyencong.core.models import JournalEntry
from khuyencong.core.refusal import Refused
from khuyencong.projects.actions import LineTold, put_line
from khuyencong.projects.models import Line, Project
from khuyencong.projects.states import ProjectState
from khuyencong.results.actions import (
    ResultTold,
    add_evidence,
    correct_result,
    record_past_results,
    record_result,
    take_off_evidence,
    withdraw_result,
)
from khuyencong.results.models import Result
from khuyencong.results.queries import counted, evidence_of, known_on, visible_to, with_evidence
from khuyencong.results.rules import MAX_COUNT
from khuyencong.values.vocabulary import FundingSource
from tests.cast import Cast
from tests.factories import PDF, make_establishment, make_project, make_user, told
from tests.results.world import AT, END, START, World, course, of_kind

LATER = AT + timedelta(1)


def by_itself(cast: Cast, said: ResultTold) -> ResultTold:
    return replace(said, custodian=cast.department)


def record(cast: Cast, said: ResultTold) -> Result:
    return record_result(by=cast.owner, told=by_itself(cast, said), at=AT)


def line_of(cast: Cast, state: str = ProjectState.IN_PROGRESS) -> Line:
    drafter = make_user("CENTRE_OFFICER", cast.centre)
    project = make_project(drafter, cast.department, content="training")
    said = LineTold(
        what="Lớp mẫu", year=2026, cost=2, support={FundingSource.PROVINCIAL: 1}, content="training"
    )
    line = put_line(by=drafter, project=project, told=said, at=AT)
    Project.objects.filter(id=project.id).update(state=state)
    return Line.objects.select_related("project__custodian", "project__owner").get(id=line.id)


def test_what_was_done_is_recorded_with_its_place_and_its_keeper(cast: Cast, world: World) -> None:
    place = world.communes["a1"]
    row = record(cast, course(place))
    assert (row.custodian, row.owner, row.place) == (cast.department, cast.department, place)
    assert (row.quantity, row.persons, row.unit, row.content) == (1, 30, "class", "training")
    assert (row.version, row.superseded_at, row.more) == (1, None, {"trade": "mây tre đan"})
    entry = JournalEntry.objects.get(act="result.recorded")
    assert entry.about == f"result:{row.series}"
    assert entry.facts == {"kind": "course", "version": 1}


def test_of_a_line_it_is_of_the_same_plan(cast: Cast, world: World) -> None:
    line = line_of(cast)
    said = course(world.communes["m1"], date(2026, 11, 10), line=line, source="national")
    row = record_result(by=cast.owner, told=said, at=AT)
    assert (row.line, row.owner, row.custodian) == (line, cast.department, cast.department)
    assert row.source == "provincial"


def test_of_a_line_that_was_never_approved_there_is_none(cast: Cast, world: World) -> None:
    line = line_of(cast, ProjectState.REGISTERED)
    with pytest.raises(Refused, match="chưa được phê duyệt"):
        record_result(by=cast.owner, told=course(world.communes["a1"], line=line), at=AT)


def test_who_may_not_record_is_told(cast: Cast, world: World) -> None:
    said = by_itself(cast, course(world.communes["a1"]))
    for person in (cast.stranger, cast.head, cast.chair, cast.auditor, cast.agency_officer):
        with pytest.raises(Refused, match="không có quyền"):
            record_result(by=person, told=said, at=AT)
    assert record_result(by=cast.centre_officer, told=said, at=AT)
    row = Result.objects.get()
    with pytest.raises(Refused, match="không có quyền"):
        correct_result(by=cast.stranger, result=row, told=said, reason="x", at=AT)
    seen = {name: visible_to(getattr(cast, name)).count() for name in ("owner", "stranger")}
    assert seen == {"owner": 1, "stranger": 0}
    assert visible_to(cast.centre_officer).count() == visible_to(cast.auditor).count() == 1
    assert visible_to(None).count() == 0


TURNS = {"kind": "study_tour", "counts": {"quantity": 1, "persons": 9, "person_turns": 8}}
WRONG: list[tuple[dict[str, Any], str]] = [
    ({"kind": "x"}, "không có trong danh mục"),
    ({"what": " "}, "Ghi việc đã làm"),
    ({"what": "a\0"}, "NUL"),
    ({"what": "x" * 301}, "tối đa 300"),
    ({"done_until": date(2018, 5, 4)}, "Ngày cuối"),
    ({"done_until": date(2026, 11, 22)}, "chưa tới"),
    ({"done_from": date(1999, 1, 1)}, "năm 2000"),
    ({"place": None}, "Ghi nơi"),
    ({"done_until": date(2025, 7, 2)}, "ghi tên nơi ấy của ngày đó"),
    ({"content": "information"}, "không thuộc nội dung"),
    ({"source": "x"}, "Nguồn"),
    ({"variant": "x"}, "chọn lại"),
    ({"counts": {"quantity": 1, "persons": 30, "booths": 2}}, "không ghi mục ấy"),
    ({"counts": {"quantity": 1}}, "Chưa ghi số lao động học"),
    ({"counts": {"quantity": 1, "persons": -1}}, "số nguyên"),
    ({"counts": {"quantity": 1, "persons": MAX_COUNT + 1}}, "số nguyên"),
    ({"counts": {"quantity": 1, "persons": True}}, "số nguyên"),
    ({"counts": {"quantity": 1, "persons": 30, "women": 31}}, "không nhiều hơn số người"),
    (TURNS | {"more": {}}, "không nhiều hơn số lượt người"),
    ({"more": {"trade": 5}}, "Ghi bằng chữ"),
    ({"more": {"trade": "x" * 301}}, "tối đa 300"),
    ({"more": {"trade": "x", "all_employed": "có"}}, "có hoặc không"),
    ({"bound": "gt"}, "Chọn cả cách ghi"),
    ({"bound": "gt", "bounded": "booths"}, "phải là một số đã ghi"),
    ({"bound": "x", "bounded": "persons"}, "phải là một số đã ghi"),
    (
        {"kind": "management_class", "counts": {"quantity": 1}, "more": {"business_percent": "x"}},
        "x",
    ),
    ({"kind": "study_tour", "counts": {"quantity": 1}, "more": {"who": "x"}}, "chọn lại"),
]


@pytest.mark.parametrize(("changed", "said"), WRONG)
def test_what_cannot_be_is_refused_in_words(
    cast: Cast, world: World, changed: dict[str, Any], said: str
) -> None:
    wrong = replace(course(world.communes["a1"]), **changed)
    with pytest.raises(Refused, match=said):
        record(cast, wrong)
    assert not Result.objects.exists()


def test_establishments_by_name_are_counted_and_stand_only_where_they_may(
    cast: Cast, world: World
) -> None:
    firms = [make_establishment(cast.owner, cast.department) for _ in range(2)]
    listed = {firms[0]: 2, firms[1]: 1}
    row = record(
        cast, of_kind("fair", world.communes["a1"], {"quantity": 2}, establishments=listed)
    )
    assert (row.establishments, row.establishment_turns, row.is_listed) == (2, 3, True)
    with pytest.raises(Refused, match="không ghi danh sách cơ sở"):
        record(
            cast, of_kind("policy", world.communes["a1"], {"quantity": 2}, establishments=listed)
        )
    with pytest.raises(Refused, match=r"từ 1 đến 1\.000"):
        record(cast, course(world.communes["a1"], establishments={firms[0]: 0}))


def test_set_right_it_has_a_new_version_and_the_old_one_is_still_known(
    cast: Cast, world: World
) -> None:
    first = record(cast, course(world.communes["a1"]))
    said = course(world.communes["a1"], counts={"quantity": 1, "persons": 28})
    second = correct_result(by=cast.owner, result=first, told=said, reason="Đếm lại", at=LATER)
    first.refresh_from_db()
    assert (second.version, second.series, second.reason) == (2, first.series, "Đếm lại")
    assert (first.persons, first.superseded_at) == (30, LATER)
    span = (cast.department, START, END)
    key = ("training.workers", "training", "provincial")
    assert counted(*span)[key].value == 28
    assert counted(*span, as_of=AT)[key].value == 30
    assert counted(*span, as_of=AT - timedelta(1)) == {}
    with pytest.raises(Refused, match="vừa sửa"):
        correct_result(by=cast.owner, result=first, told=said, reason="x", at=LATER)
    with pytest.raises(Refused, match="lý do"):
        correct_result(by=cast.owner, result=second, told=said, reason=" ", at=LATER)


def test_withdrawn_it_counts_no_more_and_stays_to_be_read(cast: Cast, world: World) -> None:
    first = record(cast, course(world.communes["a1"]))
    last = withdraw_result(by=cast.owner, result=first, reason="Ghi hai lần", at=LATER)
    assert counted(cast.department, START, END) == {}
    assert counted(cast.department, START, END, as_of=AT) != {}
    assert known_on(Result.objects.all()).count() == 0
    assert Result.objects.count() == 2
    said = course(world.communes["a1"])
    with pytest.raises(Refused, match="đã rút"):
        correct_result(by=cast.owner, result=last, told=said, reason="x", at=LATER)


def test_all_or_nothing(cast: Cast, world: World) -> None:
    firm = make_establishment(cast.owner, cast.department)
    row = record(cast, course(world.communes["a1"], establishments={firm: 1}))
    before = JournalEntry.objects.count()
    said = course(world.communes["a1"], counts={"quantity": 1, "persons": 1})
    Result.objects.create(**_copy(row, version=2, superseded_at=LATER, reason="x"))
    with pytest.raises(IntegrityError), transaction.atomic():
        correct_result(by=cast.owner, result=row, told=said, reason="x", at=LATER)
    row.refresh_from_db()
    assert row.superseded_at is None
    assert JournalEntry.objects.count() == before


def _copy(row: Result, **more: object) -> dict[str, Any]:
    fields = {
        field.attname: getattr(row, field.attname)
        for field in Result._meta.concrete_fields
        if field.name != "id"
    }
    return fields | more


def test_papers_prove_a_result_through_its_versions(cast: Cast, world: World) -> None:
    load_papers()
    row = record(cast, course(world.communes["a1"]))
    bare = record(cast, course(world.communes["a1"]))
    kind = PaperKind.objects.get(code="danh-sach")
    file = {"kind": kind, "file_name": "ds.pdf", "data": PDF, "at": AT}
    use = add_evidence(by=cast.owner, result=row, **file)
    add_evidence(by=cast.owner, result=bare, **file)
    assert Paper.objects.count() == 1
    said = course(world.communes["a1"])
    second = correct_result(by=cast.owner, result=row, told=said, reason="x", at=LATER)
    assert [one.paper.kind for one in evidence_of(second)] == [kind]
    with pytest.raises(Refused, match="hồ sơ khác"):
        take_off_evidence(by=cast.owner, result=bare, use=use, at=AT)
    take_off_evidence(by=cast.owner, result=second, use=use, at=AT)
    found = {one.id: one.has_evidence for one in with_evidence(known_on(Result.objects.all()))}
    assert found == {second.id: False, bare.id: True}
    with pytest.raises(Refused, match="không có quyền"):
        add_evidence(by=cast.stranger, result=bare, **file)


def test_past_results_are_entered_together_with_one_entry(
    cast: Cast, world: World, django_assert_max_num_queries: Any
) -> None:
    said = (course(world.communes["a1"], date(2018, 1, 1 + day)) for day in range(20))
    with django_assert_max_num_queries(12):
        assert enter(cast, said) == 20
    entry = JournalEntry.objects.get(act="result.past_recorded")
    assert entry.facts["rows"] == 20
    assert len(entry.facts["sha256"]) == 64
    assert enter(cast, []) == 0
    with pytest.raises(Refused, match="căn cứ"):
        enter(cast, [course(world.communes["a1"]), course(world.communes["a1"], basis="")])
    assert Result.objects.count() == 20
    with pytest.raises(Refused, match="không có quyền"):
        enter(cast, [course(world.communes["a1"])], by=cast.stranger)
    with pytest.raises(Refused, match="đơn vị khác"):
        enter(cast, [course(world.communes["a1"], line=line_of(cast))], owner=cast.agency)


def enter(cast: Cast, said: Any, **more: Any) -> int:
    bodies = {"by": cast.owner, "custodian": cast.department, "owner": cast.department}
    if more.get("owner") == cast.agency:
        bodies["by"] = cast.agency_officer
    return record_past_results(told=said, at=AT, **(bodies | more))


def test_nobody_is_named_in_the_journal(cast: Cast, world: World) -> None:
    record(cast, course(world.communes["a1"], what=f"Lớp của {told(world.communes['a1']).name}"))
    entry = JournalEntry.objects.get(act="result.recorded")
    assert "Thí Dụ" not in str(entry.facts)
