"""Every operation of the API, on one object that reads what is sent and writes what is answered."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from khuyencong.core.refusal import Refused
from khuyencong.web.api import (
    applying,
    editions,
    figures,
    law,
    money,
    planning,
    programmes,
    projects,
    quality,
    registers,
    reporting,
    results,
    voting,
)
from khuyencong.web.api.problems import Fault, Problem, absent, told
from khuyencong.web.api.rendering import Reader, Renderer, UnreadableBody
from khuyencong.web.api.resources import Resource, add

VERSION = "1.0.0"
ABOUT = """\
Dữ liệu khuyến công cho hệ thống khác: đọc những gì mã truy cập được xem, gửi đề nghị, tiến độ và
kết quả. Tiền là số nguyên đồng; ngày theo ISO 8601, ngày của Việt Nam; kỳ là nửa mở (ngày cuối
không thuộc kỳ); mỗi hồ sơ có một id (UUIDv7) không đổi. Hướng dẫn: docs/api.md.
"""
RESOURCES: tuple[Resource[Any], ...] = (
    *registers.RESOURCES,
    *law.RESOURCES,
    *programmes.RESOURCES,
    *applying.RESOURCES,
    *projects.RESOURCES,
    *planning.RESOURCES,
    *money.RESOURCES,
    *results.RESOURCES,
    *voting.RESOURCES,
    *reporting.RESOURCES,
    *editions.RESOURCES,
)
#: The words of what is wrong with a value, by the code that the reader of bodies gives.
WORDS = {
    "missing": "Thiếu mục này.",
    "extra_forbidden": "Không có mục này.",
    "string_type": "Ghi bằng chữ, trong dấu ngoặc kép.",
    "string_too_long": "Dài quá: tối đa {max_length} ký tự.",
    "string_too_short": "Chưa ghi gì.",
    "string_unicode": "Có ký tự không hợp lệ.",
    "int_parsing": "Ghi một số nguyên.",
    "int_type": "Ghi một số nguyên.",
    "int_from_float": "Ghi một số nguyên, không có phần lẻ.",
    "int_parsing_size": "Số quá lớn.",
    "greater_than_equal": "Nhỏ nhất là {ge}.",
    "less_than_equal": "Lớn nhất là {le}.",
    "uuid_parsing": "Ghi một id, như 0192f0c1-7c7e-7000-8000-000000000000.",
    "uuid_type": "Ghi một id.",
    "bool_type": "Ghi true hoặc false.",
    "bool_parsing": "Ghi true hoặc false.",
    "date_from_datetime_parsing": "Ghi ngày như 2026-08-31.",
    "date_parsing": "Ghi ngày như 2026-08-31.",
    "date_type": "Ghi ngày như 2026-08-31.",
    "dict_type": "Ghi một đối tượng: {{…}}.",
    "too_long": "Nhiều quá: tối đa {max_length} mục.",
    "model_attributes_type": "Ghi một đối tượng: {{…}}.",
    "model_type": "Ghi một đối tượng: {{…}}.",
}
ELSE = "Giá trị chưa đúng."
#: No more faults than these are told: who sends so many sends something else.
MOST_FAULTS = 20

api = NinjaAPI(
    title="API khuyến công",
    version=VERSION,
    description=ABOUT,
    docs_url=None,
    openapi_url=None,
    renderer=Renderer(),
    parser=Reader(),
    urls_namespace="kc-api-v1",
)
for _resource in RESOURCES:
    add(api, _resource)
for _module in (applying, projects, results):
    _module.add_changes(api)
quality.add_all(api)
figures.add_all(api)


@api.exception_handler(Problem)
def _problem(request: HttpRequest, fault: Problem) -> HttpResponse:
    return told(fault)


@api.exception_handler(Http404)
def _absent(request: HttpRequest, fault: Http404) -> HttpResponse:
    return told(absent())


@api.exception_handler(Refused)
def _refused(request: HttpRequest, fault: Refused) -> HttpResponse:
    return told(Problem(409, str(fault)))


@api.exception_handler(UnreadableBody)
@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, fault: Exception) -> HttpResponse:
    return told(Problem(400, "Nội dung không phải một đối tượng JSON đọc được (UTF-8)."))


@api.exception_handler(Exception)
def _broken(request: HttpRequest, fault: Exception) -> HttpResponse:
    raise fault


@api.exception_handler(ValidationError)
def _unfit(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    faults = [
        Fault(field=_field(one["loc"]), message=_said(one)) for one in fault.errors[:MOST_FAULTS]
    ]
    detail = "Có mục chưa đúng: xem từng mục trong errors."
    return told(Problem(422, detail, errors=faults))


def _field(where: tuple[object, ...]) -> str:
    """Return the name of a field: "body.year", "query.limit"."""
    parts = [str(one)[:60] for one in where]
    if len(parts) > 2 and parts[0] in ("body", "query"):
        parts = [parts[0], *parts[2:]]
    return ".".join(part.encode(errors="replace").decode() for part in parts)


def _said(fault: dict[str, Any]) -> str:
    if fault["type"] == "value_error":
        said = str(fault.get("ctx", {}).get("error", ELSE))
        return f"{said[:1].upper()}{said[1:]}."
    return WORDS.get(fault["type"], ELSE).format(**fault.get("ctx", {}))
