"""Accounts on a phone and on a desk: no faults; opened, entrusted and ended without scripts."""

import pytest

from khuyencong.accounts.models import User
from khuyencong.core.clock import today
from tests.cast import make_cast
from tests.factories import make_membership, make_user
from tests.web.browsing import DESKTOP, PHONE
from tests.web.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
HOME = "/desk/tai-khoan/"
LONG = "Nguyễn Thị Phương Thảo Quỳnh Hương Lan Anh Bích Ngọc"


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_the_pages_have_no_faults(visit: Visit, width: int) -> None:
    cast = make_cast()
    local = make_user("ADMIN", cast.department, username="local", email="a@example.com")
    User.objects.filter(id=cast.owner.id).update(full_name=LONG, email=f"{'a' * 60}@example.com")
    make_membership(cast.owner, "DEPT_HEAD", cast.department, today().replace(year=2020), today())
    held = cast.owner.memberships.get(role="DEPT_OFFICER")
    visitor = visit(local, width)
    faults = {}
    for path in (
        HOME, f"{HOME}?tinh_trang=tat-ca", f"{HOME}?don_vi=x", f"{HOME}moi/",
        f"{HOME}{cast.owner.id}/", f"{HOME}{local.id}/",
        f"{HOME}{cast.owner.id}/vai-tro/{held.id}/thoi/",
    ):  # fmt: skip
        visitor.go(path)
        if found := visitor.faults():
            faults[path] = found
    visitor.go(f"{HOME}moi/")
    for name, value in (("full_name", LONG), ("username", "lan.nguyen")):
        visitor.page.fill(f"[name={name}]", value)
    visitor.page.locator("main button.main").click()
    faults |= {"refused": found} if (found := visitor.faults()) else {}
    visitor.go(f"{HOME}{cast.owner.id}/")
    visitor.page.get_by_role("button", name="Cấp mật khẩu mới").click()
    faults |= {"password": found} if (found := visitor.faults()) else {}
    assert faults == {}


def test_paper_shows_the_list_and_what_is_chosen_and_nothing_to_press(visit: Visit) -> None:
    cast = make_cast()
    shown = {}
    for path, seen in ((HOME, "table.stack"), ("/desk/thong-bao/cach-nhan/", "table.ways select")):
        visitor = visit(cast.admin)
        visitor.go(path)
        visitor.page.emulate_media(media="print")
        buttons = visitor.page.locator("main .btn, main button").all()
        shown[path] = (
            visitor.page.locator(seen).first.is_visible(),
            any(one.is_visible() for one in buttons),
        )
    assert set(shown.values()) == {(True, False)}


def test_an_officer_is_brought_in_without_scripts(visit: Visit) -> None:
    cast = make_cast()
    page = visit(cast.admin, PHONE, scripts=False)
    page.go("/desk/")
    page.page.get_by_role("link", name="Quản lý tài khoản").click()
    page.page.get_by_role("link", name="Mở tài khoản").click()
    page.page.get_by_label("Họ và tên").fill("Trần Văn Mới")
    page.page.get_by_label("Tên đăng nhập").fill("tran.moi")
    page.page.get_by_label("Ở đơn vị").select_option(label=cast.department.name)
    page.page.get_by_label("Vai trò", exact=True).select_option(label="Chuyên viên Sở Công Thương")
    page.page.get_by_role("button", name="Mở tài khoản").click()
    password = page.page.locator(".secret code").inner_text()
    page.page.get_by_role("link", name="Đã chép").click()
    page.page.get_by_role("link", name="Thôi").click()
    page.page.get_by_label("Lý do").fill("Chuyển công tác")
    page.page.get_by_role("button", name="Thôi vai trò").click()
    user = User.objects.get(username="tran.moi")
    assert user.check_password(password)
    assert not user.may("desk.enter")
