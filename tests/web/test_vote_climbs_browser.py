"""The whole life of a title: a phone, a province, a region, the nation, its QR, its withdrawal."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from khuyencong import cli
from khuyencong.accounts.actions import let_represent
from khuyencong.accounts.models import User
from khuyencong.applications.actions import load_papers
from khuyencong.competitions.actions import conflicts, keys, scoring, tallying
from khuyencong.competitions.actions import session as council
from khuyencong.competitions.actions.closing import close_session
from khuyencong.competitions.actions.scans import count_scans
from khuyencong.competitions.actions.seats import SeatTold, appoint
from khuyencong.competitions.models import Certificate, Entry, Round, ScanCount, Seat, Sheet
from khuyencong.competitions.queries.integrity import competition_faults
from khuyencong.competitions.queries.seals import own_host, qr_text
from khuyencong.competitions.rules.verdicts import SessionTold, VerdictTold
from khuyencong.competitions.states import RoundLevel, SeatBody, Vote
from khuyencong.core.clock import now, today
from khuyencong.qr_file import Asked, verify_label
from khuyencong.registry.models import Region, RegionMembership, RegionScheme
from tests.cast import Cast, make_cast
from tests.competitions.council import make_vote_law
from tests.competitions.dossiers import make_called, make_maker
from tests.competitions.jury import make_score_law, points
from tests.competitions.test_scans import line
from tests.factories import make_law, make_user
from tests.ingestion.sheets import book
from tests.web.browsing import PHONE
from tests.web.conftest import Visit
from tests.web.test_voting_entries_browser import enter_product, press

pytest.importorskip("PIL")
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SEAT_HEAD = ["Họ và tên", "Tên đăng nhập", "Ban", "Vai trò", "Quyết định", "Ngày quyết định"]
PEOPLE = (
    ("Giám Khảo Mẫu", "gk.mau", SeatBody.JURY, "member"),
    ("Giám Khảo Thí Dụ", "gk.thidu", SeatBody.JURY, "member"),
    ("Chủ Tịch Mẫu", "ct.mau", SeatBody.COUNCIL, "chair"),
    ("Ủy Viên Mẫu", "uv.mau", SeatBody.COUNCIL, "member"),
    ("Thư Ký Mẫu", "tk.mau", SeatBody.SECRETARIAT, "member"),
)
SCORES = {"Thị trường": "38,5", "Kinh tế": "35", "Văn hóa": "9", "Tiêu chí khác": "7,5"}


@dataclass
class Ladder:
    """The people, the three rounds, and who is at which browser."""

    visit: Visit
    people: Cast
    agency_head: User
    rounds: dict[str, Round]
    base: str
    pages: dict[Any, Page] = field(default_factory=dict)

    def page(self, user: User, path: str, width: int = PHONE) -> Page:
        """Return somebody's own page, without scripts, at a path where he begins."""
        if user.id not in self.pages:
            self.pages[user.id] = self.visit(user, width=width, scripts=False).page
        page = self.pages[user.id]
        page.goto(self.base + path)
        return page


def follow(page: Page, name: str) -> Page:
    """Follow a link whose words begin so; return the page."""
    page.get_by_role("link", name=name).first.click()
    return page


def day_of(day: date) -> str:
    return f"{day:%d/%m/%Y}"


@pytest.fixture
def vote(visit: Visit, live_server: Any, settings: Any, tmp_path: Path) -> Ladder:
    settings.PUBLIC_ADDRESS = "https://khuyencong.example.vn"
    settings.QR_KEY = tmp_path / "qr_key.pem"
    people = make_cast()
    load_papers()
    make_law(people.agency_officer)
    make_score_law()
    make_vote_law()
    day = today()
    open_days = {"opens_on": day - timedelta(200), "closes_on": day + timedelta(200)}
    province = make_called(people.department, name="Bình chọn tỉnh Mẫu", **open_days)
    scheme, _ = RegionScheme.objects.get_or_create(key="binh-chon", defaults={"name": "Bình chọn"})
    region = Region.objects.create(scheme=scheme, key="mau", name="Vùng Mẫu", position=90)
    RegionMembership.objects.create(region=region, place=province.place)
    rounds = {
        RoundLevel.PROVINCE: province,
        RoundLevel.REGION: make_called(
            people.agency, RoundLevel.REGION, region=region, name="Bình chọn Vùng Mẫu", **open_days
        ),
        RoundLevel.NATION: make_called(
            people.agency, RoundLevel.NATION, name="Bình chọn quốc gia Mẫu", **open_days
        ),
    }
    head = make_user("AGENCY_HEAD", people.agency, full_name="Lãnh Đạo Cục Mẫu")
    return Ladder(visit, people, head, rounds, live_server.url)


