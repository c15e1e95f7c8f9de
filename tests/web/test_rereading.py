"""Reading a report again on the desk: differences side by side, taken or not."""

import copy
import json

import pytest

from khuyencong.core.once import issue
from khuyencong.ingestion import queries
from khuyencong.ingestion.actions import rereading as house
from khuyencong.ingestion.models import Document, Rereading
from khuyencong.ingestion.states import RereadingState
from tests.cast import Cast
from tests.web.conftest import Signed

PAGE = "/desk/bao-cao/{}/doc-lai/"


@pytest.fixture
def learned(confirmed: Document, monkeypatch: pytest.MonkeyPatch) -> Document:
    """Return the report, of which the present reader knows whose the 900 million are."""
    seen = copy.deepcopy(confirmed.stored_reading)
    seen["figures"][1]["funding_source"] = "provincial"
    answer = json.dumps(seen).encode()
    monkeypatch.setattr(house, "run_limited", lambda *args, **more: answer)
    return confirmed


def key(cast: Cast) -> dict[str, str]:
    return {"key": issue(cast.owner.id)}


def seen(document: Document) -> dict[str, str]:
    found = queries.waiting_rereading(document)
    return {"seen": str(found and found.id)}


def test_reading_again_shows_what_differs_and_changes_nothing(
    cast: Cast, signed: Signed, learned: Document
) -> None:
    browser, path = signed(cast.owner), PAGE.format(learned.id)
    assert "Không có lần đọc lại nào chờ" in browser.get(path).content.decode()
    page = browser.post(path, key(cast), follow=True).content.decode()
    assert "Số hiểu khác trước (1)" in page
    assert "<s>mọi nguồn nhà nước</s> → <b>Khuyến công cấp tỉnh</b>" in page
    report = browser.get(f"/desk/bao-cao/{learned.id}/").content.decode()
    assert "Máy đọc mới hiểu báo cáo này khác trước" in report
    row = learned.observations.get(number="900", superseded_at=None)
    assert row.funding_source == ""


def test_taking_it_leads_to_the_figures_that_wait_again(
    cast: Cast, signed: Signed, learned: Document
) -> None:
    browser, path = signed(cast.owner), PAGE.format(learned.id)
    browser.post(path, key(cast))
    answer = browser.post(path + "nhan/", key(cast) | seen(learned))
    assert answer["Location"] == f"/desk/bao-cao/{learned.id}/so-lieu/"
    row = learned.observations.get(number="900", superseded_at=None)
    assert row.funding_source == "provincial"
    page = browser.get(path).content.decode()
    assert "Đã nhận: 1 số hiểu khác" in page and cast.owner.full_name in page


def test_not_taking_it_needs_a_reason(cast: Cast, signed: Signed, learned: Document) -> None:
    browser, path = signed(cast.owner), PAGE.format(learned.id)
    browser.post(path, key(cast))
    form = key(cast) | seen(learned)
    answer = browser.post(path + "khong/", form | {"reason": " "})
    assert answer.status_code == 422
    assert answer.content.decode().count("Ghi lý do vì sao không nhận lần đọc lại.") == 2
    page = browser.post(path + "khong/", form | {"reason": "đọc nhầm"}, follow=True)
    assert "Lý do: đọc nhầm" in page.content.decode()
    assert Rereading.objects.get().state == RereadingState.DISMISSED
    page = browser.post(path, key(cast), follow=True).content.decode()
    assert "không có gì khác với những gì đang giữ" in page


def test_what_somebody_has_decided_meanwhile_is_told(
    cast: Cast, signed: Signed, learned: Document
) -> None:
    browser, path = signed(cast.owner), PAGE.format(learned.id)
    browser.post(path, key(cast))
    form = seen(learned)
    browser.post(path + "nhan/", key(cast) | form)
    for act in ("nhan/", "khong/"):
        page = browser.post(path + act, key(cast) | form | {"reason": "x"}, follow=True)
        assert "không còn chờ nữa" in page.content.decode()
