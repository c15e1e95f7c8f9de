"""Accounts on the desk: who holds what, one account, what is done, a password shown once."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from khuyencong.accounts.models import Membership, User
from khuyencong.core import outbox
from khuyencong.core.clock import now, today
from khuyencong.core.models import DoneOnce, JournalEntry
from khuyencong.core.once import issue
from khuyencong.web.desk.accounts.listing import ROWS
from tests.cast import Cast
from tests.factories import make_membership, make_user
from tests.web.conftest import Signed

pytestmark = pytest.mark.django_db
HOME = "/desk/tai-khoan/"
PASSWORD = re.compile(r"\b[a-z2-9]{5}-[a-z2-9]{5}-[a-z2-9]{5}\b")
DAY = timedelta(days=1)


@pytest.fixture
def local(cast: Cast) -> User:
    return make_user("ADMIN", cast.department, username="local", full_name="Quản Trị Sở")


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def page(user: User) -> str:
    return reverse("desk:account", args=[user.id])


def rows(answer: HttpResponse) -> list[str]:
    """Return the sign-in names of a list, in its order."""
    return re.findall(r"<small>([\w.-]+)</small></th>", text(answer))


def post(browser: Client, by: User, name: str, *ids: object, **told: object) -> HttpResponse:
    return browser.post(reverse(f"desk:{name}", args=ids), {"key": issue(by.id)} | told)


def opening(cast: Cast, **change: object) -> dict[str, object]:
    fields = {
        "full_name": "Nguyễn Thị Lan",
        "username": "lan.nguyen",
        "email": "",
        "body": str(cast.department.id),
        "role": "DEPT_OFFICER",
        "since": f"{today():%d/%m/%Y}",
        "last_day": "",
    }
    return fields | change


# The list --------------------------------------------------------------------------------------


def test_the_list_tells_who_holds_what_within_reach(
    cast: Cast, local: User, signed: Signed
) -> None:
    answer = signed(local).get(HOME)
    seen = rows(answer)
    assert {"owner", "head", "centre", "establishment", "local"} <= set(seen)
    assert not {"stranger", "admin", "agency", "former"} & set(seen)
    assert "Chuyên viên Sở Công Thương" in text(answer)
    assert "từ 01/01/2020" in text(answer)
    everybody = rows(signed(cast.admin).get(HOME))
    assert {"stranger", "agency", "owner", "admin"} <= set(everybody)


def test_the_list_is_narrowed(cast: Cast, local: User, signed: Signed) -> None:
    browser = signed(local)
    soon = make_user(username="soon")
    make_membership(soon, "CLERK", cast.department, valid_from=today() + DAY)
    User.objects.filter(id=cast.head.id).update(is_active=False)

    def found(**asked: object) -> set[str]:
        return set(rows(browser.get(HOME, asked)))

    assert found(don_vi=cast.centre.id) == {"centre"}
    assert found(vai_tro="DEPT_OFFICER") == {"owner", "colleague"}
    assert found(tinh_trang="sap") == {"soon"}
    assert found(tinh_trang="het") == {"former"}
    assert found(tinh_trang="khoa") == {"head"}
    assert {"soon", "former", "head", "owner"} <= found(tinh_trang="tat-ca")
    assert found(don_vi=cast.centre.id, vai_tro="DEPT_OFFICER") == set()
    foreign = browser.get(HOME, {"don_vi": cast.other_department.id})
    assert foreign.status_code == 422 and rows(foreign) == []


@pytest.mark.parametrize("typed", ["quan tri so", "QUẢN TRỊ", "tri quan", "local", "Loca"])
def test_a_person_is_found_without_diacritics_and_never_by_the_address(
    cast: Cast, local: User, signed: Signed, typed: str
) -> None:
    browser = signed(local)
    answer = browser.post(HOME, {"q": typed})
    assert rows(answer) == ["local"]
    assert f'value="{typed}"' in text(answer)
    assert "?q=" not in text(answer)
    typed_in_address = browser.get(HOME, {"q": typed})
    assert typed_in_address.status_code == 422
    assert "không đặt trong địa chỉ" in text(typed_in_address)


def test_a_search_without_a_name_becomes_an_address(
    cast: Cast, local: User, signed: Signed
) -> None:
    browser = signed(local)
    answer = browser.post(HOME, {"vai_tro": "DEPT_HEAD", "q": ""})
    assert answer["Location"] == f"{HOME}?vai_tro=DEPT_HEAD"
    assert browser.post(HOME, {"q": "zzz"}).status_code == 200
    assert "Không tìm thấy ai" in text(browser.post(HOME, {"q": "zzz"}))


def test_pages_are_turned_by_address_or_by_sending_the_name_again(
    cast: Cast, local: User, signed: Signed
) -> None:
    for number in range(ROWS + 2):
        person = make_user("CLERK", cast.department, full_name=f"Văn Thư {number:03d}")
        assert person.folded == f"van thu {number:03d}"
    browser = signed(local)
    first, second = (browser.get(HOME, {"vai_tro": "CLERK", "trang": n}) for n in (1, 2))
    assert (len(rows(first)), len(rows(second))) == (ROWS, 2)
    assert not set(rows(first)) & set(rows(second))
    assert 'name="trang" value="2"' not in text(first)
    told = {"q": "van thu"}
    first, second = (browser.post(HOME, told | {"trang": n}) for n in (1, 2))
    assert (len(rows(first)), len(rows(second))) == (ROWS, 2)
    assert 'name="trang" value="2"' in text(first) and "?trang" not in text(first)


def test_the_pages_cost_the_same_for_many(cast: Cast, local: User, signed: Signed) -> None:
    browser = signed(local)

    def costs() -> list[int]:
        counted = []
        for ask in (
            lambda: browser.get(HOME),
            lambda: browser.post(HOME, {"q": "nguoi"}),
            lambda: browser.get(HOME + "moi/"),
            lambda: browser.get(page(cast.owner)),
        ):
            with CaptureQueriesContext(connection) as asked:
                assert ask().status_code == 200
            counted.append(len(asked))
        return counted

    def more() -> None:
        for _ in range(4):
            make_user("CLERK", cast.centre)
            other = make_user("DEPT_OFFICER", cast.department)
            make_membership(cast.owner, "CLERK", cast.department, today() - 9 * DAY, today())
            post(browser, local, "account-password", cast.owner.id)
            make_membership(other, "CLERK", cast.department)

    more()
    before = costs()
    more()
    assert costs() == before
    assert max(before) <= 20


# Opening ---------------------------------------------------------------------------------------


def test_an_account_is_opened_and_its_password_shown_once(
    cast: Cast, local: User, signed: Signed
) -> None:
    browser = signed(local)
    told = {"key": issue(local.id)} | opening(cast)
    answer = browser.post(HOME + "moi/", told)
    (password,) = set(PASSWORD.findall(text(answer)))
    assert "no-store" in answer.headers["Cache-Control"]
    assert User.objects.get(username="lan.nguyen").check_password(password)
    visitor = Client()
    login = {"login": "lan.nguyen", "password": password}
    assert visitor.post("/tai-khoan/dang-nhap/", login)["Location"] == "/desk/"
    assert visitor.get("/desk/bao-cao/").status_code == 200
    again = browser.post(HOME + "moi/", told)
    assert not PASSWORD.search(text(again)) and "đã hiện một lần" in text(again)
    assert User.objects.filter(username="lan.nguyen").count() == 1
    kept = f"{list(DoneOnce.objects.values())}{list(JournalEntry.objects.values())}"
    assert password not in kept


def test_with_an_address_a_letter_leaves_instead(cast: Cast, local: User, signed: Signed) -> None:
    answer = post(signed(local), local, "account-new", **opening(cast, email="lan@example.com"))
    user = User.objects.get(username="lan.nguyen")
    assert answer["Location"] == page(user) and not user.has_usable_password()
    outbox.deliver(now() + timedelta(seconds=1))
    (letter,) = mail.outbox
    assert letter.to == ["lan@example.com"] and "đã được mở" in letter.body
    link = re.search(r"http://testserver(/tai-khoan/mat-khau-moi/\S+/)", letter.body)
    assert link
    visitor = Client()
    choose = visitor.get(link[1])["Location"]
    key = re.search(r'name="key" value="([^"]+)"', text(visitor.get(choose)))
    assert key
    words = "ba con vịt qua cầu tre"
    told = {"password": words, "again": words, "key": key[1]}
    assert visitor.post(choose, told).status_code == 302
    login = {"login": "lan.nguyen", "password": words}
    assert visitor.post("/tai-khoan/dang-nhap/", login).status_code == 302
    shown = text(signed(local).get(page(user)))
    assert "lan@example.com" in shown
    assert "Tự đặt mật khẩu bằng liên kết" in shown


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"full_name": ""}, "Ghi họ và tên"),
        ({"username": "lan nguyễn"}, "Tên đăng nhập gồm"),
        ({"username": "stranger"}, "đã có người dùng"),
        ({"email": "lan"}, "Thư điện tử không đúng dạng"),
        ({"body": ""}, "Chọn đơn vị"),
        ({"role": "AUDITOR"}, "Chọn vai trò trong danh sách"),
        ({"role": "JUROR"}, "Chọn vai trò trong danh sách"),
        ({"role": "CENTRE_HEAD"}, "chỉ giữ ở"),
        ({"since": "hôm kia"}, ""),
        ({"since": "01/01/2020"}, "phải từ hôm nay"),
        ({"last_day": "01/01/2020"}, "Ngày cuối"),
        ({"key": "giả"}, "Biểu mẫu đã hết hạn"),
        ({"full_name": "owner mẫu"}, "người cùng tên: owner"),
    ],
)
def test_what_cannot_be_comes_back_as_it_was_typed(
    cast: Cast, local: User, signed: Signed, change: dict[str, str], said: str
) -> None:
    User.objects.filter(id=cast.owner.id).update(full_name="Owner Mẫu", folded="owner mau")
    before = User.objects.count()
    told = opening(cast, username="lan.nguyen") | change
    answer = post(signed(local), local, "account-new", **told)
    shown = text(answer)
    assert answer.status_code == 422 and said in shown and "<title>Lỗi: " in shown
    for name in ("full_name", "username", "email"):
        assert f'value="{told[name]}"' in shown or not told[name]
    assert User.objects.count() == before
    assert not PASSWORD.search(shown)


def test_another_person_of_the_name_is_said_by_a_mark(
    cast: Cast, local: User, signed: Signed
) -> None:
    browser = signed(local)
    assert "is_another" not in text(browser.get(HOME + "moi/"))
    told = opening(cast, full_name=cast.owner.full_name)
    refused = post(browser, local, "account-new", **told)
    assert 'name="is_another"' in text(refused)
    answer = post(browser, local, "account-new", **told, is_another="on")
    assert PASSWORD.search(text(answer))


def test_a_body_of_another_is_not_to_choose(cast: Cast, local: User, signed: Signed) -> None:
    answer = post(signed(local), local, "account-new", **opening(cast, body=str(cast.agency.id)))
    assert answer.status_code == 422 and "Chọn đơn vị trong danh sách" in text(answer)
    assert not User.objects.filter(username="lan.nguyen").exists()


# One account -----------------------------------------------------------------------------------


def test_an_account_tells_its_roles_and_what_happened(
    cast: Cast, local: User, signed: Signed
) -> None:
    browser = signed(local)
    post(
        browser, local, "account-give", cast.former.id,
        body=cast.centre.id, role="CENTRE_OFFICER", since=f"{today() + DAY:%d/%m/%Y}", last_day="",
    )  # fmt: skip
    shown = text(browser.get(page(cast.former)))
    assert "chưa đến ngày" in shown and "hôm nay không giữ vai trò nào" in shown
    assert "Đã thôi" in shown and "Chuyên viên Sở Công Thương" in shown
    assert "Giao vai trò: Viên chức Trung tâm khuyến công" in shown
    assert "Quản Trị Sở" in shown


def test_acts_of_another_body_are_not_told(cast: Cast, local: User, signed: Signed) -> None:
    make_membership(cast.stranger, "CLERK", cast.department)
    post(
        signed(cast.admin), cast.admin, "account-give", cast.stranger.id,
        body=cast.other_department.id, role="DEPT_HEAD", since=f"{today():%d/%m/%Y}", last_day="",
    )  # fmt: skip
    shown = text(signed(local).get(page(cast.stranger)))
    assert "Giao vai trò:" not in shown and "ngoài phạm vi của anh/chị" in shown
    assert "Cấp mật khẩu mới" not in shown and "Khóa tài khoản" not in shown
    assert "Giao vai trò: Lãnh đạo Sở" in text(signed(cast.admin).get(page(cast.stranger)))


def test_out_of_reach_is_absent(cast: Cast, local: User, signed: Signed) -> None:
    browser = signed(local)
    held = cast.stranger.memberships.get()
    for answer in (
        browser.get(page(cast.stranger)),
        browser.get(reverse("desk:account-role-end", args=[cast.stranger.id, held.id])),
        browser.get(reverse("desk:account-role-end", args=[cast.owner.id, held.id])),
        *(
            post(browser, local, name, cast.stranger.id)
            for name in (
                "account-give", "account-amend", "account-close", "account-reopen",
                "account-password", "account-letter",
            )
        ),
    ):  # fmt: skip
        assert answer.status_code == 404
    assert not JournalEntry.objects.exists()
    for nobody in (cast.head, cast.agency_officer, cast.auditor):
        assert signed(nobody).get(HOME).status_code == 404


def test_a_role_is_given_and_ended(cast: Cast, local: User, signed: Signed) -> None:
    browser = signed(local)
    last = today() + 30 * DAY
    told = {
        "body": cast.department.id, "role": "DEPT_HEAD",
        "since": f"{today():%d/%m/%Y}", "last_day": f"{last:%d/%m/%Y}",
    }  # fmt: skip
    assert post(browser, local, "account-give", cast.owner.id, **told).status_code == 302
    held = Membership.objects.get(user=cast.owner, role="DEPT_HEAD")
    assert held.valid_until == last + DAY
    assert f"{today():%d/%m/%Y} – {last:%d/%m/%Y}" in text(browser.get(page(cast.owner)))
    again = post(browser, local, "account-give", cast.owner.id, **told)
    assert again.status_code == 422 and "đã giữ vai trò" in text(again)
    assert f'value="{last:%d/%m/%Y}"' in text(again)
    old = cast.owner.memberships.get(role="DEPT_OFFICER")
    address = "account-role-end", cast.owner.id, old.id
    bare = post(browser, local, *address, on=f"{today() - DAY:%d/%m/%Y}", reason="Hết việc ở đây")
    assert bare.status_code == 422
    assert "từ hôm nay" in text(bare) and "Hết việc ở đây" in text(bare)
    assert "Ghi lý do." in text(post(browser, local, *address, on=f"{today():%d/%m/%Y}"))
    done = post(browser, local, *address, on=f"{today():%d/%m/%Y}", reason="Chuyển công tác")
    assert done["Location"] == page(cast.owner)
    assert "Lý do: Chuyển công tác" in text(browser.get(page(cast.owner)))
    assert post(browser, local, *address, on="x").status_code == 404


def test_nobody_keeps_his_own(cast: Cast, local: User, signed: Signed) -> None:
    browser = signed(local)
    shown = text(browser.get(page(local)))
    assert "do người quản trị khác làm" in shown
    for word in ("Giao thêm vai trò", "Cấp mật khẩu mới", "Khóa tài khoản", ">Thôi<"):
        assert word not in shown
    told = {
        "body": cast.department.id, "role": "DEPT_HEAD",
        "since": f"{today():%d/%m/%Y}", "last_day": "",
    }  # fmt: skip
    given = post(browser, local, "account-give", local.id, **told)
    assert given.status_code == 422 and "của chính mình" in text(given)
    post(browser, local, "account-password", local.id)
    post(browser, local, "account-close", local.id, reason="Mẫu")
    assert [held.role for held in local.memberships.all()] == ["ADMIN"]
    assert not JournalEntry.objects.exists()


def test_an_account_is_closed_and_opened_again(cast: Cast, local: User, signed: Signed) -> None:
    browser, theirs = signed(local), signed(cast.owner)
    assert theirs.get("/desk/").status_code == 200
    bare = post(browser, local, "account-close", cast.owner.id, reason="")
    assert bare.status_code == 422 and "Ghi lý do khóa" in text(bare)
    assert " open>" in text(bare)
    post(browser, local, "account-close", cast.owner.id, reason="Nghỉ hưu")
    assert theirs.get("/desk/").status_code == 302
    shown = text(browser.get(page(cast.owner)))
    assert "đã khóa" in shown and "Nghỉ hưu" in shown and "Mở lại tài khoản" in shown
    post(browser, local, "account-reopen", cast.owner.id)
    shown = text(browser.get(page(cast.owner)))
    assert "chưa có mật khẩu" in shown and "Không giữ vai trò nào" in shown


def test_what_was_opened_by_mistake_today_stays_in_sight(
    cast: Cast, local: User, signed: Signed
) -> None:
    browser = signed(local)
    post(browser, local, "account-new", **opening(cast))
    user = User.objects.get(username="lan.nguyen")
    answer = post(browser, local, "account-close", user.id, reason="Ghi nhầm")
    assert answer["Location"] == page(user)
    shown = browser.get(page(user))
    assert shown.status_code == 200 and "Mở lại tài khoản" in text(shown)
    for answer in (browser.get(HOME), browser.post(HOME, {"q": "lan"})):
        assert "chưa giữ vai trò ngày nào" in text(answer) and page(user) in text(answer)
    assert page(user) not in text(browser.get(HOME, {"vai_tro": "CLERK"}))
    assert page(user) not in text(browser.post(HOME, {"q": "zzz"}))


def test_the_last_administrator_is_told_why(cast: Cast, local: User, signed: Signed) -> None:
    second = make_user("ADMIN", cast.agency)
    browser = signed(second)
    Membership.objects.filter(user=second).update(valid_until=today() + DAY)
    held = cast.admin.memberships.get()
    told = {"on": f"{today():%d/%m/%Y}", "reason": "Mẫu"}
    answer = post(browser, second, "account-role-end", cast.admin.id, held.id, **told)
    assert answer.status_code == 422 and "người quản trị cuối cùng" in text(answer)
    answer = post(browser, second, "account-close", cast.admin.id, reason="Mẫu")
    assert answer.status_code == 422 and "người quản trị cuối cùng" in text(answer)


def test_a_new_password_is_shown_once(cast: Cast, local: User, signed: Signed) -> None:
    browser = signed(local)
    key = issue(local.id)
    address = reverse("desk:account-password", args=[cast.owner.id])
    answer = browser.post(address, {"key": key})
    (password,) = set(PASSWORD.findall(text(answer)))
    assert "no-store" in answer.headers["Cache-Control"]
    assert User.objects.get(id=cast.owner.id).check_password(password)
    assert not PASSWORD.search(text(browser.post(address, {"key": key})))
    assert not PASSWORD.search(text(browser.get(page(cast.owner))))
    assert User.objects.get(id=cast.owner.id).check_password(password)
    assert browser.get(address).status_code == 405


def test_a_letter_needs_an_address(cast: Cast, local: User, signed: Signed) -> None:
    browser = signed(local)
    assert "Gửi thư đặt mật khẩu" not in text(browser.get(page(cast.owner)))
    post(browser, local, "account-letter", cast.owner.id)
    assert "chưa có thư điện tử" in text(browser.get(page(cast.owner)))
    told = {"email": "a@example.com", "email_confirmed_at": now()}
    User.objects.filter(id=cast.owner.id).update(**told)
    assert "Gửi thư đặt mật khẩu" in text(browser.get(page(cast.owner)))
    post(browser, local, "account-letter", cast.owner.id)
    outbox.deliver(now() + timedelta(seconds=1))
    assert [letter.to for letter in mail.outbox] == [["a@example.com"]]


def test_a_name_and_an_address_are_set_right(cast: Cast, local: User, signed: Signed) -> None:
    browser = signed(local)
    for change, said in (
        ({"full_name": ""}, "Ghi họ và tên"), ({"email": "x"}, "Thư điện tử không đúng dạng"),
    ):  # fmt: skip
        told = {"full_name": "Đỗ Thị Ấm", "email": "am@example.com"} | change
        answer = post(browser, local, "account-amend", cast.owner.id, **told)
        assert answer.status_code == 422 and said in text(answer)
        assert f'value="{told["email"]}"' in text(answer)
    told = {"full_name": "Đỗ Thị Ấm", "email": "am@example.com"}
    assert post(browser, local, "account-amend", cast.owner.id, **told).status_code == 302
    shown = text(browser.get(page(cast.owner)))
    assert "<h1>Đỗ Thị Ấm</h1>" in shown and "Sửa họ tên hoặc thư điện tử" in shown
    assert rows(browser.post(HOME, {"q": "do thi am"})) == ["owner"]


def test_the_address_of_somebody_higher_is_masked(cast: Cast, local: User, signed: Signed) -> None:
    make_membership(cast.agency_officer, "DEPT_OFFICER", cast.department)
    User.objects.filter(id=cast.agency_officer.id).update(email="lan@example.com")
    shown = text(signed(local).get(page(cast.agency_officer)))
    assert "l…@example.com" in shown and "lan@example.com" not in shown
    told = {"full_name": "Kẻ Khác", "email": "other@example.com"}
    answer = post(signed(local), local, "account-amend", cast.agency_officer.id, **told)
    assert answer.status_code == 422 and "ngoài phạm vi" in text(answer)
    assert User.objects.get(id=cast.agency_officer.id).email == "lan@example.com"


def test_the_way_leads_from_the_first_page(cast: Cast, local: User, signed: Signed) -> None:
    assert f'href="{HOME}"' in text(signed(local).get("/desk/"))
    assert f'href="{HOME}"' not in text(signed(cast.head).get("/desk/"))
