"""Why the API says no: one shape (RFC 9457), with a sentence in Vietnamese that may be shown."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from ninja import Schema
from pydantic import Field

from khuyencong.web.api.rendering import written

MEDIA = "application/problem+json"
TITLES = {
    400: "Không đọc được yêu cầu",
    401: "Chưa có mã truy cập hợp lệ",
    403: "Không có quyền",
    404: "Không tìm thấy",
    405: "Cách gọi không được hỗ trợ",
    409: "Không làm được ở bước này",
    412: "Hồ sơ đã thay đổi",
    413: "Yêu cầu quá lớn",
    415: "Kiểu nội dung không được hỗ trợ",
    422: "Nội dung chưa đúng",
    428: "Thiếu phiên bản hồ sơ",
    429: "Gọi quá nhiều",
    500: "Lỗi của hệ thống",
}


class Fault(Schema):
    """What is wrong with one field."""

    field: str = Field(description="Tên mục, như “body.year” hoặc “query.limit”.")
    message: str = Field(description="Câu tiếng Việt nói cần sửa gì.")


class ProblemOut(Schema):
    """Mọi lời từ chối của API có cùng một dạng (RFC 9457)."""

    type: str = Field("about:blank", description="Luôn là about:blank.")
    title: str
    status: int
    detail: str = Field(description="Câu tiếng Việt nói lý do, đưa cho người dùng xem được.")
    errors: list[Fault] = Field(description="Từng mục chưa đúng; rỗng khi không theo mục.")


class Problem(Exception):
    """The request is not done; `detail` says why in words that may be shown."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        errors: Sequence[Fault] = (),
        headers: dict[str, str] | None = None,
    ) -> None:
        self.status, self.detail = status, detail
        self.errors, self.headers = list(errors), headers or {}
        super().__init__(status, detail)


def absent() -> Problem:
    """Return the answer for what is not there, and alike for what the asker may not see."""
    return Problem(404, "Không có hồ sơ này, hoặc mã truy cập không được xem.")


def unfit(where: str, message: str) -> Problem:
    """Return the answer for one field that cannot be so."""
    return Problem(422, message, errors=[Fault(field=where, message=message)])


def told(problem: Problem) -> HttpResponse:
    """Return a problem as an answer."""
    shown: dict[str, Any] = {
        "type": "about:blank",
        "title": TITLES[problem.status],
        "status": problem.status,
        "detail": problem.detail,
        "errors": [one.model_dump() for one in problem.errors],
    }
    headers = {"Cache-Control": "no-store", **problem.headers}
    return HttpResponse(written(shown), status=problem.status, content_type=MEDIA, headers=headers)
