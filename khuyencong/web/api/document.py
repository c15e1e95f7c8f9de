"""The description of the API (OpenAPI 3.1): every operation with all that may come of it."""

from functools import cache
from typing import Any

from ninja import NinjaAPI

from khuyencong.web.api.problems import MEDIA, TITLES, ProblemOut
from khuyencong.web.api.resources import DATED, RULES

ROOT = "/api/v1/"
#: By what may happen to it: which answers an operation may give beside the good one.
ALWAYS, WITH_RIGHT, OF_ONE = (401, 422, 429, 500), (403,), (404,)
WITH_BODY, OF_VERSION = (400, 409, 413, 415), (412, 428)
SCHEME = {
    "type": "http",
    "scheme": "bearer",
    "description": "Mã truy cập lập ở trang Kết nối: “Authorization: Bearer kc_…”.",
}
HEADERS = {
    "Idempotency-Key": {
        "description": "8–64 chữ, số, gạch; gửi lại cùng khóa thì việc chỉ làm một lần.",
        "pattern": "^[A-Za-z0-9_-]{8,64}$",
    },
    "If-Match": {"description": "ETag của lần đọc gần nhất."},
    "If-None-Match": {"description": "ETag đã có: không đổi thì trả lời 304."},
    "If-Modified-Since": {
        "description": "Last-Modified đã có: hồ sơ không đổi thì 304; If-None-Match đi trước."
    },
}
#: Operations that change a record which must be the one that was read.
LOCKED = frozenset({"answer_request", "send_request", "tell_progress"})


@cache
def description(api: NinjaAPI) -> dict[str, Any]:
    """Return the whole description; it is the same for everybody."""
    found: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=ROOT))
    found["components"] = {**found["components"], "securitySchemes": {"bearer": SCHEME}}
    shape = ProblemOut.model_json_schema(ref_template="#/components/schemas/{model}")
    found["components"]["schemas"] |= shape.pop("$defs", {}) | {"Problem": shape}
    found["components"]["responses"] = {str(code): _refusal(code) for code in TITLES}
    names = {operation: name for name, operation in _operations(api)}
    for path, methods in found["paths"].items():
        for method, told in methods.items():
            rule = RULES[names[told["operationId"]]][method.upper()]
            _complete(told, method, rule is not None, "{" in path)
    return found


def _operations(api: NinjaAPI) -> list[tuple[str, str]]:
    return [
        (operation.url_name, operation.operation_id or "")
        for router in api._get_bound_routers()
        for view in router.path_operations.values()
        for operation in view.operations
    ]


def _complete(told: dict[str, Any], method: str, has_right: bool, is_of_one: bool) -> None:
    """Add what every operation has in common: who may, what is refused, which headers."""
    told["security"] = [{"bearer": []}] if has_right else [{}, {"bearer": []}]
    codes = [*ALWAYS, *(WITH_RIGHT if has_right else ()), *(OF_ONE if is_of_one else ())]
    answers = told["responses"]
    good = next(iter(answers.values()))
    good["headers"] = {"ETag": {"schema": {"type": "string"}}}
    if method == "get":
        _add_header(told, "If-None-Match", required=False)
        if told["operationId"] in DATED:
            good["headers"]["Last-Modified"] = {"schema": {"type": "string"}}
            _add_header(told, "If-Modified-Since", required=False)
        answers[304] = {"description": "Không đổi từ lần đọc trước."}
    else:
        codes += WITH_BODY
        _add_header(told, "Idempotency-Key", required=True)
    if told["operationId"] in LOCKED:
        codes += OF_VERSION
        _add_header(told, "If-Match", required=True)
    for code in sorted(codes):
        answers[code] = {"$ref": f"#/components/responses/{code}"}
    told["responses"] = {str(code): answer for code, answer in answers.items()}


def _add_header(told: dict[str, Any], name: str, *, required: bool) -> None:
    known = dict(HEADERS[name])
    schema = {"type": "string", **({"pattern": p} if (p := known.pop("pattern", "")) else {})}
    told["parameters"].append(
        {"in": "header", "name": name, "required": required, "schema": schema, **known}
    )


def _refusal(code: int) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "description": TITLES[code],
        "content": {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    if code == 429:
        answer["headers"] = {"Retry-After": {"schema": {"type": "integer"}}}
    if code == 401:
        answer["headers"] = {"WWW-Authenticate": {"schema": {"type": "string"}}}
    return answer
