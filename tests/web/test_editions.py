"""Periodic reports at the desk: every form with its refusals, who sees what, what files say."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from khuyencong.accounts.models import User
from khuyencong.core.clock import now
from khuyencong.core.once import issue
from khuyencong.office import actions as office
from khuyencong.registry.models import PlaceName
from khuyencong.reporting import actions as reporting
from khuyencong.reporting.models import Duty
from khuyencong.reports.models import Edition
from khuyencong.reports.states import EditionState
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.periods import year
from khuyencong.values.shortcode import shown_code
from khuyencong.web.desk.editions import preparing
from tests.cast import Cast
from tests.documents.paper import words_of_pdf
from tests.factories import make_duty
from tests.reports.owed import Desk, make_desk, pdf_of, signed_pdf, with_later_revision
from tests.reports.test_sending import wrong_sheet

pytestmark = pytest.mark.django_db
SIGNED_AS = {"name": "Lê Thị Ký", "post": "Giám đốc", "capacity": "", "of": ""}


@pytest.fixture
def desk(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    made = make_desk(cast)
    cast.department.place = made.place
    cast.department.save()
    monkeypatch.setattr(preparing, "prepare", made.records.prepare)
    yield made


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(user: User, row: Edition, status: int = 200) -> str:
    answer = client_of(user).get(reverse("desk:edition", args=[row.id]))
    assert answer.status_code == status
    return answer.content.decode()


def act(user: User, row: Edition, step: str, **told: Any) -> Any:
    address = reverse("desk:edition-act", args=[row.id, step])
    return client_of(user).post(address, {"key": issue(user.id), **told}, follow=True)


def fresh(row: Edition) -> Edition:
    return Edition.objects.select_related("issue").get(id=row.id)


def test_from_the_first_form_to_the_sent_report(desk: Desk) -> None:
    told = {"custodian": desk.body.id, "form": "year", "period": "2026"}
    key = issue(desk.officer.id)
    answer = client_of(desk.officer).post(
        reverse("desk:edition-begin"), {**told, "key": key}, follow=True
    )
    assert "Đã lập dự thảo" in answer.content.decode()
    row = Edition.objects.get()
    written = act(desk.officer, row, "chapter", chapter="ket_qua", seen=0, text="Kinh tế khá.")
    assert "Kinh tế khá." in written.content.decode()
    assert "Đã soát, chốt số liệu" not in page(desk.officer, row)
    assert "người soạn không tự soát" in page(desk.officer, row)
    answer = act(desk.reviewer, row, "review", hash=fresh(row).content_hash)
    assert "Đã soát và chốt" in answer.content.decode()
    assert "Ký báo cáo này" in page(desk.head, row)
    act(desk.head, row, "sign", **SIGNED_AS)
    assert fresh(row).address == "http://testserver/xac-minh/"
    shown = page(desk.clerk, row)
    assert "Cấp số tiếp theo" in shown and "Ghi là đã gửi" not in shown
    number = reverse("desk:office-number", args=[fresh(row).issue_id])
    day = f"{day_in_vietnam(now()):%d/%m/%Y}"
    client_of(desk.clerk).post(
        number, {"key": issue(desk.clerk.id), "day": day, "tail": "SCT"}, follow=True
    )
    data = signed_pdf(pdf_of(fresh(row)))
    file = SimpleUploadedFile("ky.pdf", data, "application/pdf")
    answer = act(desk.clerk, row, "attach", file=file)
    said = answer.content.decode()
    assert "bao trùm cả tệp" in said and "không rõ nhà phát hành" in said
    act(desk.clerk, row, "send")
    row = fresh(row)
    assert row.state == EditionState.SENT
    assert "01/BC-SCT" in page(desk.officer, row)
    assert "Lập bản thay" in page(desk.officer, row)
    act(desk.officer, row, "correct", reason="Ghi nhầm")
    new = row.correction
    assert "Thay cho" in page(desk.officer, new)
    assert "Lập bản thay" not in page(desk.officer, row).partition('id="history"')[0]


def test_what_is_refused_is_told_on_the_page(desk: Desk) -> None:
    row = desk.draft()
    answer = act(desk.reviewer, row, "review", hash="x" * 64)
    assert answer.status_code == 422
    assert "đã thay đổi sau khi" in answer.content.decode()
    assert act(desk.officer, row, "khong-co").status_code == 404
    answer = act(desk.officer, row, "chapter", chapter="ket_qua", seen=3, text="Lời vừa gõ")
    assert answer.status_code == 422
    assert "Lời vừa gõ" in answer.content.decode()
    row = desk.review(row)
    assert act(desk.head, row, "sign", **SIGNED_AS | {"name": ""}).status_code == 422
    assert act(desk.head, row, "send_back", reason="").status_code == 422
    assert fresh(row).state == EditionState.REVIEWED
    told = {"custodian": desk.body.id, "form": "year", "key": issue(desk.officer.id)}
    for period in ("", "năm nào đó", "2026"):
        answer = client_of(desk.officer).post(
            reverse("desk:edition-begin"), {**told, "period": period}
        )
        assert answer.status_code == 422, period


def test_a_signed_file_that_is_not_ours_is_told_in_words(desk: Desk) -> None:
    row = desk.numbered()
    data = with_later_revision(signed_pdf(pdf_of(row)))
    answer = act(desk.clerk, row, "attach", file=SimpleUploadedFile("ky.pdf", data))
    assert answer.status_code == 422
    assert "không chữ ký nào bao gồm" in answer.content.decode()
    assert act(desk.clerk, row, "attach").status_code == 422
    assert fresh(row).signed_pdf == ""


def test_a_second_click_is_one_act(desk: Desk) -> None:
    row = desk.reviewed()
    address = reverse("desk:edition-act", args=[row.id, "sign"])
    told = {"key": issue(desk.head.id), **SIGNED_AS}
    client = client_of(desk.head)
    paths = [client.post(address, told).headers["Location"] for _ in range(2)]
    assert paths[0] == paths[1]
    assert list(row.steps.values_list("name", flat=True)).count("sign") == 1


def test_figures_are_doors_to_the_rows_of_the_edition(desk: Desk) -> None:
    row = desk.sent()
    desk.records.rows.clear()
    address = reverse("desk:edition-figure", args=[row.id])
    assert f"{address}?so=de-an" in page(desk.officer, row)
    shown = client_of(desk.officer).get(f"{address}?so=de-an").content.decode()
    assert "2 hồ sơ làm nên số này" in shown and "KC01 Máy sấy chè" in shown
    assert client_of(desk.officer).get(f"{address}?so=khong").status_code == 404


def test_what_changed_since_is_told_with_its_cause(desk: Desk) -> None:
    row = desk.sent()
    address = reverse("desk:edition-later", args=[row.id])
    client = client_of(desk.officer)
    assert "Không có gì thay đổi" in client.get(address).content.decode()
    desk.records.rows[3]["persons"] = 32
    desk.records.rows.append({"id": "project:9", "label": "KC09", "funding_source": "national"})
    shown = client.get(address).content.decode()
    assert "<s>30</s> → <b>32</b>" in shown
    assert "Vì: Lớp mây tre" in shown and "<li>KC09</li>" in shown


def test_files_are_those_that_were_issued(desk: Desk) -> None:
    client = client_of(desk.officer)
    draft = desk.draft(period=year(2025))
    row = desk.sent()

    def file(one: Edition, form: str) -> Any:
        return client.get(reverse("desk:edition-file", args=[one.id, form]))

    issued = file(row, "pdf")
    assert b"".join(issued.streaming_content) == pdf_of(row)
    assert "01-BC-SCT-ban-1.pdf" in issued.headers["Content-Disposition"]
    assert "DỰ THẢO" in " ".join(words_of_pdf(file(draft, "pdf").content))
    assert file(row, "da-ky").status_code == file(row, "exe").status_code == 404
    told = json.loads(file(row, "json").content)
    assert told["edition"]["document"] == "01/BC-SCT"
    assert told["edition"]["hash"] == row.content_hash
    assert [one["key"] for one in told["figures"]][:2] == ["de-an", "de-an-tinh"]
    assert len(told["rows"]) == 4
    assert told["form"] == "year" and told["period"]["end"] == "2027-01-01"


def test_the_sheet_says_when_it_is_replaced(desk: Desk) -> None:
    row = desk.sent()
    address = reverse("desk:edition-sheet", args=[row.id])
    client = client_of(desk.officer)
    shown = client.get(address).content.decode()
    assert "01/BC-SCT" in shown and shown_code(row.code) in shown
    assert "BẢN DỰ THẢO" not in shown and "ĐÃ CÓ BẢN THAY" not in shown
    office.revoke(by=desk.head, document=row.issue, reason="Nhầm", at=now())
    assert "VĂN BẢN ĐÃ HỦY" in client.get(address).content.decode()


def test_a_fault_stands_on_the_page(desk: Desk) -> None:
    row = desk.reviewed()
    Edition.objects.filter(id=row.id).update(row_count=99)
    assert "Không còn nguyên vẹn" in page(desk.officer, row)


def test_the_list_asks_the_same_however_long(
    desk: Desk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_of(desk.officer)
    address = reverse("desk:editions")
    assert "Chưa có báo cáo định kỳ nào" in client.get(address).content.decode()
    desk.sent(period=year(2020))
    # One of them is the bell.
    with django_assert_num_queries(8):
        client.get(address)
    for at in range(2021, 2026):
        desk.draft(period=year(at))
    desk.correct(Edition.objects.get(report__start=year(2020).start))
    with django_assert_num_queries(8):
        shown = client.get(address).content.decode()
    assert shown.count("desk/bao-cao-dinh-ky/") == 6 + 2
    assert "ấn bản 2" in shown


def test_a_stranger_finds_nothing(cast: Cast, desk: Desk) -> None:
    row = desk.sent()
    page(cast.stranger, row, 404)
    page(cast.auditor, row)
    assert (
        "Báo cáo năm" not in client_of(cast.stranger).get(reverse("desk:editions")).content.decode()
    )


def test_what_the_desk_prepares_is_frozen_whole(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The desk's own preparer, on a place of which nothing is known."""
    desk = make_desk(cast)
    PlaceName.objects.create(place=desk.place, name="Mẫu", folded="mau")
    cast.department.place = desk.place
    cast.department.save()
    told = {"custodian": desk.body.id, "form": "year", "period": "2026"}
    answer = client_of(desk.officer).post(
        reverse("desk:edition-begin"), {**told, "key": issue(desk.officer.id)}, follow=True
    )
    assert answer.status_code == 200, answer.content.decode()
    row = act_and_return(desk)
    assert "Thiếu vốn." in row.document
    assert "Không còn nguyên vẹn" not in page(desk.officer, row)


