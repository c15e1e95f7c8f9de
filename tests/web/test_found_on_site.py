"""An acceptance that came by kit begins the council's form; the council says what is accepted."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khuyencong.applications.actions import load_papers
from khuyencong.fieldwork.models import Entry, SiteNote
from khuyencong.fieldwork.queries.found import found_at
from khuyencong.projects.actions import load_norms
from khuyencong.projects.models import Acceptance, Line
from tests.fieldwork.test_lines import AT, FOUND, came_in, kit_for, told_of
from tests.projects.crew import Crew, M, make_crew, only_line
from tests.web.conftest import Signed

pytestmark = pytest.mark.django_db
BEGUN = {"quantity": "1", "cost": "620.000.000 đồng"}
SAID = "Máy đã lắp, chạy thử đạt"
COUNCIL = {
    "full_name-0": "Trần Thị Ví Dụ",
    "seat-0": "department",
    "body_name-0": "Sở Công Thương",
    "full_name-1": "Lê Văn Mẫu",
    "seat-1": "commune",
    "body_name-1": "UBND xã Mẫu",
}


@pytest.fixture
def crew(db: None) -> Crew:
    load_papers()
    load_norms()
    return make_crew()


@pytest.fixture
def line(crew: Crew) -> Line:
    """Return a line at which the commune has been, with a kit."""
    line = only_line(crew.under_way(crew.one()))
    device = kit_for(crew, line)
    came_in(crew, device, device.sheet(**told_of(line, "acceptance", FOUND)))
    return line


def address(line: Line) -> str:
    return f"/desk/de-an/{line.project_id}/dong/{line.id}/nghiem-thu/"


def fields(page: str) -> dict[str, str]:
    """Return what stands in the fields of a form, as a browser sends it."""
    found = {}
    for tag in re.findall(r"<input[^>]+>", page):
        told = dict(re.findall(r'(name|value)="([^"]*)"', tag))
        found[told.get("name", "")] = told.get("value", "")
    for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\s*([^<]*)</textarea>', page):
        found[name] = text.strip()
    return found


def opened(signed: Signed, crew: Crew, line: Line) -> tuple[Any, str]:
    browser = signed(crew.head)
    answer = browser.get(address(line))
    assert answer.status_code == 200
    return browser, answer.content.decode()


def test_the_form_begins_with_what_was_found_and_says_where_from(
    crew: Crew, line: Line, signed: Signed
) -> None:
    _, page = opened(signed, crew, line)
    typed = fields(page)
    assert {name: typed[name] for name in BEGUN} == BEGUN
    assert typed["jobs"] == "" and typed["day"] != FOUND["day"], "the council's day is its own"
    assert typed["words"] == "", "and so is what it concludes"
    for told in (SAID, "Ghi nhận tại chỗ", "20/11/2026", "UBND xã Mẫu", "về đến ngày 24/11/2026"):
        assert told in page
    assert f"/desk/bo-cong-cu/phieu/{Entry.objects.get().id}/" in page


def test_what_was_found_is_accepted_with_nothing_typed_again_but_the_council(
    crew: Crew, line: Line, signed: Signed
) -> None:
    browser, page = opened(signed, crew, line)
    own = {"nghiem-thu-provincial": "80 triệu", "day": "25/11/2026", "words": "Đạt"}
    answer = browser.post(address(line), fields(page) | COUNCIL | own)
    assert answer.status_code == 302
    accepted = Acceptance.objects.get()
    assert (accepted.quantity, accepted.cost, accepted.jobs) == (1, 620 * M, None)
    assert accepted.words == "Đạt"


def test_the_council_says_otherwise_and_what_was_found_stays_in_sight(
    crew: Crew, line: Line, signed: Signed
) -> None:
    browser, page = opened(signed, crew, line)
    typed = fields(page) | COUNCIL | {"cost": "600 triệu", "day": "không nhớ"}
    answer = browser.post(address(line), typed)
    again = answer.content.decode()
    assert answer.status_code == 422
    assert fields(again)["cost"] == "600 triệu" and "620.000.000 đồng" in again
    assert SiteNote.objects.get().values["cost"] == 620 * M


def test_a_line_at_which_nobody_was_begins_as_before(crew: Crew, signed: Signed) -> None:
    line = only_line(crew.under_way(crew.one()))
    _, page = opened(signed, crew, line)
    assert "Ghi nhận tại chỗ" not in page
    assert fields(page)["quantity"] == str(line.quantity) and fields(page)["cost"] == ""
    SiteNote.objects.create(line=line, by=crew.drafter.id, changed_at=AT)
    assert found_at(crew.head, line) is None, "a note that a clash left empty tells nothing"


def test_who_may_not_see_the_sheet_is_shown_what_it_told_alone(crew: Crew, line: Line) -> None:
    found = found_at(crew.stranger, line)
    assert found is not None and found.sheets == []
    with CaptureQueriesContext(connection) as asked:
        found_at(crew.head, line)
    assert len(asked) <= 4
