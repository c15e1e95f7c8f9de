"""A dozen ugly sheets, entered by somebody with a browser and no manual; on a phone too."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from khuyencong.accounts.models import User
from khuyencong.applications.models import Need
from khuyencong.core.clock import now
from khuyencong.ingestion.models import Batch
from khuyencong.projects.models import LineShare, Project
from khuyencong.registry.models import Establishment, Organisation, Succession
from khuyencong.registry.states import Level
from tests.cast import make_cast
from tests.factories import make_membership, make_organisation
from tests.ingestion.sheets import _place
from tests.sheets.ugly import ALL, Ugly, design
from tests.web.browsing import DESKTOP, PHONE, Visitor
from tests.web.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TURN = date(2025, 7, 1)
DISTRICTS = (
    "Lục Ngạn", "Yên Thế", "Tân Yên", "Lạng Giang", "Hiệp Hòa", "Sơn Động", "Lục Nam", "Yên Dũng",
    "Việt Yên",
)  # fmt: skip
KINDS = {
    "past_projects": "Danh mục đề án đã thực hiện",
    "establishments": "Cơ sở công nghiệp nông thôn",
    "needs": "Nhu cầu khảo sát",
}


def officer() -> User:
    """Return who enters for Bắc Ninh, that took over Bắc Giang with its districts."""
    cast = make_cast()
    nation = _place("viet-nam", Level.COUNTRY, "", "Việt Nam")
    old = _place("bac-giang", Level.PROVINCE, "tỉnh", "Bắc Giang", nation, until=TURN)
    new = _place("bac-ninh", Level.PROVINCE, "tỉnh", "Bắc Ninh", nation, since=TURN)
    for number, name in enumerate(DISTRICTS):
        _place(f"bac-giang.{number}", Level.DISTRICT, "huyện", name, old, until=TURN)
    _place("bac-giang.tp", Level.DISTRICT, "thành phố", "Bắc Giang", old, until=TURN)
    _place("bac-ninh.luc-ngan", Level.COMMUNE, "xã", "Lục Ngạn", new, since=TURN)
    Organisation.objects.filter(id=cast.department.id).update(place=new)
    before = make_organisation("Sở Công Thương tỉnh Bắc Giang")
    Organisation.objects.filter(id=before.id).update(place=old)
    Succession.objects.create(
        predecessor=before, successor=cast.department, day=TURN, recorded_at=now()
    )
    make_membership(cast.owner, "CENTRE_OFFICER", cast.centre)
    return cast.owner


def hand_in(visitor: Visitor, ugly: Ugly, folder: Path) -> Page:
    file = folder / ugly.name
    file.write_bytes(ugly.data)
    page = visitor.go("/desk/nhap-du-lieu/")
    page.get_by_label(KINDS[ugly.kind]).check()
    page.get_by_label("Sở Công Thương tỉnh Mẫu").check()
    page.get_by_label("Tệp Excel hoặc CSV").set_input_files(file)
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("chưa ghi gì cả")
    return page


def answer_all(page: Page, ugly: Ugly) -> None:
    """Answer what is asked, one remark after the other, by its buttons or by typing."""
    for _ in range(30):
        remarks = page.locator(".remark")
        if not remarks.count():
            return
        first = remarks.first
        at = first.locator("input[name=at]").get_attribute("value") or ""
        told = ugly.answers.get(at, "")
        button = first.locator(f'button[value="{told}"]')
        if told and button.count():
            button.click()
        elif told.startswith("text:"):
            first.locator("input[name=typed]").fill(told.removeprefix("text:"))
            first.get_by_role("button", name="Nhập", exact=True).click()
        else:
            # What the register asks: its first offer.
            first.locator("button[name=answer]").first.click()
    raise AssertionError("too many questions")


def known_to_the_register(ugly: Ugly, by: User) -> None:
    """A survey tells of establishments that are known already."""
    if ugly.kind != "needs":
        return
    from khuyencong.registry.actions.establishments import register
    from khuyencong.registry.models import Place
    from tests.factories import told

    commune = Place.objects.get(key="bac-ninh.luc-ngan")
    for record in [ugly]:
        said = told(commune, "Công ty TNHH Gỗ Thí Dụ", tax_code="9900000016")
        body = Organisation.objects.get(name="Sở Công Thương tỉnh Mẫu")
        assert record and register(by=by, custodian=body, told=said, at=now())


@pytest.mark.parametrize("make", ALL, ids=lambda make: make.__name__)
def test_an_ugly_sheet_is_entered_without_a_manual(make, visit: Visit, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    ugly, by = make(), officer()
    known_to_the_register(ugly, by)
    visitor = visit(by, width=PHONE, scripts=False)
    page = hand_in(visitor, ugly, tmp_path)
    answer_all(page, ugly)
    page.get_by_role("button", name=f"Nhập {len(ugly.records)} dòng").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã nhập")
    kept = {"past_projects": Project, "establishments": Establishment, "needs": Need}[ugly.kind]
    names = set(kept.objects.values_list("what" if ugly.kind == "needs" else "name", flat=True))
    assert names >= set(ugly.records)
    if ugly.kind == "past_projects":
        money = sum(told["provincial"] for told in ugly.records.values())
        assert sum(LineShare.objects.values_list("amount", flat=True)) == money
        owners = set(Project.objects.values_list("owner__name", flat=True))
        assert owners == {"Sở Công Thương tỉnh Bắc Giang"}
    again = hand_in(visitor, ugly, tmp_path)
    answer_all(again, ugly)
    expect(again.get_by_text("Đúng tệp này đã nhập")).to_be_visible()
    assert Batch.objects.order_by("-received_at")[0].summary["counts"] == {
        "same": len(ugly.records)
    }


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_the_pages_have_no_fault(width: int, visit: Visit, tmp_path: Path) -> None:
    visitor = visit(officer(), width=width)
    visitor.go("/desk/nhap-du-lieu/")
    assert visitor.faults() == []
    hand_in(visitor, design(), tmp_path)
    assert visitor.faults() == []
