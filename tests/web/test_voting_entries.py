"""Products and dossiers on the desk: own ones alone, kept as typed, sent, returned, taken in."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from khuyencong.accounts.actions import let_represent
from khuyencong.accounts.models import User
from khuyencong.applications.actions import load_papers
from khuyencong.competitions.models import CriteriaSet, Entry, Product, Round
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.registry.models import Establishment
from tests.cast import Cast
from tests.competitions.dossiers import ANSWERS, make_called, make_maker, picture, with_photos
from tests.factories import PDF, make_certificate, make_entry, make_product, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def maker(cast: Cast) -> Establishment:
    load_papers()
    return make_maker(cast.owner, cast.department)


@pytest.fixture
def mine(cast: Cast, maker: Establishment) -> User:
    user = make_user("ESTABLISHMENT_USER", cast.department)
    let_represent(user=user, establishment=maker, at=now())
    return user


@pytest.fixture
def round(cast: Cast) -> Round:
    return make_open(cast)


def make_open(cast: Cast) -> Round:
    """Return a round that takes dossiers today."""
    day = today()
    return make_called(
        cast.department,
        opens_on=day.replace(year=day.year - 1),
        closes_on=day.replace(year=day.year + 1),
    )


def signed(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def post(client: Client, user: User, at: str, /, *args: Any, **typed: Any) -> HttpResponse:
    typed = {"key": issue(user.id)} | typed
    answer: HttpResponse = client.post(reverse(f"desk:{at}", args=args), typed)
    return answer


def test_a_maker_sees_and_opens_only_what_is_his(
    cast: Cast, maker: Establishment, mine: User, round: Round
) -> None:
    other = make_product(cast.owner, make_maker(cast.owner, cast.department, "Hộ Khác"), "Của khác")
    foreign = make_entry(round, other, "draft")
    own = make_product(cast.owner, maker, "Của mình")
    client = signed(mine)
    page = client.get(reverse("desk:products")).content.decode()
    assert "Của mình" in page
    assert "Của khác" not in page
    assert client.get(reverse("desk:product", args=[own.id])).status_code == 200
    for name, row in (("product", other), ("entry", foreign), ("entry-check", foreign)):
        assert client.get(reverse(f"desk:{name}", args=[row.id])).status_code == 404
    assert client.get(reverse("desk:voting-round", args=[round.id])).status_code == 404
    assert client.get(reverse("desk:product-new", args=[other.establishment_id])).status_code == 404


def test_what_was_typed_is_kept_even_where_it_cannot_be_read(
    cast: Cast, maker: Establishment, mine: User, round: Round
) -> None:
    client, product = signed(mine), make_product(cast.owner, maker)
    post(client, mine, "entry-begin", product.id, round=str(round.id))
    entry = Entry.objects.get()
    wrong = {"since": "1998", "workers": "mười hai", "stamp": str(entry.stamp)}
    answer = post(client, mine, "entry-part", entry.id, "san-xuat", **wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="mười hai"' in page
    entry.refresh_from_db()
    assert entry.answers["since"] == 1998
    assert entry.answers["_unread"] == {"workers": "mười hai"}
    again = client.get(reverse("desk:entry-part", args=[entry.id, "san-xuat"])).content.decode()
    assert 'value="mười hai"' in again
    # The page that somebody opened before the last saving does not overwrite it.
    stale = post(client, mine, "entry-part", entry.id, "san-xuat", **wrong)
    assert stale.status_code == 422
    assert "Người khác vừa lưu" in stale.content.decode()


def test_a_dossier_goes_from_the_maker_to_a_code(
    cast: Cast, maker: Establishment, mine: User, round: Round
) -> None:
    client = signed(mine)
    post(client, mine, "product-new", maker.id, name="Mỳ gạo Mẫu", group="food")
    product = Product.objects.get()
    with_photos(mine, product)
    post(client, mine, "entry-begin", product.id, round=str(round.id))
    entry = Entry.objects.get()
    Entry.objects.filter(id=entry.id).update(answers=ANSWERS)
    file = SimpleUploadedFile("dkkd.pdf", PDF, "application/pdf")
    post(client, mine, "entry-papers", entry.id, kind="dang-ky-kinh-doanh", file=file)
    entry.refresh_from_db()
    check = client.get(reverse("desk:entry-check", args=[entry.id])).content.decode()
    assert "Nộp hồ sơ" in check
    assert "850.000.000" in check
    assert client.get(reverse("desk:entry-file", args=[entry.id, "pdf"])).content[:5] == b"%PDF-"
    post(client, mine, "entry-step", entry.id, "submit", stamp=str(entry.stamp))
    officer = signed(cast.owner)
    page = officer.get(reverse("desk:entry", args=[entry.id])).content.decode()
    assert "Điều 4 Thông tư 26/2014/TT-BCT" in page
    empty = post(officer, cast.owner, "entry-step", entry.id, "return", missing=["markets"])
    assert empty.status_code == 422
    post(
        officer,
        cast.owner,
        "entry-step",
        entry.id,
        "return",
        reason="Ghi rõ nơi bán",
        missing=["markets"],
    )
    page = client.get(reverse("desk:entry", args=[entry.id])).content.decode()
    assert "Ghi rõ nơi bán" in page
    assert "Cần bổ sung: bán ở đâu?" in page
    entry.refresh_from_db()
    post(client, mine, "entry-step", entry.id, "submit", stamp=str(entry.stamp))
    post(officer, cast.owner, "entry-step", entry.id, "accept")
    entry.refresh_from_db()
    assert (entry.state, entry.code) == ("accepted", "CB-01")
    page = officer.get(reverse("desk:voting-round", args=[round.id])).content.decode()
    assert "Hồ sơ theo nhóm" in page
    found = officer.get(reverse("desk:voting-entries", args=[round.id]) + "?q=cb-01")
    assert "Mỳ gạo Mẫu" in found.content.decode()


def test_photographs_are_opened_by_who_sees_the_product(
    cast: Cast, maker: Establishment, mine: User, round: Round
) -> None:
    pytest.importorskip("PIL")
    client = signed(mine)
    product = make_product(cast.owner, maker)
    upload = SimpleUploadedFile("a.jpg", picture(), "image/jpeg")
    answer = post(client, mine, "product-photos", product.id, file=upload, side="Mặt trước")
    assert answer.status_code == 302
    photo = product.photos.get()
    address = reverse("desk:photo", args=[photo.id, "nho"])
    shown = client.get(address)
    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/jpeg")
    assert signed(cast.stranger).get(address).status_code == 404
    assert signed(cast.owner).get(address).status_code == 200
    assert client.get(address.replace("nho", "goc")).status_code == 404
    odd = SimpleUploadedFile("a.jpg", b"no picture", "image/jpeg")
    answer = post(client, mine, "product-photos", product.id, file=odd)
    assert answer.status_code == 422
    assert "không phải ảnh" in answer.content.decode()


def test_the_form_of_a_round_and_of_criteria_keep_what_was_typed(cast: Cast) -> None:
    client = signed(cast.owner)
    typed = {
        "custodian": str(cast.department.id),
        "level": "region",
        "year": "2026",
        "name": "Tên đã gõ",
        "opens_on": "1/3/2026",
        "closes_on": "1/2/2026",
    }
    answer = post(client, cast.owner, "voting-new", **typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("Chọn khu vực", "phải sau ngày mở", 'value="Tên đã gõ"'):
        assert words in page
    answer = post(client, cast.owner, "voting-criteria-new", market="Thị phần 40", name="Bộ mới")
    assert answer.status_code == 422
    assert "ghi điểm sau dấu bằng" in answer.content.decode()
    typed = {
        "custodian": str(cast.department.id),
        "name": "Bộ tỉnh Mẫu",
        "clause": "QĐ 05",
        "valid_from": "1/1/2026",
        "market": "Thị phần = 25\nTC: Xuất khẩu = 14,5",
        "first": "market",
        "second": "benefit",
        "third": "culture",
        "last": "other",
    }
    answer = post(client, cast.owner, "voting-criteria-new", **typed)
    assert answer.status_code == 302
    one = CriteriaSet.objects.get()
    assert list(one.parts.order_by("position").values_list("group", "label", "most")) == [
        ("", "Thị phần", 250),
        ("craft", "Xuất khẩu", 145),
    ]
    page = client.get(reverse("desk:voting-criteria-set", args=[one.id])).content.decode()
    assert "14,5 điểm" in page
    assert "chưa kiểm chứng" in page


def test_the_lists_ask_the_same_of_one_row_as_of_many(
    cast: Cast, maker: Establishment, round: Round
) -> None:
    client = signed(cast.owner)
    title = make_certificate(make_entry(round, make_product(cast.owner, maker)))
    paths = [
        reverse("desk:products"),
        reverse("desk:voting"),
        reverse("desk:voting-entries", args=[round.id]),
        reverse("desk:voting-round", args=[round.id]),
        reverse("desk:product", args=[title.product_id]),
        reverse("desk:entry", args=[title.entry_id]),
        reverse("portal:votes"),
    ]
    counts = []
    for _ in range(2):
        asked = []
        for path in paths:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path).status_code == 200, path
            asked.append((path, len(queries)))
        counts.append(asked)
        for _ in range(6):
            make_entry(round, with_photos(cast.owner, make_product(cast.owner, maker)), "submitted")
            make_open(cast)
    assert counts[0] == counts[1]


def test_the_portal_shows_calls_and_nothing_that_is_prepared(cast: Cast, round: Round) -> None:
    hidden = make_called(cast.department, name="Chưa phát động")
    Round.objects.filter(id=hidden.id).update(state="prepared")
    page = Client().get(reverse("portal:votes")).content.decode()
    assert round.name in page
    assert "Chưa phát động" not in page
    assert Client().get(reverse("portal:vote", args=[round.id])).status_code == 200
    assert Client().get(reverse("portal:vote", args=[hidden.id])).status_code == 404
    assert re.search(r"đến hết \d\d/\d\d/\d{4}", page)
