"""Products with a title, for everybody: the list, its file, the catalogue; official lists.

A code leads to the page behind the QR of its certificate.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khuyencong.competitions.models import Certificate, Product
from khuyencong.competitions.queries.catalogue import (
    Wanted,
    catalogue,
    official_list,
    official_rounds,
    titled_photo,
)
from khuyencong.competitions.rules.titles import state_on
from khuyencong.competitions.states import CertificateState, ProductGroup, RoundLevel
from khuyencong.core import blobs
from khuyencong.core.clock import today
from khuyencong.registry.models import Place
from khuyencong.registry.queries import provinces
from khuyencong.values.dates import format_date
from khuyencong.values.shortcode import shown_code
from khuyencong.web.access import public
from khuyencong.web.spreadsheet import Cell, csv_file

ROWS, MOST = 24, 500
SECTION = {"section": "products"}
HEADER = (
    "Sản phẩm", "Nhóm", "Cơ sở", "Nơi sản xuất", "Cấp", "Giấy chứng nhận", "Quyết định",
    "Cấp ngày", "Hiệu lực đến hết", "Hôm nay", "Mã tra cứu",
)  # fmt: skip


class ProductSearch(forms.Form):
    """Words in any spelling, a province, a group, a level, a year."""

    q = forms.CharField(
        label="Sản phẩm, cơ sở hoặc mã",
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    tinh = forms.ChoiceField(label="Tỉnh, thành phố", required=False)
    nhom = forms.ChoiceField(
        label="Nhóm", required=False, choices=[("", "mọi nhóm"), *ProductGroup.choices]
    )
    cap = forms.ChoiceField(
        label="Cấp", required=False, choices=[("", "mọi cấp"), *RoundLevel.choices]
    )
    nam = forms.IntegerField(
        label="Năm cấp",
        required=False,
        min_value=2000,
        max_value=2199,
        error_messages={"invalid": "Ghi năm bằng bốn chữ số, như 2026."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {one.key: one for one in provinces(today())}
        field = self.fields["tinh"]
        field.choices = [  # type: ignore[attr-defined]
            ("", "mọi nơi"),
            *((key, one.name) for key, one in self.places.items()),
        ]

    def wanted(self) -> Wanted:
        """Return what is asked for."""
        given = self.cleaned_data
        place: Place | None = self.places.get(given["tinh"])
        return Wanted(
            words=given["q"].strip(),
            province=place,
            group=given["nhom"],
            level=given["cap"],
            year=given["nam"],
        )


@require_safe
@public
def products(request: HttpRequest) -> HttpResponse:
    """The products that are asked for, valid titles first."""
    form, rows = _asked(request)
    page = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    kept = {name: value for name in form.fields if (value := request.GET.get(name, ""))}
    told = {
        "form": form,
        "page": page,
        "rows": [_shown(one) for one in page],
        "rounds": official_rounds()[:6],
        "is_narrowed": bool(kept),
        "query": f"{urlencode(kept)}&" if kept else "",
        **SECTION,
    }
    return render(request, "portal/products.html", told, status=422 if form.errors else 200)


@require_safe
@public
def products_file(request: HttpRequest) -> HttpResponse:
    """The list as a file for a spreadsheet: one row for each title."""
    _, rows = _asked(request)
    return csv_file("san-pham-tieu-bieu", HEADER, _rows(rows.iterator(chunk_size=500)))


@require_safe
@public
def printed(request: HttpRequest) -> HttpResponse:
    """The catalogue for A4: one block for each product, with its photo where there is one."""
    form, rows = _asked(request)
    told = {
        "rows": [_shown(one) for one in rows[:MOST]],
        "total": rows.count(),
        "most": MOST,
        "day": today(),
    }
    return render(request, "portal/catalogue.html", told, status=422 if form.errors else 200)


@require_safe
@public
def photo(request: HttpRequest, photo_id: UUID) -> HttpResponse:
    """A picture of a product with a title, as the public sees it."""
    found = titled_photo(photo_id)
    if found is None:
        raise Http404
    with blobs.open(found.public) as file:
        return HttpResponse(file.read(), content_type="image/jpeg")


@require_safe
@public
def round_(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """The official list of a recognised round."""
    round = official_rounds().filter(id=round_id).first()
    if round is None:
        raise Http404
    day = today()
    rows = list(official_list(round))
    told = {
        "round": round,
        "rows": [(one, state_on(one, day), shown_code(one.code)) for one in rows],
        "first": rows[0] if rows else None,
        **SECTION,
    }
    return render(request, "portal/voting_round.html", told)


def _asked(request: HttpRequest) -> tuple[ProductSearch, Any]:
    form = ProductSearch(request.GET or None)
    wanted = form.wanted() if form.is_valid() else Wanted()
    return form, catalogue(wanted, today())


def _shown(one: Any) -> dict[str, Any]:
    day = today()
    titles = [(title, state_on(title, day), shown_code(title.code)) for title in one.titles]
    valid = (told for told in titles if told[1] is CertificateState.VALID)
    return {"product": one, "titles": titles, "first": next(valid, titles[0])}


def _rows(found: Iterator[Product]) -> Iterator[list[Cell]]:
    day = today()
    for one in found:
        for title in one.titles:  # type: ignore[attr-defined]
            yield _row(one, title, state_on(title, day))


def _row(one: Product, title: Certificate, state: CertificateState) -> list[Cell]:
    return [
        title.product_name,
        str(one.get_group_display()),
        title.maker_name,
        title.maker_place,
        str(title.get_level_display()),
        title.shown,
        title.decision,
        format_date(title.issued_on),
        format_date(title.last_day) if title.last_day else "chưa rõ hạn",
        str(state.label),
        shown_code(title.code),
    ]
