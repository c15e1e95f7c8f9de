"""The frame: faults in Vietnamese, sign-in pages, the gallery, the sheet, no inline code."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import path

from khuyencong.web import urls
from tests.cast import PASSWORD, Cast
from tests.web.conftest import Signed

TEMPLATES = Path(settings.ROOT) / "khuyencong" / "web" / "templates"
COMPONENTS = sorted(file.stem for file in (TEMPLATES / "components").glob("*.html"))


def _broken(request: object) -> None:
    raise RuntimeError("bí mật")


urlpatterns = [path("hong/", _broken), *urls.urlpatterns]


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("400", "Yêu cầu không đọc được"),
        ("403", "Không được phép"),
        ("403_csrf", "Biểu mẫu đã hết hạn"),
        ("404", "Không tìm thấy trang"),
        ("500", "Hệ thống gặp sự cố"),
    ],
)
def test_fault_pages_stand_without_any_context(name: str, heading: str) -> None:
    from django.template.loader import render_to_string

    page = render_to_string(f"{name}.html")
    assert f"<h1>{heading}</h1>" in page and "Về trang đầu" in page


@pytest.mark.urls("tests.web.test_frame")
def test_a_broken_page_says_nothing_of_its_inside(db: None) -> None:
    answer = Client(raise_request_exception=False).get("/hong/")
    assert answer.status_code == 500
    assert "Hệ thống gặp sự cố" in answer.content.decode()
    assert "bí mật" not in answer.content.decode()


def test_a_form_from_elsewhere_is_told_in_vietnamese(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.owner)
    answer = client.post("/tai-khoan/dang-xuat/")
    assert answer.status_code == 403 and "Biểu mẫu đã hết hạn" in answer.content.decode()


def test_signing_in_and_out_through_our_pages(cast: Cast, client: Client) -> None:
    page = client.get("/tai-khoan/dang-nhap/?next=/desk/bao-cao/").content.decode()
    assert "<h1>Đăng nhập</h1>" in page and 'name="next"' in page
    form = {"login": "owner", "password": PASSWORD, "next": "/desk/bao-cao/"}
    assert client.post("/tai-khoan/dang-nhap/", form)["Location"] == "/desk/bao-cao/"
    assert "<h1>Đổi mật khẩu</h1>" in client.get("/tai-khoan/doi-mat-khau/").content.decode()
    assert "<h1>Đăng xuất</h1>" in client.get("/tai-khoan/dang-xuat/").content.decode()
    assert client.post("/tai-khoan/dang-xuat/")["Location"] == "/"


def test_a_wrong_password_keeps_the_name(cast: Cast, client: Client) -> None:
    form = {"login": "owner", "password": "sai"}
    page = client.post("/tai-khoan/dang-nhap/", form).content.decode()
    assert 'value="owner"' in page and "sai" not in re.sub(r"<[^>]*>", "", page).split()
    assert 'role="alert"' in page and "<title>Lỗi: " in page


def test_every_component_stands_in_the_gallery(cast: Cast, signed: Signed) -> None:
    page = signed(cast.commune).get("/desk/thu-vien/").content.decode()
    shown = sorted(re.findall(r'data-component="(\w+)"', page))
    assert shown == COMPONENTS, "a component without its sample in desk/gallery.html"
    for sample in page.split('data-component="')[1:]:
        body = re.sub(r"<h3>.*?</h3>", "", sample.split("</section>")[0])
        assert len(body) > 40, f"an empty sample: {sample[:20]}"


@pytest.mark.parametrize("file", sorted(TEMPLATES.rglob("*.html")), ids=lambda file: file.name)
def test_templates_bring_no_inline_code_and_trust_nothing(file: Path) -> None:
    source = file.read_text("utf-8")
    for forbidden in (r"\sstyle=", r"<style", r"\son\w+=", r"\|safe\b", r"autoescape off", "//cdn"):
        assert not re.search(forbidden, source), forbidden
    for script in re.findall(r"<script[^>]*>", source):
        assert 'type="module"' in script and " src=" in script


def test_components_are_included_alone() -> None:
    for file in TEMPLATES.rglob("*.html"):
        for tag in re.findall(r'\{% include "components/[^%]*%\}', file.read_text("utf-8")):
            assert tag.endswith(" only %}"), f"{file.name}: {tag}"


def test_every_component_is_used() -> None:
    pages = "".join(
        f.read_text("utf-8") for f in TEMPLATES.rglob("*.html") if f.name != "gallery.html"
    )
    unused = {name for name in COMPONENTS if f"components/{name}.html" not in pages}
    assert not unused


def test_the_sheet_is_small_and_fetches_nothing() -> None:
    sheet = Path(finders.find("khuyencong/kc.css")).read_text("utf-8")
    assert len(sheet.encode()) <= 30_800
    assert "url(" not in sheet and "@import" not in sheet


def test_every_class_of_a_template_is_known_to_the_sheet() -> None:
    sheets = Path(finders.find("khuyencong/kc.css")).parent.glob("*.css")
    known = {name for s in sheets for name in re.findall(r"\.([a-z][\w-]*)", s.read_text("utf-8"))}
    for file in TEMPLATES.rglob("*.html"):
        for value in re.findall(r'class="([^"]*)"', file.read_text("utf-8")):
            plain = re.sub(r"\{[%{].*?[%}]\}", " ", value)
            unknown = {c for c in plain.split() if not c.endswith("-")} - known
            assert not unknown, f"{file.name}: {unknown}"


def test_the_sheets_are_read_by_people() -> None:
    for sheet in Path(finders.find("khuyencong/kc.css")).parent.glob("*.css"):
        long = [line for line in sheet.read_text("utf-8").splitlines() if len(line) > 120]
        assert not long, f"{sheet.name}: {long[:1]}"


def test_a_head_request_sends_no_body(client: Client, cast: Cast) -> None:
    page = client.get("/")
    head = client.head("/")
    assert head.content == b"" and head.status_code == 200
    assert head["Content-Length"] == str(len(page.content))


def test_who_holds_no_role_is_told_so_on_the_desk_and_nowhere_else(
    cast: Cast,
    client: Client,
    caplog,  # type: ignore[no-untyped-def]
) -> None:
    client.force_login(cast.former)
    answer = client.get("/desk/")
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Tài khoản chưa được giao vai trò" in page and "/tai-khoan/dang-xuat/" in page
    assert "/desk/bao-cao/" not in page and "/desk/thu-vien/" not in page
    assert client.get("/desk/bao-cao/").status_code == 404
    assert f"refused report.read to user {cast.former.id}" in caplog.text
    assert cast.former.username not in caplog.text and cast.former.full_name not in caplog.text
