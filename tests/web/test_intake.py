"""A large file handed in: the page comes at once, says how far the file is, and loses nothing."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_tasks_db.models import DBTaskResult

from khuyencong.core.clock import now
from khuyencong.core.jobs import run_once
from khuyencong.core.once import issue
from khuyencong.ingestion.models import Document, Intake
from khuyencong.ingestion.states import IntakeState
from tests.cast import Cast
from tests.web.conftest import Signed

RECEIVE = "/desk/bao-cao/nop/"
LINE = "Năm 2024 hỗ trợ 3 đề án, kinh phí 90 triệu đồng.\n"
pytestmark = pytest.mark.django_db(transaction=True)


def hand_in(browser: Client, cast: Cast, size: int, key: str = ""):  # type: ignore[no-untyped-def]
    text = (LINE * (size // len(LINE.encode()) + 1)).encode()[:size].decode("utf-8", "ignore")
    form = {
        "custodian": cast.department.id,
        "key": key or issue(cast.owner.id),
        "file": SimpleUploadedFile("lon.txt", text.encode()),
    }
    return browser.post(RECEIVE, form)


def test_a_large_file_is_read_while_the_officer_goes_on(
    cast: Cast, signed: Signed, settings
) -> None:  # type: ignore[no-untyped-def]
    settings.READ_AT_ONCE = 1000
    browser = signed(cast.owner)
    answer = hand_in(browser, cast, 2000)
    intake = Intake.objects.get()
    assert answer["Location"] == f"{RECEIVE}{intake.id}/"
    page = browser.get(answer["Location"]).content.decode()
    assert "<h1>Đang chờ đọc</h1>" in page and "Anh/chị đóng trang này cũng được" in page
    assert re.search(r'<noscript><meta http-equiv="refresh" content="\d+"></noscript>', page)
    assert "lon.txt" in browser.get("/desk/bao-cao/").content.decode()
    run_once(now())
    page = browser.get(answer["Location"]).content.decode()
    document = Document.objects.get()
    assert "<h1>Đã đọc xong</h1>" in page and f"/desk/bao-cao/{document.id}/" in page
    assert "http-equiv" not in page
    assert "chưa thành báo cáo" not in browser.get("/desk/bao-cao/").content.decode()


def test_a_small_file_is_read_at_once(cast: Cast, signed: Signed, settings) -> None:  # type: ignore[no-untyped-def]
    settings.READ_AT_ONCE = 1000
    answer = hand_in(signed(cast.owner), cast, 900)
    assert answer["Location"] == f"/desk/bao-cao/{Document.objects.get().id}/"
    assert not Intake.objects.exists()


def test_a_form_sent_twice_is_one_file(cast: Cast, signed: Signed, settings) -> None:  # type: ignore[no-untyped-def]
    settings.READ_AT_ONCE = 1000
    browser, key = signed(cast.owner), issue(cast.owner.id)
    first, second = (hand_in(browser, cast, 2000, key) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Intake.objects.count() == DBTaskResult.objects.count() == 1


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ({"state": "reading", "started_at": now(), "attempts": 2}, ["Đang đọc", "lần thứ 2"]),
        (
            {"state": "refused", "ended_at": now(), "refusal": "Tệp đặt mật khẩu."},
            ["Không thành báo cáo: Tệp đặt mật khẩu.", "Nộp lại"],
        ),
        ({"handed_in_at": "2020-01-01T00:00Z"}, ["Máy đọc đang bận hoặc tạm nghỉ"]),
    ],
)
def test_the_page_says_how_far_the_file_is(
    state: dict[str, object], told: list[str], cast: Cast, signed: Signed
) -> None:
    made = {"handed_in_at": now(), "state": IntakeState.WAITING} | state
    intake = Intake.objects.create(
        custodian=cast.department, by=cast.owner, file_name="a.pdf", size=9, **made
    )
    page = signed(cast.owner).get(f"{RECEIVE}{intake.id}/").content.decode()
    assert all(words in page for words in told), page


def test_one_person_is_told_when_too_many_wait(cast: Cast, signed: Signed, settings) -> None:  # type: ignore[no-untyped-def]
    settings.READ_AT_ONCE = 10
    for _ in range(20):
        Intake.objects.create(
            custodian=cast.department, by=cast.owner, file_name="a", size=1, handed_in_at=now()
        )
    browser = signed(cast.owner)
    answer = hand_in(browser, cast, 2000)
    assert "20 tệp chờ đọc" in browser.get(answer["Location"]).content.decode()
    assert Intake.objects.count() == 20 and not DBTaskResult.objects.exists()
