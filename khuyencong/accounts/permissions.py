"""What can be permitted, each with one sentence that a director may read."""

from enum import StrEnum


class Permission(StrEnum):
    """A single thing that a role may do; its sentence stands beside it in `SENTENCES`."""

    DESK_ENTER = "desk.enter"
    REPORT_READ = "report.read"
    REPORT_RECEIVE = "report.receive"
    REPORT_DECIDE = "report.decide"
    REPORT_ASK = "report.ask"
    REPORT_REVIEW = "report.review"
    FIGURE_CHOOSE = "figure.choose"
    ORGANISATION_SUCCEED = "organisation.succeed"
    LAW_PROPOSE = "law.propose"
    LAW_CONFIRM = "law.confirm"
    LAW_ATTACH = "law.attach"
    ESTABLISHMENT_READ = "establishment.read"
    ESTABLISHMENT_EDIT = "establishment.edit"
    ESTABLISHMENT_MERGE = "establishment.merge"
    ESTABLISHMENT_REVEAL = "establishment.reveal"
    SUPPORT_RECORD = "support.record"
    SUPPORT_OVERRIDE = "support.override"
    TRADE_IMPORT = "trade.import"
    JOURNAL_READ = "journal.read"
    JOURNAL_VERIFY = "journal.verify"


SENTENCES: dict[Permission, str] = {
    Permission.DESK_ENTER: "Vào bàn làm việc sau khi đăng nhập.",
    Permission.REPORT_READ: "Xem báo cáo và kết quả soát trong phạm vi của mình.",
    Permission.REPORT_RECEIVE: "Nộp một báo cáo để hệ thống đọc và soát.",
    Permission.REPORT_DECIDE: "Ghi nhận hoặc bác một kết quả soát, có lý do.",
    Permission.REPORT_ASK: "Gửi câu hỏi về một kết quả soát tới đơn vị soạn báo cáo.",
    Permission.REPORT_REVIEW: "Xác nhận báo cáo nói về đâu, lúc nào; soát từng số liệu của nó.",
    Permission.FIGURE_CHOOSE: "Chọn số chính thức khi các báo cáo nói khác nhau, có lý do.",
    Permission.ORGANISATION_SUCCEED: "Ghi nhận một đơn vị tiếp nhận hồ sơ của đơn vị đã sáp nhập.",
    Permission.LAW_PROPOSE: "Đề xuất thêm, kết thúc tham số pháp luật trong phạm vi của mình.",
    Permission.LAW_CONFIRM: "Xác nhận đề xuất của người khác; ghi lý do khi mức vượt trung ương.",
    Permission.LAW_ATTACH: "Nhập nguyên văn điều khoản vào sổ văn bản.",
    Permission.ESTABLISHMENT_READ: "Xem hồ sơ cơ sở công nghiệp nông thôn trong phạm vi của mình.",
    Permission.ESTABLISHMENT_EDIT: (
        "Ghi, sửa hồ sơ cơ sở, cụm công nghiệp, làng nghề, nghệ nhân; xem số điện thoại."
    ),
    Permission.ESTABLISHMENT_MERGE: "Gộp hai hồ sơ của cùng một cơ sở, hoặc tách lại.",
    Permission.ESTABLISHMENT_REVEAL: "Xem số định danh của chủ cơ sở, có lý do và được ghi lại.",
    Permission.SUPPORT_RECORD: "Ghi hỗ trợ mà cơ sở đã nhận từ chương trình khác của Nhà nước.",
    Permission.SUPPORT_OVERRIDE: "Cho qua một hỗ trợ có vẻ trùng, bằng văn bản nêu lý do.",
    Permission.TRADE_IMPORT: "Nhập một ấn bản của hệ thống ngành kinh tế.",
    Permission.JOURNAL_READ: "Xem nhật ký các việc đã làm trong phạm vi của mình.",
    Permission.JOURNAL_VERIFY: "Kiểm tra niêm phong của nhật ký, không xem nội dung.",
}