def act_and_return(desk: Desk) -> Edition:
    row = Edition.objects.get()
    act(
        desk.officer,
        row,
        "chapter",
        chapter="danh_gia.han_che",
        seen=0,
        text="Thiếu vốn.",
    )
    return fresh(row)


# --- the calendar ---------------------------------------------------------------------------------


def duty_page(user: User, duty: Duty) -> str:
    return client_of(user).get(reverse("desk:duty", args=[duty.id])).content.decode()


def test_a_duty_offers_its_report_once_and_both_pages_lead_to_each_other(
    cast: Cast, desk: Desk
) -> None:
    duty = make_duty(desk.body, cast.agency)
    begin = reverse("desk:duty-report", args=[duty.id])
    assert begin in duty_page(desk.officer, duty)
    assert begin not in duty_page(cast.agency_officer, duty)
    assert begin not in duty_page(desk.head, duty)
    key = issue(desk.officer.id)
    answer = client_of(desk.officer).post(begin, {"key": key}, follow=True)
    assert "Đã lập dự thảo" in answer.content.decode()
    row = Edition.objects.get()
    told = (row.report.custodian, row.report.place, row.report.period, row.report.form)
    assert told == (desk.body, desk.place, duty.period, "year")
    shown = duty_page(desk.officer, duty)
    assert begin not in shown and reverse("desk:edition", args=[row.id]) in shown
    assert reverse("desk:duty", args=[duty.id]) in page(desk.officer, row)
    again = client_of(desk.officer).post(begin, {"key": issue(desk.officer.id)}, follow=True)
    assert "đã được soạn rồi" in again.content.decode()


