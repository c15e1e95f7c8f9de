"""The page behind the code on a paper: what it is worth, and whether a file is the issued one."""

import re

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from khuyencong.office import actions as office
from khuyencong.reports.models import Edition
from khuyencong.values.shortcode import shown_code
from tests.cast import Cast
from tests.reports.owed import AT, DAY, HOUR, Desk, make_desk, pdf_of, signed_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(cast: Cast) -> Desk:
    return make_desk(cast)


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def test_a_code_leads_to_its_page(client: Client, desk: Desk) -> None:
    row = desk.sent()
    assert "Gõ mã in" in text(client, "/xac-minh/")
    answer = client.get("/xac-minh/", {"ma": shown_code(row.code).lower()})
    assert answer.headers["Location"] == f"/xac-minh/{row.code}/"
    shown = text(client, f"/xac-minh/{row.code}/")
    for word in ("Còn hiệu lực.", "01/BC-SCT", "20/11/2026", "Sở Công Thương tỉnh Mẫu", row.pdf):
        assert word in shown
    assert "<script" not in shown
    assert "Người Mẫu" not in shown


def test_it_says_what_the_paper_is_worth(client: Client, desk: Desk) -> None:
    row = desk.draft()
    assert "Chưa ký." in text(client, f"/xac-minh/{row.code}/")
    signed = desk.sign(desk.review(row))
    shown = text(client, f"/xac-minh/{row.code}/")
    assert "Chưa ký." in shown and "SHA-256" not in shown
    old = desk.send(desk.number(signed))
    new = desk.correct(old)
    assert "Còn hiệu lực." in text(client, f"/xac-minh/{row.code}/")
    new.state, new.reviewed_by, new.reviewed_at = "reviewed", desk.reviewer.id, AT + 6 * HOUR
    new.save()
    from django.db import transaction

    from khuyencong.core import journal

    with transaction.atomic():
        journal.record(
            "edition.review",
            custodian=desk.body.id,
            about=f"edition:{new.id}",
            at=AT,
            facts={"hash": new.content_hash},
        )
    from khuyencong.reports import actions
    from tests.office.desk import AS_DEPUTY

    new = actions.sign(
        by=desk.head, edition=new, signed_as=AS_DEPUTY, address="http://x/", at=AT + 7 * HOUR
    )
    office.number(by=desk.clerk, document=new.issue, day=DAY, at=AT + 8 * HOUR)
    shown = text(client, f"/xac-minh/{old.code}/")
    assert "Đã có bản thay." in shown and "02/BC-SCT" in shown
    office.revoke(
        by=desk.head, document=Edition.objects.get(id=old.id).issue, reason="Nhầm", at=AT + 9 * HOUR
    )
    assert "Đã hủy." in text(client, f"/xac-minh/{old.code}/")


def test_a_code_that_is_none(client: Client, desk: Desk) -> None:
    row = desk.sent()
    wrong = row.code[:-1] + ("2" if row.code[-1] != "2" else "3")
    assert "gõ chưa đúng" in text(client, f"/xac-minh/{wrong}/", 404)
    assert "gõ chưa đúng" in text(client, "/xac-minh/?ma=abc", 422)
    Edition.objects.filter(id=row.id).update(code="Z" * 14)
    assert "Không có văn bản nào" in text(client, f"/xac-minh/{row.code}/", 404)
    for path in ("qr.svg", "so-tep/"):
        assert client.get(f"/xac-minh/{row.code}/{path}").status_code == 404


def test_a_file_is_compared_and_kept_nowhere(client: Client, desk: Desk) -> None:
    row = desk.numbered()
    signed = signed_pdf(pdf_of(row))
    desk.attach(row, signed)
    address = f"/xac-minh/{row.code}/so-tep/"
    before = sorted(default_storage.listdir("kho")[0])

    def compared(data: bytes, status: int = 200) -> str:
        answer = client.post(address, {"tep": SimpleUploadedFile("a.pdf", data)})
        assert answer.status_code == status
        return answer.content.decode()

    assert "“PDF ban hành”" in compared(pdf_of(row))
    assert "“PDF đã ký số”" in compared(signed)
    assert "Không phải tệp đã ban hành" in compared(signed[:-1] + b"x")
    assert client.post(address).status_code == 422
    assert sorted(default_storage.listdir("kho")[0]) == before
    forged = Client(enforce_csrf_checks=True)
    assert forged.post(address, {"tep": SimpleUploadedFile("a", b"x")}).status_code == 403


def test_a_file_too_large_is_not_read(client: Client, desk: Desk, settings: object) -> None:
    row = desk.sent()
    settings.UPLOAD_LIMIT = 1000  # type: ignore[attr-defined]
    answer = client.post(
        f"/xac-minh/{row.code}/so-tep/", {"tep": SimpleUploadedFile("a.pdf", b"x" * 20_000)}
    )
    assert answer.status_code == 422
    assert "nên không so" in answer.content.decode()


def test_the_picture_leads_to_the_page(client: Client, desk: Desk, settings: object) -> None:
    row = desk.sent()
    answer = client.get(f"/xac-minh/{row.code}/qr.svg")
    assert answer.headers["Content-Type"] == "image/svg+xml"
    first = answer.content
    assert re.match(rb"<svg ", first)
    assert len(first) < 8000
    settings.PUBLIC_ADDRESS = "https://khuyencong.example.vn"  # type: ignore[attr-defined]
    assert client.get(f"/xac-minh/{row.code}/qr.svg").content != first


def test_pages_may_be_kept_for_a_minute_and_ask_little(
    client: Client, desk: Desk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    row = desk.sent()
    with django_assert_num_queries(2):
        answer = client.get(f"/xac-minh/{row.code}/")
    assert answer.headers["Cache-Control"] == "public, max-age=60"
