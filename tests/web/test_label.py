"""The page behind a QR: each verdict its own, small, without script or cookie, kept and purged."""

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from khuyencong.accounts.models import User
from khuyencong.competitions.actions import fakes, keys, telling
from khuyencong.competitions.models import Certificate, FakeReport, Photo, QrKey
from khuyencong.competitions.queries import public
from khuyencong.competitions.states import FakeState
from khuyencong.core import blobs
from khuyencong.core.journal import JournalEntry
from khuyencong.core.models import DoneOnce
from khuyencong.registry.models import Place
from khuyencong.values.seals import read_revocations, read_trust
from khuyencong.values.shortcode import new_code, shown_code
from khuyencong.web.label import limits, pages
from tests.cast import Cast
from tests.factories import (
    ENTERED_AT,
    make_certificate,
    make_entry,
    make_establishment,
    make_round,
    make_titled,
)
from tests.web.conftest import Signed

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 20_000
Clock = Callable[[datetime], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Set the moment at which pages are asked for."""

    def at(moment: datetime) -> None:
        monkeypatch.setattr(pages, "now", lambda: moment)

    at(NOON)
    return at


@pytest.fixture
def title(cast: Cast, clock: Clock) -> Certificate:
    cache.clear()
    return make_titled(cast.owner, make_establishment(cast.head, cast.department))


def page(code: str, **more: Any) -> str:
    return Client().get(f"/q/{code}", **more).content.decode()


def heading(text: str) -> str:
    found = re.search(r"<h1>(.*?)</h1>", text, re.S)
    assert found
    return re.sub(r"<.*?>", "", found[1]).strip()


def put_off(title: Certificate, **fields: object) -> None:
    """Change a title under the pages, as no act would, and drop what was kept."""
    Certificate.objects.filter(id=title.id).update(**fields)
    cache.clear()


def with_photo(title: Certificate, data: bytes = JPEG) -> Photo:
    sha256 = blobs.put(data)
    return Photo.objects.create(
        product=title.product,
        position=1,
        original=blobs.put(b"goc"),
        public=sha256,
        thumbnail=sha256,
        recorded_at=ENTERED_AT,
    )


def test_a_title_that_holds(title: Certificate) -> None:
    text = page(title.code)
    assert heading(text) == "✓ Còn hiệu lực" and "đến hết ngày <b>31/12/2029</b>" in text
    for told in (
        title.product_name,
        title.maker_name,
        "Xã Mẫu, tỉnh Mẫu",
        title.shown,
        "05/03/2026",
        "khoản 3 Điều 17 Thông tư 26/2014/TT-BCT",
        shown_code(title.code),
        "Kiểm tra lúc <b>12:00</b> ngày <b>23/11/2026</b>",
        f'href="/q/{title.code}/bao-gia/"',
    ):
        assert told in text
    assert "chưa kiểm chứng" not in text and "Dữ liệu mẫu" not in text


def test_each_verdict_is_its_own(title: Certificate, clock: Clock) -> None:
    last = datetime(2029, 12, 31, 16, 59, tzinfo=UTC)
    clock(last)
    assert heading(page(title.code)) == "✓ Còn hiệu lực"
    # A minute later it is another day in Vietnam: the kept page is made anew.
    clock(last + timedelta(minutes=1))
    text = page(title.code)
    assert heading(text) == "◷ Đã hết hạn" and "từ ngày <b>01/01/2030</b>" in text
    clock(NOON)
    put_off(title, last_day=None, clause="", verified=False)
    assert heading(page(title.code)) == "? Chưa rõ thời hạn"
    put_off(
        title,
        revoked_on=date(2026, 6, 12),
        revoked_by=title.id,
        revoke_reason="Hồ sơ không đúng",
        revoke_decision="09/QĐ-UBND",
    )
    text = page(title.code)
    assert heading(text) == "✕ Đã bị thu hồi" and "từ ngày <b>12/06/2026</b>" in text
    assert "Hồ sơ không đúng" in text and "09/QĐ-UBND" in text


def test_what_is_not_verified_or_a_sample_says_so(title: Certificate) -> None:
    put_off(title, verified=False, is_demonstration=True)
    text = page(title.code)
    assert "chưa kiểm chứng" in text and "Dữ liệu mẫu" in text


def test_what_the_maker_tells(title: Certificate, cast: Cast) -> None:
    other = make_certificate(make_entry(make_round(cast.agency, "nation"), title.product))
    at, product = NOON - timedelta(hours=1), title.product
    told = [("Ngâm gạo", "Ngâm sáu giờ."), ("Tráng bánh", "")]
    telling.tell_steps(by=cast.owner, product=product, steps=told, at=at)
    for number in range(1, 12):
        batch = telling.add_batch(
            by=cast.owner,
            product=product,
            told=telling.BatchTold(code=f"L{number:02d}", made_on=date(2026, 10, number)),
            at=at,
        )
    telling.recall_batch(by=cast.owner, batch=batch, reason="Nhãn in sai", at=at)
    text = page(title.code)
    assert text.index("Ngâm gạo") < text.index("Tráng bánh") and "Ngâm sáu giờ." in text
    assert "Lô bị thu hồi: L11" in text and "Nhãn in sai" in text
    assert "Lô L10" in text and "Lô L02" not in text and "Và 2 lô cũ hơn" in text
    assert f'href="/q/{other.code}"' in text and "Cấp quốc gia" in text


def test_it_is_small_and_brings_nothing_else(title: Certificate, cast: Cast) -> None:
    """The whole visit: page, sheet, emblem, picture; at most 45 kB, nothing from elsewhere."""
    with_photo(title, b"\xff\xd8\xff" + b"x" * (pages.PICTURE - 3))
    steps = [(f"Công đoạn {n}", "Làm kỹ. " * 20) for n in range(12)]
    telling.tell_steps(by=cast.owner, product=title.product, steps=steps, at=NOON)
    text = page(title.code)
    parts = re.findall(r'(?:href|src)="(/static/[^"]+)"', text)
    assert len(parts) == 2
    sheets = [Path(finders.find(part.removeprefix("/static/"))) for part in parts]
    picture = Client().get(f"/q/{title.code}/anh/nho/")
    whole = len(text.encode()) + sum(file.stat().st_size for file in sheets)
    assert whole + len(picture.content) <= 45_000
    assert not re.search(r"<script|target=|<iframe|https?://|\sstyle=|@import|url\(", text)
    for file in sheets:
        assert "url(" not in file.read_text("utf-8")


def test_a_heavy_picture_is_left_out(title: Certificate) -> None:
    with_photo(title, JPEG + b"x" * pages.PICTURE)
    assert "<img" not in page(title.code)


def test_pictures_are_public_copies_only(title: Certificate) -> None:
    with_photo(title)
    small = Client().get(f"/q/{title.code}/anh/nho/")
    assert small.content == JPEG and small["Content-Type"] == "image/jpeg"
    assert Client().get(f"/q/{title.code}/anh/goc/").status_code == 404
    assert Client().get(f"/q/{new_code()}/anh/nho/").status_code == 404
    Photo.objects.update(thumbnail=blobs.put(b"<svg onload=x>"))
    assert Client().get(f"/q/{title.code}/anh/nho/").status_code == 404


def test_no_cookie_and_the_same_for_everybody(
    title: Certificate, cast: Cast, signed: Signed
) -> None:
    known = signed(cast.owner)
    for path in (f"/q/{title.code}", f"/q/{new_code()}", "/q/", "/q/khong-mang/", "/q/khoa.json"):
        plain, named = Client().get(path), known.get(path)
        assert plain.content == named.content
        for answer in (plain, named):
            assert answer["Cache-Control"].startswith("public, max-age=")
            assert not answer.cookies and "Cookie" not in answer.get("Vary", "")
    policy = Client().get(f"/q/{title.code}")["Cache-Control"]
    for word in ("max-age=60", "stale-while-revalidate", "stale-if-error=86400"):
        assert word in policy


def test_nothing_personal_stands_on_it(title: Certificate, cast: Cast) -> None:
    establishment = title.product.establishment
    establishment.phone, establishment.representative = "0912345678", "Nguyễn Văn Mẫu"
    establishment.save()
    text = page(title.code)
    for word in (cast.owner.full_name, "0912345678", "Nguyễn Văn Mẫu", str(title.id)):
        assert word not in text


def test_a_kept_page_asks_no_table_of_ours(title: Certificate) -> None:
    first = page(title.code)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        again = page(title.code, QUERY_STRING="fbclid=1&utm_source=zalo")
    assert again == first
    assert not [q for q in asked.captured_queries if "competitions_" in q["sql"]]


def test_the_queries_do_not_grow(title: Certificate, cast: Cast) -> None:
    def asked() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as seen:
            page(title.code)
        return len([q for q in seen.captured_queries if "cache" not in q["sql"]])

    before = asked()
    for level in ("district", "nation"):
        make_certificate(make_entry(make_round(cast.agency, level), title.product))
    steps = [("Một", ""), ("Hai", "")]
    telling.tell_steps(by=cast.owner, product=title.product, steps=steps, at=NOON)
    assert asked() == before <= 10


def test_junk_behind_the_question_mark_is_one_page(title: Certificate, clock: Clock) -> None:
    first = page(title.code)
    for junk in ("?a=1", "?ma=x&xong=1", "?_=%00"):
        assert page(f"{title.code}/{junk}") == first
    assert page(shown_code(title.code).lower()) == first
    assert cache.get(public.page_key(title.code)) is not None


def test_an_asker_who_has_it_gets_it_not_again(title: Certificate) -> None:
    first = Client().get(f"/q/{title.code}")
    again = Client().get(f"/q/{title.code}", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304 and not again.content
    assert again["Cache-Control"] == first["Cache-Control"] and again["ETag"] == first["ETag"]
    assert Client().head(f"/q/{title.code}").content == b""


def test_an_act_purges_what_was_kept(
    title: Certificate, cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    before = page(title.code)
    with django_capture_on_commit_callbacks(execute=True):
        telling.tell_about(
            by=cast.owner, product=title.product, about="Gạo một giống.", gtin="", at=NOON
        )
        assert page(title.code) == before, "not before the act stands"
    assert "Gạo một giống." in page(title.code)


def test_it_is_made_anew_after_a_minute(title: Certificate, clock: Clock) -> None:
    page(title.code)
    Certificate.objects.update(maker_place="Xã Khác")
    clock(NOON + timedelta(seconds=59))
    assert "Xã Khác" not in page(title.code)
    clock(NOON + timedelta(seconds=61))
    assert "Xã Khác" in page(title.code)


def test_a_silent_database_leaves_the_kept_page_with_its_hour(
    title: Certificate, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(*given: object) -> None:
        raise DatabaseError

    first = page(title.code)
    clock(NOON + timedelta(hours=2))
    monkeypatch.setattr(pages, "title_page", silent)
    assert page(title.code) == first and "<b>12:00</b>" in first


def test_every_unknown_code_is_answered_alike(title: Certificate) -> None:
    mistyped = title.code[:-1] + ("2" if title.code[-1] != "2" else "3")
    asked = [new_code(), mistyped, "SP000001", "x" * 60, "%00", "..", "bao-gia"]
    answers = []
    for code in asked:
        with CaptureQueriesContext(connection) as seen:
            answers.append(Client().get(f"/q/{code}"))
        ours = [q for q in seen.captured_queries if "competitions_certificate" in q["sql"]]
        if code != "bao-gia":
            assert len(ours) == 1, "a slip costs what a guess costs"
    first = answers[0]
    for answer in answers[:-1]:
        assert answer.status_code == 404
        assert answer.content == first.content
        assert dict(answer.headers) == dict(first.headers)


def test_guessing_is_slowed_and_no_address_is_kept(
    title: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "GUESSES", 3)
    known = page(title.code)
    address = {"REMOTE_ADDR": "203.0.113.77"}
    told = [Client().get(f"/q/{new_code()}", **address).status_code for _ in range(5)]
    assert told == [404, 404, 404, 429, 429]
    # A page that is kept is still shown, and others are not held back.
    assert Client().get(f"/q/{title.code}", **address).content.decode() == known
    assert Client().get(f"/q/{new_code()}", REMOTE_ADDR="203.0.113.78").status_code == 404
    with connection.cursor() as cursor:
        if "cache" in connection.introspection.table_names():
            cursor.execute("SELECT cache_key, value FROM cache")
            assert "203.0.113" not in str(cursor.fetchall())


@pytest.mark.parametrize("typed", ["{code}", "{lower}", " {spaced} ", "{dashed}"])
def test_a_typed_code_leads_to_its_page(title: Certificate, typed: str) -> None:
    told = typed.format(
        code=title.code,
        lower=title.code.lower(),
        spaced=" ".join(title.code),
        dashed=shown_code(title.code),
    )
    answer = Client().get("/q/", {"ma": told})
    assert answer["Location"] == f"/q/{title.code}"


def test_a_slip_is_said_and_kept(db: None) -> None:
    answer = Client().get("/q/", {"ma": "<b>7KQ2M"})
    assert answer.status_code == 422
    assert (
        "&lt;b&gt;7KQ2M" in answer.content.decode() and "Mã gõ chưa đúng" in answer.content.decode()
    )


def test_the_gs1_address_leads_to_the_title_that_holds(title: Certificate, cast: Cast) -> None:
    past = make_entry(make_round(cast.agency, "nation"), title.product)
    make_certificate(past, issued_on=date(2026, 3, 6), last_day=date(2026, 3, 7))
    telling.tell_about(
        by=cast.owner, product=title.product, about="", gtin="8 934563 138165", at=NOON
    )
    for gtin in ("8934563138165", "08934563138165"):
        assert Client().get(f"/01/{gtin}")["Location"] == f"/q/{title.code}"
    for gtin in ("8934563138166", "0" * 13, "x"):
        answer = Client().get(f"/01/{gtin}")
        assert answer.status_code == 404 and answer.content == pages.unknown().content


# Carried without a network ------------------------------------------------------------------


def test_keys_and_revocations_are_offered(
    title: Certificate, tmp_path: Path, settings: Any
) -> None:
    settings.QR_KEY = tmp_path / "qr_key.pem"
    assert Client().get("/q/thu-hoi.json").status_code == 404
    key = keys.signing_key(at=NOON)
    put_off(title, revoked_on=date(2026, 6, 12), revoked_by=title.id, revoke_reason="Mẫu")
    held = tmp_path / "khoa.json"
    held.write_bytes(Client().get("/q/khoa.json").content)
    trust = read_trust(held)
    assert list(trust.keys) == [key.public.fingerprint] and trust.host == "testserver"
    listed = read_revocations(Client().get("/q/thu-hoi.json").content, dict(trust.keys))
    assert listed.since == {title.code: date(2026, 6, 12)}
    assert "Mẫu" not in json.dumps(json.loads(Client().get("/q/thu-hoi.json").content))
    assert QrKey.objects.get().public == key.public.pem
    file = Client().get("/q/kiem-tra.html")
    assert "attachment" in file["Content-Disposition"] and title.code in file.content.decode()


# A fake is reported -------------------------------------------------------------------------


def report(title: Certificate | None, **said: object) -> Any:
    client = Client()
    where = f"/q/{title.code}/bao-gia/" if title else "/q/bao-gia/"
    key = re.search(r'name="key" value="([^"]+)"', client.get(where).content.decode())
    assert key
    return client.post(where, {"what": "Tem dán trên chai khác", "key": key[1], **said})


def test_a_fake_is_reported_without_a_name(title: Certificate, country: dict[str, Place]) -> None:
    answer = report(title, where="Chợ Mẫu", province=country["vi-du-tu-2025"].id)
    assert answer.status_code == 302
    assert "Đã nhận báo" in Client().get(answer["Location"]).content.decode()
    row = FakeReport.objects.exclude(what="Tem in mờ").get()
    assert (row.certificate, row.custodian) == (title, title.custodian)
    assert (row.where, row.province) == ("Chợ Mẫu", country["vi-du-tu-2025"])
    assert row.state == FakeState.NEW
    entry = JournalEntry.objects.get(act="fake.reported")
    assert entry.by is None and entry.facts == {"code": title.code}


def test_the_same_form_twice_is_one_report(title: Certificate) -> None:
    client, where = Client(), f"/q/{title.code}/bao-gia/"
    key = re.search(r'name="key" value="([^"]+)"', client.get(where).content.decode())
    assert key
    for _ in range(2):
        assert client.post(where, {"what": "Tem mờ quá", "key": key[1]}).status_code == 302
    assert FakeReport.objects.filter(what="Tem mờ quá").count() == 1
    assert DoneOnce.objects.get().actor == title.id
    other = make_titled_again(title)
    refused = client.post(f"/q/{other.code}/bao-gia/", {"what": "x", "key": key[1]})
    assert refused.status_code == 422 and "Biểu mẫu đã hết hạn" in refused.content.decode()


def make_titled_again(title: Certificate) -> Certificate:
    return make_certificate(make_entry(make_round(title.custodian, "district"), title.product))


def test_a_code_of_nobody_goes_to_the_nation(title: Certificate, cast: Cast) -> None:
    assert report(None).status_code == 302
    row = FakeReport.objects.get(custodian=None)
    assert fakes.may_answer(cast.agency_officer, row)
    assert not fakes.may_answer(cast.owner, row)
    assert Client().get(f"/q/{new_code()}/bao-gia/").status_code == 404


def test_machines_and_floods_are_kept_out(
    title: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = FakeReport.objects.count()
    assert report(title, website="http://example.com").status_code == 302
    assert FakeReport.objects.count() == before
    monkeypatch.setattr(limits, "REPORTS", 2)
    told = [report(title).status_code for _ in range(4)]
    assert told == [302, 302, 429, 429] and FakeReport.objects.count() == before + 2


def test_what_was_typed_stays_where_it_is_refused(title: Certificate) -> None:
    answer = report(title, what="", where="Chợ Mẫu")
    text = answer.content.decode()
    assert answer.status_code == 422 and "Xin ghi anh/chị thấy gì" in text
    assert 'value="Chợ Mẫu"' in text and "<title>Lỗi: " in text
    enforcing = Client(enforce_csrf_checks=True)
    assert enforcing.post(f"/q/{title.code}/bao-gia/", {"what": "x"}).status_code == 403


def test_a_report_is_answered_once_by_its_body(title: Certificate, cast: Cast) -> None:
    row = FakeReport.objects.get()

    def answered(by: User, words: str = "Tem thật, in mờ.") -> FakeReport:
        return fakes.answer_fake(
            by=by, report=row, state=FakeState.DISMISSED, answer=words, at=NOON
        )

    for by, words in ((cast.stranger, "x"), (cast.auditor, "x"), (cast.owner, " ")):
        with pytest.raises(fakes.Refused):
            answered(by, words)
    done = answered(cast.owner)
    assert (done.state, done.handled_by) == (FakeState.DISMISSED, cast.owner.id)
    with pytest.raises(fakes.Refused, match="đã có người trả lời"):
        answered(cast.colleague)