def test_the_receiver_reads_what_was_sent_and_the_sender_why_it_came_back(
    cast: Cast, desk: Desk
) -> None:
    duty = make_duty(desk.body, cast.agency)
    row = desk.numbered()
    assert "lịch báo cáo cũng ghi" in page(desk.clerk, row)
    row = desk.send(row)
    shown = duty_page(cast.agency_officer, duty)
    assert reverse("desk:edition", args=[row.id]) in shown and "01/BC-SCT" in shown
    assert "chờ tiếp nhận" in page(desk.officer, row)
    duty.refresh_from_db()
    reporting.give_back(
        by=cast.agency_officer, duty=duty, seen=duty.stamp, reason="Thiếu phụ lục", at=now()
    )
    shown = page(desk.officer, row)
    assert "trả lại</b>" in shown and "Lý do: Thiếu phụ lục" in shown
    assert 'href="#lap-ban-thay"' in shown and 'id="lap-ban-thay"' in shown
    assert reverse("desk:duty", args=[duty.id]) not in page(desk.clerk, row)


def test_wrong_totals_are_told_before_and_at_the_sending(desk: Desk) -> None:
    row, batch = desk.numbered(), wrong_sheet(desk.body)
    assert reverse("desk:sheet", args=[batch.id]) in page(desk.officer, row)
    answer = act(desk.clerk, row, "send")
    assert answer.status_code == 422
    assert "dòng cộng không bằng tổng các dòng" in answer.content.decode()
    assert fresh(row).state == EditionState.SIGNED


def home(user: User) -> str:
    return client_of(user).get(reverse("desk:home")).content.decode()


