"""The portal's pages of news and calls, its desk, and the form on which anybody asks."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from khuyencong.core.clock import now, today
from khuyencong.publishing import actions
from khuyencong.publishing.actions import AnswerTold
from khuyencong.publishing.models import Publication, PublicQuestion
from khuyencong.publishing.queries.kept import generation
from khuyencong.registry.models import BodyFact
from tests.cast import Cast
from tests.factories import make_question
from tests.publishing.conftest import told
from tests.web.conftest import Signed

KEYED = re.compile(r'name="key" value="([^"]+)"')
STAMPED = re.compile(r'name="stamp" value="([^"]*)"')
#: Pages of the portal, with no more bytes than these, their sheets apart.
BUDGET = 60_000
PAGES = (
    "/", "/khuyen-cong/", "/so-do/", "/tro-giup-tiep-can/", "/tin/", "/tin/rss.xml", "/keu-goi/",
    "/ke-hoach/", "/de-an/", "/ket-qua/", "/hoi-dap/", "/kien-nghi/", "/lien-he/",
    "/cum-cong-nghiep/", "/tim-kiem/", "/van-ban/trong/", "/en/", "/en/how-it-works/",
    "/en/figures/", "/en/contacts/", "/sitemap.xml", "/robots.txt", "/hoi-dap/gui/", "/hoi-dap/ma/",
)  # fmt: skip
Committed = Callable[[], Any]


@pytest.fixture(autouse=True)
def _commits(django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Do at once what waits for the end of the transaction, for the test never ends it."""
    monkeypatch.setattr(
        "django.db.transaction.on_commit", lambda do, using=None, robust=False: do()
    )


def publish(cast: Cast, kind: str = "news", **more: Any) -> Publication:
    """Put something in public."""
    one = actions.draft(
        by=cast.owner, custodian=cast.department, kind=kind, told=told(**more), at=now()
    )
    actions.publish(by=cast.head, publication=one, seen=one.stamp, at=now())
    one.refresh_from_db()
    return one


def text(path: str, status: int = 200, client: Client | None = None) -> str:
    answer = (client or Client()).get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def keys(page: str) -> dict[str, str]:
    """Return the key and the stamp of the first form of a page."""
    stamp = STAMPED.search(page)
    return {"key": KEYED.search(page)[1], "stamp": stamp[1] if stamp else ""}  # type: ignore[index]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_opens_for_everybody_is_light_and_sets_no_cookie(path: str, cast: Cast) -> None:
    answer = Client().get(path)
    assert answer.status_code == 200 and len(answer.content) <= BUDGET
    assert not answer.cookies or path == "/hoi-dap/gui/"


@pytest.mark.parametrize("path", ["/", "/tin/", "/keu-goi/", "/tin/rss.xml", "/sitemap.xml"])
def test_what_is_published_appears_at_once_and_goes_at_once(path: str, cast: Cast) -> None:
    before = text(path)
    one = publish(cast, title="Lớp mới ở xã Mẫu")
    is_told = "Lớp mới ở xã Mẫu" if path not in ("/keu-goi/", "/sitemap.xml") else str(one.id)
    if path == "/keu-goi/":
        assert is_told not in text(path), "news is no call"
        return
    assert is_told not in before and is_told in text(path)
    actions.take_back(by=cast.head, publication=one, seen=one.stamp, reason="nhầm", at=now())
    assert is_told not in text(path)


def test_a_call_appears_and_goes_at_once(cast: Cast) -> None:
    days = {"about": "fair", "opens_on": now().date(), "closes_on": now().date().replace(year=2199)}
    text("/keu-goi/")
    one = publish(cast, "call", title="Mời dự hội chợ", **days)
    assert "Mời dự hội chợ" in text("/keu-goi/") and "Đang nhận" in text(f"/keu-goi/{one.id}/")
    actions.take_back(by=cast.head, publication=one, seen=one.stamp, reason="nhầm", at=now())
    assert "Mời dự hội chợ" not in text("/keu-goi/")
    assert "Không tìm thấy" in text(f"/keu-goi/{one.id}/", 404)


def test_the_page_of_a_news_goes_at_once_too(cast: Cast) -> None:
    one = publish(cast)
    assert "Lớp dạy nghề mây tre" in text(f"/tin/{one.id}/")
    text(f"/keu-goi/{one.id}/", 404)
    actions.take_back(by=cast.head, publication=one, seen=one.stamp, reason="nhầm", at=now())
    text(f"/tin/{one.id}/", 404)


