"""A council decides on phones and at the desk: ballot, session, decision, certificate, revocation.

Every page at 360 and 1366 pixels, without scripts where something is done; A4 of a certificate.
"""

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from khuyencong.competitions.models import Ballot, Certificate, CouncilSession
from tests.cast import make_cast
from tests.competitions.council import make_council, make_vote_law
from tests.web.browsing import DESKTOP, PHONE, Visitor
from tests.web.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def through(visitor: Visitor, name: str) -> Page:
    """Press a button; return the page that follows."""
    visitor.page.get_by_role("button", name=name, exact=True).first.click()
    return visitor.page


def test_a_council_decides_and_a_title_is_withdrawn(visit: Visit, tmp_path: Path) -> None:
    cast = make_cast()
    make_vote_law()
    council = make_council(cast, (900, 600))
    writing = visit(council.secretary, scripts=False)
    page = writing.go("/desk/phien-hop/")
    page.get_by_role("link", name=council.round.name).click()
    page.get_by_label("Ngày họp").fill("18/11/2026")
    page.get_by_label("Tỷ lệ thành viên có mặt tối thiểu").fill("60")
    page.get_by_label("Căn cứ của tỷ lệ").fill("Quy chế mẫu")
    through(writing, "Mở phiên họp")
    for box in page.get_by_role("checkbox").all()[:3]:
        box.check()
    through(writing, "Ghi điểm danh")
    expect(page.get_by_text("Đủ tỷ lệ 60%")).to_be_visible()

    for member in council.members:
        phone = visit(member, width=PHONE, scripts=False)
        phone.go("/desk/bieu-quyet/")
        phone.page.get_by_role("link", name=council.round.name).click()
        for entry in council.entries:
            card = phone.page.locator(f"#{entry.code}")
            card.get_by_role("button", name="Đồng ý", exact=True).click()
    assert Ballot.objects.count() == 6

    for width in (PHONE, DESKTOP):
        looking = visit(council.members[0], width=width)
        for path in ("/desk/bieu-quyet/", f"/desk/binh-chon/{council.round.id}/bieu-quyet/"):
            looking.go(path)
            assert looking.faults() == [], (width, path)
        looking = visit(council.secretary, width=width)
        for path in ("/desk/phien-hop/", f"/desk/binh-chon/{council.round.id}/phien-hop/"):
            looking.go(path)
            looking.open_folds()
            assert looking.faults() == [], (width, path)

    through(writing, "Ghi đề xuất theo xếp hạng")
    through(writing, "Đóng phiên họp, lập biên bản")
    expect(page.get_by_text("Đã đóng, biên bản số 01/BB-HĐBC")).to_be_visible()
    assert CouncilSession.objects.get().minutes_number == 1

    head = visit(cast.head, scripts=False)
    page = head.go(f"/desk/binh-chon/{council.round.id}/ket-qua/")
    page.get_by_label("Số quyết định").fill("05/QĐ-UBND")
    page.get_by_label("Ngày quyết định").fill("19/11/2026")
    through(head, "Công nhận, cấp giấy chứng nhận")
    page.get_by_role("link", name="01/2026").click()
    expect(page.get_by_text("đến hết ngày 31/12/2029").first).to_be_visible()
    one = Certificate.objects.get()

    paths = (
        f"/desk/binh-chon/{council.round.id}/ket-qua/",
        "/desk/chung-nhan/",
        f"/desk/chung-nhan/{one.id}/",
        f"/desk/chung-nhan/{one.id}/ban-in/",
        "/san-pham/",
        "/san-pham/danh-muc/",
        f"/binh-chon/{council.round.id}/ket-qua/",
    )
    for width in (PHONE, DESKTOP):
        looking = visit(cast.head, width=width)
        for path in paths:
            looking.go(path)
            assert looking.faults() == [], (width, path)

    on_paper = visit(cast.head)
    on_paper.go(f"/desk/chung-nhan/{one.id}/ban-in/")
    sheet = tmp_path / "giay.pdf"
    on_paper.page.pdf(path=str(sheet), prefer_css_page_size=True, print_background=True)
    told = subprocess.run(["pdfinfo", str(sheet)], capture_output=True, text=True, check=True)
    assert "Pages:           1" in told.stdout
    assert "841.92 x 594.96" in told.stdout or "842 x 595" in told.stdout, told.stdout

    page = head.go(f"/desk/chung-nhan/{one.id}/")
    page.get_by_text("Thu hồi giấy chứng nhận này").click()
    page.get_by_label("Quyết định thu hồi").fill("9/QĐ-UBND")
    page.get_by_label("Thu hồi từ ngày").fill("20/11/2026")
    page.get_by_label("Lý do").fill("Không còn sản xuất")
    through(head, "Thu hồi giấy chứng nhận")
    expect(page.get_by_role("heading", name="Đã thu hồi")).to_be_visible()


def test_a_show_of_hands_is_written_on_a_phone(visit: Visit) -> None:
    cast = make_cast()
    make_vote_law()
    council = make_council(cast, (900,))
    council.open()
    visitor = visit(council.secretary, width=PHONE, scripts=False)
    page = visitor.go(f"/desk/binh-chon/{council.round.id}/phien-hop/")
    page.get_by_text("Ghi biểu quyết giơ tay").click()
    for seat in council.seats:
        page.locator(f"select[name='seat-{seat.id}']").select_option("for")
    through(visitor, "Ghi biểu quyết")
    expect(page.get_by_text("3 đồng ý")).to_be_visible()
    assert Ballot.objects.filter(by=council.secretary.id).count() == 3
