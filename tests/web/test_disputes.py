"""Questions with two answers: on the first page, side by side, chosen with a reason, withdrawn."""

import re
from urllib.parse import urlencode

import pytest

from khuyencong.core.clock import now
from khuyencong.core.once import issue
from khuyencong.ingestion import actions
from khuyencong.ingestion.models import Choice, Document, Observation
from khuyencong.registry.models import Organisation, Place
from tests.cast import Cast
from tests.web.conftest import Signed

LIST, PAGE = "/desk/mau-thuan/", "/desk/mau-thuan/mot/"
Two = tuple[Observation, Observation]


@pytest.fixture
def two(cast: Cast, confirmed: Document, country: dict[str, Place]) -> Two:
    """Return two taken figures of one question: 7 and 4 đề án."""
    Organisation.objects.filter(id=cast.department.id).update(place=country["thi-du"])

    def take(number: str) -> Observation:
        row = confirmed.observations.get(number=number, superseded_at=None)
        return actions.accept(
            by=cast.owner, document=confirmed, series=row.series, seen=row.id, at=now()
        )

    return take("7"), take("4")


def at(two: Two, act: str = "") -> str:
    return f"{PAGE}{act}?{urlencode({'cau': two[0].slot})}"


def form(cast: Cast, row: Observation, reason: str = "phụ lục ghi rõ") -> dict[str, str]:
    return {"key": issue(cast.owner.id), "series": str(row.series), "reason": reason}


def test_the_first_page_tells_how_many_wait_and_leads_there(
    cast: Cast, signed: Signed, two: Two
) -> None:
    browser = signed(cast.owner)
    home = browser.get("/desk/").content.decode()
    assert "1 câu hỏi có các số đã nhận nói khác nhau" in home
    listed = browser.get(LIST).content.decode()
    assert "7\u00a0đề án · 4\u00a0đề án" in listed and "chưa chọn" in listed
    address = re.findall(r'href="(/desk/mau-thuan/mot/[^"]+)"', listed)
    assert address == [at(two)]
    assert "Số nào đúng?" in browser.get(address[0]).content.decode()
    assert "Không có mâu thuẫn nào" in signed(cast.stranger).get(LIST).content.decode()
    assert "câu hỏi có các số" not in signed(cast.stranger).get("/desk/").content.decode()


def test_the_figures_stand_side_by_side_with_sentence_report_and_person(
    cast: Cast, signed: Signed, two: Two
) -> None:
    page = signed(cast.owner).get(at(two)).content.decode()
    assert re.findall(r"<mark>(.*?)</mark>", page) == ["7", "4"]
    assert page.count(cast.owner.full_name) >= 2
    assert page.count(f'href="/desk/bao-cao/{two[0].document_id}/#f') == 2


def test_choosing_withdrawing_and_choosing_anew(cast: Cast, signed: Signed, two: Two) -> None:
    browser = signed(cast.owner)
    answer = browser.post(at(two, "chon/"), form(cast, two[0]), follow=True)
    page = answer.content.decode()
    assert "Số chính thức: 7\u00a0đề án" in page and "Lý do: phụ lục ghi rõ" in page
    assert "câu hỏi có các số" not in browser.get("/desk/").content.decode()
    page = browser.post(at(two, "rut/"), {"key": issue(cast.owner.id)}, follow=True)
    assert "Đã rút lựa chọn." in page.content.decode()
    assert not Choice.objects.filter(superseded_at=None).exists()
    browser.post(at(two, "chon/"), form(cast, two[1]))
    assert Choice.objects.get(superseded_at=None).chosen == two[1].series


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"reason": " "}, "Ghi lý do vì sao chọn số này."),
        ({"series": ""}, "Chọn một số."),
        ({"series": "x"}, "Chọn một số ở đây."),
    ],
)
def test_a_choice_that_lacks_something_comes_back(
    changes: dict[str, str], told: str, cast: Cast, signed: Signed, two: Two
) -> None:
    answer = signed(cast.owner).post(at(two, "chon/"), form(cast, two[0], "kỹ") | changes)
    page = answer.content.decode()
    assert answer.status_code == 422 and page.count(told) == 2
    assert ("kỹ</textarea>" in page) is ("reason" not in changes)
    assert not Choice.objects.exists()


@pytest.mark.parametrize("question", ["", "x", "<script>alert(1)</script>", "a|b|c|d|e|f|g"])
def test_a_question_that_nobody_answers_is_no_page(
    question: str, cast: Cast, signed: Signed, two: Two
) -> None:
    answer = signed(cast.owner).get(PAGE, {"cau": question})
    assert answer.status_code == 404 and "<script>alert" not in answer.content.decode()
    assert signed(cast.owner).get(PAGE).status_code == 404


def test_who_only_reads_sees_no_form(cast: Cast, signed: Signed, two: Two) -> None:
    page = signed(cast.chair).get(at(two)).content.decode()
    assert "<form" not in page and "đơn vị ấy chọn số chính thức" in page


def test_there_is_nothing_to_withdraw_where_nobody_chose(
    cast: Cast, signed: Signed, two: Two
) -> None:
    answer = signed(cast.owner).post(at(two, "rut/"), {"key": issue(cast.owner.id)})
    assert answer.status_code == 404
