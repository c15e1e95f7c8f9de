"""What an answer rests on, and under which borders it is told."""

from enum import StrEnum


class Standing(StrEnum):
    """How an answer came to be."""

    label: str

    def __new__(cls, code: str, label: str) -> "Standing":
        standing = str.__new__(cls, code)
        standing._value_ = code
        standing.label = label
        return standing

    AGREED = "agreed", "các báo cáo nói như nhau"
    CHOSEN = "chosen", "có người chọn, có lý do"
    SUMMED = "summed", "cộng từ các phần"
    WAITING = "waiting", "máy đọc, chờ người soát"
    DISPUTED = "disputed", "các báo cáo nói khác nhau, chưa chọn"
    SEVERAL = "several", "báo cáo nêu nhiều số, chưa rõ số nào là tổng"


class Borders(StrEnum):
    """Whose borders a report of the past is told in."""

    THEN = "then"
    TODAY = "today"
