"""Open data for everybody: the bundles, each table with its first rows, every file by its name."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe

from khuyencong.opendata.models import Bundle
from khuyencong.opendata.queries.bundles import (
    Part,
    blocks_of,
    latest,
    part_named,
    sample,
    visible_to,
)
from khuyencong.opendata.rules.catalogue import catalogue
from khuyencong.opendata.rules.tables import BY_NAME
from khuyencong.opendata.states import MEDIA, Form
from khuyencong.values.canonical import canonical
from khuyencong.web.access import public

ROWS, SAMPLE = 31, 3
SECTION = {"section": "open-data"}
#: What stands beside the tables, with what it is.
BESIDE = (
    ("dictionary.csv", "Từ điển: từng cột, đơn vị, ý nghĩa, mã"),
    ("measures.json", "Các chỉ tiêu: đơn vị, cách đếm, có được cộng không"),
    ("360giving.json", "Đề án theo tên trường của chuẩn 360Giving"),
    ("provenance.json", "Nguồn gốc: thời điểm, phần mềm, lấy từ đâu"),
    ("SHA256SUMS", "Mã băm của mọi tệp"),
    ("LICENCE.txt", "Giấy phép"),
)


@require_safe
@public
def bundles(request: HttpRequest) -> HttpResponse:
    """The newest bundle by its tables, then every bundle that is kept."""
    newest = latest()
    page = Paginator(visible_to(None).defer("manifest"), ROWS).get_page(request.GET.get("trang"))
    told: dict[str, Any] = {"newest": newest, "page": page, "beside": BESIDE, **SECTION}
    if newest:
        told["tables"] = [
            (one, BY_NAME.get(one["name"]), [_name_of(file) for file in one["files"]])
            for one in newest.manifest["tables"]
        ]
    return render(request, "portal/open_data.html", told)


def _name_of(file: dict[str, Any]) -> tuple[str, str]:
    """Return the name of a file and what it is called on a button."""
    name = str(file["path"]).rpartition("/")[2]
    return name, Form(name.rpartition(".")[2]).label


@require_safe
@public
def table(request: HttpRequest, name: str) -> HttpResponse:
    """One table: what a row is, its columns, its first rows, its files; 404 for none."""
    newest = latest()
    declared = BY_NAME.get(name)
    told = _told(newest, name) if newest else None
    if newest is None or declared is None or told is None:
        raise Http404
    part = part_named(newest, f"{name}.csv")
    rows = sample(part, SAMPLE) if part else []
    page = {
        "bundle": newest,
        "table": declared,
        "told": told,
        "files": [part_named(newest, f"{name}.{form}") for form in ("csv", "json", "parquet")],
        "records": [list(zip(declared.fields, row, strict=True)) for row in rows[1:]],
        **SECTION,
    }
    return render(request, "portal/open_data_table.html", page)


def _told(bundle: Bundle, name: str) -> dict[str, Any] | None:
    tables: list[dict[str, Any]] = bundle.manifest["tables"]
    return next((one for one in tables if one["name"] == name), None)


@require_safe
@public
def file(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file of the newest bundle as a stream; 304 to whoever has it, 404 for none."""
    newest = latest()
    part = part_named(newest, name) if newest else None
    if part is None:
        raise Http404
    known = _unchanged(request, part.sha256)
    return known or _streamed(request, part)


def _streamed(request: HttpRequest, part: Part) -> HttpResponseBase:
    text = "; charset=utf-8" if part.media.startswith("text/") else ""
    headers = _headers(part.name, part.size, part.sha256, part.bundle)
    return _answer(request, part.blocks(), f"{part.media}{text}", headers)


def _answer(
    request: HttpRequest, blocks: Iterator[bytes], media: str, headers: dict[str, str]
) -> HttpResponseBase:
    """Return a stream; to whoever asks for the headers alone, nothing that is to be closed."""
    if request.method == "HEAD":
        return HttpResponse(content_type=media, headers=headers)
    return StreamingHttpResponse(blocks, content_type=media, headers=headers)


def _headers(name: str, size: int, sha256: str, bundle: Bundle) -> dict[str, str]:
    return {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Length": str(size),
        "ETag": quote_etag(sha256),
        "Last-Modified": http_date(bundle.as_of.timestamp()),
    }


@require_safe
@public
def archive(request: HttpRequest, day: str) -> HttpResponseBase:
    """The whole bundle of a day; 404 where none is kept."""
    try:
        asked = date.fromisoformat(day)
    except ValueError as odd:
        raise Http404 from odd
    found = visible_to(None).defer("manifest").filter(day=asked).first()
    if found is None:
        raise Http404
    known = _unchanged(request, found.archive)
    if known:
        return known
    name = f"khuyen-cong-du-lieu-mo-{found.day.isoformat()}.zip"
    headers = _headers(name, found.size, found.archive, found)
    return _answer(request, blocks_of(found), MEDIA["zip"], headers)


@require_safe
@public
def dcat(request: HttpRequest) -> HttpResponse:
    """The description of the newest bundle for machines; 404 while there is none."""
    newest = latest()
    if newest is None:
        raise Http404
    base = settings.PUBLIC_ADDRESS or request.build_absolute_uri("/").rstrip("/")
    told = canonical(catalogue(newest.manifest, base))
    return HttpResponse(told, content_type="application/ld+json")


def _unchanged(request: HttpRequest, sha256: str) -> HttpResponse | None:
    """Return the answer to somebody who already has these bytes."""
    answer: HttpResponse | None = get_conditional_response(request, etag=quote_etag(sha256))
    return answer
