"""A đề án of old papers is entered whole: all of it or nothing, once, with its money by stage."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from khuyencong.core.models import JournalEntry
from khuyencong.core.refusal import Refused
from khuyencong.funds.actions import close_year
from khuyencong.funds.models import BesideMoney, Budget, Entry, Fund
from khuyencong.funds.queries import ledger_faults
from khuyencong.projects.actions import (
    LineTold,
    PastLine,
    PastProject,
    ProjectTold,
    record_past,
    record_past_many,
)
from khuyencong.projects.models import Acceptance, Line, Project, StepTaken
from khuyencong.projects.queries.totals import beside, results, totals
from khuyencong.projects.rules.past import PastDays
from khuyencong.projects.states import Level, LineState, ProjectKind, ProjectState
from khuyencong.values.vocabulary import FundingSource
from tests.cast import Cast
from tests.factories import make_commune, make_establishment, make_project, make_user, told

AT = datetime(2026, 11, 20, 2, tzinfo=UTC)
PROVINCIAL, NATIONAL = FundingSource.PROVINCIAL, FundingSource.NATIONAL
ALL_DAYS = PastDays(
    approved=date(2018, 2, 1),
    contracted=date(2018, 3, 1),
    accepted=date(2018, 9, 1),
    paid=date(2018, 9, 20),
    settled=date(2018, 12, 20),
)


def days(stage: str) -> PastDays:
    """Return the days of a line up to a stage."""
    order = ("approved", "contracted", "accepted", "paid", "settled")
    later = order[order.index(stage) + 1 :]
    return replace(ALL_DAYS, **dict.fromkeys(later))


def past(code: str = "2018-0001", stage: str = "settled", **more: Any) -> PastProject:
    source = more.pop("source", PROVINCIAL)
    line = LineTold(
        what="Lớp khởi sự",
        year=2018,
        cost=more.pop("cost", 30_000_000),
        support={source: 20_000_000},
        quantity=35,
        unit="học viên",
    )
    lines = more.pop("lines", (PastLine(told=line, days=days(stage)),))
    project = ProjectTold(
        name=more.pop("name", "Khởi sự doanh nghiệp mẫu"),
        level=Level.NATIONAL if source is NATIONAL else Level.LOCAL,
        kind=ProjectKind.SINGLE,
        content="management_capacity",
        source=source,
        first_year=2018,
        last_year=2018,
    )
    paper = more.pop("paper", "Báo cáo mẫu, mục 2")
    return PastProject(code=code, told=project, lines=lines, paper=paper, **more)


def enter(cast: Cast, *told: PastProject, **more: Any) -> int:
    given = {"by": cast.owner, "custodian": cast.department, "owner": cast.department} | more
    return record_past_many(told=told, at=AT, **given)


@pytest.mark.parametrize(
    ("stage", "state", "line_state", "kinds"),
    [
        ("approved", ProjectState.APPROVED, LineState.CONFIRMED, 1),
        ("contracted", ProjectState.CONTRACTED, LineState.CONTRACTED, 2),
        ("accepted", ProjectState.ACCEPTED, LineState.ACCEPTED, 3),
        ("paid", ProjectState.ACCEPTED, LineState.PAID, 4),
        ("settled", ProjectState.SETTLED, LineState.PAID, 5),
    ],
)
def test_it_comes_as_far_as_its_papers_tell(
    cast: Cast, stage: str, state: str, line_state: str, kinds: int
) -> None:
    assert enter(cast, past(stage=stage)) == 1
    project = Project.objects.get()
    line = project.lines.get()
    assert (project.state, line.state) == (state, line_state)
    assert project.code == "2018-0001"
    step = project.steps.get()
    assert (step.step, step.before, step.after) == ("record_past", "", state)
    assert step.facts["paper"] == "Báo cáo mẫu, mục 2"
    order = ["commit", "contract", "accept", "pay", "settle"][:kinds]
    entries = list(Entry.objects.filter(spender=project.id).order_by("day"))
    assert [entry.kind for entry in entries] == order
    told_days = [day for _, day in days(stage).told]
    assert [entry.day for entry in entries] == told_days
    assert {entry.act for entry in entries} == {step.id}
    fund = Fund.objects.get(spender=project.id)
    columns = ["committed", "contracted", "accepted", "paid", "settled"]
    assert [getattr(fund, name) for name in columns] == [
        20_000_000 if number < kinds else 0 for number in range(5)
    ]
    assert Acceptance.objects.exists() is (kinds > 2)
    assert list(ledger_faults()) == []


def test_what_was_accepted_is_kept_with_its_day_and_quantity(cast: Cast) -> None:
    line = past().lines[0]
    jobs = replace(line, jobs=4, beside=((FundingSource.INTEGRATED, 7, "Chương trình Mẫu"),))
    enter(cast, past(lines=(jobs,)))
    acceptance = Acceptance.objects.get()
    assert (acceptance.day, acceptance.quantity, acceptance.jobs) == (date(2018, 9, 1), 35, 4)
    assert acceptance.accepted == {"provincial": 20_000_000}
    assert Line.objects.get().counterpart == 10_000_000
    assert BesideMoney.objects.get().programme == "Chương trình Mẫu"
    assert beside(cast.department, [2018]) == {("integrated", "Chương trình Mẫu"): 7}


def test_the_same_again_is_the_same_and_another_under_its_code_is_refused(cast: Cast) -> None:
    enter(cast, past(), past("2018-0002"))
    entries = JournalEntry.objects.count()
    assert enter(cast, past(), past("2018-0002")) == 0
    assert JournalEntry.objects.count() == entries
    assert enter(cast, past("2018-0002"), past("2018-0003")) == 1
    with pytest.raises(Refused, match="2018-0001 đã có trong sổ với nội dung khác"):
        enter(cast, past(name="Khác"))
    with pytest.raises(Refused, match="đứng hai lần"):
        enter(cast, past("2018-0009"), past("2018-0009", name="Khác"))
    assert enter(cast, past("2018-0010"), past("2018-0010")) == 1
    one = record_past(
        by=cast.owner, custodian=cast.department, owner=cast.department, told=past(), at=AT
    )
    assert one.code == "2018-0001"
    assert Project.objects.count() == 4


def test_all_or_nothing(cast: Cast) -> None:
    with pytest.raises(Refused, match="Tổng kinh phí"):
        enter(cast, past(), past("2018-0002", cost=-1))
    for model in (Project, Line, StepTaken, Entry, Fund, Budget):
        assert not model.objects.exists()


def test_one_journal_entry_tells_of_the_list(cast: Cast) -> None:
    enter(cast, past(), past("2018-0002"))
    entry = JournalEntry.objects.get(act="project.past_recorded")
    assert entry.facts["rows"] == 2
    assert len(entry.facts["sha256"]) == 64
    assert entry.custodian == cast.department.id
    assert entry.by == cast.owner.id


def test_who_may_enter_what(cast: Cast) -> None:
    centre = make_user("CENTRE_HEAD", cast.centre)
    for person in (cast.stranger, cast.head, cast.chair, cast.auditor, cast.agency_officer, centre):
        with pytest.raises(Refused, match="không có quyền ghi lại"):
            enter(cast, past(), by=person)
    # A Sở does not write into the books of the Cục, nor of another Sở …
    national = past(source=NATIONAL)
    for owner in (cast.agency, cast.other_department):
        with pytest.raises(Refused, match="không có quyền ghi lại"):
            enter(cast, national, owner=owner)
    # … nor lays local records upon another; the Cục enters its own money for the Sở.
    with pytest.raises(Refused, match="không có quyền ghi lại"):
        enter(cast, past(), custodian=cast.other_department)
    assert enter(cast, national, owner=cast.agency, by=cast.agency_officer) == 1
    project = Project.objects.get()
    assert (project.owner, project.custodian) == (cast.agency, cast.department)
    with pytest.raises(Refused, match="không có quyền ghi lại"):
        enter(cast, past("2018-0007"), owner=cast.agency, by=cast.agency_officer)


BEFORE = replace(ALL_DAYS, contracted=date(2018, 1, 1))
GAP = replace(ALL_DAYS, accepted=None)
TO_COME = replace(ALL_DAYS, settled=date(2026, 11, 21))


@pytest.mark.parametrize(
    ("changed", "told_as"),
    [
        ({"code": " "}, "cần một mã"),
        ({"code": "x" * 41}, "cần một mã"),
        ({"paper": ""}, "giấy tờ làm căn cứ"),
        ({"paper": "a\0"}, "giấy tờ làm căn cứ"),
        ({"lines": ()}, "ít nhất một dòng"),
        ({"days": BEFORE}, "ký hợp đồng 01/01/2018 trước"),
        ({"days": GAP}, "không bỏ cách"),
        ({"days": TO_COME}, "phải đã qua"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    cast: Cast, changed: dict[str, Any], told_as: str
) -> None:
    one = past()
    if "days" in changed:
        changed = {"lines": (replace(one.lines[0], days=changed["days"]),)}
    with pytest.raises(Refused, match=told_as):
        enter(cast, replace(one, **changed))


def test_lines_that_came_differently_far_are_two_papers(cast: Cast) -> None:
    line = past().lines[0]
    other = replace(line, days=days("contracted"))
    with pytest.raises(Refused, match="cùng một bước"):
        enter(cast, past(lines=(line, other)))


def test_a_closed_year_stays_closed(cast: Cast) -> None:
    enter(cast, past())
    close_year(
        by=cast.head, at=AT, owner=cast.department.id, source=PROVINCIAL, year=2018, why="mẫu"
    )
    with pytest.raises(Refused, match="2018"):
        enter(cast, past("2018-0002"))
    assert Project.objects.count() == 1


def test_what_a_budget_has_is_taken_before_more_is_allotted(cast: Cast) -> None:
    enter(cast, past(), past("2018-0002"))
    budget = Budget.objects.get()
    assert (budget.allotted, budget.committed, budget.left) == (40_000_000, 40_000_000, 0)
    assert Entry.objects.filter(kind="allot").count() == 1
    enter(cast, past("2018-0003"))
    budget.refresh_from_db()
    assert (budget.allotted, budget.left) == (60_000_000, 0)
    assert list(ledger_faults()) == []


def test_totals_go_by_stage_year_and_whose(cast: Cast) -> None:
    firm = make_establishment(cast.owner, cast.department, told(make_commune()))
    first = past().lines[0]
    second = replace(
        first,
        told=replace(
            first.told,
            year=2019,
            establishment=firm,
            content="consultancy",
            unit="cơ sở",
            quantity=1,
        ),
        days=PastDays(**{k: d + timedelta(365) for k, d in ALL_DAYS.told}),
    )
    long = past("2018-0002", lines=(first, second))
    long = replace(long, told=replace(long.told, last_year=2019))
    enter(cast, past(stage="approved"), long)
    both = totals(cast.department, [2018, 2019])
    assert (both.count(), both.count("accepted"), both.count("settled")) == (2, 1, 1)
    assert both.amount("planned") == both.amount("approved") == 60_000_000
    assert both.amount("settled") == 40_000_000
    assert both.amount("settled", content="consultancy") == 20_000_000
    assert totals(cast.department, [2019]).count() == 0
    assert totals(cast.department, [2019]).amount("paid") == 20_000_000
    assert totals(cast.department, [2018]).count() == 2
    assert totals(cast.other_department, [2018, 2019]).money == {}
    assert both.by == ("source", "content", "year")
    by_year = totals(cast.department, [2018, 2019], by=("year",))
    assert by_year.amount("approved", year=2018) == 40_000_000
    assert results(cast.department, [2019]) == {
        ("consultancy", "", "cơ sở"): {
            "lines": 1,
            "quantity": 1,
            "jobs": 0,
            "establishments": 1,
        }
    }


def test_codes_of_old_papers_do_not_trouble_the_count_of_new_ones(cast: Cast) -> None:
    enter(cast, past("2026-cũ"), past("2026-0007"), past("15/ĐA-KC"))
    centre = make_user("CENTRE_OFFICER", cast.centre)
    assert make_project(centre, cast.department).code == "2026-0008"


def test_totals_of_nothing_are_nothing(cast: Cast) -> None:
    found = totals(cast.department, range(2016, 2021))
    assert (found.projects, found.money) == ({}, {})
    assert found.count() == found.amount() == 0


def test_many_take_as_many_questions_as_few(cast: Cast, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(45):
        enter(cast, *[past(f"2018-{number:04d}") for number in range(1, 4)])
    with django_assert_max_num_queries(45):
        enter(cast, *[past(f"2018-{number:04d}") for number in range(10, 60)])
    assert list(ledger_faults()) == []
