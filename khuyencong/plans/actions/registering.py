"""What a body registers for the plan of a year is written, listed and sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from khuyencong.core import journal
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.plans.actions.preparing import NATIONAL, YEARS
from khuyencong.plans.models import Registration, RegistrationRow
from khuyencong.plans.queries.registrations import may_be_listed
from khuyencong.projects.models import Project
from khuyencong.projects.states import Level
from khuyencong.registry.models import Organisation
from khuyencong.values.text import clean, nfc

MAY_NOT = "Anh/chị không có quyền lập đăng ký kế hoạch của đơn vị này."
MAY_NOT_SEND = "Anh/chị không có quyền gửi đăng ký kế hoạch của đơn vị này."
SENT = "Đăng ký này đã gửi, không sửa được nữa."
CHANGED = "Đăng ký vừa được người khác sửa. Xin tải lại trang, xem lại rồi làm tiếp."
LONGEST = 10_000
LETTER = 120
PARTS = {
    "last_year": "Kết quả năm trước",
    "this_year": "Tình hình năm nay",
    "next_year": "Mục tiêu năm kế hoạch",
}


@dataclass(frozen=True, kw_only=True)
class Account:
    """The three parts that a registration tells."""

    last_year: str = ""
    this_year: str = ""
    next_year: str = ""


@transaction.atomic
def open_registration(
    *, by: Actor, registrar: Organisation, owner: Organisation, year: int, at: datetime
) -> Registration:
    """Begin what a body registers in the plan of `owner`; the one that is there where there is."""
    if not by.may("plan.prepare", of=registrar.id):
        raise Refused(MAY_NOT)
    if year not in YEARS:
        raise Refused(f"Năm kế hoạch phải từ {YEARS[0]} đến {YEARS[-1]}.")
    level = Level.NATIONAL if owner.kind in NATIONAL else Level.LOCAL
    registration, is_new = Registration.objects.get_or_create(
        registrar=registrar,
        owner=owner,
        year=year,
        level=level,
        defaults={"drafted_by": by.id, "recorded_at": at},
    )
    if is_new:
        _put_list(registration, may_be_listed(registration))
        _note("opened", registration, by, at)
    return registration


@transaction.atomic
def tell_registration(
    *,
    by: Actor,
    registration: Registration,
    account: Account,
    projects: Sequence[Project],
    at: datetime,
    seen: int | None = None,
) -> Registration:
    """Say the three parts and the list anew, until it is sent."""
    registration = _open(registration, seen)
    if not by.may("plan.prepare", of=registration.registrar_id):
        raise Refused(MAY_NOT)
    for name, label in PARTS.items():
        setattr(registration, name, _part(getattr(account, name), label))
    _put_list(registration, projects)
    return _saved("told", registration, by, at)


@transaction.atomic
def send_registration(
    *, by: Actor, registration: Registration, letter: str, at: datetime, seen: int | None = None
) -> Registration:
    """Send it with the number of its letter; Refused where a part or the list is missing."""
    registration = _open(registration, seen)
    if not by.may("plan.submit", of=registration.registrar_id):
        raise Refused(MAY_NOT_SEND)
    missing = [label for name, label in PARTS.items() if not getattr(registration, name)]
    if missing:
        raise Refused(f"Còn thiếu phần: {', '.join(missing).lower()}.")
    if not registration.rows.exists():
        raise Refused("Danh mục chưa có đề án nào.")
    letter = clean(letter)[:LETTER]
    if not letter:
        raise Refused("Ghi số, ký hiệu văn bản gửi đăng ký.")
    registration.letter, registration.sent_by, registration.sent_at = letter, by.id, at
    return _saved("sent", registration, by, at)


def _open(registration: Registration, seen: int | None) -> Registration:
    row = Registration.objects.select_for_update().get(id=registration.id)
    if seen is not None and seen != row.version:
        raise Refused(CHANGED)
    if row.sent_at:
        raise Refused(SENT)
    return row


def _put_list(registration: Registration, projects: Sequence[Project]) -> None:
    allowed = {one.id for one in may_be_listed(registration)}
    for project in projects:
        if project.id not in allowed:
            raise Refused(f"“{project.name}” không thuộc đăng ký này.")
    registration.rows.all().delete()
    RegistrationRow.objects.bulk_create(
        RegistrationRow(registration=registration, project=project, position=position)
        for position, project in enumerate(dict.fromkeys(projects), 1)
    )


def _part(text: str, label: str) -> str:
    kept = nfc(text).replace("\r\n", "\n").strip()
    if len(kept) > LONGEST or "\0" in kept:
        raise Refused(f"{label}: quá {LONGEST} ký tự hoặc có ký tự lạ. Xin viết gọn lại.")
    return kept


def _saved(what: str, registration: Registration, by: Actor, at: datetime) -> Registration:
    registration.version += 1
    registration.save()
    _note(what, registration, by, at)
    return registration


def _note(what: str, registration: Registration, by: Actor, at: datetime) -> None:
    journal.record(
        f"registration.{what}",
        custodian=registration.registrar_id,
        about=f"registration:{registration.id}",
        at=at,
        by=by.id,
        facts={"year": registration.year, "version": registration.version},
    )
