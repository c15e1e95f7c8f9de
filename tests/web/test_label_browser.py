"""The page behind a QR on a phone, and the page that verifies without a network."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect

from khuyencong.competitions.actions import keys, telling
from khuyencong.competitions.models import Certificate, FakeReport
from khuyencong.competitions.queries.seals import sealed
from khuyencong.core.clock import now
from khuyencong.values.seals import (
    Revocations,
    SigningKey,
    Trust,
    Verdict,
    address,
    judge,
    new_signing_key,
    seal_words,
)
from khuyencong.values.seals.letters import SIGNS
from khuyencong.values.shortcode import new_code
from khuyencong.web.label.offline import offline_page
from tests.cast import make_cast
from tests.factories import make_establishment, make_titled
from tests.values.test_seals import TITLE
from tests.web.browsing import DESKTOP, PHONE
from tests.web.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HOST = "khuyencong.example.vn"
AT = datetime(2026, 11, 23, 5, tzinfo=UTC)


def test_a_shopper_reads_types_and_reports(visit: Visit) -> None:
    """At 360 px and on a desk, without scripts or cookies on the page, and without a fault."""
    cache.clear()
    cast = make_cast()
    title = make_titled(cast.owner, make_establishment(cast.head, cast.department))
    product = title.product
    telling.tell_steps(by=cast.owner, product=product, steps=[("Ngâm", "Sáu giờ")], at=now())
    told = telling.BatchTold(code="L01", made_on=date(2026, 1, 1))
    telling.add_batch(by=cast.owner, product=product, told=told, at=now())
    verdicts = {
        "valid": {},
        "unknown": {"last_day": None},
        "expired": {"last_day": date(2026, 3, 6)},
        "revoked": {
            "revoked_on": date(2026, 6, 1),
            "revoked_by": cast.owner.id,
            "revoke_reason": "Hồ sơ không đúng",
        },
    }
    for fields in verdicts.values():
        Certificate.objects.filter(id=title.id).update(**fields)
        cache.clear()
        for width in (PHONE, DESKTOP):
            scripted = visit(width=width)
            page = scripted.go(f"/q/{title.code}")
            assert scripted.faults() == []
            assert page.context.cookies() == []
    visitor = visit(width=PHONE, scripts=False)
    page = visitor.go("/q/")
    page.get_by_label("Mã trên tem").fill(title.code.lower())
    page.get_by_role("button", name="Xem sản phẩm").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Đã bị thu hồi")
    page.get_by_role("link", name="Báo sản phẩm giả").click()
    page.get_by_label("Anh/chị thấy gì?").fill("Tem dán trên chai khác")
    page.get_by_role("button", name="Gửi báo").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Đã nhận báo")
    assert FakeReport.objects.filter(what="Tem dán trên chai khác").count() == 1
    for path in (
        "/q/",
        f"/q/{new_code()}",
        "/q/khong-mang/",
        f"/q/{title.code}/bao-gia/",
        "/q/?ma=x",
    ):
        scripted = visit(width=PHONE)
        scripted.go(path)
        assert scripted.faults() == [], path


def test_the_desk_of_labels(visit: Visit) -> None:
    cast = make_cast()
    title = make_titled(cast.owner, make_establishment(cast.head, cast.department))
    here = f"/desk/tem-san-pham/{title.product_id}/"
    fake = FakeReport.objects.get()
    paths = ["/desk/tem-san-pham/", here, f"{here}cong-doan/", f"{here}lo/", f"{here}gioi-thieu/"]
    for width in (PHONE, DESKTOP):
        visitor = visit(cast.owner, width=width)
        for path in [*paths, "/desk/san-pham-gia/", f"/desk/san-pham-gia/{fake.id}/"]:
            visitor.go(path)
            assert visitor.faults() == [], path


@pytest.fixture
def offline(browser: Browser, tmp_path: Path) -> Callable[[Trust, Revocations], Page]:
    """Return the function that opens the page from a file, where there is no network at all."""

    def opened(trust: Trust, revoked: Revocations) -> Page:
        file = tmp_path / "kiem-tra.html"
        file.write_text(offline_page(trust, revoked), "utf-8")
        context = browser.new_context(viewport={"width": PHONE, "height": 800}, offline=True)
        page = context.new_page()
        page.clock.set_fixed_time(AT)
        page.asked = []  # type: ignore[attr-defined]
        page.on("request", lambda request: page.asked.append(request.url))  # type: ignore[attr-defined]
        page.on("pageerror", lambda error: page.asked.append(str(error)))  # type: ignore[attr-defined]
        page.goto(file.as_uri())
        return page

    return opened


def answer(page: Page, text: str) -> str:
    page.get_by_label("Dòng chữ của mã QR").fill(text)
    page.evaluate("document.getElementById('tra-loi').replaceChildren()")
    page.get_by_role("button", name="Kiểm tra").click()
    box = page.locator("[data-verdict]")
    expect(box).to_be_visible()
    return str(box.get_attribute("data-verdict"))


def cases(key: SigningKey) -> dict[str, str]:
    """Return texts of every kind; what each is worth, Python's own judge says."""
    good = address(HOST, TITLE, seal_words(TITLE, key))

    def of(**change: object) -> str:
        told = replace(TITLE, **change)  # type: ignore[arg-type]
        return address(HOST, told, seal_words(told, key))

    words = good.partition("#")[2]
    texts = {
        "good": good,
        "small letters": good.replace(words, words.lower()),
        "no term": of(last_day=None),
        "expired": of(last_day=date(2026, 11, 22)),
        "last day": of(last_day=date(2026, 11, 23)),
        "long": of(product="ử" * 200),
        "other level": of(level="nation", number=2**24 - 1),
        "other code": good.replace(TITLE.code, new_code()),
        "other key": address(HOST, TITLE, seal_words(TITLE, new_signing_key())),
        "foreign": good.replace(HOST, "khuyencong.example.com"),
        "foreign below": good.replace(HOST, f"{HOST}.example.com"),
        "foreign behind a name": good.replace(HOST, f"{HOST}@example.com"),
        "no seal": good.partition("#")[0],
        "not ours": "https://example.com/q/abc",
        "a slip": f"https://{HOST}/q/khong-phai",
        "words": "Xin chào",
        "cut": good[:-5],
    }
    for at in range(0, len(words), 17):
        other = SIGNS[(SIGNS.index(words[at]) + 1) % len(SIGNS)]
        texts[f"sign {at}"] = good.replace(words, words[:at] + other + words[at + 1 :])
    return texts


