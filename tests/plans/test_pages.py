"""A plan through its pages: put in order, submitted, read, approved; who sees what."""

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from khuyencong.accounts.models import User
from khuyencong.funds.models import Budget
from khuyencong.plans import actions
from khuyencong.plans.models import Plan, PlanVersion, Registration
from khuyencong.plans.queries.pages import version_page
from khuyencong.plans.queries.papers import checked_total
from khuyencong.plans.states import Standing, VersionKind, VersionState
from tests.conditions import SIZE
from tests.plans.made import AT, MILLION, YEAR, Crew, allot, appraised, in_force, plan_of, submitted

SCRIPT = "<script>x()</script>"
#: How many rows a plan has where its queries are counted.
MANY = 500 if SIZE >= 2000 else 200


def as_(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def get(person: User, name: str, *args: object) -> str:
    answer = as_(person).get(reverse(f"desk:{name}", args=args))
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def send(person: User, name: str, *args: object, page: str = "", **typed: object) -> HttpResponse:
    """Send a form of a page with its own key."""
    address = reverse(f"desk:{name}", args=args)
    page = page or get(person, name, *args)
    return as_(person).post(address, {"key": hidden(page, "key")} | typed)


def begun(crew: Crew) -> PlanVersion:
    return actions.begin_version(
        by=crew.officer, plan=plan_of(crew), kind=VersionKind.ASSIGNED, at=AT
    )


def test_from_the_first_order_to_the_approval(crew: Crew) -> None:
    allot(crew, 100)
    appraised(crew, "Máy xẻ", 60, 90)
    appraised(crew, "Máy sấy", 50, 80)
    typed = {"owner": crew.cast.department.id, "year": YEAR}
    assert send(crew.officer, "plan-new", **typed).status_code == 302
    plan = Plan.objects.get()
    assert send(crew.officer, "plan-begin", plan.id).status_code == 302
    version = PlanVersion.objects.get()
    page = get(crew.officer, "plan-arrange", version.id)
    assert "Còn thiếu 10.000.000 đồng" in page
    assert "Vạch kinh phí" in page

    answer = send(crew.officer, "plan-suggestion", version.id, content_percent=90)
    assert answer.status_code == 302
    page = get(crew.head, "plan", plan.id)
    seen = hidden(page, "seen")
    assert send(crew.head, "plan-submit", version.id, page=page, seen=seen).status_code == 302

    page = get(crew.chair, "plan-approve", version.id)
    assert "<b>1</b> đề án vào kế hoạch, <b>1</b> vào dự phòng" in page
    assert "sáu mươi triệu đồng" in page
    decision = {"decision": "12/QĐ-UBND", "decided_on": "23/11/2026"}
    told = {"page": page, "seen": hidden(page, "seen")} | decision
    assert send(crew.chair, "plan-approve", version.id, **told).status_code == 302
    version.refresh_from_db()
    assert (version.state, version.decided_by) == (VersionState.APPROVED, crew.chair.id)
    assert Budget.objects.get().committed == 60 * MILLION
    assert "12/QĐ-UBND" in get(crew.officer, "plan", plan.id)
    page = get(crew.other_chair, "plan-approve", version.id)
    assert f"đã được {crew.chair.full_name} duyệt lúc" in page


def test_a_second_click_is_one_approval(crew: Crew) -> None:
    allot(crew, 100)
    appraised(crew, "Máy xẻ", 60)
    version = submitted(crew)
    page = get(crew.chair, "plan-approve", version.id)
    told = {"page": page, "seen": hidden(page, "seen"), "decision": "1/QĐ"}
    told |= {"decided_on": "23/11/2026"}
    answers = [send(crew.chair, "plan-approve", version.id, **told) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert version.acts.filter(step="approve").count() == 1


def test_a_list_that_moved_on_is_not_approved_and_what_was_typed_stays(crew: Crew) -> None:
    allot(crew, 100)
    appraised(crew, "Máy xẻ", 60)
    version = submitted(crew)
    page = get(crew.chair, "plan-approve", version.id)
    actions.return_version(by=crew.other_chair, version=version, reason="Xem lại", at=AT)
    row = version.rows.get()
    moved = actions.move(
        by=crew.officer, version=version, row=row, to=Standing.IN, reason="Giữ", at=AT
    )
    actions.submit(by=crew.head, version=moved, at=AT)
    told = {"page": page, "seen": hidden(page, "seen"), "decision": "77/QĐ-UBND"}
    answer = send(crew.chair, "plan-approve", version.id, **told, decided_on="23/11/2026")
    assert answer.status_code == 422
    assert "Danh mục đã thay đổi sau khi anh/chị mở trang" in answer.content.decode()
    assert 'value="77/QĐ-UBND"' in answer.content.decode()


def test_buttons_move_rows(crew: Crew) -> None:
    allot(crew, 100)
    for number, name in enumerate("AB"):
        appraised(crew, f"Máy {name}", 20, 90 - number)
    version = begun(crew)
    second = version.rows.get(rank=2)
    page = get(crew.officer, "plan-arrange", version.id)
    told = {"page": page, "seen": hidden(page, "seen"), "chuyen": f"len:{second.id}"}
    assert send(crew.officer, "plan-arrange", version.id, **told).status_code == 302
    second.refresh_from_db()
    assert second.rank == 1
    page = get(crew.officer, "plan-move", version.id, second.id)
    told = {"page": page, "seen": hidden(page, "seen"), "to": "reserve", "reason": "Chờ máy"}
    assert send(crew.officer, "plan-move", version.id, second.id, **told).status_code == 302
    second.refresh_from_db()
    assert (second.standing, second.reason) == ("reserve", "Chờ máy")
    assert "Xếp tay" in get(crew.chair, "plan", version.plan_id)


@pytest.mark.parametrize("reason", ["", "a\0b", "chữ " * 2500])
def test_a_reason_that_cannot_be_kept_is_told_at_its_field(crew: Crew, reason: str) -> None:
    allot(crew, 100)
    appraised(crew, "Máy xẻ", 60)
    version = begun(crew)
    row = version.rows.get()
    answer = send(crew.officer, "plan-move", version.id, row.id, to="out", reason=reason)
    assert answer.status_code == 422
    assert 'class="why"' in answer.content.decode()


def test_markup_stays_text(crew: Crew) -> None:
    allot(crew, 100)
    appraised(crew, "Máy xẻ", 60)
    version = begun(crew)
    row = version.rows.get()
    told = {"to": "reserve", "reason": SCRIPT, "seen": version.content_hash}
    assert send(crew.officer, "plan-move", version.id, row.id, **told).status_code == 302
    page = get(crew.officer, "plan", version.plan_id)
    assert SCRIPT not in page
    assert "&lt;script&gt;" in page


def test_the_sentence_narrows_and_sums_stay_whole(crew: Crew) -> None:
    allot(crew, 100)
    appraised(crew, "Máy xẻ", 60, 90)
    appraised(crew, "Máy sấy", 50, 80)
    plan = begun(crew).plan
    page = as_(crew.officer).get(reverse("desk:plan", args=[plan.id]) + "?cho=reserve")
    told = page.content.decode()
    assert "Máy sấy</a>" in told
    assert "Máy xẻ</a>" not in told
    assert "1 trên 2 đề án" in told
    assert "Cộng 1 đề án: 60 triệu đồng" in told
    wrong = as_(crew.officer).get(reverse("desk:plan", args=[plan.id]) + "?cho=x&ban=1")
    assert wrong.status_code == 422
    for ban in ("9", "x", "9" * 20):
        answer = as_(crew.officer).get(reverse("desk:plan", args=[plan.id]) + f"?ban={ban}")
        assert answer.status_code == 404


def test_freed_money_through_its_page_and_versions_beside_each_other(crew: Crew) -> None:
    allot(crew, 100)
    appraised(crew, "Máy xẻ", 60, 90)
    appraised(crew, "Máy sấy", 50, 80)
    plan = in_force(crew).plan
    allot(crew, 20)
    answer = send(crew.head, "plan-reassign", plan.id, told="Giao bổ sung")
    assert answer.status_code == 302
    version = plan.versions.get(number=2)
    assert version.state == VersionState.SUBMITTED
    page = get(crew.cast.auditor, "plan-compare", plan.id)
    assert "phiên bản 2, đã trình" in page
    assert "+50" in page
    again = send(crew.head, "plan-reassign", plan.id, told="Nữa")
    assert again.status_code == 422
    assert "chưa xong" in again.content.decode()


@pytest.mark.parametrize("name", ["plan", "plan-compare"])
def test_a_stranger_finds_no_plan(crew: Crew, name: str) -> None:
    allot(crew, 100)
    appraised(crew, "Máy xẻ", 60)
    plan = begun(crew).plan
    for person in (crew.cast.stranger, crew.cast.commune, crew.cast.admin):
        assert as_(person).get(reverse(f"desk:{name}", args=[plan.id])).status_code == 404


def test_who_stands_against_it_is_told_before_the_form(crew: Crew) -> None:
    allot(crew, 100)
    project = appraised(crew, "Máy xẻ", 60)
    version = submitted(crew)
    project.steps.create(
        step="score_upper", after="appraised", by=crew.chair.id, holder=project.owner, at=AT
    )
    page = get(crew.chair, "plan-approve", version.id)
    assert "Anh/chị đã soạn hoặc thẩm định “Máy xẻ”" in page
    assert "Phê duyệt 1 đề án" not in page


def test_the_papers_are_whole(crew: Crew) -> None:
    allot(crew, 100)
    appraised(crew, "Máy xẻ", 60, 90)
    appraised(crew, "Máy sấy", 50, 80)
    version = begun(crew)
    files = {
        kind: as_(crew.chair).get(reverse("desk:plan-file", args=[version.id, kind]))
        for kind in ("docx", "pdf")
    }
    assert files["pdf"].content.startswith(b"%PDF")
    told = zipfile.ZipFile(io.BytesIO(files["docx"].content)).read("word/document.xml").decode()
    for words in ("TỜ TRÌNH", "Sáu mươi triệu đồng", "60.000.000", "Máy sấy", "landscape"):
        assert words in told, words
    assert (
        'filename="to-trinh-ke-hoach-2026-phien-ban-1.docx"'
        in files["docx"].headers["Content-Disposition"]
    )
    page = version_page(version, crew.officer)
    assert checked_total(page) == 60 * MILLION
    page.rows[0].amounts.clear()
    with pytest.raises(ValueError, match="the rows give"):
        checked_total(page)
    answer = as_(crew.chair).get(reverse("desk:plan-file", args=[version.id, "exe"]))
    assert answer.status_code == 404


def test_a_registration_through_its_pages(crew: Crew) -> None:
    project = appraised(crew, "Máy xẻ", 60)
    body = crew.cast.department.id
    typed = {"registrar": body, "owner": body, "year": YEAR}
    assert send(crew.officer, "registration-new", **typed).status_code == 302
    row = Registration.objects.get()
    parts = {"last_year": "Đã làm.\nHai dòng.", "this_year": "Đang làm.", "next_year": SCRIPT}
    told = parts | {"projects": [project.id], "version": row.version}
    assert send(crew.officer, "registration-amend", row.id, **told).status_code == 302
    page = get(crew.head, "registration", row.id)
    assert "Hai dòng." in page
    assert SCRIPT not in page
    assert "chưa kiểm chứng" in page
    empty = send(crew.head, "registration-send", row.id, page=page, letter="")
    assert empty.status_code == 422
    told = {"page": page, "letter": "45/SCT", "version": hidden(page, "version")}
    assert send(crew.head, "registration-send", row.id, **told).status_code == 302
    row.refresh_from_db()
    assert row.letter == "45/SCT"
    for kind in ("docx", "pdf"):
        file = as_(crew.chair).get(reverse("desk:registration-file", args=[row.id, kind]))
        assert file.status_code == 200


PAGES: dict[str, Callable[[Crew, PlanVersion], tuple[User, str, list[object]]]] = {
    "plans": lambda c, v: (c.officer, "plans", []),
    "plan": lambda c, v: (c.officer, "plan", [v.plan_id]),
    "arrange": lambda c, v: (c.officer, "plan-arrange", [v.id]),
    "suggestion": lambda c, v: (c.officer, "plan-suggestion", [v.id]),
    "approve": lambda c, v: (c.chair, "plan-approve", [v.id]),
    "compare": lambda c, v: (c.officer, "plan-compare", [v.plan_id]),
    "registration": lambda c, v: (c.head, "registration", [Registration.objects.get().id]),
    "registration-amend": lambda c, v: (
        c.officer,
        "registration-amend",
        [Registration.objects.get().id],
    ),
}


@pytest.mark.slow
def test_a_page_asks_as_often_for_hundreds_of_rows_as_for_one(crew: Crew) -> None:
    allot(crew, 100_000)
    counts: dict[str, list[int]] = {name: [] for name in PAGES}
    for rows in (1, MANY):
        for number in range(rows):
            appraised(crew, f"Máy {rows} {number}", 10 + number % 7, 50 + number % 50)
        Registration.objects.all().delete()
        PlanVersion.objects.update(
            state=VersionState.WITHDRAWN, decided_by=crew.head.id, decided_at=AT
        )
        version = begun(crew)
        body = crew.cast.department
        actions.open_registration(by=crew.officer, registrar=body, owner=body, year=YEAR, at=AT)
        for name, of in PAGES.items():
            person, route, args = of(crew, version)
            client = as_(person)
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(reverse(f"desk:{route}", args=args))
            assert answer.status_code == 200
            counts[name].append(len(asked))
    assert {name: few for name, (few, many) in counts.items() if few != many} == {}, counts
