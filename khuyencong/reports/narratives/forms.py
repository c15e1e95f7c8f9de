"""The forms of reports: which sections stand in which, and where an office writes itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from khuyencong.documents import Block
from khuyencong.reports.narratives.desk import Desk
from khuyencong.reports.narratives.registering import registration
from khuyencong.reports.narratives.sections import (
    directions,
    judgement,
    management,
    means,
    opening,
    results,
)

Section = Callable[[Desk], Iterator[Block]]


@dataclass(frozen=True)
class Form:
    """A form of report: its code in the contracts, what its subject begins with, its sections."""

    code: str
    name: str
    subject: str
    sections: tuple[Section, ...]
    has_appendices: bool = True


_ALL = (management, results, means, judgement, directions)
_SHORT = (results, judgement, directions)
FORMS = {
    form.code: form
    for form in (
        Form("period", "Báo cáo giai đoạn", "Kết quả hoạt động khuyến công", _ALL),
        Form("year", "Báo cáo năm", "Kết quả hoạt động khuyến công", _ALL),
        Form("half_year", "Báo cáo 6 tháng", "Kết quả hoạt động khuyến công", _SHORT),
        Form("nine_months", "Báo cáo 9 tháng", "Kết quả hoạt động khuyến công", _SHORT),
        Form("quarter", "Báo cáo quý", "Tình hình thực hiện khuyến công", _SHORT),
        Form("month", "Báo cáo tháng", "Tình hình thực hiện khuyến công", (results,), False),
        Form(
            "plan_registration",
            "Đăng ký kế hoạch",
            "Đăng ký kế hoạch khuyến công",
            (registration,),
            False,
        ),
        Form(
            "thematic",
            "Báo cáo chuyên đề",
            "Tổng kết hoạt động khuyến công",
            (management, results, means, judgement, directions),
        ),
    )
}
#: Where an office may write its own words, and what stands there.
CHAPTERS = {
    "quan_ly.van_ban": "Xây dựng, ban hành văn bản",
    "quan_ly.bo_may": "Tổ chức, nhân lực",
    "ket_qua": "Kết quả chung",
    "nguon_luc": "Nguồn lực thực hiện",
    "danh_gia.ket_qua": "Kết quả đạt được",
    "danh_gia.han_che": "Hạn chế",
    "danh_gia.nguyen_nhan": "Nguyên nhân",
    "phuong_huong": "Mục tiêu, nhiệm vụ",
    "kien_nghi": "Kiến nghị",
}


def write(desk: Desk, form: Form, body: str) -> Iterator[Block]:
    """Yield the body of a report."""
    yield from opening(desk, body)
    for section in form.sections:
        yield from section(desk)
    yield desk.paragraph("ket.het")
