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
    Permission.JOURNAL_READ: "Xem nhật ký các việc đã làm trong phạm vi của mình.",
    Permission.JOURNAL_VERIFY: "Kiểm tra niêm phong của nhật ký, không xem nội dung.",
}
