"""A report beside the records: every number in its row, what differs explained, by whom it may."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khuyencong.core.clock import now
from khuyencong.core.identity import new_id
from khuyencong.core.once import issue
from khuyencong.ingestion import actions
from khuyencong.ingestion.models import DifferenceNote, Document, Observation
from khuyencong.projects.models import Project
from khuyencong.registry.models import Organisation, Place
from tests.cast import Cast
from tests.factories import make_project
from tests.web.conftest import Signed

Ready = Callable[..., str]


@pytest.fixture
def ready(cast: Cast, confirmed: Document, country: dict[str, Place]) -> Ready:
    """Return what keeps so many đề án by state, and gives the page: the report says 12, 7 and 4."""
    Organisation.objects.filter(id=cast.department.id).update(place=country["thi-du"])
    drafted = make_project(cast.centre_officer, cast.department, first_year=2018, last_year=2018)

    def make(**states: int) -> str:
        kept = {f.attname: getattr(drafted, f.attname) for f in Project._meta.concrete_fields}
        Project.objects.bulk_create(
            Project(**kept | {"id": new_id(), "code": f"{state}-{n:02d}", "state": state})
            for state, how_many in states.items()
            for n in range(how_many)
        )
        return f"/desk/bao-cao/{confirmed.id}/doi-chieu/"

    return make


def row_of(page: str, number: str) -> str:
    """Return the row of a number."""
    rows = re.findall(r'<tr id="s-.*?</tr>', page, re.S)
    return next(row for row in rows if f"<mark>{number}</mark>" in row)


def number(document: Document, written: str) -> Observation:
    found: Observation = document.observations.get(number=written, superseded_at=None)
    return found


def test_each_number_stands_beside_that_of_the_records(
    cast: Cast, signed: Signed, confirmed: Document, ready: Ready
) -> None:
    page = signed(cast.owner).get(ready(settled=7, approved=5)).content.decode()
    assert "khớp hồ sơ" in row_of(page, "7")
    differs = row_of(page, "12")
    assert "lệch hồ sơ" in differs
    assert "báo cáo nhiều hơn 05" in differs
    assert "Số này đúng nếu hiểu là: <b>đã phê duyệt</b>" in differs
    assert re.findall(r">(approved-\d\d) · ", differs) == [f"approved-{n:02d}" for n in range(5)]
    assert "hồ sơ không có" in row_of(page, "900")
    assert f"/desk/bao-cao/{confirmed.id}/so/{number(confirmed, '12').figure_id}/" in differs
    counts = re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", page)
    assert dict(counts)["lệch hồ sơ"] == "2"


def test_a_number_opens_the_records_behind_it(cast: Cast, signed: Signed, ready: Ready) -> None:
    browser = signed(cast.owner)
    page = browser.get(ready(settled=7, approved=5)).content.decode()
    [address] = re.findall(r'href="(/desk/lap-bao-cao/so/[^"]+)"', row_of(page, "7"))
    evidence = browser.get(address.replace("&amp;", "&"))
    assert evidence.status_code == 200
    assert "settled-06 · " in evidence.content.decode()


def test_a_question_that_is_none_is_not_found(cast: Cast, signed: Signed, ready: Ready) -> None:
    browser = signed(cast.owner)
    page = browser.get(ready(settled=7)).content.decode()
    [address] = re.findall(r'href="(/desk/lap-bao-cao/so/[^"]+)"', row_of(page, "7"))
    wrong = address.replace("&amp;", "&").replace("/so/s", "/so/x")
    assert browser.get(wrong).status_code == 404
    assert browser.get(wrong.replace("hoi=projects", "hoi=khac")).status_code == 404


def test_only_what_differs_is_shown_when_asked(cast: Cast, signed: Signed, ready: Ready) -> None:
    page = signed(cast.owner).get(ready(settled=7) + "?loc=lech").content.decode()
    assert len(re.findall(r'<tr id="s-', page)) == 2
    assert "<mark>7</mark>" not in page


def test_a_reason_is_written_once_and_shown(
    cast: Cast, signed: Signed, confirmed: Document, ready: Ready
) -> None:
    browser, address = signed(cast.owner), ready(settled=7)
    series = number(confirmed, "12").series
    told = {"key": issue(cast.owner.id), "reason": "Năm đề án dừng <giữa> chừng", "loc": "lech"}
    for _ in range(2):
        answer = browser.post(f"{address}{series}/ghi/", told)
        assert answer.headers["Location"] == f"{address}?loc=lech#s-{series}"
    note = DifferenceNote.objects.get()
    assert (note.records, note.by) == ("07 đề án", cast.owner)
    differs = row_of(browser.get(address).content.decode(), "12")
    assert "Năm đề án dừng &lt;giữa&gt; chừng" in differs
    assert "ghi khi hồ sơ có" not in differs
    ready(accepted=1)
    assert "ghi khi hồ sơ có 07 đề án" in row_of(browser.get(address).content.decode(), "12")


def test_a_reason_left_empty_is_asked_for_beside_the_number(
    cast: Cast, signed: Signed, confirmed: Document, ready: Ready
) -> None:
    address = ready(settled=7)
    series = number(confirmed, "12").series
    told = {"key": issue(cast.owner.id), "reason": " "}
    answer = signed(cast.owner).post(f"{address}{series}/ghi/", told)
    assert answer.status_code == 422
    assert "Ghi vì sao số này khác hồ sơ." in row_of(answer.content.decode(), "12")
    assert not DifferenceNote.objects.exists()


@pytest.mark.parametrize(("who", "code"), [("chair", 200), ("stranger", 404), ("commune", 404)])
def test_who_reads_and_who_writes(
    who: str, code: int, cast: Cast, signed: Signed, confirmed: Document, ready: Ready
) -> None:
    browser, address = signed(getattr(cast, who)), ready(settled=7)
    page = browser.get(address)
    assert page.status_code == code
    assert b'<form method="post" action="/desk/bao-cao/' not in page.content
    series = number(confirmed, "12").series
    told = {"key": issue(getattr(cast, who).id), "reason": "Thử"}
    assert browser.post(f"{address}{series}/ghi/", told).status_code in (403, 404)
    assert not DifferenceNote.objects.exists()


def test_the_page_of_the_report_counts_what_differs(
    cast: Cast, signed: Signed, confirmed: Document, ready: Ready
) -> None:
    ready(settled=7)
    page = signed(cast.owner).get(f"/desk/bao-cao/{confirmed.id}/").content.decode()
    assert "Đối chiếu hồ sơ: 2 chỗ lệch" in page


def test_who_writes_a_report_sees_how_the_old_one_fits(
    cast: Cast, signed: Signed, confirmed: Document, ready: Ready
) -> None:
    address = ready(settled=7)
    asked = {"noi": "thi-du", "ky": "2016-2020"}
    page = signed(cast.owner).get("/desk/lap-bao-cao/", asked).content.decode()
    assert "Báo cáo cũ của kỳ này: 1 số khớp, 2 số lệch." in page
    assert address in page
    other = signed(cast.stranger).get("/desk/lap-bao-cao/", asked).content.decode()
    assert "Báo cáo cũ của kỳ này" not in other


def test_an_unconfirmed_report_is_asked_to_be_confirmed(
    cast: Cast, signed: Signed, document: Document
) -> None:
    page = signed(cast.owner).get(f"/desk/bao-cao/{document.id}/doi-chieu/").content.decode()
    assert "Cần xác nhận báo cáo nói về đâu" in page


def test_more_notes_and_projects_cost_no_more_queries(
    cast: Cast, signed: Signed, confirmed: Document, ready: Ready
) -> None:
    browser, address = signed(cast.owner), ready(settled=7, approved=5)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address).status_code == 200
        return len(queries)

    asked()
    before = asked()
    written: dict[str, Any] = {"by": cast.owner, "document": confirmed, "records": "07"}
    for text in ("12", "4"):
        series = number(confirmed, text).series
        actions.explain_difference(series=series, reason="Thử", at=now(), **written)
    ready(accepted=4)
    assert asked() == before