def test_the_desk_names_what_waits_for_whom(cast: Cast, desk: Desk) -> None:
    duty, row = make_duty(desk.body, cast.agency), desk.draft()

    def waits_for(*people: User, words: str) -> None:
        for user in (desk.officer, desk.reviewer, desk.head, desk.clerk, cast.stranger, cast.chair):
            there = f"<b>{words}</b>" in home(user)
            assert there == (user in people), (words, user.username)

    waits_for(desk.reviewer, desk.head, words="chờ soát")
    row = desk.review(row)
    waits_for(desk.head, words="chờ ký")
    row = desk.sign(row)
    waits_for(words="chờ gửi")
    row = desk.send(desk.number(row))
    waits_for(words="chờ gửi")
    duty.refresh_from_db()
    reporting.give_back(
        by=cast.agency_officer, duty=duty, seen=duty.stamp, reason="Thiếu", at=now()
    )
    waits_for(desk.officer, desk.reviewer, words="bị trả lại, chờ lập bản thay")
    desk.correct(row)
    waits_for(words="bị trả lại, chờ lập bản thay")


def test_a_numbered_report_waits_for_the_clerk(desk: Desk) -> None:
    desk.numbered()
    assert "<b>chờ gửi</b>" in home(desk.clerk)
    assert "<b>chờ gửi</b>" not in home(desk.head)


def preview(user: User, row: Edition, **told: Any) -> Any:
    address = reverse("desk:edition-preview", args=[row.id])
    return client_of(user).post(address, {"chapter": "ket_qua", "seen": 0} | told)


def test_a_typed_number_is_replaced_by_its_button(desk: Desk) -> None:
    row = desk.write(desk.draft(), "ket_qua", "Có 2 đề án và 77 đề án khác.")
    shown = page(desk.officer, row)
    assert "Số gõ tay chưa có chỉ tiêu" in shown and "Dùng số của báo cáo" in shown
    assert "Không có số nào của báo cáo bằng số này" in shown and "2 số gõ tay" in shown
    assert "còn 2 số gõ tay" in page(desk.reviewer, row)
    told = {"chapter": "ket_qua", "seen": 1, "start": 3, "number": "2", "figure": "de-an"}
    assert "Đã thay số gõ tay" in act(desk.officer, row, "cite", **told).content.decode()
    assert fresh(row).chapters["ket_qua"].startswith("Có [[projects.count|de-an]] đề án")
    assert act(desk.officer, row, "cite", **told | {"seen": 2}).status_code == 422
    file = client_of(desk.officer).get(reverse("desk:edition-file", args=[row.id, "json"]))
    assert [one["text"] for one in json.loads(file.content)["uncited_numbers"]] == ["77"]
    assert "còn 1 số gõ tay" in page(desk.reviewer, row)
    desk.review(fresh(row))
    assert "Số gõ tay chưa có chỉ tiêu" in page(desk.officer, row)
    assert "Dùng số của báo cáo" not in page(desk.officer, row)


def test_a_preview_shows_what_is_typed_and_keeps_nothing(desk: Desk) -> None:
    row = desk.draft()
    before = fresh(row)
    shown = preview(desk.officer, row, text="Lời <b>đang</b> gõ")
    assert shown.status_code == 200
    said = shown.content.decode()
    assert said.count("Lời &lt;b&gt;đang&lt;/b&gt; gõ") == 2, "on the paper and in the field"
    assert "chưa ghi" in said and "<html" in said
    both = {"text": "Một", "text.han": "sai", "text.kien_nghi": "Hai", "giay": "1"}
    sheet = preview(desk.officer, row, **both).content.decode()
    assert "Một" in sheet and "Hai" in sheet and "sai" not in sheet and "<html" not in sheet
    assert fresh(row).content_hash == before.content_hash
    assert not row.chapter_versions.exists()
    assert list(row.steps.values_list("name", flat=True)) == ["draft"]


def test_a_preview_is_bounded_and_only_for_who_drafts(desk: Desk, cast: Cast) -> None:
    row = desk.draft()
    for giay in ({}, {"giay": "1"}):
        long = preview(desk.officer, row, text="a" * 20_001, **giay)
        assert long.status_code == 422 and "tối đa 20000" in long.content.decode()
    assert preview(desk.officer, row, text="a", chapter="khong").status_code == 422
    assert preview(desk.officer, row, text="a", chapter="").status_code == 422
    for user in (desk.head, desk.clerk, cast.stranger, cast.chair):
        assert preview(user, row, text="a").status_code in (403, 404)
    assert preview(cast.agency_officer, row, text="a").status_code == 422
    row = desk.review(row)
    assert preview(desk.officer, row, text="a", giay="1").status_code == 422
