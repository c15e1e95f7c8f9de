"""The demonstration: reference data, accounts, reports, establishments. Never on a real service."""

import hashlib
from collections.abc import Iterator
from datetime import date
from importlib import resources

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from khuyencong.accounts.demonstration import make_demo_accounts
from khuyencong.accounts.models import User
from khuyencong.core import clock, journal
from khuyencong.core.jobs import run_once
from khuyencong.demo import (
    applications,
    bodies,
    connecting,
    editions,
    establishments,
    exchanging,
    kits,
    noticing,
    proposals,
    publishing,
    reporting,
    service,
    voting,
)
from khuyencong.demo.records import entering as records
from khuyencong.demo.records import targets
from khuyencong.demo.review import explain, review
from khuyencong.demo.year import filling as year
from khuyencong.ingestion.actions import receive
from khuyencong.ingestion.models import Document
from khuyencong.ingestion.queries import already_kept
from khuyencong.notices.actions import tell_new
from khuyencong.preparation import prepare, told
from khuyencong.registry.models import Organisation
from khuyencong.registry.queries import custodian_today, department_of
from khuyencong.registry.states import OrganisationKind

#: Each report, and the province whose department answered for it; None: the national agency.
REPORTS = (
    ("ca-nuoc-2014-2020.md", None),
    ("mot-tinh-2012-2022.md", None),
    ("bac-kan-2014-2018.md", "Bắc Kạn"),
    ("tra-vinh-2016-2020.md", "Trà Vinh"),
    ("bac-giang-2016-2020.md", "Bắc Giang"),
)
LAST_DAY_OF_63 = date(2025, 6, 30)
WHO_HANDS_IN = "chuyen-vien-cuc"


def build(*, reset: bool) -> Iterator[str]:
    """Make the demonstration and tell each step; what is already there stays.

    With `reset` everything that was entered is removed first. ImproperlyConfigured on a real
    service.
    """
    if settings.HTTPS:
        raise ImproperlyConfigured("KHUYENCONG_HTTPS: hệ thống thật không nhận dữ liệu thử.")
    if reset:
        call_command("migrate", verbosity=0)
        call_command("flush", verbosity=0, interactive=False)
        yield "Đã xoá mọi dữ liệu trước đây."
    yield from prepare()
    accounts = make_demo_accounts(at=clock.now())
    # Whoever follows the journal begins before the acts of the demonstration, and is not told that
    # everybody was given his first role.
    journal.seal()
    tell_new(clock.now())
    yield told("Báo cáo thử", sum(_hand_in(*report) for report in REPORTS))
    yield told("Số liệu đã soát thử", _review())
    yield told("Cơ sở thử", establishments.fill(clock.now()))
    yield told("Nhu cầu và đề nghị thử", applications.fill(clock.now()))
    yield told("Điều biết về trung tâm", bodies.fill(clock.now()))
    yield told("Kiến nghị, hạn chế thử", proposals.fill(clock.now()))
    yield told("Đề án đã qua của ba tỉnh", records.fill(clock.now()))
    yield told("Lý do báo cáo cũ khác hồ sơ", _explain())
    yield told("Chương trình và mục tiêu của ba tỉnh", targets.fill(clock.now()))
    yield told("Kế hoạch năm đang thực hiện", year.fill(clock.now()))
    yield told("Sản phẩm bình chọn thử", voting.fill(clock.now()))
    yield told("Tin, kêu gọi, hỏi đáp thử", publishing.fill(clock.now()))
    yield told("Hồ sơ cơ sở tự nộp thử", service.fill(clock.now()))
    yield told("Lịch báo cáo thử", reporting.fill(clock.now()))
    yield told("Báo cáo định kỳ thử", editions.fill(clock.now()))
    yield told("Bộ công cụ xã thử", kits.fill(clock.now()))
    yield told("Thay đổi từ một hệ thống thử", exchanging.fill(clock.now()))
    yield told("Mã truy cập, lần báo thử", connecting.fill(clock.now()))
    yield told("Thông báo đã đọc thử", noticing.fill(clock.now()))
    run_once(clock.now())
    yield "Đăng nhập thử (chỉ có trên máy này):"
    for one in accounts:
        yield f"  {one.username:<21}{one.password:<19}{one.role} · {one.organisation}"


def _hand_in(file_name: str, province: str | None) -> int:
    """Take one report in for today's custodian; return 1 where it is new, 0 where it was there."""
    file = resources.files("khuyencong.demo") / "reports" / file_name
    data = file.read_bytes()
    custodian = _custodian(province)
    if already_kept(custodian.id, hashlib.sha256(data).hexdigest()):
        return 0
    receive(
        by=User.objects.get(username=WHO_HANDS_IN),
        custodian=custodian,
        file_name=file_name,
        data=data,
        at=clock.now(),
        is_demonstration=True,
    )
    return 1


def _review() -> int:
    """Let the demonstration officer decide about the figures of the demonstration reports."""
    officer, at = User.objects.get(username=WHO_HANDS_IN), clock.now()
    reports = Document.objects.filter(is_demonstration=True).order_by("id")
    return sum(review(report, by=officer, at=at) for report in reports)


def _explain() -> int:
    """Let the demonstration officer say why numbers of the old reports are not the records'."""
    officer, at = User.objects.get(username=WHO_HANDS_IN), clock.now()
    reports = Document.objects.filter(is_demonstration=True).order_by("id")
    return sum(explain(report, by=officer, at=at) for report in reports)


def _custodian(province: str | None) -> Organisation:
    if province is None:
        return Organisation.objects.get(kind=OrganisationKind.AGENCY)
    return custodian_today(department_of(province, LAST_DAY_OF_63), clock.today())
