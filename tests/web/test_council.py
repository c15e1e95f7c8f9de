"""The pages of the council and of titles: a session from opening to certificates; who sees what."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from khuyencong.accounts.actions import let_represent
from khuyencong.competitions.models import Ballot, Certificate, CouncilSession, Verdict
from khuyencong.competitions.states import RoundState, Vote
from khuyencong.core.once import issue
from khuyencong.office.models import IssuedDocument
from khuyencong.results.models import Result
from khuyencong.values.text import fold
from tests.cast import Cast
from tests.competitions.council import (
    AT,
    Council,
    keep_out,
    make_council,
    make_vote_law,
)
from tests.factories import make_user
from tests.web.conftest import Signed


@pytest.fixture
def council(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Council:
    make_vote_law()
    return make_council(cast)


@pytest.fixture
def recognised(council: Council) -> Council:
    council.ready()
    council.close()
    council.recognise()
    return council


def page_of(council: Council, what: str) -> str:
    return f"/desk/binh-chon/{council.round.id}/{what}/"


def words(answer: Any) -> str:
    return re.sub(r"<[^>]+>|\s+", " ", answer.content.decode())


def post(client: Client, user: Any, address: str, **data: Any) -> Any:
    return client.post(address, {"key": issue(user.id)} | data, follow=True)


def test_a_session_from_opening_to_certificates(
    council: Council, cast: Cast, signed: Signed
) -> None:
    """Nobody types an address: each page leads on."""
    browser, who = signed(council.secretary), council.secretary
    address = page_of(council, "phien-hop")
    assert council.round.name in words(browser.get("/desk/phien-hop/"))
    assert "Mở phiên họp" in words(browser.get(address))
    told = {"held_on": "18/11/2026", "quorum_percent": "60", "quorum_basis": "Quy chế mẫu"}
    assert "Đã mở phiên họp" in words(post(browser, who, f"{address}mo/", **told))
    seats = [str(seat.id) for seat in council.seats]
    assert "Đã điểm danh" in words(post(browser, who, f"{address}diem-danh/", seat=seats))
    for member in council.members[:2]:
        phone = signed(member)
        assert council.round.name in words(phone.get("/desk/bieu-quyet/"))
        for entry in council.entries:
            ballot = f"{page_of(council, 'bieu-quyet')}{entry.id}/"
            answer = post(phone, member, ballot, vote=Vote.FOR)
            assert f"{entry.code}: đã ghi “đồng ý”" in words(answer)
    hands = {f"seat-{council.seats[2].id}": "against"}
    for entry in council.entries:
        post(browser, who, f"{address}gio-tay/", entry=str(entry.id), **hands)
    assert Ballot.objects.count() == 9
    assert "Đã ghi đề xuất" in words(post(browser, who, f"{address}de-xuat/"))
    first = str(council.entries[0].id)
    prize = {"recognised": "on", "nominated": "on", "prize": "Giải nhất",
             "prize_money": "5.000.000", "prize_basis": "Nghị quyết mẫu"}  # fmt: skip
    prefixed = {f"{first}-{name}": value for name, value in prize.items()}
    post(browser, who, f"{address}ket-luan/", entry=first, **prefixed)
    assert Verdict.objects.get(rank=1).prize_money == 5_000_000
    assert "biên bản có số" in words(post(browser, who, f"{address}dong/"))
    assert CouncilSession.objects.get().minutes_number == 1
    assert "01/BB-HĐBC" in words(browser.get(address))

    officer, result = signed(cast.owner), page_of(council, "ket-qua")
    assert "Giải nhất" in words(officer.get(result))
    for code in ("bien-ban-binh-chon", "quyet-dinh-cong-nhan"):
        assert officer.get(f"{result}{code}.pdf").content[:4] == b"%PDF"
        assert officer.get(f"{result}{code}.docx").content[:2] == b"PK"
        post(officer, cast.owner, f"{result}{code}/trinh/")
    assert IssuedDocument.objects.count() == 2

    head, decision = signed(cast.head), page_of(council, "cong-nhan")
    missing = post(head, cast.head, decision, number="05/QĐ-UBND", day="")
    assert missing.status_code == 422
    assert 'value="05/QĐ-UBND"' in missing.content.decode()
    given = {"number": "05/QĐ-UBND", "day": "19/11/2026"}
    assert "Đã cấp giấy chứng nhận" in words(post(head, cast.head, decision, **given))
    assert Certificate.objects.count() == 2
    assert Result.objects.count() == 1


def test_a_refused_verdict_stands_as_it_was_typed(council: Council, signed: Signed) -> None:
    council.open()
    entry = str(council.entries[0].id)
    said = {"recognised": "on", "prize": "Giải đặc biệt", "prize_money": "7.000.000"}
    prefixed = {f"{entry}-{name}": value for name, value in said.items()}
    browser = signed(council.secretary)
    address = page_of(council, "phien-hop")
    answer = post(browser, council.secretary, f"{address}ket-luan/", entry=entry, **prefixed)
    assert answer.status_code == 422
    assert "ghi căn cứ của mức thưởng" in words(answer)
    assert 'value="Giải đặc biệt"' in answer.content.decode()
    assert not Verdict.objects.exists()


def test_the_page_says_what_is_missing_before_the_end(council: Council, signed: Signed) -> None:
    council.open()
    browser = signed(council.secretary)
    address = page_of(council, "phien-hop")
    assert "Chưa kết luận: CB-001, CB-002, CB-003" in words(browser.get(address))
    answer = post(browser, council.secretary, f"{address}dong/")
    assert "Chưa kết luận" in words(answer)
    assert CouncilSession.objects.get().closed_at is None


def test_a_double_click_opens_one_session(council: Council, signed: Signed) -> None:
    browser = signed(council.secretary)
    told = {"held_on": "18/11/2026", "quorum_percent": "60", "key": issue(council.secretary.id)}
    for _ in range(2):
        browser.post(f"{page_of(council, 'phien-hop')}mo/", told)
    assert CouncilSession.objects.count() == 1


def test_a_member_sees_what_he_keeps_out_of(council: Council, signed: Signed) -> None:
    council.open()
    keep_out(council.seats[0], council.entries[0])
    page = signed(council.members[0]).get(page_of(council, "bieu-quyet"))
    assert words(page).count("Anh/chị không biểu quyết") == 1
    assert page.content.decode().count('class="choices"') == 2


@pytest.mark.parametrize("what", ["phien-hop", "bieu-quyet"])
def test_others_find_no_session(council: Council, cast: Cast, signed: Signed, what: str) -> None:
    elsewhere = make_user(
        {"phien-hop": "SECRETARY", "bieu-quyet": "COUNCIL_MEMBER"}[what], cast.department
    )
    for person in (cast.owner, cast.head, cast.stranger, elsewhere):
        assert signed(person).get(page_of(council, what)).status_code == 404


def test_pages_ask_as_often_for_few_as_for_many(
    council: Council, cast: Cast, signed: Signed
) -> None:
    many = make_council(cast, range(300, 900, 50))
    told: dict[str, list[int]] = {"phien-hop": [], "bieu-quyet": []}
    for one in (council, many):
        one.open()
        one.all_for()
        for what, who in (("phien-hop", one.secretary), ("bieu-quyet", one.members[0])):
            browser = signed(who)
            browser.get(page_of(one, what))
            with CaptureQueriesContext(connection) as asked:
                assert browser.get(page_of(one, what)).status_code == 200
            told[what].append(len(asked))
    assert all(few == more for few, more in told.values()), told


def test_titles_are_found_without_diacritics(recognised: Council, signed: Signed) -> None:
    browser = signed(recognised.officer)
    product = recognised.entries[0].product
    number = product.name.rpartition(" ")[2]
    for typed, found in ((f"my gao {number}", True), ("banh da nem", False), ("01/2026", True)):
        answer = browser.get("/desk/chung-nhan/", {"q": typed})
        assert (product.name in words(answer)) is found, typed
    for narrowed in ({"cap": "nation"}, {"nam": "2025"}, {"tinh_trang": "revoked"}):
        assert "Không có giấy nào" in words(browser.get("/desk/chung-nhan/", narrowed))
    assert browser.get("/desk/chung-nhan/", {"nam": "x"}).status_code == 422


def test_a_title_is_withdrawn_by_the_head(recognised: Council, cast: Cast, signed: Signed) -> None:
    one = Certificate.objects.order_by("number")[0]
    address = f"/desk/chung-nhan/{one.id}/"
    assert "Thu hồi giấy chứng nhận này" not in words(signed(cast.owner).get(address))
    head = signed(cast.head)
    told = {"decision": "9/QĐ-UBND", "day": "19/11/2026", "reason": ""}
    answer = post(head, cast.head, f"{address}thu-hoi/", **told)
    assert answer.status_code == 422 and 'value="9/QĐ-UBND"' in answer.content.decode()
    answer = post(head, cast.head, f"{address}thu-hoi/", **told | {"reason": "Không còn làm"})
    assert "Đã bị thu hồi" in words(answer)
    assert Certificate.objects.get(id=one.id).revoked_by == cast.head.id
    assert "Đã bị thu hồi" in words(head.get(f"{address}ban-in/"))


def test_an_establishment_sees_its_own_titles(
    recognised: Council, cast: Cast, signed: Signed
) -> None:
    mine, other = Certificate.objects.order_by("number")
    let_represent(
        user=cast.establishment, establishment=mine.product.establishment, at=AT, by=cast.owner.id
    )
    browser = signed(cast.establishment)
    assert mine.product_name in words(browser.get("/desk/chung-nhan/"))
    assert browser.get(f"/desk/chung-nhan/{mine.id}/").status_code == 200
    assert browser.get(f"/desk/chung-nhan/{other.id}/").status_code == 404


def test_a_certificate_is_printed_as_page_word_and_pdf(recognised: Council, signed: Signed) -> None:
    one = Certificate.objects.order_by("number")[0]
    browser = signed(recognised.officer)
    page = browser.get(f"/desk/chung-nhan/{one.id}/ban-in/").content.decode()
    assert "<svg" in page
    assert "Có hiệu lực đến hết ngày 31/12/2029" in page
    assert browser.get(f"/desk/chung-nhan/{one.id}/giay.pdf").content[:4] == b"%PDF"
    assert browser.get(f"/desk/chung-nhan/{one.id}/giay.docx").content[:2] == b"PK"


def test_everybody_finds_titled_products(recognised: Council, client: Client) -> None:
    page = client.get("/san-pham/")
    names = [entry.product.name for entry in recognised.entries]
    shown = words(page)
    assert names[0] in shown and names[1] in shown and names[2] not in shown
    one = Certificate.objects.order_by("number")[0]
    assert f"/q/{one.code}" in page.content.decode()
    found = words(client.get("/san-pham/", {"q": fold(names[1]).upper()}))
    assert names[1] in found and names[0] not in found
    assert names[0] in words(client.get("/san-pham/", {"q": "co so mau"}))
    assert "Không có sản phẩm" in words(client.get("/san-pham/", {"cap": "nation"}))
    rows = client.get("/san-pham/bang.csv").content.decode("utf-8-sig").splitlines()
    assert len(rows) == 3 and "31/12/2029" in rows[1]
    assert names[0] in words(client.get("/san-pham/danh-muc/"))


def test_the_official_list_is_public_once_it_is_decided(council: Council, client: Client) -> None:
    address = f"/binh-chon/{council.round.id}/ket-qua/"
    assert client.get(address).status_code == 404
    council.ready()
    council.close()
    assert client.get(address).status_code == 404
    council.recognise()
    council.round.refresh_from_db()
    assert council.round.state == RoundState.RECOGNISED
    page = words(client.get(address))
    assert council.entries[0].product.name in page and "05/QĐ-UBND" in page


def test_the_catalogue_asks_as_often_for_one_as_for_many(
    recognised: Council, cast: Cast, client: Client
) -> None:
    def asked(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    addresses = ("/san-pham/", "/san-pham/danh-muc/", f"/binh-chon/{recognised.round.id}/")
    before = [asked(address) for address in addresses]
    many = make_council(cast, range(700, 900, 20))
    many.ready()
    many.close()
    many.recognise("06/QĐ-UBND")
    assert [asked(address) for address in addresses] == before
