"""What changed since a report was frozen: rows by label and field, figures with their causes."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.reports.queries.later import later
from khuyencong.reports.rules.later import Changed, Differences, differing, key_of
from khuyencong.reports.rules.parts import labels_of, made_of
from khuyencong.reports.states import Borders
from tests.reports.owed import AT, PERIOD, Desk, Records

db = pytest.mark.django_db


def now(desk: Desk) -> Any:
    asked = {"place": desk.place, "period": PERIOD, "form": "year", "at": AT}
    return desk.records.prepare(borders=Borders.THEN, chapters={}, **asked)


@db
def test_nothing_is_told_where_nothing_changed(desk: Desk) -> None:
    assert not later(desk.sent(), now(desk))


@db
def test_a_row_that_came_causes_the_figures_it_is_part_of(desk: Desk) -> None:
    row = desk.sent()
    desk.records.rows.append(
        {
            "id": "project:3",
            "label": "KC03",
            "funding_source": "national",
            "activity": "typical_products",
        }
    )
    told = later(row, now(desk))
    assert [one.label for one in told.added] == ["KC03"]
    assert (told.removed, told.changed) == ((), ())
    (figure,) = told.figures
    assert (figure.key, figure.before, figure.after) == ("de-an", 2, 3)
    assert figure.causes == told.added


@db
def test_a_row_that_went_and_a_row_that_changed(desk: Desk) -> None:
    row = desk.sent()
    desk.records.rows[:] = [one for one in desk.records.rows if one["id"] != "project:1"]
    desk.records.rows[-1]["persons"] = 32
    told = later(row, now(desk))
    assert [one.label for one in told.removed] == ["KC01 Máy sấy chè"]
    (changed,) = told.changed
    assert changed.changes == (Changed("persons", 30, 32),)
    causes = {one.key: [cause.id for cause in one.causes] for one in told.figures}
    assert causes == {
        "de-an": ["project:1"],
        "de-an-tinh": ["project:1"],
        "hoc-vien": ["result:1"],
    }


@db
def test_a_row_that_left_a_filter_is_the_cause_still(desk: Desk) -> None:
    row = desk.sent()
    desk.records.rows[0]["funding_source"] = "national"
    told = later(row, now(desk))
    assert [(one.key, [c.id for c in one.causes]) for one in told.figures] == [
        ("de-an-tinh", ["project:1"])
    ]


pure = pytest.mark.pure
ROW = {"id": "money:1", "label": "x", "source": "provincial", "year": 2026}


@pure
@pytest.mark.parametrize(
    ("figure", "is_part"),
    [
        ({"measure": "money.state"}, True),
        ({"measure": "money.state", "filters": {"source": "provincial"}}, True),
        ({"measure": "money.state", "filters": {"funding_source": "provincial"}}, True),
        ({"measure": "money.state", "filters": {"source": "national"}}, False),
        ({"measure": "money.state", "filters": {"activity": "training"}}, False),
        ({"measure": "projects.count"}, False),
        ({"measure": "training.persons"}, False),
        ({"measure": "projects.count", "evidence": {"rows": ["money:1"]}}, True),
        ({"measure": "money.state", "evidence": {"rows": []}}, False),
        ({"measure": "money.state", "filters": {"name": "x"}}, False),
        ({"measure": "money.state.share", "filters": {"source": "provincial"}}, True),
        ({"measure": "money.counterpart"}, False),
    ],
)
def test_which_rows_a_figure_is_made_of(figure: dict[str, Any], is_part: bool) -> None:
    assert made_of(figure, ROW) is is_part


MONEY = {"id": "money:1", "project": "7", "source": "provincial", "year": 2026}
PAID = {**MONEY, "amounts": [0, 9, 0, 0, 0, 9, 0, 0]}


@pure
@pytest.mark.parametrize(
    ("measure", "stage", "row", "is_part"),
    [
        ("money.state", "paid", PAID, True),
        ("money.state", "accepted", PAID, False),
        ("projects.count", "approved", {"id": "project:7", "reached": ["approved"]}, True),
        ("projects.count", "settled", {"id": "project:7", "reached": ["approved"]}, False),
        ("training.workers", "accepted", {"id": "result:1", "kind": "course"}, True),
        ("fairs.count", "accepted", {"id": "result:1", "kind": "course"}, False),
    ],
)
def test_a_row_counts_at_the_step_it_reached(
    measure: str, stage: str, row: dict[str, Any], is_part: bool
) -> None:
    assert made_of({"measure": measure, "stage": stage}, row) is is_part


@pure
def test_money_is_called_after_its_project_and_told_by_step() -> None:
    project = {"id": "project:7", "label": "KC07 Máy sấy"}
    assert labels_of({"money:1": PAID, "project:7": project, "x": {"id": "x"}}) == {
        "money:1": "KC07 Máy sấy, provincial, 2026",
        "project:7": "KC07 Máy sấy",
        "x": "x",
    }
    now = {**PAID, "amounts": [0, 9, 0, 0, 8, 9, 0, 0]}
    result = {"id": "result:1", "label": "Lớp", "values": [["persons", 30]]}
    more = {**result, "values": [["persons", 30], ["women", 9]]}
    told = differing([PAID, project, result], [], [now, project, more], [])
    assert [(one.label, one.changes) for one in told.changed] == [
        ("KC07 Máy sấy, provincial, 2026", (Changed("amounts.accepted", 0, 8),)),
        ("Lớp", (Changed("values.women", None, 9),)),
    ]


@pure
def test_where_the_evidence_is_the_same_no_row_is_blamed() -> None:
    one, other = Records(), Records()
    other.rows[3]["persons"] = 31
    figures = [
        [{**figure, "evidence": {"hash": "same"}} for figure in records.figures()]
        for records in (one, other)
    ]
    told = differing(one.rows, figures[0], other.rows, figures[1])
    assert [(figure.key, figure.causes) for figure in told.figures] == [("hoc-vien", ())]


@pure
def test_another_way_to_find_causes_can_be_given() -> None:
    one, other = Records(), Records()
    other.rows[3]["persons"] = 31
    told = differing(
        one.rows, one.figures(), other.rows, other.figures(), lambda _figure, _row: False
    )
    assert [(figure.key, figure.causes) for figure in told.figures] == [("hoc-vien", ())]


@pure
def test_an_estimate_that_changed_and_a_figure_that_is_new() -> None:
    before = [{"measure": "a.b", "stage": "paid", "filters": {}, "value": 1, "estimated": None}]
    after = [dict(before[0], estimated=2), {"measure": "c.d", "value": 3}]
    told = differing([], before, [], after)
    assert [(one.key, one.field, one.before, one.after) for one in told.figures] == [
        ("a.b:paid:", "estimated", None, 2),
        ("c.d::", "value", None, 3),
    ]
    assert key_of({"key": "k", "measure": "a"}) == "k"


ROWS = st.dictionaries(
    st.integers(0, 9), st.fixed_dictionaries({"amount": st.integers(0, 3)}), max_size=8
)


@pure
@given(ROWS, ROWS)
def test_what_came_went_and_changed_is_the_whole_difference(
    one: dict[int, dict[str, int]], other: dict[int, dict[str, int]]
) -> None:
    def rows(told: dict[int, dict[str, int]]) -> list[dict[str, Any]]:
        return [{"id": f"money:{key}", "label": "x", **value} for key, value in told.items()]

    told: Differences = differing(rows(one), [], rows(other), [])
    made = {row["id"]: row for row in rows(one)}
    for gone in told.removed:
        del made[gone.id]
    for came in (*told.added, *told.changed):
        made[came.id] = dict(came.row)
    assert made == {row["id"]: row for row in rows(other)}
    assert bool(told) is (one != other)
