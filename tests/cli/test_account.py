"""`khuyencong account`: the first administrator of an empty house, and acts at the machine."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from khuyencong import cli
from khuyencong.accounts.models import User
from khuyencong.core.clock import today
from khuyencong.core.models import JournalEntry, OutboxMessage
from tests.cast import Cast
from tests.cli.test_settings import khuyencong
from tests.factories import make_organisation, make_user

PASSWORD = re.compile(r"[a-z2-9]{5}-[a-z2-9]{5}-[a-z2-9]{5}\n")
Out = pytest.CaptureFixture[str]


def opened(name: str = "quan-tri", body: str = "Cục", role: str = "ADMIN", *more: str) -> list[str]:
    told = ["--name", "Nguyễn Thị Lan", "--role", role, "--in", body]
    return ["account", "open", name, *told, *more]


@pytest.mark.slow
def test_an_empty_house_gets_its_first_administrator(new_house: Callable[[], Path]) -> None:
    """As the page of configuration tells a ministry to begin; each word is typed as it stands."""
    house = str(new_house())
    assert khuyencong("account", "list", KHUYENCONG_VAR=house).stdout == ""
    done = khuyencong(*opened(), KHUYENCONG_VAR=house)
    assert (done.returncode, done.stderr) == (0, "") and PASSWORD.fullmatch(done.stdout)
    told = khuyencong("account", "list", KHUYENCONG_VAR=house).stdout.rstrip("\n").split("\t")
    assert told[:3] == ["quan-tri", "Nguyễn Thị Lan", "ADMIN"]
    assert "Khuyến công" in told[3] and told[4] == f"từ {today():%d/%m/%Y}"
    second = khuyencong(
        *opened("lan", "Sở Công Thương tỉnh Bắc Ninh", "DEPT_HEAD", "--another"),
        KHUYENCONG_VAR=house,
    )
    assert PASSWORD.fullmatch(second.stdout)
    last = khuyencong("account", "close", "quan-tri", "--reason", "Mẫu", KHUYENCONG_VAR=house)
    assert (last.returncode, last.stdout) == (2, "") and "cuối cùng" in last.stderr
    assert last.stderr.count("\n") == 1
    sealed = khuyencong("verify", KHUYENCONG_VAR=house)
    assert sealed.returncode == 0, sealed.stdout


@pytest.mark.django_db
@pytest.mark.parametrize(
    "body", ["Cục", "cuc", "Bộ", "Cục mẫu", "cuc mau", "Sở Công Thương tỉnh Mẫu", "tỉnh Khác"]
)
@pytest.mark.parametrize("role", ["ADMIN", "admin", "Quản trị kỹ thuật", "quan tri ky thuat"])
def test_a_body_and_a_role_by_any_of_their_names(
    cast: Cast, capsys: Out, body: str, role: str
) -> None:
    make_organisation("Bộ Công Thương", kind="ministry")  # type: ignore[arg-type]
    assert cli.main(opened("lan", body, role)) == 0
    password = capsys.readouterr().out.strip()
    user = User.objects.get(username="lan")
    assert user.check_password(password) and user.may("account.manage")
    acts = JournalEntry.objects.order_by("seq").values_list("act", "by")
    assert list(acts) == [
        ("account.opened", None), ("role.given", None), ("account.password_given", None),
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (opened(body="Sở Khác Hẳn"), "không có đơn vị “Sở Khác Hẳn”"),
        (opened(body="Sở Công Thương tỉnh"), "nhiều đơn vị, xin ghi khóa: to-chuc-"),
        (opened(role="KING"), "không có vai trò “KING”; các vai trò: AGENCY_OFFICER, "),
        (opened(role="DEPT_HEAD"), "chỉ giữ ở: Sở Công Thương"),
        (opened(role="JUROR"), "cùng quyết định lập ban giám khảo"),
        (opened("lan nguyễn"), "Tên đăng nhập gồm"),
        (opened("owner"), "đã có người dùng"),
        (["account", "open", "l.n", "--name", "O", "--role", "ADMIN", "--in", "Cục",
          "--email", "x"], "Thư điện tử không đúng dạng"),
        (["account", "open", "l.n", "--name", "Người Mẫu", "--role", "ADMIN", "--in", "Cục"],
         "người cùng tên: admin"),
        (opened("lan", "Cục", "ADMIN", "--letter"), "KHUYENCONG_ADDRESS"),
        (["account", "close", "khong-co", "--reason", "Mẫu"], "không có tài khoản “khong-co”"),
        (["account", "close", "owner", "--reason", " "], "Chưa ghi lý do"),
        (["account", "close", "admin", "--reason", "Mẫu"], "người quản trị cuối cùng"),
        (["account", "password", "khong-co"], "không có tài khoản"),
        (["account", "password", "former"], "chưa giữ vai trò"),
        (["account", "list", "--in", "đâu đó"], "không có đơn vị"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_one_line_and_changes_nothing(
    cast: Cast, capsys: Out, typed: list[str], said: str
) -> None:
    cast.admin.full_name = "Người Mẫu"
    cast.admin.save()
    before = User.objects.count()
    assert cli.main(typed) == 2
    out, err = capsys.readouterr()
    assert out == "" and said in err and err.count("\n") == 1
    assert User.objects.count() == before and not JournalEntry.objects.exists()


@pytest.mark.django_db
def test_a_letter_goes_instead_of_a_password(cast: Cast, capsys: Out, settings: object) -> None:
    settings.PUBLIC_ADDRESS = "https://khuyencong.example.vn"  # type: ignore[attr-defined]
    assert cli.main(opened("lan", "Cục", "ADMIN", "--letter")) == 2
    assert "thêm --email" in capsys.readouterr().err
    more = ("--letter", "--email", "lan@example.com")
    assert cli.main(opened("lan", "Cục", "ADMIN", *more)) == 0
    assert "thư đặt mật khẩu đi" in capsys.readouterr().out
    payload = OutboxMessage.objects.get().payload
    assert payload["page"] == "https://khuyencong.example.vn/tai-khoan/mat-khau-moi/"
    assert payload["first"] is True and "example.com" not in payload["user"]


@pytest.mark.django_db
def test_the_list_tells_who_holds_what(cast: Cast, capsys: Out) -> None:
    make_user("CLERK", cast.centre, username="clerk")
    assert cli.main(["account", "list", "--in", "Trung tâm Khuyến công tỉnh Mẫu"]) == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert sorted((one[0], one[2]) for one in lines) == [
        ("centre", "CENTRE_OFFICER"), ("clerk", "CLERK"),
    ]  # fmt: skip
    assert cli.main(["account", "close", "clerk", "--reason", "Mẫu"]) == 0
    capsys.readouterr()
    assert cli.main(["account", "list"]) == 0
    out = capsys.readouterr().out
    assert "clerk\t" not in out and "former\t" not in out and "owner\t" in out
    assert cli.main(["account", "list", "--all"]) == 0
    out = capsys.readouterr().out
    assert re.search(r"(?m)^clerk\t.*\tđã khóa$", out)
    assert re.search(r"(?m)^former\t.* đến trước \d\d/\d\d/\d{4}$", out)


@pytest.mark.django_db
def test_a_password_by_either_command(cast: Cast, capsys: Out) -> None:
    for command in (["password", "owner"], ["account", "password", "OWNER".lower()]):
        assert cli.main(command) == 0
        password = capsys.readouterr().out.strip()
        assert User.objects.get(id=cast.owner.id).check_password(password)