def test_a_page_that_was_being_made_while_something_was_taken_back_is_never_shown(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was begun in the generation before, and is kept under that one."""
    one = publish(cast, title="Tin sắp gỡ")
    from khuyencong.web.portal import kept

    true = kept.render_to_string

    def slow(template: str, context: dict[str, Any]) -> str:
        page = true(template, context)
        if template == "portal/news.html" and "Tin sắp gỡ" in page:
            actions.take_back(
                by=cast.head, publication=one, seen=one.stamp, reason="nhầm", at=now()
            )
        return page

    monkeypatch.setattr(kept, "render_to_string", slow)
    assert "Tin sắp gỡ" in text("/tin/"), "the page that was asked for before"
    assert "Tin sắp gỡ" not in text("/tin/")


def test_a_kept_page_is_asked_again_by_its_tag_and_costs_nothing_to_make(cast: Cast) -> None:
    publish(cast)
    first = Client().get("/tin/")
    assert first.headers["Cache-Control"] == "public, no-cache"
    again = Client().get("/tin/", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    with CaptureQueriesContext(connection) as asked:
        Client().get("/tin/")
    assert not [q for q in asked if "publishing_" in q["sql"]]
    publish(cast, title="Khác")
    changed = Client().get("/tin/", headers={"if-none-match": first.headers["ETag"]})
    assert changed.status_code == 200


def test_a_kept_page_is_the_same_for_whoever_asks(cast: Cast, signed: Signed) -> None:
    publish(cast)
    text("/tin/")
    assert signed(cast.owner).get("/tin/").content == Client().get("/tin/").content
    assert cast.owner.full_name not in text("/tin/", client=signed(cast.owner))


def test_questions_behind_the_mark_are_not_kept(cast: Cast) -> None:
    publish(cast, title="Máy dệt")
    of = generation()
    assert "Máy dệt" in text("/tin/?q=may+det") and "Máy dệt" not in text("/tin/?q=khac")
    assert "Máy dệt" in text("/tin/") and generation() == of


@pytest.mark.parametrize("path", ["/", "/tin/", "/keu-goi/", "/tin/rss.xml", "/hoi-dap/"])
def test_pages_cost_the_same_with_one_row_and_with_many(path: str, cast: Cast) -> None:
    days = {"about": "fair", "opens_on": now().date(), "closes_on": now().date().replace(year=2199)}

    def fill() -> None:
        publish(cast)
        publish(cast, "call", **days)
        question = make_question(cast.department)
        words = AnswerTold(shown="Hỏi", answer="Đáp")
        actions.answer(by=cast.owner, question=question, seen=question.stamp, told=words, at=now())

    costs = []
    for rounds in (1, 3):
        for _ in range(rounds):
            fill()
        with CaptureQueriesContext(connection) as asked:
            text(path)
        costs.append(len([q for q in asked if '"cache"' not in q["sql"]]))
    assert costs[0] == costs[1]


def test_the_feed_is_atom_and_escapes_its_words(cast: Cast) -> None:
    one = publish(cast, title='Máy <b>& "mới"</b>')
    feed = ElementTree.fromstring(text("/tin/rss.xml"))
    space = {"a": "http://www.w3.org/2005/Atom"}
    (entry,) = feed.findall("a:entry", space)
    assert entry.findtext("a:title", namespaces=space) == 'Máy <b>& "mới"</b>'
    assert entry.find("a:link", space).get("href") == f"http://testserver/tin/{one.id}/"  # type: ignore[union-attr]
    assert Client().get("/tin/rss.xml").headers["Content-Type"].startswith("application/atom+xml")


def test_the_map_for_machines_names_pages_that_open(cast: Cast) -> None:
    publish(cast)
    root = ElementTree.fromstring(text("/sitemap.xml"))
    found = [e.text or "" for e in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert len(found) > 20
    # What another place of the tests has no figures for says so with 404.
    answers = {
        path: Client().get(path.removeprefix("http://testserver")).status_code for path in found
    }
    assert {path for path, status in answers.items() if status != 200} <= {
        "http://testserver/ca-nuoc/"
    }
    robots = text("/robots.txt")
    assert "Disallow: /desk/" in robots and "Sitemap: http://testserver/sitemap.xml" in robots


@pytest.mark.parametrize("path", ["/en/", "/en/how-it-works/", "/en/figures/", "/en/contacts/"])
def test_pages_for_partners_say_that_they_are_english(path: str, cast: Cast) -> None:
    page = text(path)
    assert '<html lang="en">' in page and "Skip to main content" in page
    assert 'lang="vi" hreflang="vi">Tiếng Việt' in page


def test_an_office_is_reached_by_what_it_told_of_itself(cast: Cast) -> None:
    days = {"valid_from": today(), "source": "Mẫu", "recorded_at": now()}
    for kind, said in (("phone", "02220000001"), ("email", "so@example.vn")):
        BodyFact.objects.create(organisation=cast.agency, kind=kind, told=said, **days)
    for path in ("/lien-he/", "/en/contacts/"):
        page = text(path)
        assert 'href="tel:02220000001">0222 0000 001</a>' in page
        assert 'href="mailto:so@example.vn">so@example.vn</a>' in page


def test_the_ways_in_for_a_maker_stand_on_the_first_page(client: Client, cast: Cast) -> None:
    page = text("/")
    for address in ("/ho-tro/", "/dich-vu/", "/hoi-dap/gui/", "/tin/", "/keu-goi/", "/du-lieu-mo/"):
        assert f'href="{address}"' in page, address


# The desk ----------------------------------------------------------------------------------------


def picture() -> SimpleUploadedFile:
    """Return a picture with its place in it."""
    image, out = Image.new("RGB", (800, 600), "#876"), BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "GPS of a house"
    image.save(out, "JPEG", exif=exif)
    return SimpleUploadedFile("may.jpg", out.getvalue(), "image/jpeg")


def test_from_draft_to_public_by_forms(cast: Cast, signed: Signed) -> None:
    writer, head = signed(cast.owner), signed(cast.head)
    page = text("/desk/tin/soan/tin/", client=writer)
    form = {"title": "Máy mới", "lead": "Ở xã Mẫu", "text": "Nội dung", "picture_says": "Máy dệt"}
    sent = writer.post("/desk/tin/soan/tin/", form | keys(page) | {"picture": picture()})
    assert sent.status_code == 302, sent.content.decode()
    here = sent.headers["Location"]
    page = text(here, client=writer)
    assert "Bản thảo" in page and "Đăng bản" not in page and "Chờ đăng" in page
    page = text(here, client=head)
    assert "Đăng bản 1" in page
    assert head.post(f"{here}dang/", keys(page)).status_code == 302
    one = Publication.objects.get()
    assert "Máy mới" in text(f"/tin/{one.id}/")
    shown = Client().get(f"/tin/{one.id}/anh/lon/")
    assert shown.headers["Content-Type"] == "image/jpeg" and b"GPS" not in shown.content
    page = text(here, client=head)
    back = head.post(f"{here}go/", keys(page) | {"reason": ""})
    assert back.status_code == 422 and "Ghi lý do gỡ" in back.content.decode()
    assert head.post(f"{here}go/", keys(page) | {"reason": "Nhầm"}).status_code == 302
    text(f"/tin/{one.id}/", 404)
    assert Client().get(f"/tin/{one.id}/anh/lon/").status_code == 404
    assert "Nhầm" in text(here, client=writer)


def test_what_was_typed_comes_back_with_what_to_mend(cast: Cast, signed: Signed) -> None:
    writer = signed(cast.owner)
    page = text("/desk/tin/soan/keu-goi/", client=writer)
    form = {"title": "Mời", "lead": "", "text": "x", "about": "fair", "opens_on": "02/01/2027"}
    sent = writer.post("/desk/tin/soan/keu-goi/", form | keys(page) | {"last_on": "01/01/2027"})
    told_back = sent.content.decode()
    assert sent.status_code == 422 and 'value="02/01/2027"' in told_back
    assert "Ghi tóm tắt" in told_back and "Ngày cuối cùng nhận" in told_back
    assert not Publication.objects.exists()


def test_a_file_that_is_no_picture_is_told(cast: Cast, signed: Signed) -> None:
    writer = signed(cast.owner)
    form = {"title": "a", "lead": "b", "text": "c", "picture_says": "d"}
    file = SimpleUploadedFile("may.jpg", b"not a picture", "image/jpeg")
    page = text("/desk/tin/soan/tin/", client=writer)
    sent = writer.post("/desk/tin/soan/tin/", form | keys(page) | {"picture": file})
    assert sent.status_code == 422 and "không phải ảnh" in sent.content.decode()
    assert not Publication.objects.exists()


def test_the_same_form_sent_twice_is_one_draft(cast: Cast, signed: Signed) -> None:
    writer = signed(cast.owner)
    form = {"title": "a", "lead": "b", "text": "c"}
    form |= keys(text("/desk/tin/soan/tin/", client=writer))
    first, second = (writer.post("/desk/tin/soan/tin/", form) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Publication.objects.count() == 1


# Asking ------------------------------------------------------------------------------------------


def ask(client: Client, **more: str) -> Any:
    page = text("/hoi-dap/gui/", client=client)
    form = {"topic": "support", "text": "Hộ làm bánh có được hỗ trợ không?", "website": ""}
    return client.post("/hoi-dap/gui/", form | keys(page) | more)


def test_asked_answered_and_found_by_its_code(cast: Cast, signed: Signed) -> None:
    sent = ask(Client())
    assert sent.status_code == 302
    page = text(sent.headers["Location"])
    one = PublicQuestion.objects.get()
    assert "Đã nhận câu hỏi" in page and "Cục mẫu" in page and "làm bánh" not in page
    desk = signed(cast.agency_officer)
    here = f"/desk/cau-hoi/{one.id}/"
    page = text(here, client=desk)
    assert "làm bánh" in page
    words = {"shown": "Hộ kinh doanh?", "answer": "Có, theo địa bàn.", "basis": ""}
    text("/hoi-dap/")
    assert desk.post(f"{here}tra-loi/", words | keys(page)).status_code == 302
    assert "Có, theo địa bàn." in text("/hoi-dap/")
    assert "Có, theo địa bàn." in text(f"/hoi-dap/ma/{one.code}/")
    found = text("/hoi-dap/")
    assert "làm bánh" not in found and cast.agency_officer.full_name not in found
    page = text(here, client=desk)
    taken = desk.post(f"{here}go/", {"reason": "Sai"} | keys(page))
    assert taken.status_code == 302 and "Có, theo địa bàn." not in text("/hoi-dap/")


def test_a_question_with_a_telephone_is_asked_back_and_kept_as_typed(cast: Cast) -> None:
    sent = ask(Client(), text="Gọi tôi 0912345678 nhé")
    page = sent.content.decode()
    assert sent.status_code == 422 and "số điện thoại" in page and "0912345678" in page
    assert not PublicQuestion.objects.exists()


def test_a_machine_is_thanked_and_forgotten(cast: Cast) -> None:
    assert ask(Client(), website="http://x").status_code == 302
    assert not PublicQuestion.objects.exists()


def test_one_address_asks_so_often_and_no_more(cast: Cast) -> None:
    answers = [ask(Client()).status_code for _ in range(6)]
    assert answers == [302] * 5 + [429] and PublicQuestion.objects.count() == 5


def test_a_form_without_its_key_keeps_nothing(cast: Cast) -> None:
    sent = Client().post("/hoi-dap/gui/", {"topic": "support", "text": "Hỏi?", "key": "x"})
    assert sent.status_code == 422 and not PublicQuestion.objects.exists()


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/hoi-dap/ma/?ma=abc", 422, "Mã gõ chưa đúng"),
        ("/hoi-dap/ma/7KQ2M9XBCD4TWA/", 404, "Không có câu hỏi nào"),
        ("/hoi-dap/ma/%00/", 404, "Không có câu hỏi nào"),
    ],
)
def test_a_wrong_code_is_said(path: str, status: int, said: str, cast: Cast) -> None:
    assert said in text(path, status)


def test_codes_are_not_guessed_forever(cast: Cast) -> None:
    client = Client()
    answers = {client.get("/hoi-dap/ma/7KQ2M9XBCD4TWA/").status_code for _ in range(30)}
    assert answers == {404}
    assert client.get("/hoi-dap/ma/7KQ2M9XBCD4TWA/").status_code == 429


@pytest.mark.parametrize(
    "path",
    [
        "/tin/?trang=99999999999999999999", "/tin/?q=%00", "/de-an/?nam=abc", "/de-an/?tinh=khong",
        "/ket-qua/?nam=0000", "/van-ban/trong/?q=%00%00", "/tim-kiem/?q=" + "a+" * 500,
        "/hoi-dap/?ve=khong&q=%00", "/cum-cong-nghiep/?tinh=khong&q=%00", "/kien-nghi/?q=%00",
        "/de-an/?q=%00",
    ],
)  # fmt: skip
def test_odd_questions_are_answered(path: str, cast: Cast) -> None:
    assert Client().get(path).status_code in (200, 422)
