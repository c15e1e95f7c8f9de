"""The only codes of the field, each with its Vietnamese name.

The codes are fixed by the JSON contract of `khuyencong check`; the names are what a screen or a
report prints. Nothing else in the house may invent a code.
"""

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A code with a Vietnamese label: `Activity.TRAINING.label`; the base of every such enum."""

    label: str

    def __new__(cls, code: str, label: str) -> Self:
        term = str.__new__(cls, code)
        term._value_ = code
        term.label = label
        return term

    @classmethod
    def of(cls, code: str) -> Self:
        """Return the term of a code that was kept; ValueError for what is none."""
        return cls(code)  # type: ignore[call-arg]


class Activity(Term):
    """The nine legal contents (NĐ 45/2012/NĐ-CP) and the headings reports put beside them."""

    TRAINING = "training", "Đào tạo nghề, truyền nghề"
    MANAGEMENT_CAPACITY = "management_capacity", "Nâng cao năng lực quản lý"
    TECHNICAL_DEMONSTRATION_AND_MACHINERY = (
        "technical_demonstration_and_machinery",
        "Mô hình trình diễn kỹ thuật, máy móc tiên tiến",
    )
    TYPICAL_PRODUCTS = "typical_products", "Phát triển sản phẩm công nghiệp nông thôn tiêu biểu"
    CONSULTANCY = "consultancy", "Tư vấn, trợ giúp cơ sở"
    INFORMATION = "information", "Thông tin, tuyên truyền"
    CLUSTERS_AND_JOINT_VENTURES = (
        "clusters_and_joint_ventures",
        "Liên doanh, liên kết, phát triển cụm công nghiệp",
    )
    INTERNATIONAL_COOPERATION = "international_cooperation", "Hợp tác quốc tế về khuyến công"
    PROGRAM_MANAGEMENT_CAPACITY = (
        "program_management_capacity",
        "Nâng cao năng lực tổ chức thực hiện khuyến công",
    )
    CLEANER_PRODUCTION = "cleaner_production", "Sản xuất sạch hơn"
    ORGANISATION = "organisation", "Tổ chức, bộ máy"
    POLICY_DOCUMENTS = "policy_documents", "Văn bản, chính sách"
    OUTCOME = "outcome", "Kết quả kinh tế – xã hội"
    TOTAL = "total", "Tổng hợp"
    OTHER = "other", "Hoạt động khác"


#: The nine contents of the decree, in its order; coverage "n/9" counts these.
LEGAL_CONTENTS = tuple(Activity)[:9]


class FundingSource(Term):
    """Whose money a figure speaks of."""

    NATIONAL = "national", "Khuyến công quốc gia"
    PROVINCIAL = "provincial", "Khuyến công cấp tỉnh"
    DISTRICT = "district", "Ngân sách huyện"
    COMMUNE = "commune", "Ngân sách xã"
    LOCAL = "local", "Khuyến công địa phương"
    COUNTERPART = "counterpart", "Vốn đối ứng"
    INTEGRATED = "integrated", "Lồng ghép"
    FOREIGN = "foreign", "Dự án nước ngoài"
    SPONSOR = "sponsor", "Tài trợ"
    OWN_REVENUE = "own_revenue", "Nguồn thu của đơn vị"
    CAPITAL_INVESTMENT = "capital_investment", "Vốn đầu tư phát triển"
    STATE_TOTAL = "state_total", "Tổng ngân sách nhà nước"


class FigureKind(Term):
    """What a figure tells: done, aimed at, allowed, …"""

    RESULT = "result", "Kết quả"
    TARGET = "target", "Mục tiêu"
    PLAN = "plan", "Kế hoạch"
    OUTCOME = "outcome", "Tác động"
    NORM = "norm", "Định mức"
    BIN = "bin", "Nhóm quy mô"
    RATIO = "ratio", "Tương quan"
    CONTEXT = "context", "Bối cảnh"


class Bound(Term):
    """How a written number bounds the true one."""

    GT = "gt", "trên"
    LT = "lt", "dưới"
    ABOUT = "about", "khoảng"


class CheckKind(Term):
    """What sort of claim is checked."""

    SUM = "sum", "Tổng"
    SHARE = "share", "Tỷ trọng"
    RATIO = "ratio", "Tương quan"
    AVERAGE = "average", "Bình quân"
    GROWTH = "growth", "Tăng trưởng"
    PERCENT_OF_TARGET = "percent_of_target", "So với mục tiêu"
    RANGE_ORDER = "range_order", "Thứ tự khoảng"
    PART_WHOLE = "part_whole", "Phần và toàn thể"
    COUNT_OF_LIST = "count_of_list", "Số đếm và danh sách"
    SUPERLATIVE = "superlative", "Cao nhất, thấp nhất"
    PERIOD_LENGTH = "period_length", "Độ dài giai đoạn"
    OUT_OF = "out_of", "Trên tổng số"
    CONTRADICTION = "contradiction", "Mâu thuẫn"
    IMPLIED_TARGET = "implied_target", "Mục tiêu suy ra"


class Severity(Term):
    """How much a check matters; a check does not hold when it is a warning or an error."""

    OK = "ok", "Đạt"
    NOTE = "note", "Ghi chú"
    WARNING = "warning", "Cảnh báo"
    ERROR = "error", "Lỗi"


class TokenReason(Term):
    """Why a group of digits is no figure."""

    DATE = "date", "ngày tháng"
    YEAR_OR_PERIOD = "year_or_period", "năm hoặc giai đoạn"
    DOCUMENT_NUMBER = "document_number", "số văn bản"
    LIST_MARKER = "list_marker", "thứ tự trong danh sách"
    HEADING_NUMBER = "heading_number", "số đề mục"
    NAME = "name", "tên riêng"
    ADDRESS = "address", "địa chỉ"
    PAGE_CHROME = "page_chrome", "phần khung trang"
    COUNTER = "counter", "bộ đếm"
    PHONE = "phone", "điện thoại"


class LegalKind(Term):
    """Kinds of document a report cites."""

    LAW = "law", "Luật"
    RESOLUTION = "resolution", "Nghị quyết"
    DECREE = "decree", "Nghị định"
    DECISION = "decision", "Quyết định"
    CIRCULAR = "circular", "Thông tư"
    JOINT_CIRCULAR = "joint_circular", "Thông tư liên tịch"
    DIRECTIVE = "directive", "Chỉ thị"
    CONCLUSION = "conclusion", "Kết luận"
    LETTER = "letter", "Công văn"
    REPORT = "report", "Báo cáo"
    OTHER = "other", "Văn bản khác"


#: Units of a figure: singular English code → what a screen prints after the number.
UNITS: dict[str, str] = {
    "VND": "đồng",
    "USD": "USD",
    "percent": "%",
    "percent_per_year": "%/năm",
    "ratio": "lần",
    "year": "năm",
    "person": "người",
    "person_turn": "lượt người",
    "class": "lớp",
    "course": "khóa",
    "establishment": "cơ sở",
    "establishment_turn": "lượt cơ sở",
    "enterprise": "doanh nghiệp",
    "cooperative": "hợp tác xã",
    "household_business": "hộ kinh doanh",
    "organisation": "tổ chức",
    "product": "sản phẩm",
    "product_turn": "lượt sản phẩm",
    "prize": "giải",
    "model": "mô hình",
    "machine": "máy",
    "production_line": "dây chuyền",
    "project": "đề án",
    "task": "nhiệm vụ",
    "programme": "chương trình",
    "document": "văn bản",
    "activity_content": "nội dung",
    "feature": "chuyên mục",
    "event": "cuộc",
    "trip": "chuyến",
    "delegation": "đoàn",
    "fair": "hội chợ",
    "booth": "gian hàng",
    "round": "kỳ",
    "cluster": "cụm công nghiệp",
    "craft_village": "làng nghề",
    "website_or_software": "trang tin hoặc phần mềm",
    "copy": "bản",
    "leaflet": "tờ rơi",
    "design": "mẫu",
    "trademark": "nhãn hiệu",
    "item": "mục",
    "showroom": "phòng trưng bày",
    "work": "công trình",
    "region": "vùng",
    "province": "tỉnh",
    "district": "huyện",
    "commune": "xã",
    "centre": "trung tâm",
    "department": "sở, phòng",
    "level": "cấp",
}

#: A quantity per time or per unit adds one of these: "VND_per_month", "copy_per_month".
UNIT_RATES: dict[str, str] = {
    "_per_month": "/tháng",
    "_per_year": "/năm",
    "_per_centre": "/trung tâm",
    "_per_unit": "/đơn vị",
}


def unit_label(code: str) -> str:
    """Return what is printed after a number of unit `code`; KeyError for a code of nobody."""
    if code in UNITS:
        return UNITS[code]
    for suffix, label in UNIT_RATES.items():
        if code.endswith(suffix):
            return UNITS[code.removesuffix(suffix)] + label
    raise KeyError(code)
