"""A whole life through the pages: a need in a commune, a group đề án of two sources, to its end.

Ten people in browsers of their own, without scripts; then another đề án that is refused at each
gate, with the clause or the sentence on the page.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from khuyencong.accounts.models import User
from khuyencong.applications.actions import load_papers
from khuyencong.core.clock import today
from khuyencong.law.actions import load_law
from khuyencong.plans import actions as plans
from khuyencong.plans.states import VersionKind
from khuyencong.projects import actions
from khuyencong.projects.actions import load_norms
from khuyencong.projects.models import Line, Project
from khuyencong.projects.queries.money import shares_of
from khuyencong.projects.rules.money import totals
from khuyencong.projects.states import Level, ProjectState
from khuyencong.registry.models import Place
from khuyencong.values.dates import format_date
from khuyencong.verification import verify
from tests.factories import PDF, make_establishment, make_membership, make_user, told
from tests.projects.crew import (
    COMMUNE,
    NATIONAL,
    PROVINCIAL,
    TODAY,
    Crew,
    M,
    at,
    fresh,
    make_crew,
    only_line,
)
from tests.projects.test_law_gates import give_plan, trained
from tests.reference import AT, load_places
from tests.web.browsing import PHONE, Visitor
from tests.web.conftest import Visit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]
YEAR = today().year
#: A machine that answers slowly is no fault of a page.
PATIENCE = 60_000
FIRST, SECOND, NEWCOMER = "Công ty TNHH Gỗ Thí Dụ", "Hợp tác xã Mộc Ví Dụ", "Cơ sở Mộc Thay Thế"
MACHINE = "Máy móc tiên tiến, chuyển giao công nghệ, tiến bộ kỹ thuật"
PROVINCE = "dong-thap-tu-2025"


@dataclass
class People:
    """Everybody of a life, each with a browser of his own."""

    crew: Crew
    visit: Visit
    collaborator: Visitor
    drafter: Visitor
    director: Visitor
    officer: Visitor
    second: Visitor
    finance: Visitor
    head: Visitor
    chair: Visitor
    accountant: Visitor
    clerk: Visitor


def come(visit: Visit, user: User, width: int = 1366) -> Visitor:
    """Let somebody sign in with a browser of his own."""
    visitor = visit(user, width=width, scripts=False)
    visitor.page.set_default_timeout(PATIENCE)
    return visitor


def prepared() -> Crew:
    """Return the crew in the true country under its law, with three establishments in a commune."""
    load_places()
    load_law(at=AT)
    load_papers()
    load_norms()
    crew = make_crew()
    commune = a_commune(PROVINCE, "xã")
    for name in (FIRST, SECOND, NEWCOMER):
        make_establishment(crew.officer, crew.department, told(commune, name))
    return crew


def a_commune(province: str, kind: str) -> Place:
    """Return a commune, or a ward, of a province of today."""
    rows = Place.objects.filter(
        level="commune", kind=kind, valid_until=None, parents__parent__key=province
    )
    found = rows.order_by("key").first()
    assert found
    return found


def make_people(visit: Visit) -> People:
    crew = prepared()
    sides = (
        make_user("COLLABORATOR", crew.department),
        crew.drafter,
        crew.registrar,
        crew.officer,
        crew.second_officer,
        make_user("FINANCE_REVIEWER", crew.department),
        crew.head,
        crew.chair,
        crew.accountant,
        make_user("CLERK", crew.department),
    )
    first, *others = sides
    on_a_phone = come(visit, first, PHONE)
    return People(crew, visit, on_a_phone, *(come(visit, user) for user in others))


# --- hands ---------------------------------------------------------------------------------------


def fill(page: Page, given: dict[str, str]) -> None:
    """Type, choose or tick what stands under each label."""
    for label, value in given.items():
        control = page.get_by_label(label, exact=True)
        kind = control.evaluate("control => control.type")
        if kind in ("radio", "checkbox"):
            control.check()
        elif kind == "select-one":
            control.select_option(label=value)
        else:
            control.fill(value)


def press(page: Page, name: str) -> None:
    """Press a button whose form is in order."""
    with page.expect_navigation() as answered:
        page.get_by_role("button", name=name, exact=True).click()
    told = page.locator(".faults, .notice.error, .why").all_inner_texts()
    assert answered.value.status == 200, told or page.locator("h1").all_inner_texts()
    assert not told


def offered(page: Page, label: str, line: int = 0) -> Locator:
    """Return the link of an act, of the đề án or of a line; a menu is opened for it."""
    scope = page.locator(f"#dong-{line}") if line else page.locator("main")
    link = scope.get_by_role("link", name=re.compile(rf"^{label}( ?, dòng \d+)?$"))
    menu = scope.locator("details.menu > summary").first
    if not link.count():
        menu.click()
    return link.first


def do(
    who: Visitor, home: str, label: str, given: dict[str, str] | None = None, line: int = 0
) -> Page:
    """Do one act from the page of a đề án; return its page as it is afterwards."""
    page = who.go(home)
    offered(page, label, line).click()
    fill(page, given or {})
    press(page, label)
    expect(page).to_have_url(re.compile(f"{home}(#.*)?$"))
    return page


def path(page: Page) -> str:
    """Return the path of the page that is open."""
    return "/" + page.url.split("/", 3)[3].partition("#")[0]


# --- before the plan -----------------------------------------------------------------------------


def asked_for(people: People, name: str, what: str, paper: Path) -> None:
    """Let a need be told at a door and become an eligible request."""
    page = people.collaborator.go("/desk/nhu-cau/moi/")
    fill(page, {"Tên cơ sở": name})
    press(page, "Tìm")
    page.get_by_role("link", name=name).click()
    fill(
        page,
        {
            "Cần hỗ trợ loại việc gì?": MACHINE,
            "Cụ thể là gì?": what,
            "Muốn làm năm nào?": str(YEAR),
            "Tốn khoảng bao nhiêu?": "200 triệu",
        },
    )
    press(page, "Ghi nhu cầu")
    need = path(page)

    page = people.drafter.go(need)
    press(page, "Lập đề nghị")
    request = path(page)
    page.goto(f"{people.drafter.base}{request}phan/co-so/")
    page.get_by_label("Ngành nghề nào trong danh mục").select_option("handicrafts")
    press(page, "Lưu, sang phần sau")
    fill(page, {"Bắt đầu": f"01/02/{YEAR}", "Xong": f"30/11/{YEAR}"})
    press(page, "Lưu, sang phần sau")
    fill(page, {"Khuyến công cấp tỉnh": "", "Số đề nghị hỗ trợ": "80 triệu"})
    press(page, "Lưu, sang phần sau")
    page.get_by_label("Là giấy gì?").select_option("van-ban-de-nghi")
    page.get_by_label("Tệp hoặc ảnh chụp").set_input_files(paper)
    press(page, "Tải lên")
    page.get_by_role("link", name="Xong, kiểm tra lại").click()
    press(page, "Gửi đề nghị")
    press(page, "Tiếp nhận")
    page.goto(f"{people.drafter.base}{request}")
    press(page, "Kết luận đủ điều kiện")
    expect(page.get_by_role("link", name="Lập đề án")).to_be_visible()


def drafted(people: People) -> str:
    """Let a group đề án grow out of both requests, give it its second source; return its home."""
    page = people.drafter.go("/desk/de-an/")
    page.get_by_role("link", name="Lập từ đề nghị").click()
    for box in page.get_by_role("checkbox").all():
        box.check()
    press(page, "Lập bản thảo đề án")
    home = path(page)
    for line in (1, 2):
        page = people.drafter.go(home)
        page.locator(f"#dong-{line}").get_by_role("link", name=f"Sửa dòng {line}").click()
        fill(page, {"Ngân sách xã": "20 triệu"})
        press(page, "Ghi dòng")
    return home


def appraised(people: People, home: str) -> None:
    """Register it; two score at each level, the head concludes and submits."""
    do(people.director, home, "Đăng ký đề án")
    score(people.officer, home, "Chấm thẩm định cấp cơ sở")
    score(people.second, home, "Chấm thẩm định cấp cơ sở")
    passed = {"Đạt": "", "Ý kiến kết luận": "Đủ điều kiện, đúng nội dung."}
    do(people.head, home, "Kết luận thẩm định cấp cơ sở", passed)
    late = {"Lý do, nếu có điểm luật chưa rõ hoặc đã quá hạn": "Bổ sung trong năm"}
    do(people.head, home, "Trình cấp phê duyệt", late)
    score(people.officer, home, "Chấm thẩm định cấp phê duyệt")
    score(people.finance, home, "Chấm thẩm định cấp phê duyệt")
    do(people.head, home, "Kết luận thẩm định cấp phê duyệt", passed)


def score(who: Visitor, home: str, label: str) -> None:
    """Fill in a sheet of appraisal: nine points for everything."""
    page = who.go(home)
    offered(page, label).click()
    for points in page.locator("input.points").all():
        points.fill("9")
    press(page, label)


def allotted(people: People) -> None:
    """Write down what the department got of either source."""
    for source, amount in (("Khuyến công cấp tỉnh", "500 triệu"), ("Ngân sách xã", "100 triệu")):
        page = people.officer.go("/desk/kinh-phi/giao/")
        fill(
            page,
            {
                source: "",
                "Năm ngân sách": str(YEAR),
                "Số tiền": amount,
                "Số, ngày văn bản": f"QĐ 01/QĐ-UBND ngày 02/01/{YEAR}",
            },
        )
        press(page, "Ghi vào sổ")


def planned(people: People, home: str) -> None:
    """Put the plan of the year in order, submit it, approve what was shown; number the decision."""
    page = people.officer.go("/desk/ke-hoach/")
    page.get_by_role("link", name="Mở kế hoạch năm").first.click()
    fill(page, {"Năm kế hoạch": str(YEAR)})
    press(page, "Mở kế hoạch")
    plan = path(page)
    page.get_by_role("link", name="Xếp danh mục").click()
    press(page, "Xếp danh mục")
    press(people.head.go(plan), "Trình phê duyệt")
    page = people.chair.go(plan)
    page.get_by_role("link", name="Xem thay đổi và phê duyệt").click()
    expect(page.get_by_text("Mã nội dung")).to_be_visible()
    fill(page, {"Số, ký hiệu quyết định": "12/QĐ-UBND"})
    press(page, "Phê duyệt 1 đề án")
    numbered(people, home)


def numbered(people: People, home: str) -> None:
    """Put the decision forward, sign it, give it the number of its book."""
    page = people.officer.go(f"{home}van-ban/")
    page.get_by_role("button", name="Trình ký Quyết định phê duyệt đề án").click()
    decision = path(page)
    page = people.chair.go(decision)
    fill(page, {"Chức vụ": "Chủ tịch"})
    press(page, "Ký văn bản này")
    page = people.clerk.go(decision)
    press(page, "Cấp số tiếp theo")
    expect(page.get_by_role("heading", level=1)).to_contain_text("01/QĐ")


def contracted(people: People, home: str) -> None:
    """Choose the implementer; sign both tiers."""
    do(
        people.head,
        home,
        "Chọn đơn vị thực hiện",
        {
            "Đơn vị thực hiện": "Trung tâm tỉnh Mẫu",
            "Giao nhiệm vụ": "",
            "Căn cứ, lý do": "Trung tâm có kinh nghiệm",
        },
    )
    do(
        people.head,
        home,
        "Ký hợp đồng với đơn vị thực hiện",
        {
            "Số hợp đồng": "01/HĐ-KC",
            "Ngày ký": format_date(today()),
            "Mức tạm ứng ghi trong hợp đồng (%)": "50",
            "Căn cứ của mức tạm ứng": "Theo thỏa thuận của hai bên",
        },
    )
    for line in (1, 2):
        second_tier(people, home, line)


def second_tier(people: People, home: str, line: int) -> None:
    """Sign the contract with the beneficiary of a line."""
    page = people.director.go(home)
    offered(page, "Ký hợp đồng với đơn vị thụ hưởng").click()
    page.get_by_role("checkbox", name=re.compile(rf"^Dòng {line}\.")).check()
    fill(page, {"Số hợp đồng": f"0{line}/HĐ-TH", "Ngày ký": format_date(today())})
    press(page, "Ký hợp đồng với đơn vị thụ hưởng")


def money(people: People, home: str, label: str, line: int, source: str, amount: str) -> None:
    """Let the accountant write down what went through the treasury."""
    page = people.accountant.go(home)
    offered(page, label, line).click()
    page.get_by_role("radio", name=re.compile(f"^{source}")).check()
    given = {"Số tiền": amount, "Chứng từ": "UNC 12"}
    if label == "Ghi hoàn trả, thu hồi":
        given["Vì sao hoàn trả, thu hồi"] = "Cơ sở rút, trả lại tạm ứng"
    fill(page, given)
    press(page, label)


def carried_out(people: People, home: str) -> None:
    """Advance, report, inspect with a finding, put it right."""
    money(people, home, "Ghi tạm ứng", 1, "Khuyến công cấp tỉnh", "30 triệu")
    money(people, home, "Ghi tạm ứng", 2, "Khuyến công cấp tỉnh", "20 triệu")
    worked = {"Khối lượng đã làm (%)": "60", "Đã làm được gì": "Máy đã về xưởng"}
    do(people.drafter, home, "Báo tiến độ", worked, 1)
    do(
        people.officer,
        home,
        "Ghi kiểm tra",
        {
            "Biên bản": "Máy đã lắp, chưa có biển che lưỡi cưa.",
            "Kiến nghị phải khắc phục": "Dòng 1: lắp bộ che lưỡi cưa",
        },
    )
    page = people.officer.go(home)
    expect(page.get_by_text("lắp bộ che lưỡi cưa")).to_be_visible()
    do(people.officer, home, "Đóng kiến nghị", {"Đã khắc phục thế nào": "Đã lắp bộ che."})


def changed(people: People, home: str) -> None:
    """Another day and partner; more money, refused; one beneficiary for another, in one act."""
    asked = {
        "Ngày hoàn thành mới": f"31/12/{YEAR}",
        "Đơn vị phối hợp mới": "Hội Nông dân xã Mẫu",
        "Lý do điều chỉnh": "Máy về muộn",
    }
    do(people.drafter, home, "Đề nghị điều chỉnh", asked)
    decided(people, home)
    more = {"Tổng kinh phí mới": "300 triệu", "Hỗ trợ từ khuyến công cấp tỉnh": "90 triệu"}
    do(people.drafter, home, "Đề nghị đổi kinh phí", more | {"Lý do điều chỉnh": "Máy lớn hơn"}, 1)
    do(people.chair, home, "Không duyệt", {"Lý do không duyệt": "Năm nay không còn nguồn"})
    asked = {"Cơ sở thay thế": NEWCOMER, "Lý do điều chỉnh": "Hợp tác xã ngừng sản xuất"}
    do(people.drafter, home, "Đề nghị thay cơ sở", asked, 2)
    decided(people, home)
    page = people.accountant.go(home)
    expect(page.get_by_text("còn tạm ứng 20.000.000 đồng")).to_be_visible()
    money(people, home, "Ghi hoàn trả, thu hồi", 2, "Khuyến công cấp tỉnh", "20 triệu")
    second_tier(people, home, 3)


def decided(people: People, home: str) -> None:
    """Let the department approve what is its own to approve in a local plan."""
    do(people.head, home, "Duyệt điều chỉnh", {"Ý kiến": "Đồng ý."})


def accepted(people: People, home: str, line: int, provincial: str, commune: str) -> None:
    """Accept a line by a council of the department, the commune, the beneficiary, the centre."""
    page = people.head.go(home)
    offered(page, "Nghiệm thu", line).click()
    fill(
        page,
        {
            "Chi phí thực tế": "200 triệu",
            "Nghiệm thu từ khuyến công cấp tỉnh": provincial,
            "Nghiệm thu từ ngân sách xã": commune,
            "Kết luận của hội đồng": "Máy chạy ổn định, đạt yêu cầu.",
            "Việc làm tạo thêm": "3",
        },
    )
    sitting = (
        ("Trần Thị Ví Dụ", "department", "Sở Công Thương"),
        ("Lê Văn Mẫu", "commune", "UBND xã"),
        ("Phạm Thị Thí", "beneficiary", "Cơ sở"),
        ("Vũ Văn Dụ", "implementer", "Trung tâm"),
    )
    for number, (name, seat, body) in enumerate(sitting):
        page.locator(f"[name=full_name-{number}]").fill(name)
        page.locator(f"[name=seat-{number}]").select_option(seat)
        page.locator(f"[name=body_name-{number}]").fill(body)
    press(page, "Nghiệm thu")


def ended(people: People, home: str) -> None:
    """Accept, pay, liquidate, settle, look again, close."""
    accepted(people, home, 1, "80 triệu", "20 triệu")
    accepted(people, home, 3, "70 triệu", "20 triệu")
    for line, source, amount in (
        (1, "Khuyến công cấp tỉnh", "50 triệu"),
        (1, "Ngân sách xã", "20 triệu"),
        (3, "Khuyến công cấp tỉnh", "70 triệu"),
        (3, "Ngân sách xã", "20 triệu"),
    ):
        money(people, home, "Ghi thanh toán", line, source, amount)
    do(people.head, home, "Thanh lý hợp đồng")
    do(people.head, home, "Duyệt quyết toán")
    for line in (1, 3):
        seen = {"Còn sử dụng": "", "Lao động tăng thêm": "3", "Nhận xét": "Máy chạy hằng ngày."}
        do(people.drafter, home, "Ghi theo dõi sau hỗ trợ", seen, line)
    do(people.drafter, home, "Kết thúc theo dõi")


def test_a_need_in_a_commune_lives_to_its_end(visit: Visit, tmp_path: Path) -> None:
    people = make_people(visit)
    paper = tmp_path / "don.pdf"
    paper.write_bytes(PDF)
    asked_for(people, FIRST, "máy cưa vòng CNC", paper)
    asked_for(people, SECOND, "máy sấy gỗ", paper)
    home = drafted(people)
    appraised(people, home)
    allotted(people)
    planned(people, home)
    contracted(people, home)
    carried_out(people, home)
    changed(people, home)
    ended(people, home)

    page = people.chair.go(home)
    expect(page.locator(".state-now")).to_contain_text("Đã theo dõi xong")
    shares = shares_of(Project.objects.get().id)
    for source, settled, left in ((PROVINCIAL, 150, 350), (COMMUNE, 40, 60)):
        kept = totals(shares, source=source)
        assert (kept.paid, kept.settled, kept.advanced) == (settled * M, settled * M, 0)
        row = people.chair.go(home).get_by_role("row").filter(has_text=source.label).first
        expect(row.get_by_role("cell").last).to_have_text(str(settled))
        row = people.officer.go("/desk/kinh-phi/").get_by_role("row").filter(has_text=source.label)
        expect(row.get_by_role("cell").last).to_have_text(f"{left}.000.000")
    assert list(verify()) == []


# --- the other one, refused at each gate ---------------------------------------------------------


def refused(page: Page, name: str, status: int = 422) -> str:
    """Press a button; return what the page says that does not do it."""
    with page.expect_navigation() as answered:
        page.get_by_role("button", name=name, exact=True).click()
    assert answered.value.status == status
    return " ".join(page.locator("main").inner_text().replace("\xa0", " ").split())


def home_of(project: Project) -> str:
    return f"/desk/de-an/{project.id}/"


def on_line(line: Line, slug: str) -> str:
    return f"{home_of(line.project)}dong/{line.id}/{slug}/"


def test_another_one_is_refused_at_each_gate(visit: Visit) -> None:
    crew = prepared()
    director, head = come(visit, crew.registrar), come(visit, crew.head)
    accountant = come(visit, crew.accountant)
    a_place_that_is_not_eligible(crew, director)
    above_the_ceiling(crew, director)
    a_drafter_who_appraises(crew, visit)
    a_stale_plan(crew, visit)
    an_advance_above_the_rate(crew, accountant)
    project = an_open_finding(crew, head)
    a_payment_above_what_was_accepted(crew, project, accountant)
    an_outstanding_advance(crew, head)
    a_skipped_step_and_a_stranger(crew, visit, head)
    assert list(verify()) == []


def a_place_that_is_not_eligible(crew: Crew, director: Visitor) -> None:
    project, ward = crew.drafted(), a_commune("ha-noi", "phường")
    firm = make_establishment(crew.officer, crew.department, told(ward, "Công ty ở phường"))
    crew.line(project, establishment=firm, place=ward)
    said = refused(director.go(f"{home_of(project)}dang-ky/"), "Đăng ký đề án")
    assert "thuộc thành phố trực thuộc Trung ương: không đạt." in said
    assert "Nghị định 235/2025/NĐ-CP" in said


def above_the_ceiling(crew: Crew, director: Visitor) -> None:
    project = crew.drafted(Level.NATIONAL)
    crew.line(project, support={NATIONAL: 100 * M + 1})
    said = refused(director.go(f"{home_of(project)}dang-ky/"), "Đăng ký đề án")
    assert "nhiều nhất 100.000.000 đồng. Đề nghị vượt 1 đồng." in said
    assert "khoản 4 Điều 8 Thông tư 28/2018/TT-BTC" in said


def a_drafter_who_appraises(crew: Crew, visit: Visit) -> None:
    """Who drafted it has come to the department: still no appraiser of his own đề án."""
    project = crew.register(crew.one())
    make_membership(crew.drafter, "DEPT_OFFICER", crew.department)
    both = come(visit, User.objects.get(id=crew.drafter.id))
    answer = both.page.goto(f"{both.base}{home_of(project)}cham-co-so/")
    assert answer and answer.status == 403
    expect(
        both.page.get_by_text(re.compile("thẩm định đề án của mình|không tự xét"))
    ).to_be_visible()
    crew.drafter.memberships.filter(role="DEPT_OFFICER").delete()


def a_stale_plan(crew: Crew, visit: Visit) -> None:
    """The order of the list changes while the chair reads it."""
    ready = [crew.appraised(crew.one()) for _ in range(2)]
    crew.allot(ready[0])
    plan = plans.open_plan(by=crew.officer, owner=crew.department, year=2026, at=at())
    version = plans.begin_version(by=crew.officer, plan=plan, kind=VersionKind.ASSIGNED, at=at())
    plans.submit(by=crew.head, version=version, seen=version.content_hash, at=at())
    chair = come(visit, crew.chair)
    page = chair.go(f"/desk/ke-hoach/ban/{version.id}/duyet/")
    fill(page, {"Số, ký hiệu quyết định": "13/QĐ-UBND"})
    version.refresh_from_db()
    plans.return_version(by=crew.chair, version=version, reason="Xếp lại", at=at())
    version.refresh_from_db()
    row = version.rows.order_by("rank")[0]
    plans.shift(
        by=crew.officer, version=version, row=row, up=False, seen=version.content_hash, at=at()
    )
    version.refresh_from_db()
    plans.submit(by=crew.head, version=version, seen=version.content_hash, at=at())
    said = refused(page, "Phê duyệt 2 đề án")
    assert "Danh mục đã thay đổi sau khi anh/chị mở trang." in said


def an_advance_above_the_rate(crew: Crew, accountant: Visitor) -> None:
    """A class out of national money: 70 % of the contract, by the law's own rate."""
    line = trained(crew)
    give_plan(crew, line)
    page = accountant.go(on_line(line, "tam-ung"))
    page.get_by_role("radio").first.check()
    fill(page, {"Số tiền": "70.000.001", "Chứng từ": "UNC 13"})
    said = refused(page, "Ghi tạm ứng")
    assert "Tạm ứng nhiều nhất 70.000.000 đồng. Vượt 1 đồng. (Điều 13 " in said


