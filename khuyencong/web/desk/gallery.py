"""The gallery: every component once, with what it takes, on one page."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.ingestion.queries import Doubt
from khuyencong.registry.forms.fields import CommuneMixin
from khuyencong.registry.models import (
    BodyFact,
    Establishment,
    Lineage,
    OtherSupport,
    Place,
    PlaceName,
)
from khuyencong.registry.queries import Found
from khuyencong.registry.queries.page import Children
from khuyencong.registry.states import (
    EstablishmentForm,
    Level,
    LineageKind,
    SupportProgramme,
)
from khuyencong.web.access import requires
from khuyencong.web.desk.history import histories
from khuyencong.web.desk.law_sample import law_samples
from khuyencong.web.desk.money_sample import money_samples
from khuyencong.web.desk.numbers_sample import number_samples
from khuyencong.web.desk.projects.samples import project_samples
from khuyencong.web.desk.report_view import ReportView
from khuyencong.web.desk.review_view import Row
from khuyencong.web.desk.sample import sample_figures, sample_intake, sample_page


class SampleForm(forms.Form):
    """A form with one field in order and one at fault."""

    name = forms.CharField(label="Tên đề án", help_text="Như trong quyết định phê duyệt.")
    money = forms.CharField(label="Kinh phí", error_messages={"required": "Ghi số tiền bằng đồng."})
    sure = forms.BooleanField(label="Đã đối chiếu với bản giấy", required=False)


@require_safe
@requires(Permission.DESK_ENTER)
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component with invented content."""
    view = ReportView(sample_page(), open_id="c1", only_problems=False)
    told = {
        "view": view,
        "open": view.open,
        **_registry(),
        **_pieces(),
        **_map(),
        **law_samples(),
        **number_samples(),
        **_establishments(),
        **_figures(),
        **money_samples(),
        **project_samples(),
        "section": "gallery",
    }
    return render(request, "desk/gallery.html", told)


def _pieces() -> dict[str, Any]:
    page = sample_page()
    form = SampleForm({"name": "Máy sấy vải thí dụ"})
    form.is_valid()
    return {
        "document": page.document,
        "documents": [page.document],
        "source_notes": ["Tệp có chữ đã xoá khi theo dõi thay đổi; chữ ấy không được soát."],
        "left_out": {"số trang": ["1", "2"]},
        "decision": page.decisions["c2"],
        "form": form,
        "notes": [
            Message(constants.SUCCESS, "Đã ghi nhận là lỗi."),
            Message(constants.ERROR, "Cần ghi lý do vì sao không phải lỗi."),
        ],
        "reach": [
            BodyFact(kind="phone", told="02000000001", is_demonstration=True),
            BodyFact(kind="email", told="donvi@example.vn"),
        ],
        "paging": Paginator(range(90), 30).get_page(2),
    }


def _figures() -> dict[str, Any]:
    figures, checks = sample_figures(), sample_page().document.reading.checks
    doubt = Doubt(checks=tuple(checks[:1]), others=tuple(figures[:1]), is_unsure=True)
    rows = [Row(figure, doubt, False) for figure in figures]
    history = histories({figures[0].series: figures})[0]
    return {"figure": rows[0], "history": history, "intake": sample_intake()}


def _map() -> dict[str, Any]:
    """Return two invented provinces as plain values: the desk does not know the portal's types."""
    units = {"districts": 0, "communes": 99}
    provinces = [
        {"key": key, "kind": "tỉnh", "name": name} for key, name in (("ta", "Tả"), ("huu", "Hữu"))
    ]
    isles = [{"label": "Đảo Mẫu", "x": 460, "y": 250, "anchor": "middle"}]
    outlines = [
        {"land": "M40 40h200v220h-200z", "x": 140, "y": 150},
        {
            "land": "M240 40h180v220h-180z",
            "x": 330,
            "y": 150,
            "dots": "M460 200h8",
            "islands": isles,
        },
    ]
    shapes = [
        {
            "province": province,
            "outline": outline,
            "css": f"m{step}",
            "title": f"Tỉnh {province['name']}: 99 đơn vị cấp xã",
            "number": "99",
            "number_css": "large",
        }
        for step, (province, outline) in enumerate(zip(provinces, outlines, strict=True), 1)
    ]
    steps = [{"css": "m1", "least": "51", "most": "99", "count": 2}]
    rows = [{"province": provinces[0], "kin": [], "units": units, "css": "m1"}]
    view = {"width": 560, "height": 300, "shapes": shapes, "steps": steps, "without_value": 1}
    return {"map": view, "outline": outlines[1], "map_rows": rows}


def _establishments() -> dict[str, Any]:
    turn = date(2025, 7, 1)
    commune = Place(level=Level.COMMUNE, kind="xã", name="Mẫu", valid_until=turn)
    establishment = Establishment(
        form=EstablishmentForm.COOPERATIVE,
        name="HTX Thí Dụ",
        commune=commune,
        tax_code="9900000104",
    )
    support = OtherSupport(
        establishment=establishment,
        programme=SupportProgramme.OCOP,
        item="Máy sấy",
        year=2024,
        amount=90_000_000,
    )
    form = CommuneMixin({"commune": "Mẫu"})
    form.offered = [Found(commune, PlaceName(place=commune, kind="xã", name="Mẫu"), "tỉnh Thí Dụ")]
    return {"establishment": establishment, "support": support, "commune_form": form}


def _registry() -> dict[str, Any]:
    turn = date(2025, 7, 1)
    old = Place(key="thi-du", level=Level.PROVINCE, kind="tỉnh", name="Thí Dụ", valid_until=turn)
    new = Place(key="vi-du", level=Level.PROVINCE, kind="tỉnh", name="Ví Dụ", valid_from=turn)
    name = PlaceName(place=old, kind="tỉnh", name="Thí Dụ", valid_until=turn, verified=True)
    link = Lineage(
        predecessor=old,
        successor=new,
        kind=LineageKind.MERGE,
        day=turn,
        whole=True,
        is_default=True,
    )
    return {
        "hit": Found(old, name, ""),
        "link": link,
        "name": name,
        "children": Children(turn, None, {"xã": [new], "phường": [old]}),
    }
