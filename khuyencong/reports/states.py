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


class How(StrEnum):
    """How a number that no report states is worked out from numbers that rest on one."""

    label: str

    def __new__(cls, code: str, label: str) -> "How":
        how = str.__new__(cls, code)
        how._value_ = code
        how.label = label
        return how

    SHARE = "share", "tỷ trọng trong cả nước"
    AVERAGE = "average", "bình quân một tỉnh, thành phố"
    REST = "rest", "phần không thuộc vùng nào"
    REST_SHARE = "rest_share", "tỷ trọng của phần không thuộc vùng nào"
    REGIONS = "regions", "cộng các vùng"
    REGIONS_AVERAGE = "regions_average", "bình quân một tỉnh, chỉ tính phần của các vùng"
    PROVINCES = "provinces", "cộng các tỉnh, thành phố có số"
    LEVERAGE = "leverage", "vốn của cơ sở trên một đồng của Nhà nước"
    OF_TARGET = "of_target", "so với mục tiêu"
