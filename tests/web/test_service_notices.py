"""A step of a request is told to the people of the establishment, where they are: the service."""

import re
from uuid import UUID

import pytest
from django.core import mail
from django.test import Client

from khuyencong.accounts.actions import let_represent
from khuyencong.accounts.models import User
from khuyencong.applications.models import Request
from khuyencong.applications.states import RequestState
from khuyencong.core.clock import now
from khuyencong.notices.models import Notice
from khuyencong.notices.queries.letters import composed
from khuyencong.registry.models import Establishment
from tests.cast import Cast
from tests.factories import (
    make_establishment,
    make_membership,
    make_notice,
    make_project,
    make_request,
    make_titled,
    make_user,
)
from tests.web.conftest import Signed

LIST = "/dich-vu/thong-bao/"
KEY = re.compile(r'name="key" value="([^"]+)"')


@pytest.fixture
def one(cast: Cast) -> Establishment:
    return make_establishment(cast.owner, cast.department)


@pytest.fixture
def maker(one: Establishment) -> User:
    """Return somebody of the establishment who holds no role: the desk is not open to him."""
    user = make_user(username="maker")
    let_represent(user=user, establishment=one, at=now())
    return user


@pytest.fixture
def told(cast: Cast, one: Establishment, maker: User) -> Notice:
    request = make_request(cast.centre_officer, one)
    return make_notice(
        maker,
        cast.department,
        act="request.return",
        about=f"request:{request.id}",
        kind="request",
        because="maker",
        right="",
        establishment=one,
    )


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_tells_of_it_and_opening_leads_to_the_request(
    signed: Signed, maker: User, told: Notice
) -> None:
    client = signed(maker)
    page = text_of(client, LIST)
    assert "đề nghị bổ sung hồ sơ đề nghị hỗ trợ" in page
    assert "chưa đọc" in page and "Thông báo <b>1</b>" in page
    assert Request.objects.get().what and Request.objects.get().what in page
    key = KEY.search(page)
    assert key
    answer = client.post(f"{LIST}{told.id}/mo/", {"key": key[1]})
    request = UUID(told.about.removeprefix("request:"))
    assert answer["Location"] == f"/dich-vu/ho-so/{request}/"
    told.refresh_from_db()
    assert told.read_at is not None
    assert "<b>1</b>" not in text_of(client, LIST)


def test_a_letter_leads_people_of_an_establishment_to_the_service_and_officers_to_the_desk(
    cast: Cast, maker: User, told: Notice
) -> None:
    officers = make_notice(cast.head, cast.department)
    assert f"/dich-vu/thong-bao/{told.id}/" in composed(maker, [told], "mail").text
    assert "/desk/" not in composed(maker, [told], "mail").text
    assert f"/desk/thong-bao/{officers.id}/" in composed(cast.head, [officers], "mail").text
    make_membership(maker, "DEPT_OFFICER", cast.department)
    both = composed(User.objects.get(id=maker.id), [told, officers], "mail").text
    assert f"/dich-vu/thong-bao/{told.id}/" in both and f"/desk/thong-bao/{officers.id}/" in both
    assert mail.outbox == []


def test_what_others_were_told_is_not_there(
    cast: Cast, signed: Signed, maker: User, told: Notice
) -> None:
    stranger = signed(make_user(username="ai-khac"))
    assert "Không có thông báo nào" in text_of(stranger, LIST)
    assert stranger.get(f"{LIST}{told.id}/").status_code == 404
    assert stranger.post(f"{LIST}{told.id}/mo/", {"key": "x"}).status_code == 404
    assert text_of(signed(maker), f"{LIST}{told.id}/").count("Mở hồ sơ") == 1
    assert Client().get(LIST)["Location"].startswith("/tai-khoan/")


def test_only_what_asks_for_an_act_has_the_main_button(
    signed: Signed, cast: Cast, maker: User, told: Notice
) -> None:
    known = {"act": "request.receive", "weight": "know", "because": "maker", "right": ""}
    make_notice(maker, cast.department, establishment=told.establishment, **known)
    page = text_of(signed(maker), LIST)
    assert page.count('class="btn"') == page.count('class="btn main"') == 1
    Notice.objects.filter(id=told.id).update(read_at=now())
    assert 'class="btn main"' not in text_of(signed(maker), LIST)


def test_opening_leads_to_the_request_of_a_de_an_and_to_the_page_of_a_title(
    cast: Cast, signed: Signed, one: Establishment, maker: User
) -> None:
    request = make_request(cast.centre_officer, one, RequestState.ACCEPTED)
    project = make_project(cast.centre_officer, cast.department)
    title = make_titled(cast.owner, one)
    more = {"because": "maker", "right": "", "establishment": one}
    rows = [
        make_notice(maker, cast.department, about=about, **more)
        for about in (f"project:{project.id}", f"certificate:{title.id}", f"entry:{title.entry_id}")
    ]
    client = signed(maker)

    def opened(row: Notice) -> str:
        key = KEY.search(text_of(client, f"{LIST}{row.id}/"))
        assert key
        return str(client.post(f"{LIST}{row.id}/mo/", {"key": key[1]})["Location"])

    assert opened(rows[0]) == "/dich-vu/"
    Request.objects.filter(id=request.id).update(
        state=RequestState.IN_PROJECT, project_id=project.id
    )
    assert [opened(row) for row in rows] == [
        f"/dich-vu/ho-so/{request.id}/", f"/q/{title.code}", "/dich-vu/",
    ]  # fmt: skip