def an_open_finding(crew: Crew, head: Visitor) -> Project:
    project = crew.under_way(crew.one())
    line = only_line(project)
    wrong = actions.FindingTold(told="Lắp bộ che lưỡi cưa", line=line)
    inspection = actions.inspect(
        by=crew.officer,
        project=project,
        day=TODAY,
        body=crew.department,
        minutes="Thiếu bộ che.",
        findings=[wrong],
        at=at(),
    )
    answer = head.page.goto(head.base + on_line(line, "nghiem-thu"))
    assert answer and answer.status == 409
    expect(head.page.get_by_text("còn 1 kiến nghị kiểm tra chưa đóng")).to_be_visible()
    finding = inspection.findings.get()
    actions.close_finding(by=crew.officer, finding=finding, how="Đã lắp", at=at())
    return fresh(project)


def a_payment_above_what_was_accepted(crew: Crew, project: Project, who: Visitor) -> None:
    line = only_line(project)
    crew.accept(line)
    page = who.go(on_line(line, "thanh-toan"))
    page.get_by_role("radio").first.check()
    fill(page, {"Số tiền": "80.000.001", "Chứng từ": "UNC 14"})
    said = refused(page, "Ghi thanh toán")
    assert "chỉ còn 80.000.000 đồng được thanh toán, không phải 80.000.001 đồng." in said


