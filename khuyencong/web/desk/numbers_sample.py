"""Invented numbers for the gallery: what the public pages of figures show."""

from types import SimpleNamespace
from typing import Any
from uuid import UUID

NOBODY = UUID(int=0)


def number_samples() -> dict[str, Any]:
    """Return a number with its door, a result beside its target, a table of places, a sentence."""
    done, aimed, share = _door("261", "mô hình"), _door("200", "mô hình"), _door("130,5%", "")
    result = SimpleNamespace(
        name="Mô hình trình diễn kỹ thuật",
        door=done,
        target=aimed,
        percent=share,
        bar=783,
        is_short=False,
    )
    return {
        "door": done,
        "results": [result],
        "columns": [SimpleNamespace(key="thi-du", name="Thí Dụ")],
        "groups": [("Tiền", [_line()])],
        "sentence": _sentence(),
    }


def _door(shown: str, unit: str) -> SimpleNamespace:
    return SimpleNamespace(
        is_told=True,
        said="",
        address="/ca-nuoc/",
        exact="261",
        shown=shown,
        unit=unit,
        implied=True,
        summed=False,
    )


def _line() -> SimpleNamespace:
    cell = SimpleNamespace(door=_door("16.150", "triệu đồng"), gap="", within="")
    return SimpleNamespace(
        name="Kinh phí khuyến công", stage="đã thực hiện", cells=[("Thí Dụ", cell)]
    )


def _sentence() -> SimpleNamespace:
    row = SimpleNamespace(before="Đã dựng ", number="261", after=" mô hình.", implied=False)
    document = SimpleNamespace(id=NOBODY, title="Báo cáo thí dụ", is_demonstration=True)
    report = SimpleNamespace(document=document, issuer="Sở Công Thương tỉnh Mẫu")
    return SimpleNamespace(
        row=row,
        report=report,
        kind="k-count",
        exact="261",
        shown="261 mô hình",
        where="trang 2, đoạn 3",
        is_lead=True,
    )
