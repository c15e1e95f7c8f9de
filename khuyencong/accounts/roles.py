"""The roles of the programme as data: name, one sentence, permissions, and how far they reach."""

from dataclasses import dataclass
from enum import StrEnum

from khuyencong.accounts.permissions import Permission as P


class Reach(StrEnum):
    """How far a role sees from the organisation it is held in."""

    NATION = "nation"  # every custodian
    CUSTODY = "custody"  # the organisation, those under it, and what it took over
    NONE = "none"  # no records of others


@dataclass(frozen=True)
class Role:
    """A role: who holds it, what it is for, what it may do."""

    code: str
    name: str
    sentence: str
    reach: Reach
    permissions: frozenset[P]


READ = frozenset({P.DESK_ENTER, P.REPORT_READ, P.ESTABLISHMENT_READ})
WORK = READ | {
    P.REPORT_RECEIVE,
    P.REPORT_DECIDE,
    P.REPORT_ASK,
    P.REPORT_REVIEW,
    P.FIGURE_CHOOSE,
    P.JOURNAL_READ,
    P.ESTABLISHMENT_MERGE,
    P.ESTABLISHMENT_REVEAL,
}
LAW_WORK = frozenset({P.LAW_PROPOSE, P.LAW_ATTACH})
LAW_HEAD = LAW_WORK | {P.LAW_CONFIRM}
NATION = WORK | {P.ORGANISATION_SUCCEED, P.TRADE_IMPORT}
#: A province enters its establishments; the nation looks at them, and merges across provinces.
PROVINCE = WORK | {P.ESTABLISHMENT_EDIT, P.SUPPORT_RECORD}
DESK = frozenset({P.DESK_ENTER})


def _role(code: str, name: str, sentence: str, reach: Reach, permissions: frozenset[P]) -> Role:
    return Role(code, name, sentence, reach, permissions)


ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        _role(
            "AGENCY_OFFICER",
            "Chuyên viên Cục",
            "Tổng hợp, soát báo cáo của cả nước và kiểm tra việc thực hiện.",
            Reach.NATION,
            NATION | LAW_WORK,
        ),
        _role(
            "AGENCY_HEAD",
            "Lãnh đạo Cục",
            "Duyệt kết quả tổng hợp và các điều chỉnh thuộc thẩm quyền của Cục.",
            Reach.NATION,
            NATION | LAW_HEAD | {P.SUPPORT_OVERRIDE},
        ),
        _role(
            "MINISTER",
            "Lãnh đạo Bộ",
            "Xem toàn bộ và phê duyệt những việc luật dành cho Bộ trưởng.",
            Reach.NATION,
            READ,
        ),
        _role(
            "PROVINCE_CHAIR",
            "Lãnh đạo Ủy ban nhân dân tỉnh",
            "Xem báo cáo của tỉnh, phê duyệt chương trình và kế hoạch địa phương.",
            Reach.CUSTODY,
            READ,
        ),
        _role(
            "DEPT_OFFICER",
            "Chuyên viên Sở Công Thương",
            "Soát và hoàn thiện báo cáo của tỉnh, thẩm định cấp cơ sở.",
            Reach.CUSTODY,
            PROVINCE | LAW_WORK,
        ),
        _role(
            "DEPT_HEAD",
            "Lãnh đạo Sở Công Thương",
            "Duyệt báo cáo của tỉnh trước khi gửi.",
            Reach.CUSTODY,
            PROVINCE | LAW_HEAD | {P.SUPPORT_OVERRIDE},
        ),
        _role(
            "FINANCE_REVIEWER",
            "Cán bộ tài chính, kho bạc",
            "Đối chiếu số liệu kinh phí khi quyết toán.",
            Reach.CUSTODY,
            READ,
        ),
        _role(
            "CENTRE_OFFICER",
            "Viên chức Trung tâm khuyến công",
            "Soạn báo cáo và đề án, theo dõi thực hiện.",
            Reach.CUSTODY,
            PROVINCE,
        ),
        _role(
            "CENTRE_HEAD",
            "Giám đốc Trung tâm khuyến công",
            "Duyệt báo cáo và đề án của trung tâm.",
            Reach.CUSTODY,
            PROVINCE,
        ),
        _role(
            "CENTRE_ACCOUNTANT",
            "Kế toán Trung tâm khuyến công",
            "Theo dõi kinh phí của các đề án do trung tâm thực hiện.",
            Reach.CUSTODY,
            READ,
        ),
        _role(
            "COMMUNE_OFFICER",
            "Công chức xã, phường, đặc khu",
            "Tìm và xác nhận cơ sở trên địa bàn.",
            Reach.CUSTODY,
            DESK,
        ),
        _role(
            "COLLABORATOR",
            "Cộng tác viên khuyến công",
            "Giúp trung tâm khảo sát nhu cầu ở cơ sở.",
            Reach.CUSTODY,
            DESK,
        ),
        _role(
            "ESTABLISHMENT_USER",
            "Cơ sở công nghiệp nông thôn",
            "Gửi đề nghị và theo dõi hồ sơ của chính mình.",
            Reach.NONE,
            DESK,
        ),
        _role(
            "COUNCIL_MEMBER",
            "Thành viên hội đồng bình chọn",
            "Xem hồ sơ bình chọn được giao.",
            Reach.NONE,
            DESK,
        ),
        _role("JUROR", "Giám khảo", "Chấm điểm độc lập các sản phẩm được giao.", Reach.NONE, DESK),
        _role(
            "SECRETARY",
            "Thư ký hội đồng",
            "Chuẩn bị hồ sơ và biên bản của hội đồng.",
            Reach.NONE,
            DESK,
        ),
        _role(
            "CLERK", "Văn thư", "Cấp số và phát hành văn bản, không ký thay.", Reach.CUSTODY, DESK
        ),
        _role(
            "ADMIN",
            "Quản trị kỹ thuật",
            "Giữ hệ thống chạy; không xem nội dung hồ sơ.",
            Reach.NONE,
            DESK | {P.JOURNAL_VERIFY},
        ),
        _role(
            "AUDITOR",
            "Thanh tra, kiểm toán",
            "Chỉ xem: báo cáo, kết quả soát và nhật ký.",
            Reach.NATION,
            READ | {P.JOURNAL_READ, P.JOURNAL_VERIFY},
        ),
    )
}