def accept_and_close(vote: Ladder, officer: User, entry: Entry) -> None:
    """Let an officer take the dossier in; the last day comes; he closes the call."""
    round = entry.round
    page = vote.page(officer, "/desk/binh-chon/")
    follow(page, round.name)
    follow(page, "Danh sách hồ sơ")
    follow(page, entry.product.name)
    press(page, "Nhận, cho mã số bình chọn")
    entry.refresh_from_db()
    assert (entry.state, entry.code) == ("accepted", "CB-01"), page.content()
    Round.objects.filter(id=round.id).update(closes_on=today())
    follow(page, round.name)
    press(page, "Đóng nhận hồ sơ")
    round.refresh_from_db()
    assert round.state == "gathered", page.content()


def seat_by_sheet(vote: Ladder, round: Round, tmp_path: Path) -> None:
    """Let the head enter council, jury and secretariat by a sheet that the round leads to."""
    names = {SeatBody.JURY: "Ban giám khảo", SeatBody.COUNCIL: "Hội đồng bình chọn",
             SeatBody.SECRETARIAT: "Ban thư ký"}  # fmt: skip
    roles = {"chair": "Chủ tịch", "member": ""}
    rows = [[name, login, names[body], roles[role], "12/QĐ-SCT", day_of(today())]
            for name, login, body, role in PEOPLE]  # fmt: skip
    file = tmp_path / "thanh-vien.xlsx"
    file.write_bytes(book([SEAT_HEAD, *rows]))
    page = vote.page(vote.people.head, "/desk/binh-chon/")
    follow(page, round.name)
    follow(page, "Hội đồng, giám khảo, thư ký")
    follow(page, "Nhập danh sách bằng bảng tính")
    expect(page.get_by_label("Thành viên hội đồng, giám khảo, thư ký")).to_be_checked()
    page.get_by_label("Tệp Excel hoặc CSV").set_input_files(file)
    press(page, "Xem trước")
    press(page, f"Nhập {len(PEOPLE)} dòng")
    assert Seat.objects.filter(round=round).count() == len(PEOPLE), page.content()


def holders(round: Round, body: SeatBody) -> list[User]:
    rows = Seat.objects.filter(round=round, body=body).select_related("user")
    return [seat.user for seat in rows.order_by("user__username")]


def score_on_pages(vote: Ladder, round: Round) -> None:
    """Let the secretary open scoring, each juror declare, score and lock, the secretary tally."""
    (secretary,) = holders(round, SeatBody.SECRETARIAT)
    desk = vote.page(secretary, "/desk/cham-diem/")
    follow(desk, f"Chấm điểm của {round.name}")
    press(desk, "Bắt đầu chấm")
    for juror in holders(round, SeatBody.JURY):
        page = vote.page(juror, "/desk/cham-diem/")
        follow(page, round.name)
        follow(page, "Khai liên quan")
        page.get_by_label("Tôi không có liên quan tới cơ sở nào").check()
        press(page, "Ghi lời khai")
        page.goto(f"{vote.base}/desk/cham-diem/")
        follow(page, round.name)
        follow(page, "CB-01")
        assert "Cơ sở Thí Dụ" not in page.locator("main").inner_text()
        for label, said in SCORES.items():
            page.get_by_label(label).fill(said)
        press(page, "Lưu và khóa phiếu")
    assert Sheet.objects.filter(entry__round=round, state="locked").count() == 2
    desk.reload()
    press(desk, "Khóa điểm vòng một")


