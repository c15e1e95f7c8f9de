"""The reporting calendar on the desk: the year, one report, the round, the terms, reminders."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from khuyencong.core import blobs, outbox
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.exchange.models import Known
from khuyencong.reporting.actions import load_regimes, remind
from khuyencong.reporting.actions.standing import restand
from khuyencong.reporting.models import Duty, Regime, Submission
from khuyencong.reporting.states import DutyState
from khuyencong.values.canonical import sha256_of
from khuyencong.values.dates import format_date
from tests.cast import Cast
from tests.exchange.kept import make_partner
from tests.factories import make_duty, make_organisation, make_sending, make_user
from tests.reporting.conftest import send
from tests.web.conftest import Signed

LIST = "/desk/lich-bao-cao/"
pytestmark = pytest.mark.django_db


def due(cast: Cast, days: int, **more: object) -> Duty:
    """Return this year's report of the owner's department, due so many days from today."""
    year = today().year
    told = {
        "period_start": date(year, 1, 1), "period_end": date(year + 1, 1, 1),
        "due_on": today() + timedelta(days=days),
    } | more  # fmt: skip
    return make_duty(cast.department, cast.agency, **told)


def text(answer: HttpResponse) -> str:
    """Return what a page says, without its marks."""
    bare = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", bare)


def post(client: Client, person: object, path: str, **told: object) -> HttpResponse:
    """Send a form with its key."""
    return client.post(path, {"key": issue(person.id), **told})  # type: ignore[attr-defined]


def act(client: Client, person: object, duty: Duty, slug: str, **told: object) -> HttpResponse:
    duty.refresh_from_db()
    return post(client, person, f"{LIST}{duty.id}/{slug}/", stamp=duty.stamp, **told)


def test_who_owes_sees_what_when_and_sends_it(cast: Cast, signed: Signed) -> None:
    duty = due(cast, 9)
    client = signed(cast.owner)
    shown = text(client.get(LIST))
    assert "1 báo cáo phải gửi" in shown
    assert f"Báo cáo năm {today().year}" in shown
    assert "Còn 9 ngày" in shown
    assert "chưa kiểm chứng" in shown  # nobody has read the rule of the cut-off day
    again = act(client, cast.owner, duty, "gui")
    assert again.status_code == 422
    assert "Ghi số, ký hiệu văn bản" in text(again)
    done = act(client, cast.owner, duty, "gui", paper="12/BC-SCT", paper_day=format_date(today()))
    assert done.status_code == 302
    page = text(client.get(f"{LIST}{duty.id}/"))
    assert "Đã gửi" in page
    assert "12/BC-SCT" in page
    assert "Tiếp nhận" not in page.replace("không tự tiếp nhận", "")


def test_what_came_by_bundle_says_who_sent_it_and_where_its_file_is(
    cast: Cast, signed: Signed
) -> None:
    duty, name = due(cast, 9), "bao-cao-nam.pdf"
    kept = blobs.put(b"%PDF-1.7 mau")
    partner = make_partner(cast.agency)
    for file in (kept, sha256_of(b"later"), ""):
        sending = make_sending(duty, file=file, file_name=name)
        Known.objects.create(
            kind="reporting.Submission", record=sending.id, at=now(), source=partner
        )
    restand([duty.id], now())
    client = signed(cast.agency_officer)
    page = client.get(f"{LIST}{duty.id}/")
    shown = text(page)
    assert f"một người của {partner.name}" in shown
    assert "không còn tên trong hệ thống" not in shown.split("Lịch sử")[1]
    assert f"tải {name}" in shown
    assert f"{name} (tệp chưa tới đây)" in shown
    assert f"{name} (tệp ở hệ thống của nơi gửi)" in shown
    addresses = [f"{LIST}{duty.id}/tep/{one.id}/" for one in duty.submissions.all()]
    assert [url in page.content.decode() for url in addresses] == [True, False, False]
    answer = client.get(addresses[0])
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 mau"  # type: ignore[attr-defined]
    assert "attachment" in answer["Content-Disposition"]
    assert [client.get(url).status_code for url in addresses[1:]] == [404, 404]
    other = make_duty(cast.other_department, cast.department)
    assert client.get(f"{LIST}{other.id}/tep/{duty.submissions.first().id}/").status_code == 404


def test_the_receiver_gives_back_and_accepts(cast: Cast, signed: Signed) -> None:
    duty = due(cast, 9)
    send(cast.owner, duty, now())
    client = signed(cast.agency_officer)
    assert "1 báo cáo đã gửi đến" in text(client.get("/desk/"))
    assert act(client, cast.agency_officer, duty, "tra-lai").status_code == 422
    act(client, cast.agency_officer, duty, "tra-lai", reason="Thiếu phụ lục 3")
    owner = signed(cast.owner)
    assert "Thiếu phụ lục 3" in text(owner.get(f"{LIST}{duty.id}/"))
    act(owner, cast.owner, duty, "gui", paper="13/BC-SCT")
    act(client, cast.agency_officer, duty, "tiep-nhan")
    duty.refresh_from_db()
    assert duty.state == DutyState.ACCEPTED
    shown = text(client.get(LIST))
    assert "Đã nhận" in shown
    assert f"Gửi đến {cast.agency.name}" in shown


def test_a_form_that_saw_an_older_one_is_told(cast: Cast, signed: Signed) -> None:
    duty = due(cast, 9)
    answer = post(signed(cast.owner), cast.owner, f"{LIST}{duty.id}/gui/", stamp="x", paper="1/BC")
    assert answer.status_code == 422
    assert "Người khác vừa ghi" in text(answer)
    assert not Submission.objects.exists()


def test_a_double_click_sends_once(cast: Cast, signed: Signed) -> None:
    duty = due(cast, 9)
    told = {"key": issue(cast.owner.id), "stamp": duty.stamp, "paper": "1/BC"}
    client = signed(cast.owner)
    answers = [client.post(f"{LIST}{duty.id}/gui/", told) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Submission.objects.count() == 1


def test_the_matrix_says_states_in_words_and_signs(cast: Cast, signed: Signed) -> None:
    due(cast, -3)
    other = make_duty(
        cast.other_department,
        cast.agency,
        period_start=date(today().year, 1, 1),
        period_end=date(today().year + 1, 1, 1),
        due_on=None,
        due_basis="",
    )
    client = signed(cast.agency_officer)
    page = client.get(LIST).content.decode()
    assert "Trễ 3 ngày" in page
    assert "Chưa có hạn" in page
    assert re.search(r'aria-hidden="true">!</span> Trễ 3 ngày', page)
    assert "0 % <small" in page  # 0/1: who has no day is not judged
    round_ = text(client.get(f"{LIST}{other.id}/ca-ky/"))
    assert "0/2 đã tiếp nhận, 0 chờ tiếp nhận, 2 chưa có" in round_
    assert signed(cast.owner).get(f"{LIST}{other.id}/ca-ky/").status_code == 404
    assert "Chưa có báo cáo nào" in text(client.get(f"{LIST}?nam=2015"))


def test_one_day_for_the_whole_round(cast: Cast, signed: Signed) -> None:
    duty = due(cast, 9)
    client, path = signed(cast.agency_officer), f"{LIST}{duty.id}/ca-ky/han/"
    assert post(client, cast.agency_officer, path, due_on="hôm qua").status_code == 422
    day = today() + timedelta(days=30)
    post(client, cast.agency_officer, path, due_on=format_date(day), basis="Công văn 5")
    duty.refresh_from_db()
    assert (duty.due_on, duty.due_basis) == (day, "Công văn 5")


def test_a_reminder_stands_on_the_desk_of_who_owes(cast: Cast, signed: Signed) -> None:
    due(cast, 7)
    assert "sắp đến hạn" not in text(signed(cast.owner).get("/desk/"))
    remind(now())
    outbox.deliver(now())
    shown = text(signed(cast.owner).get("/desk/"))
    assert "Báo cáo đến hạn, sắp đến hạn" in shown
    assert "Còn 7 ngày" in shown
    assert "sắp đến hạn" not in text(signed(cast.stranger).get("/desk/"))


def test_an_officer_opens_a_year_and_asks_for_a_report(cast: Cast, signed: Signed) -> None:
    load_regimes(at=now())
    client = signed(cast.agency_officer)
    assert post(client, cast.agency_officer, f"{LIST}mo-nam/", year="2025").status_code == 302
    assert Duty.objects.filter(period_start__year=2025, form="quarter").count() == 2 * 4
    assert "Q.IV" in text(client.get(f"{LIST}?nam=2025"))
    asked = {
        "form": "thematic", "title": "Năm năm sáp nhập", "period": "2025-2029",
        "due_on": format_date(today() + timedelta(days=60)), "basis": "Công văn 9",
    }  # fmt: skip
    answer = post(client, cast.agency_officer, f"{LIST}yeu-cau/", **asked)
    assert answer.status_code == 302
    assert "Năm năm sáp nhập" in text(client.get(answer.headers["Location"]))
    assert Duty.objects.filter(form="thematic").count() == 2
    wrong = post(client, cast.agency_officer, f"{LIST}yeu-cau/", **asked | {"period": "bao giờ"})
    assert wrong.status_code == 422
    assert "Không đọc được thời gian" in text(wrong)


def test_terms_are_proposed_by_one_and_confirmed_by_another(cast: Cast, signed: Signed) -> None:
    load_regimes(at=now())
    yearly = Regime.objects.get(form="year")
    client = signed(cast.agency_officer)
    listed = text(client.get(f"{LIST}che-do/"))
    assert "trước ngày 20/6 năm trước" in listed
    assert listed.count("chưa kiểm chứng") == 8
    form = client.get(f"{LIST}che-do/de-xuat/?tu={yearly.id}").content.decode()
    assert 'value="14, 7, 1"' in form
    told = {
        "form": "year", "from_kind": "department", "to_kind": "agency", "body": "", "owed": "yes",
        "days": "cut_off", "cut_off_day": "14", "due_day": "20", "due_months_after": "0",
        "valid_from": "01/01/2027", "basis": "Thông tư mẫu", "reason": "Đã đọc",
        "remind_before": "7", "remind_after": "1",
    }  # fmt: skip
    wrong = post(client, cast.agency_officer, f"{LIST}che-do/de-xuat/", **told | {"due_day": "32"})
    assert wrong.status_code == 422
    assert "một ngày của tháng" in text(wrong)
    assert 'value="32"' in wrong.content.decode()
    answer = post(client, cast.agency_officer, f"{LIST}che-do/de-xuat/", **told)
    page = answer.headers["Location"]
    assert "chờ người thứ hai" in text(client.get(page))
    post(client, cast.agency_officer, f"{page}xac-nhan/")
    head = make_user("AGENCY_HEAD", cast.agency)
    assert Regime.objects.filter(confirmed_by=None, proposed_by__isnull=False).exists()
    post(signed(head), head, f"{page}xac-nhan/")
    row = Regime.objects.get(form="year", confirmed_by=head.id)
    assert (row.due_day, row.reminders) == (20, [-7, 1])
    assert "ngày 20/12 trong năm" in text(client.get(page))


def test_a_province_proposes_for_itself_alone(cast: Cast, signed: Signed) -> None:
    page = signed(cast.owner).get(f"{LIST}che-do/de-xuat/").content.decode()
    assert "Mọi đơn vị cùng loại" not in page
    assert cast.department.name in page
    assert cast.other_department.name not in page


def test_the_pages_ask_as_often_for_many(cast: Cast, signed: Signed) -> None:
    client, duty = signed(cast.agency_officer), due(cast, -2)
    send(cast.owner, duty, now())
    pages = (LIST, f"{LIST}{duty.id}/", f"{LIST}{duty.id}/ca-ky/", f"{LIST}che-do/", "/desk/")

    def asked() -> list[int]:
        counts = []
        for page in pages:
            client.get(page)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page).status_code == 200
            counts.append(len(queries))
        return counts

    few = asked()
    year = {"period_start": duty.period_start, "period_end": duty.period_end}
    for number in range(1, 500):
        make_duty(make_organisation(f"Sở số {number}"), cast.agency, **year)
    assert asked() == few
    assert max(few) < 45
