"""Results on the desk: listed, opened, recorded by the form of each kind, set right, withdrawn."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from khuyencong.applications.actions import load_papers
from khuyencong.projects.actions import LineTold, put_line
from khuyencong.projects.models import Line, Project
from khuyencong.results.actions import ParticipantTold, put_roster
from khuyencong.results.forms.recording import AFTER, COMMON, ResultForm
from khuyencong.results.kinds import KINDS
from khuyencong.results.models import Participant, Result
from khuyencong.results.queries import masked
from khuyencong.values.vocabulary import FundingSource
from tests.cast import Cast
from tests.factories import (
    ENTERED_AT,
    PDF,
    make_establishment,
    make_project,
    make_result,
    make_user,
)
from tests.results.world import World, make_world

LATER = ENTERED_AT + timedelta(1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    load_papers()
    return make_world()


@pytest.fixture
def desk(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.owner)
    return client


def address(name: str, *args: object) -> str:
    return reverse(f"desk:{name}", args=args)


def key_in(response: HttpResponse) -> str:
    found = re.search(r'name="key" value="([^"]+)"', response.content.decode())
    assert found
    return found[1]


def send(client: Client, path: str, **typed: Any) -> HttpResponse:
    """Open the form of a path and send it with what is typed."""
    sent: HttpResponse = client.post(path, {"key": key_in(client.get(path))} | typed)
    return sent


COURSE = {
    "what": "Lớp mây tre đan",
    "place": "M1",
    "done_from": "10/11/2026",
    "quantity": "1",
    "persons": "30",
    "trade": "mây tre đan",
}


def test_a_class_is_recorded_by_the_form_of_its_kind(
    cast: Cast, world: World, desk: Client
) -> None:
    answer = send(desk, address("result-new", "course"), **COURSE)
    row = Result.objects.get()
    assert answer.headers["Location"] == address("result", row.id)
    assert (row.custodian, row.place) == (cast.department, world.communes["m1"])
    assert (row.quantity, row.persons, row.done_until) == (1, 30, date(2026, 11, 11))
    page = desk.get(address("result", row.id)).content.decode()
    assert "Lao động được đào tạo nghề" in page
    assert "30 người" in page
    assert "danh sách người tham gia" in page


def test_the_same_form_sent_twice_is_one_result(cast: Cast, world: World, desk: Client) -> None:
    path = address("result-new", "course")
    typed = {"key": key_in(desk.get(path))} | COURSE
    first, second = (desk.post(path, typed) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Result.objects.count() == 1


def test_what_is_wrong_is_told_at_its_field_and_stays_typed(
    cast: Cast, world: World, desk: Client
) -> None:
    wrong = COURSE | {"persons": "ba mươi mốt rưỡi", "place": "Không Đâu", "done_to": "1/1/2026"}
    answer = send(desk, address("result-new", "course"), **wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "không có nơi nào tên “Không Đâu”" in page
    assert "Ngày cuối không đứng trước ngày đầu" in page
    assert 'value="Không Đâu"' in page
    more = send(desk, address("result-new", "course"), **(COURSE | {"women": "31"}))
    assert more.status_code == 422
    assert "không nhiều hơn số người" in more.content.decode()
    to_come = send(desk, address("result-new", "course"), **(COURSE | {"done_from": "1/1/2100"}))
    assert "chưa tới" in to_come.content.decode()
    assert not Result.objects.exists()


def test_establishments_are_typed_by_name_and_every_unknown_one_is_told(
    cast: Cast, world: World, desk: Client
) -> None:
    firm = make_establishment(cast.owner, cast.department)
    typed = {"what": "Hội chợ", "place": "M1", "done_from": "10/11/2026", "quantity": "1"}
    path = address("result-new", "fair")
    wrong = send(desk, path, **typed, firms=f"{firm.name}; 3\nKhông Ai\nKhông Ai Cả; y")
    assert wrong.status_code == 422
    assert "Không Ai" in wrong.content.decode()
    assert "ghi số lượt" in wrong.content.decode()
    answer = send(desk, path, **typed, firms=f"{firm.name}; 3", bounded="quantity", bound="gt")
    assert answer.status_code == 302, answer.context["form"].errors
    row = Result.objects.get()
    assert (row.establishments, row.establishment_turns, row.bound) == (1, 3, "gt")
    page = desk.get(address("results")).content.decode()
    assert "trên 1 hội chợ" in page


def test_from_a_line_nothing_is_typed_again(cast: Cast, world: World, desk: Client) -> None:
    drafter = make_user("CENTRE_OFFICER", cast.centre)
    project = make_project(drafter, cast.department, content="training")
    told = LineTold(
        what="Lớp gốm",
        year=2026,
        cost=2,
        support={FundingSource.PROVINCIAL: 1},
        content="training",
        item="training",
        place=world.communes["m1"],
    )
    line = put_line(by=drafter, project=project, told=told, at=ENTERED_AT)
    hub = address("project", project.id)
    assert "Ghi kết quả" not in desk.get(hub).content.decode()
    Project.objects.filter(id=project.id).update(state="in_progress")
    assert f"?dong={line.id}" in desk.get(hub).content.decode()
    chosen = desk.get(f"{address('result-choose')}?dong={line.id}").content.decode()
    assert f"{address('result-new', 'course')}?dong={line.id}" in chosen
    path = f"{address('result-new', 'course')}?dong={line.id}"
    assert 'value="Lớp gốm"' in desk.get(path).content.decode()
    typed = {name: value for name, value in COURSE.items() if name != "place"}
    send(desk, path, **typed)
    row = Result.objects.get()
    assert (row.line, row.source, row.place) == (line, "provincial", world.communes["m1"])
    assert "1 kết quả" in desk.get(hub).content.decode()
    listed = desk.get(f"{address('results')}?de_an={project.code}").content.decode()
    assert "Lớp mây tre đan" in listed
    for wrong in ("x", str(cast.owner.id)):
        assert desk.get(f"{address('result-choose')}?dong={wrong}").status_code == 404
    assert Line.objects.count() == 1


def test_set_right_the_old_version_stays_to_be_read(cast: Cast, world: World, desk: Client) -> None:
    more: dict[str, Any] = {"place": world.communes["m1"]}
    row = make_result(cast.owner, cast.department, **more)
    path = address("result-amend", row.id)
    page = desk.get(path).content.decode()
    assert 'value="30"' in page
    no_reason = send(desk, path, **(COURSE | {"place": "M1", "persons": "28"}))
    assert no_reason.status_code == 422
    assert "Ghi lý do sửa" in no_reason.content.decode()
    old_form = {"key": key_in(desk.get(path))} | COURSE | {"reason": "Đếm lại"}
    send(desk, path, **(COURSE | {"persons": "28", "reason": "Đếm lại"}))
    new = Result.objects.get(version=2)
    assert new.persons == 28
    assert "Phiên bản cũ" in desk.get(address("result", row.id)).content.decode()
    assert "Đếm lại" in desk.get(address("result", new.id)).content.decode()
    assert desk.get(path).status_code == 302
    meanwhile = desk.post(path, old_form)
    assert meanwhile.status_code == 422
    assert "vừa sửa" in meanwhile.content.decode()


def test_withdrawn_with_a_reason_it_is_in_no_list(cast: Cast, world: World, desk: Client) -> None:
    row = make_result(cast.owner, cast.department)
    page = address("result", row.id)
    keys = re.findall(r'name="key" value="([^"]+)"', desk.get(page).content.decode())
    assert desk.post(address("result-withdraw", row.id), {"key": keys[-1]}).status_code == 422
    said = {"key": keys[-1], "reason": "Ghi hai lần"}
    answer = desk.post(address("result-withdraw", row.id), said, follow=True)
    assert "Đã rút, không tính" in answer.content.decode()
    assert "Chưa ghi kết quả nào" in desk.get(address("results")).content.decode()


ROSTER = (
    "Họ và tên\tNăm sinh\tGiới tính\tXã\tCơ sở\tLớp\tSố buổi\tSau đó\tThu nhập\n"
    "Nguyễn Thị Mẫu\t1990\tnữ\tM1\t\t1\t5\tcó việc\t5 triệu\n"
    "Trần Văn Mẫu\t01/02/1985\tnam\t\t\t\t\t\t\n"
)


def test_a_list_is_pasted_and_shown_by_initials(cast: Cast, world: World, desk: Client) -> None:
    row = make_result(cast.owner, cast.department)
    path = address("result-roster", row.id)
    answer = send(desk, path, rows=ROSTER, reason="Có danh sách")
    new = Result.objects.get(version=2)
    assert answer.headers["Location"] == address("result", new.id)
    assert (new.persons, new.women, new.quantity) == (2, 1, 1)
    first = Participant.objects.get(position=1)
    assert (first.birth_year, first.monthly_income) == (1990, 5_000_000)
    assert (first.commune, first.job_after) == (world.communes["m1"], "employed")
    page = desk.get(address("result", new.id)).content.decode()
    assert "N. T. Mẫu" in page
    assert "Nguyễn Thị Mẫu" not in page
    auditor = Client()
    auditor.force_login(cast.auditor)
    assert "N. T. Mẫu" not in auditor.get(address("result", new.id)).content.decode()
    form = desk.get(address("result-amend", new.id)).content.decode()
    assert 'name="persons"' not in form


def test_every_wrong_line_of_a_list_is_told_at_once(cast: Cast, world: World, desk: Client) -> None:
    row = make_result(cast.owner, cast.department)
    rows = "\t1990\nA\tx\nB\t\tkhác\nC\t\t\tKhông Đâu\nD\t\t\t\tKhông Ai\nE\t\t\t\t\t0\n"
    rows += "F\t\t\t\t\t\t\tgì\nG\t\t\t\t\t\t\t\tx\nH" + "\t" * 9 + "\nI\n"
    answer = send(desk, address("result-roster", row.id), rows=rows, reason="x")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert all(f"Dòng {number}: " in page for number in range(1, 10))
    assert "Dòng 10" not in page
    twice = send(desk, address("result-roster", row.id), rows="A\nA\n", reason="x")
    assert "Dòng 2 là người của dòng 1" in twice.content.decode()
    assert not Participant.objects.exists()
    policy = make_result(cast.owner, cast.department, "policy", counts={"quantity": 1})
    assert desk.get(address("result-roster", policy.id)).status_code == 302


def test_papers_are_put_to_a_result_read_and_taken_off(
    cast: Cast, world: World, desk: Client
) -> None:
    row = make_result(cast.owner, cast.department)
    page = address("result", row.id)
    sent = {"key": key_in(desk.get(page)), "kind": "danh-sach"}
    empty = desk.post(address("result-paper-add", row.id), sent)
    assert empty.status_code == 422
    sent["file"] = SimpleUploadedFile("ds.pdf", PDF)  # type: ignore[assignment]
    answer = desk.post(address("result-paper-add", row.id), sent, follow=True).content.decode()
    use = re.search(rf"{page}giay-to/([0-9a-f-]{{36}})/bo/", answer)
    assert use
    assert desk.get(address("result-paper", row.id, use[1])).content == PDF
    with_paper = desk.get(f"{address('results')}?giay=co").content.decode()
    assert "Lớp mây tre đan" in with_paper
    key = re.search(r'giay-to/[0-9a-f-]{36}/bo/.*?value="([^"]+)"', answer, re.DOTALL)
    keys = re.findall(r'name="key" value="([^"]+)"', answer)
    assert key or keys
    desk.post(address("result-paper-off", row.id, use[1]), {"key": keys[0]})
    assert "Lớp mây tre đan" in desk.get(f"{address('results')}?giay=chua").content.decode()


def test_the_list_is_narrowed_by_what_the_sentence_says(
    cast: Cast, world: World, desk: Client
) -> None:
    at = {"done_from": date(2018, 5, 4), "done_until": date(2018, 5, 5)}
    make_result(cast.owner, cast.department, what="Cũ", place=world.communes["a1"], **at)
    make_result(cast.owner, cast.department, what="Mới", place=world.communes["m2"])
    more = {"counts": {"quantity": 1}, "place": world.old["c"]}
    make_result(cast.owner, cast.department, "policy", what="Văn bản", **more)
    found = {
        asked: sorted(re.findall(r"<a href=\"[^\"]+\">(Cũ|Mới|Văn bản)</a>", page))
        for asked in ("", "ky=2018", "ky=2016-2026", "noi_dung=training", "loai=policy", "noi=M")
        for page in [desk.get(f"{address('results')}?{asked}").content.decode()]
    }
    assert found == {
        "": ["Cũ", "Mới", "Văn bản"],
        "ky=2018": ["Cũ"],
        "ky=2016-2026": ["Cũ", "Mới", "Văn bản"],
        "noi_dung=training": ["Cũ", "Mới"],
        "loai=policy": ["Văn bản"],
        "noi=M": ["Cũ", "Mới"],
    }
    for wrong in ("ky=hôm+nay", "noi=Không+Đâu", "loai=x"):
        assert desk.get(f"{address('results')}?{wrong}").status_code == 422


def test_a_page_asks_as_often_for_many_as_for_one(
    cast: Cast, world: World, desk: Client, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    row = make_result(cast.owner, cast.department)
    desk.get(address("results"))
    with CaptureQueriesContext(connection) as one:
        desk.get(address("results"))
    for _ in range(5):
        make_result(cast.owner, cast.department)
    with django_assert_num_queries(len(one)):
        desk.get(address("results"))
    with CaptureQueriesContext(connection) as bare:
        desk.get(address("result", row.id))
    people = [ParticipantTold(full_name=f"Người Mẫu {n}") for n in range(9)]
    new = put_roster(by=cast.owner, result=row, rows=people, reason="x", at=LATER)
    with django_assert_num_queries(len(bare) + 1):
        desk.get(address("result", new.id))


@pytest.mark.parametrize("code", KINDS)
def test_the_form_of_every_kind_opens_and_says_what_is_missing(
    cast: Cast, desk: Client, world: World, code: str
) -> None:
    names = {field.name for field in KINDS[code].fields}
    assert not names & {*COMMON, *AFTER, "key", "the_place", "last_day"}
    path = address("result-new", code)
    page = desk.get(path).content.decode()
    assert all(f'name="{name}"' in page for name in names)
    assert send(desk, path).status_code == 422


def test_a_form_shows_a_version_as_it_was_told(cast: Cast, world: World, desk: Client) -> None:
    firm = make_establishment(cast.owner, cast.department)
    more: dict[str, Any] = {
        "place": world.communes["m1"],
        "counts": {"quantity": 1, "persons": 1200},
        "more": {"trade": "gốm", "all_employed": True, "income_low": 3_000_000},
        "establishments": {firm: 2},
        "bound": "about",
        "bounded": "persons",
    }
    row = make_result(cast.owner, cast.department, **more)
    path = address("result-amend", row.id)
    page = desk.get(path).content.decode()
    form: ResultForm = desk.get(path).context["form"]
    typed = {name: form.initial.get(name, "") for name in form.fields} | {"reason": "Không đổi"}
    assert send(desk, path, **typed).status_code == 302, page
    new = Result.objects.get(version=2)
    same = ("persons", "more", "place_id", "bound", "bounded", "done_until", "content", "what")
    assert [getattr(new, name) for name in same] == [getattr(row, name) for name in same]
    assert new.links.get().turns == 2


def test_a_name_is_shortened_in_lists() -> None:
    assert [masked(name) for name in ("Nguyễn Thị Mẫu", "Mẫu", "")] == ["N. T. Mẫu", "Mẫu", ""]
