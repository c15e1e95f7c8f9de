"""The kinds of document of a đề án: their code in addresses, who drafts and who signs them."""

from khuyencong.office.states import DocumentType, Kind


def _kind(code: str, label: str, type: DocumentType, signing: str, *drafting: str) -> Kind:
    return Kind(code=code, label=label, type=type, drafting=frozenset(drafting), signing=signing)


RECEIPT = "giay-bien-nhan"
SHEET = "phieu-tham-dinh"
NOTICE = "thong-bao-ket-qua"
FIRST, SECOND = "hop-dong-thuc-hien", "hop-dong-ho-tro"
ANNEX = "phu-luc-hop-dong"
ADVANCE = "giay-de-nghi-tam-ung"
LIQUIDATION = "bien-ban-thanh-ly"
BASE_MINUTES = _kind(
    "bien-ban-tham-dinh-co-so",
    "Biên bản thẩm định cấp cơ sở",
    DocumentType.MINUTES,
    "project.conclude_base",
    "project.appraise_base",
    "project.conclude_base",
)
UPPER_MINUTES = _kind(
    "bien-ban-tham-dinh",
    "Biên bản thẩm định cấp phê duyệt",
    DocumentType.MINUTES,
    "project.conclude_upper",
    "project.appraise_upper",
    "project.conclude_upper",
)
DECISION = _kind(
    "quyet-dinh-phe-duyet",
    "Quyết định phê duyệt đề án",
    DocumentType.DECISION,
    "plan.approve",
    "plan.prepare",
    "plan.submit",
)
FIRST_CONTRACT = _kind(
    FIRST,
    "Hợp đồng giao thực hiện đề án",
    DocumentType.CONTRACT,
    "project.assign",
    "project.assign",
    "plan.prepare",
)
SECOND_CONTRACT = _kind(
    SECOND,
    "Hợp đồng với đơn vị thụ hưởng",
    DocumentType.CONTRACT,
    "project.contract",
    "project.contract",
    "project.carry_out",
)
INSPECTION = _kind(
    "bien-ban-kiem-tra",
    "Biên bản kiểm tra",
    DocumentType.MINUTES,
    "project.inspect",
    "project.inspect",
)
ACCEPTANCE = _kind(
    "bien-ban-nghiem-thu",
    "Biên bản nghiệm thu",
    DocumentType.MINUTES,
    "project.accept",
    "project.accept",
    "project.inspect",
)
SETTLEMENT = _kind(
    "bao-cao-quyet-toan",
    "Báo cáo quyết toán đề án",
    DocumentType.REPORT,
    "project.contract",
    "project.carry_out",
    "funds.pay",
)
ADJUSTMENT = _kind(
    "cong-van-dieu-chinh",
    "Công văn đề nghị điều chỉnh",
    DocumentType.LETTER,
    "project.register",
    "change.request",
)
NOTICE_BASE = _kind(
    NOTICE,
    "Thông báo kết quả tới cơ sở",
    DocumentType.NOTICE,
    "project.conclude_base",
    "project.appraise_base",
)
NOTICE_UPPER = _kind(
    NOTICE,
    "Thông báo kết quả tới cơ sở",
    DocumentType.NOTICE,
    "project.conclude_upper",
    "project.appraise_upper",
)


def liquidation_kind(*, is_first: bool) -> Kind:
    """Return the minutes that end a contract: signed by who gave it."""
    signing = "project.assign" if is_first else "project.contract"
    drafting = "plan.prepare" if is_first else "project.carry_out"
    label = "Biên bản thanh lý"
    return _kind(LIQUIDATION, label, DocumentType.MINUTES, signing, signing, drafting)
