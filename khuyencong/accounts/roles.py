"""The roles of the programme as data: name, one sentence, permissions, and how far they reach."""

from dataclasses import dataclass
from enum import StrEnum

from khuyencong.accounts.permissions import Permission as P


class Reach(StrEnum):
    """How far a role sees from the organisation it is held in."""

    NATION = "nation"  # every custodian
    CUSTODY = "custody"  # the organisation, those under it, and what it took over
    PROVINCE = "province"  # the body the organisation is under, and all that this one answers for
    NONE = "none"  # no records of others


@dataclass(frozen=True)
class Role:
    """A role: who holds it, what it is for, what it may do."""

    code: str
    name: str
    sentence: str
    reach: Reach
    permissions: frozenset[P]


READ = frozenset(
    {
        P.DESK_ENTER,
        P.REPORT_READ,
        P.EDITION_READ,
        P.ESTABLISHMENT_READ,
        P.NEED_READ,
        P.REQUEST_READ,
        P.PROPOSAL_READ,
        P.KIT_READ,
        P.ORGANISATION_READ,
        P.QUALITY_READ,
        P.PROJECT_READ,
        P.RESULT_READ,
        P.PLAN_READ,
        P.FUNDS_READ,
        P.VOTING_READ,
        P.FAIR_READ,
        P.NEWS_READ,
        P.QUESTION_READ,
    }
)
#: What somebody who only looks does not: raise what stands in the way, pass it up, note a limit.
PROPOSALS = frozenset({P.PROPOSAL_RAISE, P.PROPOSAL_PASS, P.REMARK_RECORD})
WORK = (
    READ
    | PROPOSALS
    | {
        P.ORGANISATION_EDIT,
        P.REPORT_RECEIVE,
        P.REPORT_DECIDE,
        P.REPORT_ASK,
        P.REPORT_REVIEW,
        P.FIGURE_CHOOSE,
        P.JOURNAL_READ,
        P.ESTABLISHMENT_MERGE,
        P.ESTABLISHMENT_REVEAL,
        P.PROGRAMME_EDIT,
        P.CONNECTION_KEEP,
    }
)
LAW_WORK = frozenset({P.LAW_PROPOSE, P.LAW_ATTACH})
LAW_HEAD = LAW_WORK | {P.LAW_CONFIRM}
NATION = WORK | {P.ORGANISATION_SUCCEED, P.TRADE_IMPORT, P.PROPOSAL_ANSWER}
#: A province enters its establishments; the nation looks at them, and merges across provinces.
PROVINCE = WORK | {P.ESTABLISHMENT_EDIT, P.SUPPORT_RECORD, P.SHEET_IMPORT}
DESK = frozenset({P.DESK_ENTER})
#: Who enters a partner does not confirm it: the rules hold it for the persons of one partner.
EXCHANGE = frozenset({P.EXCHANGE_READ, P.EXCHANGE_PARTNER})
EXCHANGE_HEAD = EXCHANGE | {P.EXCHANGE_DECIDE}
#: Who drafts does not appraise, who appraises does not approve: these sets meet in no role, and
#: the rules hold it for the persons of one đề án as well.
CENTRE = frozenset(
    {
        P.NEED_RECORD,
        P.REQUEST_PREPARE,
        P.REQUEST_SCREEN,
        P.PROJECT_DRAFT,
        P.PROJECT_CARRY_OUT,
        P.PROJECT_FOLLOW_UP,
        P.RESULT_RECORD,
        P.CHANGE_REQUEST,
        P.KIT_ISSUE,
        P.KIT_TAKE_IN,
    }
)
#: The body that owes a report sends it, the body that receives it answers: never one person.
REPORTING = frozenset({P.REPORTING_SEND, P.REPORTING_ACCEPT})
CENTRE_HEAD = CENTRE | {
    P.PROJECT_REGISTER,
    P.PROJECT_CONTRACT,
    P.ORGANISATION_STAFF,
    P.REPORTING_SEND,
    P.CONNECTION_CONFIRM,
    P.ROLE_KNOW,
}
APPRAISER = frozenset(
    {
        P.PROJECT_APPRAISE_BASE,
        P.PROJECT_APPRAISE_UPPER,
        P.PROJECT_INSPECT,
        P.PLAN_PREPARE,
        P.FUNDS_ALLOT,
    }
)
APPRAISAL_HEAD = frozenset(
    {
        P.PROJECT_CONCLUDE_UPPER,
        P.PROJECT_ASSIGN,
        P.PROJECT_ACCEPT,
        P.PROJECT_SETTLE,
        P.CHANGE_APPROVE,
        P.PLAN_SUBMIT,
        P.FUNDS_CLOSE,
    }
)
#: Who drafts a report may review that of a colleague; the rules keep the two persons apart.
REPORT_OFFICER = frozenset({P.EDITION_DRAFT, P.EDITION_REVIEW})
#: The head decides how the office words its reports; who drafts them writes by those words.
REPORT_HEAD = frozenset({P.EDITION_REVIEW, P.EDITION_SIGN, P.REPORT_PHRASE})
#: Who takes a dossier in prepares it for nobody; the rules hold it for the persons of one entry.
VOTING = frozenset({P.VOTING_ORGANISE, P.VOTING_ENTER, P.PRODUCT_TELL, P.FAIR_EDIT})
VOTING_HEAD = frozenset({P.VOTING_APPOINT, P.CERTIFICATE_ISSUE, P.CERTIFICATE_REVOKE})
#: Who writes for the portal does not publish it: a head does, who may write too, but not publish
#: what is his own.
NEWS = frozenset({P.NEWS_WRITE, P.QUESTION_ANSWER})
NEWS_HEAD = NEWS | {P.NEWS_PUBLISH}
MAKER = frozenset({P.VOTING_ENTER, P.PRODUCT_TELL})
APPROVER = frozenset({P.PLAN_APPROVE, P.CHANGE_APPROVE_GREAT})
#: What even a role that reads for the nation does only for the body it is held in and those under
#: it: the Minister approves the Ministry's plan, never a province's.
OWN_BODY_ONLY = (
    CENTRE_HEAD
    | APPRAISER
    | APPRAISAL_HEAD
    | APPROVER
    | PROPOSALS
    | REPORT_OFFICER
    | REPORT_HEAD
    | REPORTING
    | VOTING
    | VOTING_HEAD
    | NEWS_HEAD
    | {
        P.EXCHANGE_PARTNER,
        P.EXCHANGE_DECIDE,
        P.EDITION_SEND,
        P.PROPOSAL_ANSWER,
        P.ORGANISATION_EDIT,
        P.ORGANISATION_STAFF,
        P.PROJECT_CONCLUDE_BASE,
        P.CHANGE_CONFIRM,
        P.FUNDS_PAY,
        P.DOCUMENT_NUMBER,
        P.PROJECT_RECORD_PAST,
        P.PROGRAMME_EDIT,
        P.SHEET_IMPORT,
        P.CONNECTION_KEEP,
        P.CONNECTION_CONFIRM,
    }
)


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
            NATION
            | LAW_WORK
            | REPORT_OFFICER
            | (APPRAISER - {P.PROJECT_APPRAISE_BASE})
            | REPORTING
            | VOTING
            | NEWS
            | EXCHANGE
            | {P.PROJECT_RECORD_PAST, P.RESULT_RECORD, P.SHEET_IMPORT},
        ),
        _role(
            "AGENCY_HEAD",
            "Lãnh đạo Cục",
            "Duyệt kết quả tổng hợp và các điều chỉnh thuộc thẩm quyền của Cục.",
            Reach.NATION,
            NATION
            | LAW_HEAD
            | REPORT_HEAD
            | APPRAISAL_HEAD
            | REPORTING
            | VOTING_HEAD
            | NEWS_HEAD
            | EXCHANGE_HEAD
            | {P.SUPPORT_OVERRIDE, P.ORGANISATION_STAFF, P.SHEET_IMPORT}
            | {P.CONNECTION_CONFIRM, P.NOTICE_WORD, P.ROLE_KNOW},
        ),
        _role(
            "MINISTER",
            "Lãnh đạo Bộ",
            "Xem toàn bộ và phê duyệt những việc luật dành cho Bộ trưởng.",
            Reach.NATION,
            READ | APPROVER | {P.PROPOSAL_PASS, P.PROPOSAL_ANSWER, P.REPORTING_ACCEPT, P.ROLE_KNOW},
        ),
        _role(
            "PROVINCE_CHAIR",
            "Lãnh đạo Ủy ban nhân dân tỉnh",
            "Xem báo cáo của tỉnh, phê duyệt chương trình và kế hoạch địa phương.",
            Reach.CUSTODY,
            READ | APPROVER,
        ),
        _role(
            "DEPT_OFFICER",
            "Chuyên viên Sở Công Thương",
            "Soát và hoàn thiện báo cáo của tỉnh, thẩm định cấp cơ sở.",
            Reach.CUSTODY,
            PROVINCE
            | LAW_WORK
            | REPORT_OFFICER
            | APPRAISER
            | REPORTING
            | VOTING
            | NEWS
            | EXCHANGE
            | {P.PROJECT_FOLLOW_UP, P.PROJECT_RECORD_PAST, P.RESULT_RECORD, P.PROPOSAL_ANSWER},
        ),
        _role(
            "DEPT_HEAD",
            "Lãnh đạo Sở Công Thương",
            "Duyệt báo cáo của tỉnh trước khi gửi.",
            Reach.CUSTODY,
            PROVINCE
            | LAW_HEAD
            | REPORT_HEAD
            | APPRAISAL_HEAD
            | REPORTING
            | VOTING_HEAD
            | NEWS_HEAD
            | EXCHANGE_HEAD
            | {
                P.PROJECT_CONCLUDE_BASE,
                P.CHANGE_CONFIRM,
                P.SUPPORT_OVERRIDE,
                P.PROPOSAL_ANSWER,
                P.ORGANISATION_STAFF,
                P.CONNECTION_CONFIRM,
                P.ROLE_KNOW,
            },
        ),
        _role(
            "FINANCE_REVIEWER",
            "Cán bộ tài chính, kho bạc",
            "Đối chiếu số liệu kinh phí khi quyết toán.",
            Reach.CUSTODY,
            READ | {P.PROJECT_APPRAISE_UPPER},
        ),
        _role(
            "CENTRE_OFFICER",
            "Viên chức Trung tâm khuyến công",
            "Soạn báo cáo và đề án, theo dõi thực hiện.",
            Reach.PROVINCE,
            PROVINCE | CENTRE | MAKER | NEWS | {P.EDITION_DRAFT, P.FAIR_EDIT},
        ),
        _role(
            "CENTRE_HEAD",
            "Giám đốc Trung tâm khuyến công",
            "Duyệt báo cáo và đề án của trung tâm.",
            Reach.PROVINCE,
            PROVINCE | CENTRE_HEAD | NEWS_HEAD | {P.EDITION_REVIEW},
        ),
        _role(
            "CENTRE_ACCOUNTANT",
            "Kế toán Trung tâm khuyến công",
            "Theo dõi kinh phí của các đề án do trung tâm thực hiện.",
            Reach.PROVINCE,
            READ | {P.FUNDS_PAY},
        ),
        _role(
            "COMMUNE_OFFICER",
            "Công chức xã, phường, đặc khu",
            "Tìm và xác nhận cơ sở trên địa bàn.",
            Reach.CUSTODY,
            DESK | {P.NEED_READ, P.NEED_RECORD, P.PROPOSAL_READ, P.PROPOSAL_RAISE},
        ),
        _role(
            "COLLABORATOR",
            "Cộng tác viên khuyến công",
            "Giúp trung tâm khảo sát nhu cầu ở cơ sở.",
            Reach.CUSTODY,
            DESK | {P.NEED_READ, P.NEED_RECORD, P.PROPOSAL_READ, P.PROPOSAL_RAISE},
        ),
        _role(
            "ESTABLISHMENT_USER",
            "Cơ sở công nghiệp nông thôn",
            "Gửi đề nghị và theo dõi hồ sơ của chính mình.",
            Reach.NONE,
            DESK | MAKER,
        ),
        _role(
            "COUNCIL_MEMBER",
            "Thành viên hội đồng bình chọn",
            "Xem hồ sơ bình chọn được giao.",
            Reach.NONE,
            DESK | {P.VOTING_DECIDE},
        ),
        _role(
            "JUROR",
            "Giám khảo",
            "Chấm điểm độc lập các sản phẩm được giao.",
            Reach.NONE,
            DESK | {P.VOTING_SCORE},
        ),
        _role(
            "SECRETARY",
            "Thư ký hội đồng",
            "Chuẩn bị hồ sơ và biên bản của hội đồng.",
            Reach.NONE,
            DESK | {P.VOTING_MINUTES},
        ),
        _role(
            "CLERK",
            "Văn thư",
            "Cấp số và phát hành văn bản, không ký thay.",
            Reach.CUSTODY,
            DESK | {P.DOCUMENT_NUMBER, P.EDITION_READ, P.EDITION_SEND, P.REPORTING_SEND},
        ),
        _role(
            "ADMIN",
            "Quản trị kỹ thuật",
            "Giữ hệ thống chạy, quản lý tài khoản; không xem nội dung hồ sơ.",
            Reach.NONE,
            DESK | {P.JOURNAL_VERIFY, P.ACCOUNT_MANAGE},
        ),
        _role(
            "AUDITOR",
            "Thanh tra, kiểm toán",
            "Chỉ xem: báo cáo, kết quả soát và nhật ký.",
            Reach.NATION,
            READ | {P.JOURNAL_READ, P.JOURNAL_VERIFY, P.EXCHANGE_READ},
        ),
    )
}