def test_the_page_without_a_network_says_what_the_command_says(
    offline: Callable[[Trust, Revocations], Page],
) -> None:
    key = new_signing_key()
    revoked = replace(TITLE, code=new_code())
    listed = Revocations(AT, {revoked.code: date(2026, 6, 12)})
    trust = Trust({key.public.fingerprint: key.public}, HOST, listed)
    page = offline(trust, listed)
    texts = cases(key) | {"revoked": address(HOST, revoked, seal_words(revoked, key))}
    seen = set()
    for name, text in texts.items():
        judged = judge(text, trust, on=date(2026, 11, 23))
        assert answer(page, text) == judged.verdict, name
        assert page.locator("[data-verdict] h2").inner_text() == judged.line, name
        seen.add(judged.verdict)
    assert seen == set(Verdict)
    answer(page, texts["good"])
    shown = page.locator("[data-verdict]").inner_text()
    for word in (TITLE.product, TITLE.maker, "cấp tỉnh, số 05/2026", "05/03/2026", "31/12/2029"):
        assert word in shown
    told = page.locator("main").inner_text()
    assert "12:00 23/11/2026" in told and "Không biết" in told
    assert [url for url in page.asked if not url.startswith("file:")] == []  # type: ignore[attr-defined]


def test_words_of_a_seal_are_no_markup(offline: Callable[[Trust, Revocations], Page]) -> None:
    key = new_signing_key()
    evil = replace(TITLE, product="<img src=x onerror=alert(1)></script>")
    trust = Trust({key.public.fingerprint: key.public}, f"{HOST}")
    page = offline(trust, Revocations(AT, {}))
    assert answer(page, address(HOST, evil, seal_words(evil, key))) == "valid"
    assert page.locator("main img").count() == 0
    assert evil.product in page.locator("[data-verdict]").inner_text()


def test_a_title_of_the_register_verifies(offline: Callable[[Trust, Revocations], Page]) -> None:
    cast = make_cast()
    title = make_titled(cast.owner, make_establishment(cast.head, cast.department))
    key = keys.signing_key(at=now())
    page = offline(Trust({key.public.fingerprint: key.public}, HOST), Revocations(AT, {}))
    told = sealed(title)
    assert answer(page, address(HOST, told, seal_words(told, key))) == "valid"
