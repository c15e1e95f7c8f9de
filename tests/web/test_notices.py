"""The notices of a person on the desk: the bell, the list, opening, ways to be told, sentences."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from khuyencong.accounts.models import User
from khuyencong.core.clock import now
from khuyencong.core.identity import new_id
from khuyencong.notices.models import Address, Notice, Preference, Quiet, Wording
from khuyencong.notices.queries.wording import sentences
from khuyencong.notices.rules.hours import NIGHT
from khuyencong.notices.rules.wording import standard
from khuyencong.notices.states import Kind, Way, When
from khuyencong.projects.models import Project
from tests.cast import Cast
from tests.factories import make_notice, make_project, make_user
from tests.web.browsing import DESKTOP, PHONE
from tests.web.conftest import Signed, Visit

LIST = "/desk/thong-bao/"
KEY = re.compile(r'name="key" value="([^"]+)"')


def key_of(client: Client, path: str) -> str:
    found = KEY.search(client.get(path).content.decode())
    assert found
    return found[1]


def text_of(client: Client, path: str) -> str:
    return client.get(path).content.decode()


@pytest.fixture
def told(cast: Cast) -> Notice:
    """Return what the owner was told: a đề án of his came back."""
    project = make_project(cast.centre_officer, cast.department)
    return make_notice(
        cast.owner,
        cast.department,
        act="project.return_base",
        about=f"project:{project.id}",
        kind="project",
        because="drafter",
        right="",
    )


def test_the_bell_counts_what_is_unread_and_the_list_says_it(
    cast: Cast, signed: Signed, told: Notice
) -> None:
    client = signed(cast.owner)
    page = text_of(client, LIST)
    assert re.search(r'class="bell".*<span>Thông báo</span> <b>1<', page)
    assert "Đề án ở Sở Công Thương tỉnh Mẫu được trả lại để bổ sung" in page
    assert "việc phải làm" in page and "chưa đọc" in page
    assert f"{Project.objects.get().code} · Hỗ trợ máy móc chế biến gỗ" in page
    other = text_of(signed(cast.colleague), LIST)
    assert "Không có thông báo nào" in other and "<b>1<" not in other


def test_opening_goes_to_the_record_and_notes_that_it_was_read(
    cast: Cast, signed: Signed, told: Notice
) -> None:
    client = signed(cast.owner)
    path = f"{LIST}{told.id}/"
    answer = client.post(f"{path}mo/", {"key": key_of(client, path)})
    assert answer["Location"] == f"/desk/de-an/{told.about.partition(':')[2]}/"
    told.refresh_from_db()
    assert told.read_at is not None
    assert "<span>Thông báo</span></a>" in text_of(client, LIST)


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_others_were_told_is_not_there(
    cast: Cast, signed: Signed, told: Notice, method: str
) -> None:
    client = signed(cast.head)
    path = f"{LIST}{told.id}/" if method == "get" else f"{LIST}{told.id}/mo/"
    assert getattr(client, method)(path).status_code == 404
    told.refresh_from_db()
    assert told.read_at is None


def test_all_read_leaves_what_came_after_the_page_was_shown(
    cast: Cast, signed: Signed, told: Notice
) -> None:
    client = signed(cast.owner)
    page = text_of(client, LIST)
    till = re.search(r'name="till" value="([^"]+)"', page)
    late = make_notice(cast.owner, cast.department, recorded_at=now())
    form = {"key": KEY.findall(page)[-1], "till": till[1] if till else ""}
    client.post(f"{LIST}da-doc/", form)
    unread = set(Notice.objects.filter(read_at=None).values_list("id", flat=True))
    assert unread == {late.id}


def test_the_list_is_narrowed(cast: Cast, signed: Signed, told: Notice) -> None:
    make_notice(cast.owner, cast.department, weight="know", act="plan.approve", read_at=now())
    client = signed(cast.owner)
    assert (
        text_of(client, LIST).count("<li") - text_of(client, f"{LIST}?loc=phai-lam").count("<li")
        == 1
    )
    assert "đã được phê duyệt" not in text_of(client, f"{LIST}?loc=chua-doc")


def test_the_list_costs_the_same_for_one_notice_and_for_many(
    cast: Cast, signed: Signed, told: Notice
) -> None:
    client = signed(cast.owner)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get(LIST)
        return len(caught)

    make_notice(cast.owner, cast.department)
    client.get(LIST)
    one = queries()
    for _ in range(25):
        make_notice(cast.owner, cast.department)
    assert queries() == one


def choices(**changed: str) -> dict[str, str]:
    """Return the form of ways as it is when nobody chose anything."""
    form = {f"{kind}-{way}": "never" for kind in Kind.values for way in Way.values}
    form |= {f"{kind}-mail": "morning" for kind in Kind.values}
    return form | {"begins": "21:00", "ends": "06:30", "sms": "", "chat": ""} | changed


def test_ways_are_chosen_and_shown_again(cast: Cast, signed: Signed) -> None:
    client = signed(cast.owner)
    path = f"{LIST}cach-nhan/"
    form = choices(**{"project-sms": "at_once", "sms": "0900 000 000", "begins": "22:00"})
    answer = client.post(f"{path}ghi/", form | {"key": key_of(client, path)})
    assert answer.status_code == 302, answer.content.decode()
    assert Preference.objects.get().when == When.AT_ONCE
    assert Address.objects.get().value == "0900000000"
    assert Quiet.objects.get().begins.hour == 22
    page = text_of(client, path)
    assert 'value="0900000000"' in page and 'value="22:00"' in page


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"project-sms": "at_once"}, "Ghi nơi nhận tin nhắn"),
        ({"sms": "12"}, "Số điện thoại gồm"),
        ({"begins": "25:00"}, "Ghi giờ như 21:00"),
        ({"project-mail": "luon"}, "luon"),
    ],
)
def test_an_odd_choice_is_told_and_keeps_what_was_typed(
    cast: Cast, signed: Signed, changed: dict[str, str], says: str
) -> None:
    client = signed(cast.owner)
    path = f"{LIST}cach-nhan/"
    form = choices(**changed) | {"key": key_of(client, path)}
    answer = client.post(f"{path}ghi/", form)
    assert answer.status_code == 422 and says in answer.content.decode()
    assert not Preference.objects.exists() and NIGHT.begins.hour == 21


@pytest.fixture
def agency_head(cast: Cast) -> User:
    return make_user("AGENCY_HEAD", cast.agency)


def write(client: Client, text: str, seen: UUID | None = None, slug: str = "viet") -> Any:
    path = f"{LIST}cau/plan.submit/"
    form = {"text": text, "reason": "Lời quen", "seen": seen or "", "key": key_of(client, path)}
    return client.post(f"{path}{slug}/", form)


def test_a_sentence_is_worded_anew_with_its_versions_kept(
    cast: Cast, signed: Signed, agency_head: User
) -> None:
    client = signed(agency_head)
    assert write(client, "Kế hoạch của {don_vi} chờ duyệt").status_code == 302
    assert sentences()["plan.submit"] == "Kế hoạch của {don_vi} chờ duyệt"
    stale = write(client, "Khác")
    assert stale.status_code == 422 and "người khác sửa" in stale.content.decode()
    row = Wording.objects.get()
    assert write(client, "", row.id, "chuan").status_code == 302
    assert sentences()["plan.submit"] == standard()["plan.submit"]
    assert Wording.objects.count() == 2
    page = text_of(client, f"{LIST}cau/plan.submit/")
    assert "Kế hoạch của {don_vi} chờ duyệt" in page and "về câu chuẩn" in page


@pytest.mark.parametrize("text", ["{don_vi.key}", "Xem http://xau.example", "{mat_khau}"])
def test_a_hostile_sentence_is_refused_and_stays_typed(
    cast: Cast, signed: Signed, agency_head: User, text: str
) -> None:
    answer = write(signed(agency_head), text)
    assert answer.status_code == 422 and text in answer.content.decode()
    assert not Wording.objects.exists()


def test_others_do_not_word_sentences(cast: Cast, signed: Signed) -> None:
    for person in (cast.owner, cast.head, cast.agency_officer, cast.admin):
        assert signed(person).get(f"{LIST}cau/").status_code == 404


def test_what_is_told_is_escaped(cast: Cast, signed: Signed, told: Notice) -> None:
    type(cast.department).objects.filter(id=cast.department.id).update(name="<b>Sở</b>")
    page = text_of(signed(cast.owner), LIST)
    assert "&lt;b&gt;Sở" in page and "<b>Sở" not in page


def test_a_record_of_an_unknown_sort_leads_back_to_the_list(cast: Cast, signed: Signed) -> None:
    row = make_notice(cast.owner, cast.department, about=f"viec:{new_id()}")
    client = signed(cast.owner)
    path = f"{LIST}{row.id}/"
    assert client.post(f"{path}mo/", {"key": key_of(client, path)})["Location"] == LIST


@pytest.mark.browser
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_the_pages_fit_a_phone_and_a_desk(
    cast: Cast, visit: Visit, told: Notice, agency_head: User, width: int
) -> None:
    visitor = visit(cast.owner, width=width)
    for path in (LIST, f"{LIST}{told.id}/", f"{LIST}cach-nhan/"):
        visitor.go(path)
        assert visitor.faults() == []
    visitor = visit(agency_head, width=width)
    for path in (f"{LIST}cau/", f"{LIST}cau/plan.submit/"):
        visitor.go(path)
        assert visitor.faults() == []
