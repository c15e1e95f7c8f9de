"""The calendar's pages in a browser: in order at both widths, and an act without scripts."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from khuyencong.core.clock import now, today
from khuyencong.reporting.actions import load_regimes
from khuyencong.reporting.models import Duty, Regime
from tests.cast import Cast
from tests.factories import make_duty
from tests.reporting.conftest import act, send
from tests.web.browsing import DESKTOP, PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIST = "/desk/lich-bao-cao/"
Visit = Callable[..., Visitor]


def duties(cast: Cast) -> list[Duty]:
    """Return a returned report, a late one, one without a day, of this year."""
    year = {"period_start": date(today().year, 1, 1), "period_end": date(today().year + 1, 1, 1)}
    back = make_duty(cast.department, cast.agency, **year, due_on=today() - timedelta(days=3))
    send(cast.owner, back, now() - timedelta(days=1))
    act("give_back", cast.agency_officer, back, now(), reason="Biểu số 2 chưa cộng đúng")
    late = make_duty(cast.other_department, cast.agency, **year, due_on=today() - timedelta(days=9))
    undated = make_duty(cast.centre, cast.agency, **year, due_on=None, due_basis="")
    return [back, late, undated]


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_pages_are_in_order(width: int, visit: Visit, cast: Cast) -> None:
    load_regimes(at=now())
    back, late, _ = duties(cast)
    regime = Regime.objects.filter(form="quarter").earliest("id")
    paths = [
        LIST,
        f"{LIST}{back.id}/",
        f"{LIST}{late.id}/",
        f"{LIST}{late.id}/ca-ky/",
        f"{LIST}yeu-cau/",
        f"{LIST}che-do/",
        f"{LIST}che-do/{regime.id}/",
        f"{LIST}che-do/de-xuat/?tu={regime.id}",
    ]
    visitor = visit(cast.agency_officer, width)
    found = {path: visitor.go(path) and visitor.faults() for path in paths}
    owner = visit(cast.owner, width)
    found |= {f"owner {path}": owner.go(path) and owner.faults() for path in paths[:2]}
    assert not any(found.values()), found


def test_a_returned_report_is_sent_again_without_scripts(visit: Visit, cast: Cast) -> None:
    back, *_ = duties(cast)
    page = visit(cast.owner, PHONE, scripts=False).go(f"{LIST}{back.id}/")
    expect(page.get_by_text("Biểu số 2 chưa cộng đúng").first).to_be_visible()
    page.get_by_label("Số, ký hiệu văn bản").fill("15/BC-SCT")
    page.get_by_role("button", name="Ghi đã gửi báo cáo").click()
    expect(page.get_by_text("Đã ghi việc gửi báo cáo.")).to_be_visible()
    expect(page.get_by_text("Lần 2")).to_be_visible()
