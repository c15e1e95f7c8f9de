"""A dozen ugly sheets, each understood without a manual."""

from typing import Any

import pytest

from khuyencong.sheets import KINDS, Level, Line, Role, understand
from khuyencong.sheets.opening import open_sheet
from tests.sheets.ugly import ALL, Ugly

NAMED = {"past_projects": "name", "establishments": "name", "needs": "what"}


def records(ugly: Ugly, answers: dict[str, str]) -> tuple[list[Line], list[Any]]:
    kind = KINDS[ugly.kind]
    found = understand(open_sheet(ugly.name, ugly.data, kind), kind, answers)
    lines = [line for line in found.lines() if line.role is Role.RECORD]
    asked = [r for r in found.about if r.level is not Level.NOTE]
    asked += [r for line in lines for r in line.remarks if r.level is not Level.NOTE]
    return lines, asked


@pytest.mark.parametrize("make", ALL, ids=lambda make: make.__name__)
def test_an_ugly_sheet_asks_what_it_must_and_no_more(make: Any) -> None:
    """Each round answers what was asked, as a person does; in the end every answer was asked for.

    Which place "TP BG" is, the register asks.
    """
    ugly = make()
    given = {at: ugly.answers[at] for at in {"D10"} & set(ugly.answers)}
    for _ in range(4):
        _, asked = records(ugly, given)
        given |= {remark.at: ugly.answers[remark.at] for remark in asked}
    assert given == ugly.answers


@pytest.mark.parametrize("make", ALL, ids=lambda make: make.__name__)
def test_an_ugly_sheet_gives_its_records_once_answered(make: Any) -> None:
    ugly = make()
    lines, asked = records(ugly, ugly.answers)
    assert asked == []
    by_name = {str(line.values[NAMED[ugly.kind]]): line.values for line in lines}
    assert set(by_name) == set(ugly.records)
    for name, told in ugly.records.items():
        assert told == {code: by_name[name].get(code) for code in told}, name
