"""What a request to change asks for, put into words from what it keeps."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from khuyencong.values.dates import format_date, read_date
from khuyencong.values.errors import Unreadable
from khuyencong.values.money import format_dong
from khuyencong.values.vocabulary import Activity

CONTENTS = {content.value: content.label for content in Activity}
FIELDS = {
    "content": "Nội dung chính",
    "partner": "Đơn vị phối hợp",
    "ends_on": "Ngày hoàn thành",
    "places": "Địa điểm",
}
Change = tuple[str, str, str]


@dataclass(frozen=True)
class Names:
    """What stands behind the ids of a request."""

    lines: Mapping[str, str]
    establishments: Mapping[str, str]
    places: Mapping[str, str]


def changes_told(before: Mapping[str, Any], after: Mapping[str, Any], names: Names) -> list[Change]:
    """Return (what, as approved, as asked) for each thing that a request asks."""
    found: list[Change] = []
    for ask in after.get("asks", ()):
        found += _ASKS.get(ask.get("act", ""), _unknown)(ask, before, names)
    return found


def _line(ask: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = before.get("lines", {}).get(ask["line"], {})
    return kept


def _named(ask: Mapping[str, Any], names: Names) -> str:
    return names.lines.get(ask["line"], "Dòng hỗ trợ")


def _field(ask: Mapping[str, Any], before: Mapping[str, Any], names: Names) -> Iterator[Change]:
    name = ask["field"]
    old = str(before.get("fields", {}).get(name, ""))
    yield FIELDS.get(name, name), _value(name, old, names), _value(name, str(ask["value"]), names)


def _value(name: str, value: str, names: Names) -> str:
    if name == "places":
        return "; ".join(names.places.get(key, key) for key in filter(None, value.split(",")))
    if name == "content":
        return CONTENTS.get(value, value)
    try:
        return format_date(read_date(value)) if name == "ends_on" else value
    except Unreadable:
        return value


def _withdraw(ask: Mapping[str, Any], before: Mapping[str, Any], names: Names) -> Iterator[Change]:
    yield _named(ask, names), _beneficiary(ask, before, names), "Rút, không thực hiện"


def _replace(ask: Mapping[str, Any], before: Mapping[str, Any], names: Names) -> Iterator[Change]:
    new = names.establishments.get(ask["establishment"], "")
    yield f"{_named(ask, names)}: đơn vị thụ hưởng", _beneficiary(ask, before, names), new


def _beneficiary(ask: Mapping[str, Any], before: Mapping[str, Any], names: Names) -> str:
    return names.establishments.get(str(_line(ask, before).get("establishment", "")), "Chưa chọn")


def _resize(ask: Mapping[str, Any], before: Mapping[str, Any], names: Names) -> Iterator[Change]:
    old = _line(ask, before)
    yield _named(ask, names) + ": tổng kinh phí", _dong(old.get("cost")), _dong(ask["cost"])
    support = sum(ask["support"].values())
    was = sum(old.get("support", {}).values())
    yield _named(ask, names) + ": Nhà nước hỗ trợ", format_dong(was), format_dong(support)


def _dong(amount: int | None) -> str:
    return "" if amount is None else format_dong(amount)


def _next_year(ask: Mapping[str, Any], before: Mapping[str, Any], names: Names) -> Iterator[Change]:
    year = int(_line(ask, before).get("year", 0))
    yield f"{_named(ask, names)}: năm thực hiện", str(year or ""), str(year + 1 if year else "")


def _stop(ask: Mapping[str, Any], before: Mapping[str, Any], names: Names) -> Iterator[Change]:
    yield "Toàn bộ đề án", "Đang thực hiện", "Ngừng triển khai"


def _unknown(ask: Mapping[str, Any], before: Mapping[str, Any], names: Names) -> Iterator[Change]:
    yield from ()


_ASKS: dict[str, Callable[[Mapping[str, Any], Mapping[str, Any], Names], Iterator[Change]]] = {
    "set": _field,
    "withdraw": _withdraw,
    "replace": _replace,
    "resize": _resize,
    "next_year": _next_year,
    "stop": _stop,
}