def decide_on_pages(vote: Ladder, round: Round) -> None:
    """Let the secretary open the session, the council vote, the secretary nominate and close."""
    (secretary,) = holders(round, SeatBody.SECRETARIAT)
    desk = vote.page(secretary, "/desk/cham-diem/")
    follow(desk, f"Chấm điểm của {round.name}")
    follow(desk, "Phiên họp hội đồng")
    desk.get_by_label("Ngày họp").fill(day_of(today()))
    desk.get_by_label("Tỷ lệ thành viên có mặt tối thiểu").fill("60")
    desk.get_by_label("Căn cứ của tỷ lệ").fill("Quy chế mẫu")
    press(desk, "Mở phiên họp")
    for box in desk.locator("input[name=seat]").all():
        box.check()
    press(desk, "Ghi điểm danh")
    for member in holders(round, SeatBody.COUNCIL):
        phone = vote.page(member, "/desk/bieu-quyet/")
        follow(phone, round.name)
        phone.locator("#CB-01").get_by_role("button", name="Đồng ý", exact=True).click()
    desk.reload()
    press(desk, "Ghi đề xuất theo xếp hạng")
    desk.get_by_text("Sửa kết luận").click()
    desk.get_by_label("Chọn dự bình chọn cấp trên").check()
    press(desk, "Ghi kết luận về CB-01")
    press(desk, "Đóng phiên họp, lập biên bản")
    expect(desk.get_by_text("Đã đóng, biên bản số 01/BB-HĐBC")).to_be_visible()


def recognise_on_pages(vote: Ladder, head: User, round: Round, number: str) -> Certificate:
    """Let the head write the decision down; return the title, its page open."""
    page = vote.page(head, "/desk/binh-chon/")
    follow(page, round.name)
    follow(page, "Kết quả, quyết định")
    page.get_by_label("Số quyết định").fill(number)
    page.get_by_label("Ngày quyết định").fill(day_of(today()))
    press(page, "Công nhận, cấp giấy chứng nhận")
    title = Certificate.objects.get(entry__round=round)
    follow(page, title.shown)
    expect(page.get_by_role("heading", level=1)).to_have_text(title.product_name)
    return title


def climb_on_pages(vote: Ladder, round: Round, code: str) -> Entry:
    """Let the organiser bring the product up, the maker look it through and send it."""
    page = vote.page(vote.people.agency_officer, "/desk/binh-chon/")
    follow(page, round.name)
    expect(page.get_by_text(f"giấy số {code}")).to_be_visible()
    press(page, "Đưa lên")
    entry = Entry.objects.select_related("round", "product").get(round=round)
    expect(page.get_by_text("Ở cấp dưới")).to_be_visible()
    phone = vote.page(vote.people.establishment, "/desk/ho-so-binh-chon/")
    follow(phone, entry.product.name)
    follow(phone, round.name)
    follow(phone, "Kiểm tra lại và nộp")
    press(phone, "Nộp hồ sơ")
    entry.refresh_from_db()
    assert entry.state == "submitted", phone.content()
    return entry


def judge_by_acts(vote: Ladder, round: Round, *, nominated: bool) -> None:
    """Score and decide as the pages of the province did, without them."""
    for name, login, body, role in PEOPLE:
        told = SeatTold(full_name=name, username=login, body=body, role=role,
                        decision="21/QĐ-CTĐP", decided_on=today())  # fmt: skip
        appoint(by=vote.agency_head, round=round, told=told, at=now())
    (secretary,) = holders(round, SeatBody.SECRETARIAT)
    for seat in Seat.objects.filter(round=round, body=SeatBody.JURY).select_related("user"):
        conflicts.declare(by=seat.user, seat=seat, ties=[], at=now())
    tallying.begin_scoring(by=secretary, round=round, at=now())
    for sheet in Sheet.objects.filter(entry__round=round).select_related("seat__user"):
        by, at = sheet.seat.user, now()
        scoring.write_sheet(by=by, sheet=sheet, told=points(385, 350, 90, 75), key=uuid4(),
                            written_at=at, at=at)  # fmt: skip
        scoring.lock_sheet(by=by, sheet=sheet, at=at)
    tallying.tally(by=secretary, round=round, stage=1, at=now())
    said = SessionTold(held_on=today(), quorum_percent=60, quorum_basis="Quy chế", where="Mẫu")
    council.open_session(by=secretary, round=round, told=said, at=now())
    members = Seat.objects.filter(round=round, body=SeatBody.COUNCIL).select_related("user")
    council.mark_present(by=secretary, round=round, seats=[m.id for m in members], at=now())
    entry = Entry.objects.get(round=round)
    for member in members:
        council.cast_ballot(by=member.user, round=round, entry=entry, vote=Vote.FOR, at=now())
    told = VerdictTold(recognised=True, nominated=nominated)
    council.write_verdict(by=secretary, round=round, entry=entry, told=told, at=now())
    close_session(by=secretary, round=round, at=now())


