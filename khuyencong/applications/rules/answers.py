"""The answers of a request: which belong together, which are missing, what changed between two."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from khuyencong.applications.models import Request
from khuyencong.law.states import Item, Trade
from khuyencong.values.dates import format_date
from khuyencong.values.money import format_dong
from khuyencong.values.vocabulary import FundingSource

#: Every answer with its name, in the order of the form on paper.
LABELS = {
    "trade": "Ngành nghề",
    "commune": "Nơi thực hiện",
    "difficult_area": "Ở địa bàn khó khăn",
    "item": "Hạng mục",
    "what": "Việc cần hỗ trợ",
    "result": "Kết quả dự kiến",
    "year": "Năm kế hoạch",
    "begins_on": "Bắt đầu",
    "ends_on": "Xong",
    "source": "Nguồn xin hỗ trợ",
    "cost": "Tổng chi phí",
    "asked": "Số đề nghị hỗ trợ",
    "over_reason": "Lý do xin trên mức",
}
#: The parts of the task list, each with its answers.
PARTS = {
    "co-so": ("trade", "commune", "difficult_area"),
    "viec": ("item", "what", "result", "year", "begins_on", "ends_on"),
    "kinh-phi": ("source", "cost", "asked", "over_reason"),
}
OPTIONAL = ("difficult_area", "result", "over_reason")
REQUIRED = tuple(name for name in LABELS if name not in OPTIONAL)


def missing_answers(request: Request) -> list[str]:
    """Return the names of answers that are open, or that were typed and could not be read."""
    return [
        name
        for name in LABELS
        if name in request.typed or (name in REQUIRED and getattr(request, name) in (None, ""))
    ]


def said_of(request: Request) -> dict[str, str]:
    """Return every answer as a reader sees it; "" for one that is open."""
    return {name: _shown(name, getattr(request, name)) for name in LABELS}


def _shown(name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    match value:
        case bool():
            return "có" if value else "không"
        case date():
            return format_date(value)
        case int() if name in ("cost", "asked"):
            return format_dong(value)
    words = {"item": Item, "trade": Trade, "source": FundingSource}
    return str(words[name](value).label) if name in words else str(value)


@dataclass(frozen=True, slots=True)
class Difference:
    """An answer that is not what it was."""

    name: str
    before: str
    after: str

    @property
    def label(self) -> str:
        """Return the name of the answer."""
        return LABELS.get(self.name, "Giấy tờ")


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Return what changed between two versions, in the order of the form."""
    names: Iterable[str] = [*LABELS, "papers"]
    pairs = ((name, _line(before.get(name)), _line(after.get(name))) for name in names)
    return [Difference(*pair) for pair in pairs if pair[1] != pair[2]]


def _line(value: Any) -> str:
    return "; ".join(value) if isinstance(value, list) else str(value or "")
