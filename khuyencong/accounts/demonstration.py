"""One account a role for trying the program out; never on a real service.

The people are nobody: their names say so. One password opens all of them; it is made on this
machine, stands in a file that only its owner reads, and in the database as a hash alone.
"""

from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from khuyencong.accounts.actions import Person, Refused, open_account
from khuyencong.accounts.models import User
from khuyencong.accounts.passwords import new_password
from khuyencong.accounts.roles import ROLES
from khuyencong.registry.models import Organisation
from khuyencong.registry.queries import department_of
from khuyencong.registry.states import OrganisationKind
from khuyencong.values.dates import day_in_vietnam

PROVINCE = "Bắc Ninh"
#: Role, sign-in name, and a name that is plainly nobody's.
PEOPLE = (
    ("AGENCY_OFFICER", "chuyen-vien-cuc", "Lê Thị Thí Dụ"),
    ("AGENCY_HEAD", "lanh-dao-cuc", "Trần Văn Minh Họa"),
    ("MINISTER", "lanh-dao-bo", "Phạm Văn Giả Định"),
    ("PROVINCE_CHAIR", "lanh-dao-tinh", "Vũ Thị Giả Sử"),
    ("DEPT_OFFICER", "chuyen-vien-so", "Nguyễn Thị Ví Dụ"),
    ("DEPT_HEAD", "lanh-dao-so", "Hoàng Văn Thử Nghiệm"),
    ("FINANCE_REVIEWER", "tai-chinh", "Đỗ Thị Con Số"),
    ("CENTRE_OFFICER", "vien-chuc-trung-tam", "Bùi Văn Làm Mẫu"),
    ("CENTRE_HEAD", "giam-doc-trung-tam", "Đặng Thị Hình Dung"),
    ("CENTRE_ACCOUNTANT", "ke-toan-trung-tam", "Ngô Văn Tính Thử"),
    ("COMMUNE_OFFICER", "cong-chuc-xa", "Dương Thị Tưởng Tượng"),
    ("COLLABORATOR", "cong-tac-vien", "Lý Văn Thực Hành"),
    ("ESTABLISHMENT_USER", "co-so", "Mai Thị Cơ Sở Mẫu"),
    ("COUNCIL_MEMBER", "hoi-dong", "Phan Văn Giả Thiết"),
    ("JUROR", "giam-khao", "Hồ Thị Chấm Thử"),
    ("SECRETARY", "thu-ky", "Tạ Văn Ghi Mẫu"),
    ("CLERK", "van-thu", "Cao Thị Đóng Thử"),
    ("ADMIN", "quan-tri", "Trịnh Văn Kỹ Thuật Mẫu"),
    ("AUDITOR", "thanh-tra", "Đinh Thị Soát Mẫu"),
)
NATIONAL = {
    "MINISTER": OrganisationKind.MINISTRY,
    "AGENCY_OFFICER": OrganisationKind.AGENCY,
    "AGENCY_HEAD": OrganisationKind.AGENCY,
    "ADMIN": OrganisationKind.AGENCY,
    "AUDITOR": OrganisationKind.MINISTRY,
}


class DemoAccount(NamedTuple):
    """A line to be printed: how to sign in, as what, for whom."""

    username: str
    password: str
    role: str
    organisation: str


@transaction.atomic
def make_demo_accounts(at: datetime) -> list[DemoAccount]:
    """Return one account for each role, made where missing; needs the registry's reference data.

    Raises Refused on a real service (behind HTTPS).
    """
    if settings.HTTPS:
        raise Refused("Đây là hệ thống thật: không tạo tài khoản dùng thử.")
    password, is_new = _password(settings.VAR / "demo-accounts.txt")
    accounts = [_account(*person, password, at) for person in PEOPLE]
    if is_new or _none_can_enter():
        own = User.objects.filter(username__in=[name for _, name, _ in PEOPLE])
        own.update(password=make_password(password))
    return accounts


def _account(role: str, username: str, full_name: str, password: str, at: datetime) -> DemoAccount:
    organisation = _organisation(role, day_in_vietnam(at))
    if not User.objects.filter(username=username).exists():
        person = Person(username, f"{full_name} (mẫu)")
        open_account(person=person, organisation=organisation, role=role, at=at)
    return DemoAccount(username, password, ROLES[role].name, organisation.name)


def _organisation(role: str, on: date) -> Organisation:
    if role in NATIONAL:
        return Organisation.objects.get(kind=NATIONAL[role])
    department = department_of(PROVINCE, on)
    if role.startswith("CENTRE_"):
        return Organisation.objects.get(kind=OrganisationKind.CENTRE, place=department.place)
    return department


def _none_can_enter() -> bool:
    """Return whether an account was just made: it has no password yet."""
    own = User.objects.filter(username__in=[name for _, name, _ in PEOPLE])
    return any(not user.has_usable_password() for user in own)


def _password(kept: Path) -> tuple[str, bool]:
    """Return the demonstration's password and whether it was made just now."""
    try:
        return kept.read_text(encoding="ascii").strip(), False
    except FileNotFoundError:
        password = new_password()
        kept.touch(mode=0o600, exist_ok=False)
        kept.write_text(f"{password}\n", encoding="ascii")
        return password, True
