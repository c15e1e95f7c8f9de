"""Why the ledger does not do something, in words that may be shown."""

from khuyencong.core.refusal import Refused as Refused
from khuyencong.funds.states import SOURCES
from khuyencong.values.money import format_dong


class BudgetExceeded(Refused):
    """More is to be given than the budget still has: `left` đồng of `source` in `year`."""

    def __init__(self, source: str, year: int, left: int, asked: int) -> None:
        self.source, self.year, self.left, self.asked = source, year, left, asked
        super().__init__(
            f"{source_label(source)} năm {year} chỉ còn {format_dong(left)} chưa giao;"
            f" cần {format_dong(asked)}."
        )


class YearClosed(Refused):
    """The books of that year are closed; they are reopened first, with a reason."""

    def __init__(self, source: str, year: int) -> None:
        self.source, self.year = source, year
        super().__init__(
            f"Sổ {source_label(source)} năm {year} đã khóa. Xin mở lại sổ, có lý do, rồi ghi."
        )


def source_label(source: str) -> str:
    """Return "Khuyến công quốc gia", "Ngân sách xã"."""
    return SOURCES[source].label
