"""Đề án at the desk: the list, the whole of one, drafting, each act, what waits; who may what."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from khuyencong.accounts.models import User
from khuyencong.core.once import issue
from khuyencong.projects.actions import load_norms
from khuyencong.projects.actions.taking import CHANGED
from khuyencong.projects.models import AppraisalSheet, Line, Progress, Project, StepTaken
from khuyencong.projects.states import Level, LineState, ProjectKind, ProjectState
from khuyencong.web.desk.projects.table import ACTS
from tests.factories import make_commune, make_establishment
from tests.factories import told as particulars
from tests.projects.crew import Crew, fresh, make_crew
from tests.web.conftest import Signed

pytestmark = pytest.mark.django_db
LIST, NEW, HOME, TIMES = "/desk/de-an/", "/desk/de-an/moi/", "/desk/", "/desk/thoi-gian/"


@pytest.fixture
def crew() -> Crew:
    load_norms()
    return make_crew()


def at(project: Project, tail: str = "") -> str:
    return f"/desk/de-an/{project.id}/{tail}"


def on(line: Line, slug: str) -> str:
    return f"/desk/de-an/{line.project_id}/dong/{line.id}/{slug}/"


def page(browser: Client, path: str, status: int = 200) -> str:
    answer = browser.get(path)
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


def form(user: User, project: Project | None = None, **more: object) -> dict[str, object]:
    version = {"version": fresh(project).version} if project else {}
    return {"key": issue(user.id)} | version | more


# --- who sees what -------------------------------------------------------------------------------


def test_who_sees_a_project(crew: Crew, signed: Signed) -> None:
    project = crew.one()
    for person in (crew.drafter, crew.officer, crew.head, crew.chair, crew.agency_officer):
        assert project.name in page(signed(person), at(project))
        assert project.code in page(signed(person), LIST)
    page(signed(crew.stranger), at(project), 404)
    assert project.code not in page(signed(crew.stranger), LIST)


@pytest.mark.parametrize(
    ("who", "slug", "status"),
    [
        ("registrar", "dang-ky", 200),
        ("drafter", "dang-ky", 403),
        ("head", "dang-ky", 403),
        ("chair", "rut", 403),
        ("registrar", "rut", 200),
        ("stranger", "dang-ky", 404),
        ("registrar", "trinh", 403),
        ("head", "trinh", 409),
        ("registrar", "khong-co", 404),
        ("registrar", "tien-do", 404),
    ],
)
def test_an_act_opens_to_whom_the_table_says(
    who: str, slug: str, status: int, crew: Crew, signed: Signed
) -> None:
    page(signed(getattr(crew, who)), at(crew.one(), f"{slug}/"), status)


def test_only_open_acts_are_offered(crew: Crew, signed: Signed) -> None:
    project = crew.one()
    assert "/dang-ky/" in page(signed(crew.registrar), at(project))
    assert "/dang-ky/" not in page(signed(crew.drafter), at(project))
    crew.register(project)
    assert "/cham-co-so/" in page(signed(crew.officer), at(project))
    assert "/dang-ky/" not in page(signed(crew.registrar), at(project))
    assert "/sua/" not in page(signed(crew.drafter), at(project))


def test_a_skipped_step_is_told_and_changes_nothing(crew: Crew, signed: Signed) -> None:
    project = crew.one()
    steps = StepTaken.objects.count()
    data = form(crew.head, project, verdict="pass", words="Đạt")
    answer = signed(crew.head).post(at(project, "ket-luan-co-so/"), data)
    assert answer.status_code == 409
    assert "khi đề án đang ở bước “Bản thảo”" in answer.content.decode()
    assert StepTaken.objects.count() == steps


def test_every_act_that_is_not_open_is_told(crew: Crew, signed: Signed) -> None:
    """Each act, asked for in a state in which it is not open, by whom it would be open to."""
    project = crew.one()
    people = (crew.registrar, crew.drafter, crew.officer, crew.head, crew.chair, crew.accountant)
    for act in ACTS.values():
        if act.of != "project":
            continue
        for person in people:
            status = signed(person).get(at(project, f"{act.slug}/")).status_code
            open_here = ProjectState.DRAFT in act.step.sources
            assert status in ({200, 403} if open_here else {409, 403}), (act.slug, status)


# --- drafting ------------------------------------------------------------------------------------


def drafted(**more: object) -> dict[str, object]:
    return {
        "name": "Máy sấy vải thí dụ",
        "level": "local",
        "kind": "single",
        "content": "technical_demonstration_and_machinery",
        "first_year": "2026",
        "purpose": "Giữ lại chữ này",
    } | more


def test_a_draft_is_begun_and_a_double_click_begins_one(crew: Crew, signed: Signed) -> None:
    browser, data = signed(crew.drafter), form(crew.drafter) | drafted()
    first, second = browser.post(NEW, data), browser.post(NEW, data)
    project = Project.objects.get()
    assert first["Location"] == second["Location"] == at(project)
    assert project.custodian == project.owner == crew.department
    assert "Chưa có dòng nào" in page(browser, at(project))


def test_a_national_draft_stands_in_the_plan_of_the_agency(crew: Crew, signed: Signed) -> None:
    signed(crew.drafter).post(NEW, form(crew.drafter) | drafted(level="national"))
    project = Project.objects.get()
    assert (project.owner, project.source) == (crew.agency, "national")


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"name": ""}, "Ghi tên đề án."),
        ({"name": "Máy " * 3000}, "tối đa 300"),
        ({"name": "Máy\0sấy"}, "ký tự NUL"),
        ({"first_year": "26"}, "bốn chữ số"),
        ({"last_year": "2025"}, "Năm cuối không được trước năm đầu."),
        ({"starts_on": "05/03/2026", "ends_on": "01/03/2026"}, "không được trước ngày bắt đầu"),
        ({"starts_on": "31/02/2026"}, "31/02/2026"),
        ({"places": "Xứ Không Có"}, "Không có nơi nào tên “Xứ Không Có”"),
        ({"implementer_method": "assignment"}, "cùng với cách chọn"),
        ({"kind": "club"}, "club"),
    ],
)
def test_what_is_typed_wrong_comes_back(
    wrong: dict[str, str], why: str, crew: Crew, signed: Signed
) -> None:
    answer = signed(crew.drafter).post(NEW, form(crew.drafter) | drafted(**wrong))
    shown = answer.content.decode()
    assert answer.status_code == 422 and "<title>Lỗi: " in shown
    assert why in shown and "Giữ lại chữ này" in shown and "chỗ cần sửa" in shown
    assert not Project.objects.exists()


def test_a_script_in_a_name_stays_a_name(crew: Crew, signed: Signed) -> None:
    name = "Máy <script>alert(1)</script>"
    signed(crew.drafter).post(NEW, form(crew.drafter) | drafted(name=name))
    project = Project.objects.get()
    assert project.name == name
    for path in (at(project), LIST, HOME):
        assert "<script>alert" not in page(signed(crew.drafter), path)


def typed_line(**more: object) -> dict[str, object]:
    return {
        "what": "Máy cưa vòng",
        "content": "technical_demonstration_and_machinery",
        "item": "machinery",
        "year": "2026",
        "quantity": "1",
        "cost": "200 triệu",
        "provincial": "80.000.000",
    } | more


def test_a_line_is_tried_then_kept(crew: Crew, signed: Signed) -> None:
    project, who = crew.drafted(), crew.establishment()
    browser = signed(crew.drafter)
    data = form(crew.drafter, project) | typed_line(establishment=who.name)
    tried = browser.post(at(project, "dong/"), data | {"xem": "1"})
    shown = tried.content.decode()
    assert tried.status_code == 200 and not Line.objects.exists()
    assert "Hai trăm triệu đồng" in shown and "Tám mươi triệu đồng" in shown
    assert "Mức hỗ trợ" in shown and 'value="Máy cưa vòng"' in shown
    kept = browser.post(at(project, "dong/"), data)
    line = Line.objects.get()
    assert kept["Location"] == f"{at(project)}#cac-dong"
    assert (line.cost, line.counterpart, line.establishment) == (200_000_000, 120_000_000, who)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"cost": "nhiều"}, "nhiều"),
        ({"cost": ""}, "Ghi tổng kinh phí."),
        ({"cost": "50 triệu"}, "lớn hơn tổng kinh phí"),
        ({"provincial": ""}, "Ghi số tiền Nhà nước hỗ trợ"),
        ({"year": "2031"}, "thời gian của đề án"),
        ({"establishment": "Không có công ty này"}, "Không có cơ sở nào"),
        ({"what": "x" * 301}, "tối đa 300"),
        ({"what": "a\0b"}, "ký tự NUL"),
    ],
)
def test_a_line_typed_wrong_comes_back(
    wrong: dict[str, str], why: str, crew: Crew, signed: Signed
) -> None:
    project = crew.drafted()
    data = form(crew.drafter, project) | typed_line(unit="giữ lại") | wrong
    answer = signed(crew.drafter).post(at(project, "dong/"), data)
    shown = answer.content.decode()
    assert answer.status_code == 422 and why in shown and 'value="giữ lại"' in shown
    assert not Line.objects.exists()


def test_a_line_is_amended_and_dropped(crew: Crew, signed: Signed) -> None:
    project = crew.one()
    line, browser = project.lines.get(), signed(crew.drafter)
    data = form(crew.drafter, project) | typed_line(what="Máy cưa khác")
    data["establishment"] = line.establishment.name  # type: ignore[union-attr]
    assert browser.post(at(project, f"dong/{line.id}/sua/"), data).status_code == 302
    line.refresh_from_db()
    assert line.what == "Máy cưa khác"
    data = form(crew.drafter, project)
    assert browser.post(at(project, f"dong/{line.id}/bo/"), data).status_code == 302
    line.refresh_from_db()
    assert line.state == LineState.WITHDRAWN
    page(browser, at(project, f"dong/{line.id}/sua/"), 404)


# --- acts ----------------------------------------------------------------------------------------


def test_a_double_click_is_one_act(crew: Crew, signed: Signed) -> None:
    project = crew.one()
    browser, data = signed(crew.registrar), form(crew.registrar, project)
    first, second = (browser.post(at(project, "dang-ky/"), data) for _ in range(2))
    assert first["Location"] == second["Location"] == at(project)
    assert StepTaken.objects.filter(step="register").count() == 1


def test_a_page_that_fell_behind_is_refused_and_keeps_what_was_typed(
    crew: Crew, signed: Signed
) -> None:
    project = crew.one()
    old = form(crew.registrar, project, reason="Cơ sở chưa sẵn sàng")
    crew.line(project, what="Máy khác")
    browser = signed(crew.registrar)
    answer = browser.post(at(project, "rut/"), old)
    shown = answer.content.decode()
    assert answer.status_code == 422 and CHANGED in shown and "Cơ sở chưa sẵn sàng" in shown
    assert fresh(project).state == ProjectState.DRAFT
    version = re.search(r'name="version" value="(\d+)"', shown)
    assert version and int(version[1]) == fresh(project).version
    again = browser.post(at(project, "rut/"), old | {"version": version[1]})
    assert again.status_code == 302 and fresh(project).state == ProjectState.WITHDRAWN


def test_a_form_without_its_key_does_nothing(crew: Crew, signed: Signed) -> None:
    project = crew.one()
    answer = signed(crew.registrar).post(at(project, "dang-ky/"), {"key": "giả"})
    assert answer.status_code == 422 and "hết hạn" in answer.content.decode()
    assert fresh(project).state == ProjectState.DRAFT


def test_a_refusal_of_the_law_is_shown_with_what_was_typed(crew: Crew, signed: Signed) -> None:
    project = crew.drafted()
    crew.line(project, what="Máy cưa")
    Project.objects.filter(id=project.id).update(purpose="")
    answer = signed(crew.registrar).post(at(project, "dang-ky/"), form(crew.registrar, project))
    assert answer.status_code == 422 and "mục tiêu" in answer.content.decode()


def test_a_sheet_is_scored_and_the_conclusion_is_another_ones(crew: Crew, signed: Signed) -> None:
    project = crew.one()
    crew.register(project)
    for person in (crew.officer, crew.second_officer):
        browser = signed(person)
        shown = page(browser, at(project, "cham-co-so/"))
        names = re.findall(r'name="(diem-[\w-]+)"', shown)
        data = form(person, project, remark="Rõ", **dict.fromkeys(names, "1"))
        assert browser.post(at(project, "cham-co-so/"), data).status_code == 302
    assert AppraisalSheet.objects.count() == 2
    page(signed(crew.officer), at(project, "ket-luan-co-so/"), 403)
    data = form(crew.head, project, verdict="return", words="Thiếu giấy")
    answer = signed(crew.head).post(at(project, "ket-luan-co-so/"), data)
    assert answer.status_code == 422 and "ghi lý do" in answer.content.decode()
    data = form(crew.head, project, verdict="return", words="Thiếu giấy", reason="Thiếu báo giá")
    assert signed(crew.head).post(at(project, "ket-luan-co-so/"), data).status_code == 302
    assert fresh(project).state == ProjectState.RETURNED


def test_the_money_of_a_line_goes_its_way_through_the_desk(crew: Crew, signed: Signed) -> None:
    project = crew.under_way(crew.one())
    line, accountant = project.lines.get(), signed(crew.accountant)
    money = {"source": "provincial", "paper": "UNC 9", "day": "02/03/2026"}
    wrong = form(crew.accountant, project, amount="0", **money)
    assert accountant.post(on(line, "tam-ung"), wrong).status_code == 422
    much = form(crew.accountant, project, amount="75 triệu", **money)
    refused = accountant.post(on(line, "tam-ung"), much)
    assert refused.status_code == 422 and 'value="75 triệu"' in refused.content.decode()
    sound = form(crew.accountant, project, amount="30 triệu", reason="Theo hợp đồng", **money)
    assert accountant.post(on(line, "tam-ung"), sound).status_code == 302
    data = form(crew.drafter, project, day="02/03/2026", percent="100", told="Đã lắp")
    assert signed(crew.drafter).post(on(line, "tien-do"), data).status_code == 302
    council = {
        "full_name-0": "Trần Thị Ví Dụ",
        "seat-0": "department",
        "body_name-0": "Sở",
        "full_name-1": "Lê Văn Mẫu",
        "seat-1": "commune",
        "body_name-1": "UBND xã",
    }
    counted = {"day": "02/03/2026", "quantity": "1", "cost": "200 triệu", "words": "Đạt."}
    accepted = form(crew.head, project, **{"nghiem-thu-provincial": "80 triệu"}, **counted)
    without = signed(crew.head).post(on(line, "nghiem-thu"), accepted)
    assert without.status_code == 422 and "người chủ trì" in without.content.decode()
    sat = signed(crew.head).post(on(line, "nghiem-thu"), accepted | council)
    assert sat.status_code == 302 and fresh(project).state == ProjectState.ACCEPTED
    due = form(crew.accountant, project, amount="50 triệu", **money)
    assert accountant.post(on(line, "thanh-toan"), due).status_code == 302
    line.refresh_from_db()
    assert line.state == LineState.PAID
    shown = page(signed(crew.head), at(project))
    assert "Nghiệm thu" in shown and "50.000.000" in shown


def test_an_inspection_holds_up_its_line_until_closed(crew: Crew, signed: Signed) -> None:
    project = crew.under_way(crew.one())
    line = project.lines.get()
    told = {"day": "02/03/2026", "minutes": "Đã xem máy", "findings": "Dòng 1: Thiếu ảnh máy"}
    browser = signed(crew.officer)
    wrong = form(crew.officer, project, **told | {"findings": "Dòng 9: Thiếu ảnh"})
    assert "không có dòng 9" in browser.post(at(project, "kiem-tra/"), wrong).content.decode()
    data = form(crew.officer, project, **told)
    assert browser.post(at(project, "kiem-tra/"), data).status_code == 302
    assert "kiến nghị kiểm tra chưa đóng" in page(signed(crew.head), on(line, "nghiem-thu"), 409)
    finding = project.inspections.get().findings.get()
    path = at(project, f"kien-nghi/{finding.id}/dong/")
    assert browser.post(path, form(crew.officer, project, how="Đã có ảnh")).status_code == 302
    page(signed(crew.head), on(line, "nghiem-thu"))
    page(browser, path, 409)


def test_a_change_is_asked_for_and_decided(crew: Crew, signed: Signed) -> None:
    project = crew.contracted(crew.one())
    line, browser = project.lines.get(), signed(crew.drafter)
    data = form(crew.drafter, project, reason="Giảm giá", cost="180 triệu")
    data["ho-tro-provincial"] = "70 triệu"
    assert browser.post(on(line, "doi-kinh-phi"), data).status_code == 302
    change = project.adjustments.get()
    page(browser, at(project, "dieu-chinh/"), 409)
    path = at(project, f"thay-doi/{change.id}/duyet/")
    decider = crew.chair if change.authority == "approve_great" else crew.head
    page(browser, path, 403)
    if change.needs_confirmation:
        confirm = at(project, f"thay-doi/{change.id}/xac-nhan/")
        assert signed(crew.head).post(confirm, form(crew.head, project)).status_code == 302
    data = form(decider, project, words="Đồng ý")
    assert signed(decider).post(path, data).status_code == 302
    line.refresh_from_db()
    assert line.cost == 180_000_000
    assert "Giảm giá" in page(browser, at(project))


# --- what waits ----------------------------------------------------------------------------------


def test_home_shows_to_each_what_only_he_may_do(crew: Crew, signed: Signed) -> None:
    project = crew.one()
    assert "Hoàn thiện, đăng ký" in page(signed(crew.registrar), HOME)
    assert "Hoàn thiện, đăng ký" not in page(signed(crew.head), HOME)
    crew.register(project)
    assert "Chấm thẩm định cơ sở" in page(signed(crew.officer), HOME)
    assert "Kết luận thẩm định" not in page(signed(crew.head), HOME)
    crew.score(project, "base", crew.officer, crew.second_officer)  # type: ignore[arg-type]
    assert "Chấm thẩm định cơ sở" not in page(signed(crew.officer), HOME)
    assert "Kết luận thẩm định cơ sở" in page(signed(crew.head), HOME)
    assert project.name not in page(signed(crew.stranger), HOME)


# --- lists and measures --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", 2),
        ("?nam=2026", 2),
        ("?nam=2019", 0),
        ("?nguon=provincial", 1),
        ("?nguon=national", 1),
        ("?buoc=draft", 2),
        ("?buoc=dang-lam", 0),
        ("?q=che+bien+go", 2),
        ("?q=máy+bay", 0),
        ("?noi_dung=training", 0),
    ],
)
def test_the_sentence_narrows_the_list(asked: str, found: int, crew: Crew, signed: Signed) -> None:
    crew.one()
    crew.one(Level.NATIONAL)
    answer = signed(crew.officer).get(LIST + asked)
    shown = answer.content.decode()
    if asked == "?nam=2019":
        assert answer.status_code == 422
    else:
        assert answer.status_code == 200
        assert len(re.findall(r'<th scope="row"><a href="/desk/de-an/', shown)) == found


def test_a_place_that_never_was_is_said(crew: Crew, signed: Signed) -> None:
    crew.drafted(places=(make_commune("Đây Rồi"),))
    shown = page(signed(crew.officer), LIST + "?noi=Không+Đâu", 422)
    assert "Không có nơi nào tên “Không Đâu”" in shown
    assert "Đây Rồi" in page(signed(crew.officer), LIST + "?noi=day+roi")


def queries(browser: Client, path: str) -> int:
    browser.get(path)
    with CaptureQueriesContext(connection) as caught:
        answer = browser.get(path)
    assert answer.status_code == 200
    assert len(answer.content) <= 150_000
    return len(caught)


@pytest.mark.slow
def test_a_page_asks_the_same_of_1_and_of_20_lines(crew: Crew, signed: Signed) -> None:
    project = crew.one()
    Project.objects.filter(id=project.id).update(kind=ProjectKind.GROUP)
    pages = ((signed(crew.registrar), at(project, "rut/")), (signed(crew.head), at(project)))
    before = [queries(who, path) for who, path in pages]
    commune = project.lines.get().establishment.commune  # type: ignore[union-attr]
    for number in range(19):
        said = particulars(commune, f"Cơ sở Mẫu số {number}")
        who = make_establishment(crew.officer, crew.department, said)
        crew.line(project, what=f"Máy số {number}", establishment=who)
    assert [queries(who, path) for who, path in pages] == before


def test_times_are_measured(crew: Crew, signed: Signed) -> None:
    crew.register(crew.one())
    shown = page(signed(crew.head), TIMES)
    assert "Bản thảo" in shown and "Đã đăng ký" in shown
    assert "Chưa đo được" in page(signed(crew.stranger), TIMES)


def test_progress_may_not_be_told_of_an_accepted_line(crew: Crew, signed: Signed) -> None:
    project = crew.under_way(crew.one())
    line = project.lines.get()
    Line.objects.filter(id=line.id).update(state=LineState.ACCEPTED)
    page(signed(crew.drafter), on(line, "tien-do"), 409)
    assert not Progress.objects.exists()


def test_addresses_of_the_acts_are_words_of_the_table() -> None:
    assert len(ACTS) == len({act.slug for act in ACTS.values()})
    for act in ACTS.values():
        assert re.fullmatch(r"[a-z-]+", act.slug)
        assert act.slug not in {"sua", "dong", "van-ban"} or act.of != "project"
    assert reverse("desk:projects") == LIST
