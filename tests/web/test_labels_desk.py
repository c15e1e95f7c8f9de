"""Labels and product pages on the desk; reports of fakes come to whoever answers for them."""

import io
import re
from datetime import date
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from khuyencong.accounts.actions import let_represent
from khuyencong.accounts.models import User
from khuyencong.competitions.models import Certificate, FakeReport, ProductBatch, ScanCount
from khuyencong.competitions.queries.seals import public_trust
from khuyencong.values.seals import Verdict, judge
from tests.cast import Cast
from tests.factories import (
    ENTERED_AT,
    make_certificate,
    make_entry,
    make_establishment,
    make_product,
    make_round,
    make_titled,
)
from tests.web.conftest import Signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def title(cast: Cast) -> Certificate:
    return make_titled(cast.owner, make_establishment(cast.head, cast.department))


@pytest.fixture
def maker(cast: Cast, title: Certificate) -> User:
    """Return who stands for the establishment of the title."""
    establishment = title.product.establishment
    let_represent(user=cast.establishment, establishment=establishment, at=ENTERED_AT)
    return cast.establishment


def send(client: Client, path: str, **said: object) -> Any:
    page = client.get(path).content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key
    return client.post(path, {"key": key[1], **said})


def here(title: Certificate, rest: str = "") -> str:
    return f"/desk/tem-san-pham/{title.product_id}/{rest}"


def test_a_maker_tells_shoppers(title: Certificate, maker: User, signed: Signed) -> None:
    client = signed(maker)
    assert title.product.name in client.get("/desk/tem-san-pham/").content.decode()
    send(client, here(title, "gioi-thieu/"), about="Gạo một giống.", gtin="8934563138165")
    send(client, here(title, "cong-doan/"), title_1="Ngâm", told_1="Sáu giờ", title_3="Phơi")
    send(client, here(title, "lo/"), code="L01", made_on="1/11/2026", best_before="1/5/2027")
    lot = ProductBatch.objects.get()
    assert lot.best_before == date(2027, 5, 1)
    send(client, here(title, f"lo/{lot.id}/thu-hoi/"), reason="Nhãn in sai")
    page = client.get(here(title)).content.decode()
    for word in (
        "Gạo một giống.",
        "08934563138165",
        "Ngâm",
        "Sáu giờ",
        "Phơi",
        "L01",
        "Nhãn in sai",
    ):
        assert word in page
    shown = Client().get(f"/q/{title.code}").content.decode()
    assert "Gạo một giống." in shown and "Lô bị thu hồi: L01" in shown


def test_what_was_typed_stays_where_it_is_refused(
    title: Certificate, maker: User, signed: Signed
) -> None:
    client = signed(maker)
    for rest, said, why in (
        ("gioi-thieu/", {"about": "Ngon", "gtin": "8934563138166"}, "số kiểm tra"),
        ("cong-doan/", {"told_2": "Ngon"}, "đặt tên cho công đoạn 2"),
        ("lo/", {"code": "Ngon", "made_on": "31/12/2099"}, "chưa đến"),
    ):
        answer = send(client, here(title, rest), **said)
        text = answer.content.decode()
        assert answer.status_code == 422 and why in text and "Ngon" in text


def test_another_maker_sees_nothing(title: Certificate, cast: Cast, signed: Signed) -> None:
    for user in (cast.establishment, cast.stranger):
        assert title.product.name not in signed(user).get("/desk/tem-san-pham/").content.decode()
        assert signed(user).get(here(title)).status_code == 404
    # Who reads may not write or print.
    assert signed(cast.auditor).get(here(title)).status_code == 200
    assert "In tem" not in signed(cast.auditor).get(here(title)).content.decode()
    assert signed(cast.auditor).get(here(title, f"in/{title.id}/")).status_code == 404


def test_labels_bear_what_verifies(title: Certificate, maker: User, signed: Signed) -> None:
    client = signed(maker)
    sheet = client.get(here(title, f"in/{title.id}/?co=nho&dang=pdf"))
    assert sheet["Content-Type"] == "application/pdf"
    picture = pypdfium2.PdfDocument(io.BytesIO(sheet.content))[0].render(scale=300 / 72).to_pil()
    read = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    assert len(read) == 24
    assert read[0].text.startswith(f"https://testserver/q/{title.code}#")
    assert judge(read[0].text, public_trust(), on=date(2026, 11, 23)).verdict == Verdict.VALID
    assert (
        client.get(here(title, f"in/{title.id}/?co=vua&dang=svg"))["Content-Type"]
        == "image/svg+xml"
    )
    assert client.get(here(title, f"in/{title.id}/?co=to&dang=svg")).status_code == 404


def test_no_labels_of_a_title_that_ended(title: Certificate, maker: User, signed: Signed) -> None:
    for fields in (
        {"last_day": date(2026, 3, 6)},
        {"revoked_on": date(2026, 6, 1), "revoked_by": maker.id, "revoke_reason": "Mẫu"},
    ):
        Certificate.objects.filter(id=title.id).update(**fields)
        answer = signed(maker).get(here(title, f"in/{title.id}/"), follow=True)
        assert "không còn hiệu lực" in answer.content.decode()
        assert answer["Content-Type"].startswith("text/html")


def test_fakes_are_seen_and_answered(title: Certificate, cast: Cast, signed: Signed) -> None:
    row = FakeReport.objects.get()
    where = f"/desk/san-pham-gia/{row.id}/"
    listed = signed(cast.owner).get("/desk/san-pham-gia/?tinh-trang=new").content.decode()
    assert "Tem in mờ" in listed and title.product.name in listed
    assert "Tem in mờ" not in signed(cast.stranger).get("/desk/san-pham-gia/").content.decode()
    assert signed(cast.stranger).get(where).status_code == 404
    assert "Ghi kết quả" not in signed(cast.auditor).get(where).content.decode()
    client = signed(cast.owner)
    assert send(client, where, state="checked", answer="").status_code == 422
    assert send(client, where, state="checked", answer="Tem thật").status_code == 302
    page = client.get(where).content.decode()
    assert "Tem thật" in page and cast.owner.full_name in page and "Ghi kết quả" not in page


def test_openings_are_told_by_day_and_month(title: Certificate, cast: Cast, signed: Signed) -> None:
    ScanCount.objects.create(certificate=title, day=date(2026, 10, 31), count=1234)
    page = signed(cast.owner).get(here(title)).content.decode()
    assert "10/2026" in page and "1.234" in page
    assert "1.234" in signed(cast.owner).get("/desk/tem-san-pham/").content.decode()


def test_the_queries_do_not_grow(title: Certificate, cast: Cast, signed: Signed) -> None:
    client = signed(cast.owner)
    paths = ("/desk/tem-san-pham/", "/desk/san-pham-gia/", here(title))

    def asked() -> list[int]:
        counts = []
        for path in paths:
            with CaptureQueriesContext(connection) as seen:
                client.get(path)
            counts.append(len(seen))
        return counts

    asked()
    before = asked()
    for _ in range(3):
        product = make_product(cast.owner, title.product.establishment)
        more = make_certificate(make_entry(make_round(cast.department), product))
        ScanCount.objects.create(certificate=more, day=date(2026, 11, 1), count=1)
        FakeReport.objects.create(
            custodian=cast.department, certificate=more, what="x", received_at=ENTERED_AT
        )
    make_certificate(make_entry(make_round(cast.agency, "nation"), title.product))
    title.product.batches.create(code="L1", made_on=date(2026, 1, 1), recorded_at=ENTERED_AT)
    title.product.making.create(position=1, title="Một", recorded_at=ENTERED_AT)
    assert asked() == before