def an_outstanding_advance(crew: Crew, head: Visitor) -> None:
    project = crew.under_way(crew.one())
    line = only_line(project)
    crew.advance(line, 40 * M)
    crew.accept(line, amount=20 * M)
    crew.pay(line, 0)
    crew.liquidate(project)
    said = refused(head.go(f"{home_of(project)}quyet-toan/"), "Duyệt quyết toán")
    assert "Dòng 1 còn tạm ứng chưa thanh toán 20.000.000 đồng" in said


def a_skipped_step_and_a_stranger(crew: Crew, visit: Visit, head: Visitor) -> None:
    """A form of an open step is sent to the address of one far ahead; a stranger sees nothing."""
    project = crew.register(crew.one())
    home = home_of(project)
    page = head.go(f"{home}ket-luan-co-so/")
    form = page.locator("main form")
    form.evaluate("(form, to) => { form.action = to }", f"{head.base}{home}quyet-toan/")
    said = refused(page, "Kết luận thẩm định cấp cơ sở", 409)
    assert "Không thể “Duyệt quyết toán” khi đề án đang ở bước “Đã đăng ký”." in said
    assert fresh(project).state == ProjectState.REGISTERED
    stranger = come(visit, crew.stranger)
    for rest in ("", "quyet-toan/", "van-ban/"):
        answer = stranger.page.goto(f"{stranger.base}{home}{rest}")
        assert answer and answer.status == 404, rest
