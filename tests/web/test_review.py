"""Going through the figures of a report: what is shown, what a key does, and what it costs."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from khuyencong.core.clock import now
from khuyencong.core.identity import new_id
from khuyencong.core.once import issue
from khuyencong.ingestion import actions
from khuyencong.ingestion.models import Document, Observation
from khuyencong.ingestion.queries import new_version
from khuyencong.ingestion.states import Review
from khuyencong.registry.models import Place
from khuyencong.values.periods import read_period
from tests.cast import Cast
from tests.web.conftest import Signed

PAGE = "/desk/bao-cao/{}/so-lieu/"


def row(document: Document, number: str) -> Observation:
    return document.observations.get(superseded_at=None, number=number)


def order(page: str) -> list[str]:
    """Return the numbers of the page, in its order."""
    return re.findall(r'class="sentence">.*?<mark>(.*?)</mark>', page)


def current(page: str) -> str:
    """Return the anchor of the current figure."""
    found = re.findall(r'id="(s-[0-9a-f-]+)" tabindex="-1" aria-current="true"', page)
    assert len(found) == 1
    return str(found[0])


def act(browser: Client, document: Document, number: str, name: str, **more: str):  # type: ignore[no-untyped-def]
    figure = row(document, number)
    form = {"key": issue(UUID(browser.session["_auth_user_id"])), "seen": str(figure.id)} | more
    return browser.post(f"{PAGE.format(document.id)}{figure.series}/{name}/", form)


def test_the_figures_stand_in_reading_order_with_what_they_mean(
    cast: Cast, signed: Signed, confirmed: Document
) -> None:
    page = signed(cast.owner).get(PAGE.format(confirmed.id)).content.decode()
    assert order(page) == ["12", "900", "7", "4"]
    assert "Đã soát 0 trong 4 số" in page
    assert "Kinh phí khuyến công</span>" in page
    assert "tỉnh Thí Dụ (đến 30/6/2025)</span>" in page and "2016–2020</span>" in page
    assert page.count("Cùng câu hỏi này, báo cáo còn ghi") == 3
    assert "Lỗi: 7 + 4 = 11, báo cáo ghi 12" in page


@pytest.mark.parametrize(
    ("sieve", "numbers"),
    [
        ("cho", ["900", "7"]),
        ("nghi", ["7"]),
        ("tat-ca", ["12", "900", "7", "4"]),
        ("de-ngoai", ["4"]),
        ("ngoai-chi-tieu", []),
        ("khong-co", ["900", "7"]),
        ("", ["900", "7"]),
    ],
)
def test_a_sieve_shows_its_own(
    sieve: str, numbers: list[str], cast: Cast, signed: Signed, confirmed: Document
) -> None:
    browser = signed(cast.owner)
    act(browser, confirmed, "12", "nhan")
    act(browser, confirmed, "4", "de-ngoai", reason="chỉ là một phần")
    page = browser.get(PAGE.format(confirmed.id), {"loc": sieve}).content.decode()
    assert order(page) == numbers


def test_taking_a_figure_goes_to_the_next_that_waits(
    cast: Cast, signed: Signed, confirmed: Document
) -> None:
    browser = signed(cast.owner)
    answer = act(browser, confirmed, "900", "nhan", loc="cho")
    seven = row(confirmed, "7")
    assert answer["Location"].endswith(
        f"?loc=cho&tai={seven.series}&xong={row(confirmed, '900').series}#s-{seven.series}"
    )
    page = browser.get(answer["Location"]).content.decode()
    assert current(page) == f"s-{seven.series}"
    assert "Đã nhận: <b>900\u00a0triệu đồng</b>" in page
    taken = row(confirmed, "900")
    assert (taken.review, taken.by) == (Review.ACCEPTED, cast.owner)


def test_the_last_figure_leads_back_to_the_first_that_waits_and_then_to_none(
    cast: Cast, signed: Signed, confirmed: Document
) -> None:
    browser = signed(cast.owner)
    first = row(confirmed, "12").series
    assert f"tai={first}" in act(browser, confirmed, "4", "nhan", loc="cho")["Location"]
    for number in ("12", "900"):
        act(browser, confirmed, number, "nhan", loc="cho")
    last = act(browser, confirmed, "7", "nhan", loc="cho")["Location"]
    assert "tai=" not in last
    assert "Không còn số nào chờ" in browser.get(last).content.decode()


def test_leaving_out_needs_a_reason_and_keeps_the_row_open(
    cast: Cast, signed: Signed, confirmed: Document
) -> None:
    browser = signed(cast.owner)
    answer = act(browser, confirmed, "7", "de-ngoai", reason=" \u00a0", loc="cho")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Ghi lý do vì sao để số này ra ngoài." in page and "<title>Lỗi: " in page
    assert current(page) == f"s-{row(confirmed, '7').series}"
    assert row(confirmed, "7").review == Review.WAITING
    act(browser, confirmed, "7", "de-ngoai", reason="chỉ là một phần")
    assert row(confirmed, "7").reason == "chỉ là một phần"


def test_a_slip_is_undone_where_it_was_made(
    cast: Cast, signed: Signed, confirmed: Document
) -> None:
    browser = signed(cast.owner)
    act(browser, confirmed, "900", "nhan", loc="cho")
    answer = act(browser, confirmed, "900", "mo-lai", loc="cho")
    page = browser.get(answer["Location"]).content.decode()
    assert current(page) == f"s-{row(confirmed, '900').series}"
    assert row(confirmed, "900").review == Review.WAITING


def test_who_looked_at_an_older_version_is_told(
    cast: Cast, signed: Signed, confirmed: Document
) -> None:
    mine = signed(cast.owner)
    seen = str(row(confirmed, "900").id)
    act(signed(cast.colleague), confirmed, "900", "nhan")
    answer = act(mine, confirmed, "900", "nhan", seen=seen)
    page = mine.get(answer["Location"]).content.decode()
    assert "Số này vừa được người khác soát" in page
    assert row(confirmed, "900").by == cast.colleague
    for forged in ("", "x"):
        answer = act(mine, confirmed, "900", "mo-lai", seen=forged)
        assert "vừa được người khác soát" in mine.get(answer["Location"]).content.decode()
    assert row(confirmed, "900").review == Review.ACCEPTED


def test_a_form_sent_twice_is_one_act(cast: Cast, signed: Signed, confirmed: Document) -> None:
    browser, figure = signed(cast.owner), row(confirmed, "900")
    path = f"{PAGE.format(confirmed.id)}{figure.series}/nhan/"
    form = {"key": issue(cast.owner.id), "seen": str(figure.id)}
    assert browser.post(path, form)["Location"] == browser.post(path, form)["Location"]
    assert (
        confirmed.observations.filter(series=figure.series).count() == 3
    )  # read, confirmed, taken


def test_readers_see_the_figures_and_no_forms(
    cast: Cast, signed: Signed, confirmed: Document
) -> None:
    page = signed(cast.chair).get(PAGE.format(confirmed.id)).content.decode()
    assert order(page) == ["12", "900", "7", "4"]
    assert "<form" not in page and "data-row" not in page and "Nhận các số" not in page


def test_what_another_report_says_stands_at_the_figure(
    cast: Cast,
    signed: Signed,
    confirmed: Document,
    keep: Callable[[int], Document],
    country: dict[str, Place],
) -> None:
    other = keep(1)
    period = read_period("2016-2020")
    place = country["thi-du"]
    actions.confirm(by=cast.owner, document=other, place=place, period=period, at=now())
    Observation.objects.filter(document=other, number="900").update(digits=800_000_000)
    act(signed(cast.owner), other, "900", "nhan")
    page = signed(cast.owner).get(PAGE.format(confirmed.id)).content.decode()
    assert page.count("Báo cáo khác, đã nhận, ghi 800\u00a0triệu đồng") == 1


def test_taking_together_what_is_sound_says_what_is_left(
    cast: Cast, signed: Signed, confirmed: Document
) -> None:
    browser, path = signed(cast.owner), PAGE.format(confirmed.id) + "nhan-het/"
    assert (
        "Nhận các số không có nghi vấn (1)"
        in browser.get(PAGE.format(confirmed.id)).content.decode()
    )
    page = browser.get(path).content.decode()
    assert "Nhận 1 số không có nghi vấn?" in page and "<dd>3 số, soát từng số</dd>" in page
    assert browser.post(path, {"key": issue(cast.owner.id)}).status_code == 302
    reviews = {r.number: r.review for r in confirmed.observations.filter(superseded_at=None)}
    assert reviews == {"12": "waiting", "900": "accepted", "7": "waiting", "4": "waiting"}
    assert "Không còn số nào để nhận chung" in browser.get(path).content.decode()


CORRECT = {
    "measure": "money.state",
    "stage": "approved",
    "activity": "total",
    "funding_source": "provincial",
    "place": "vi du",
    "period": "2026",
    "detail": "",
    "reason": "mục 1",
}


def test_a_correction_says_what_a_figure_means_and_takes_it(
    cast: Cast, signed: Signed, confirmed: Document, country: dict[str, Place]
) -> None:
    answer = act(signed(cast.owner), confirmed, "900", "sua", **CORRECT)
    assert answer.status_code == 302, answer.content.decode()
    fixed = row(confirmed, "900")
    assert (fixed.stage, fixed.funding_source, fixed.place) == (
        "approved",
        "provincial",
        country["vi-du-tu-2025"],
    )
    assert (fixed.corrected, fixed.review, fixed.reason) == (True, Review.ACCEPTED, "mục 1")
    assert fixed.number == "900"


def test_what_was_not_typed_anew_stays(cast: Cast, signed: Signed, confirmed: Document) -> None:
    before = row(confirmed, "900")
    same = CORRECT | {"stage": "accepted", "place": "tỉnh Thí Dụ", "period": "2016-2020"}
    act(signed(cast.owner), confirmed, "900", "sua", **same)
    after = row(confirmed, "900")
    assert (after.place, after.period_start, after.period_end) == (
        before.place,
        before.period_start,
        before.period_end,
    )
    assert after.funding_source == "provincial"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"reason": ""}, "Ghi lý do sửa"),
        ({"place": "Khong Co"}, "Không có địa phương nào tên như vậy"),
        ({"period": "thuở ấy"}, "Không đọc được thời gian"),
        ({"place": "vi"}, "Chọn nơi đúng"),
        ({"period": ""}, "Ghi thời gian để biết"),
        ({"stage": ""}, "Cần chọn số này là mục tiêu"),
        ({"measure": "projects.count"}, "chỗ cần sửa"),
    ],
)
def test_what_makes_no_sense_comes_back_as_typed(
    changed: dict[str, str], told: str, cast: Cast, signed: Signed, confirmed: Document
) -> None:
    typed = CORRECT | {"detail": "cấp khu vực"} | changed
    answer = act(signed(cast.owner), confirmed, "900", "sua", **typed)
    page = answer.content.decode()
    assert answer.status_code == 422 and re.search(told, page), page
    assert "chỗ cần sửa" in page and 'value="cấp khu vực"' in page
    assert not row(confirmed, "900").corrected


def test_the_beginning_of_a_name_is_offered_and_one_is_chosen(
    cast: Cast, signed: Signed, confirmed: Document, country: dict[str, Place]
) -> None:
    typed, browser = CORRECT | {"place": "vi"}, signed(cast.owner)
    page = act(browser, confirmed, "900", "sua", **typed).content.decode()
    assert set(re.findall(r'name="chosen" value="([^"]+)"', page)) == {"viet-nam", "vi-du-tu-2025"}
    for forged in ("thi-du", ""):
        answer = act(browser, confirmed, "900", "sua", chosen=forged, **typed)
        assert answer.status_code == 422
    act(browser, confirmed, "900", "sua", chosen="vi-du-tu-2025", **typed)
    assert row(confirmed, "900").place == country["vi-du-tu-2025"]


def test_the_page_of_a_figure_tells_its_history(
    cast: Cast, signed: Signed, confirmed: Document
) -> None:
    browser = signed(cast.owner)
    act(browser, confirmed, "900", "sua", **CORRECT)
    page = browser.get(f"/desk/bao-cao/{confirmed.id}/so/f2/").content.decode()
    told = [
        "Sửa cách hiểu và nhận",
        "Lý do: mục 1",
        "Theo điều đã xác nhận về cả báo cáo",
        "Máy đọc và hiểu như vậy",
    ]
    assert [page.index(words) for words in told] == sorted(page.index(words) for words in told)
    assert cast.owner.full_name in page
    assert "<s>mọi nguồn nhà nước</s> → <b>Khuyến công cấp tỉnh</b>" in page


def test_a_page_costs_the_same_and_stays_light_with_many_figures(
    cast: Cast, signed: Signed, confirmed: Document
) -> None:
    browser, path = signed(cast.owner), PAGE.format(confirmed.id)
    browser.get(path)
    before = _cost(browser, path)
    figure = row(confirmed, "900")
    more = [_alike(figure, 20_000 + 10 * number) for number in range(500)]
    Observation.objects.bulk_create(more)
    assert _cost(browser, path) == before <= 12
    page = browser.get(path, {"tai": str(more[-1].series), "loc": "tat-ca"})
    assert current(page.content.decode()) == f"s-{more[-1].series}"
    assert all(len(browser.get(path, {"trang": str(n)}).content) <= 150_000 for n in (1, 2, 20))


def _alike(figure: Observation, start: int) -> Observation:
    """Return one more figure of the same kind, in a long sentence."""
    return new_version(
        figure,
        at=now(),
        series=new_id(),
        number_start=start,
        number_end=start + 3,
        sentence="Kinh phí cấp tỉnh hỗ trợ các cơ sở " * 60,
        sentence_start=start - 600,
    )


def _cost(browser: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(path).status_code == 200
    return len(queries)