def test_a_product_climbs_from_a_phone_to_the_nation_and_its_title_is_withdrawn(
    vote: Ladder, visit: Visit, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people, rounds = vote.people, vote.rounds
    maker = make_maker(people.owner, people.department)
    let_represent(user=people.establishment, establishment=maker, at=now())
    province = rounds[RoundLevel.PROVINCE]
    phone = vote.page(people.establishment, "/desk/ho-so-binh-chon/")
    entry = enter_product(phone, province, tmp_path)
    accept_and_close(vote, people.owner, entry)
    seat_by_sheet(vote, province, tmp_path)
    score_on_pages(vote, province)
    decide_on_pages(vote, province)
    title = recognise_on_pages(vote, people.head, province, "05/QĐ-UBND")

    for level, number in ((RoundLevel.REGION, "30/QĐ-CTĐP"), (RoundLevel.NATION, "31/QĐ-CTĐP")):
        round = rounds[level]
        above = climb_on_pages(vote, round, title.shown)
        accept_and_close(vote, people.agency_officer, above)
        judge_by_acts(vote, round, nominated=level != RoundLevel.NATION)
        title = recognise_on_pages(vote, vote.agency_head, round, number)
    assert [one.level for one in Certificate.objects.order_by("recorded_at")] == [
        "province", "region", "nation"]  # fmt: skip
    assert (title.number, title.custodian) == (2, people.agency)
    assert Entry.objects.get(round=round).climbed_from.climbed_from == entry
    assert list(competition_faults()) == []

    desk = vote.pages[vote.agency_head.id]
    follow(desk, "Trang của mã QR")
    shopper = visit(width=PHONE)
    page = shopper.go(f"/q/{title.code}")
    assert desk.url.rstrip("/") == page.url.rstrip("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Còn hiệu lực")
    assert page.locator("script").count() == 0
    assert page.context.cookies() == []

    text = qr_text(title, keys.signing_key(at=now()), own_host())
    held, listed = tmp_path / "khoa.json", tmp_path / "thu-hoi.json"
    held.write_bytes(page.request.get(f"{vote.base}/q/khoa.json").body())
    told, code = verify_label(Asked(text, key=held), on=today())
    assert code == 0 and "cấp quốc gia, số 02" in told
    log = tmp_path / "access.log"
    log.write_text(line(f"/q/{title.code}", now()))
    assert count_scans(path=log, at=now()).opened == 1
    assert ScanCount.objects.get().certificate == title

    desk = vote.page(vote.agency_head, f"/desk/chung-nhan/{title.id}/")
    desk.get_by_text("Thu hồi giấy chứng nhận này").click()
    desk.get_by_label("Quyết định thu hồi").fill("9/QĐ-CTĐP")
    desk.get_by_label("Thu hồi từ ngày").fill(day_of(today()))
    desk.get_by_label("Lý do").fill("Không còn sản xuất")
    press(desk, "Thu hồi giấy chứng nhận")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Đã bị thu hồi")
    listed.write_bytes(page.request.get(f"{vote.base}/q/thu-hoi.json").body())
    capsys.readouterr()
    asked = ["qr", "verify", text, "--key", str(held)]
    assert cli.main([*asked, "--revoked", str(listed)]) == 1
    assert f"thu hồi từ ngày {day_of(today())}" in capsys.readouterr().out
    below = Certificate.objects.get(level="province")
    shopper.go(f"/q/{below.code}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Còn hiệu lực")
    assert list(competition_faults()) == []
