"""What a key may be lent, which acts another system may be told of, how a delivery stands."""

from datetime import timedelta
from enum import StrEnum

from django.db import models

from khuyencong.accounts.permissions import Permission as P

#: A key holds for so many days at most; who needs it longer makes another.
LONGEST_DAYS = 366
#: Keys that one person, and addresses that one body, may have standing at a time.
MOST_TOKENS, MOST_HOOKS = 20, 20
#: The former secret of a webhook signs beside the new one for so long after it was changed.
OVERLAP = timedelta(hours=24)
#: The answer to a change is kept, to be given again under the same key, for so long.
ANSWER_KEPT = timedelta(days=7)

#: The rights that a key may carry: what addresses of the API ask for, and no other.
READING = (
    P.ORGANISATION_READ,
    P.ESTABLISHMENT_READ,
    P.NEED_READ,
    P.REQUEST_READ,
    P.PROJECT_READ,
    P.PLAN_READ,
    P.FUNDS_READ,
    P.RESULT_READ,
    P.REPORT_READ,
    P.EDITION_READ,
    P.VOTING_READ,
    P.QUALITY_READ,
)
WRITING = (P.REQUEST_PREPARE, P.PROJECT_CARRY_OUT, P.RESULT_RECORD)
OFFERED = (*READING, *WRITING)


class TokenState(StrEnum):
    """Whether a key opens anything on a day."""

    WAITING = "waiting"
    OPEN = "open"
    ENDED = "ended"
    REVOKED = "revoked"

    @property
    def label(self) -> str:
        """Return the word a page shows."""
        return {
            "waiting": "chờ người thứ hai xác nhận",
            "open": "đang dùng được",
            "ended": "đã hết hạn",
            "revoked": "đã thu hồi",
        }[self.value]


class DeliveryState(models.TextChoices):
    """How a message to another system stands."""

    WAITING = "waiting", "chờ gửi"
    FAILED = "failed", "lỗi, sẽ gửi lại"
    SENT = "sent", "đã gửi"
    GIVEN_UP = "given_up", "thôi không gửi nữa"


#: The acts that may be followed: what they are called, and whose right sees their record.
EVENTS: dict[str, tuple[str, P]] = {
    "request.started": ("Mở đề nghị hỗ trợ", P.REQUEST_READ),
    "request.from_need": ("Lập đề nghị từ nhu cầu", P.REQUEST_READ),
    "request.send": ("Gửi đề nghị", P.REQUEST_READ),
    "request.receive": ("Tiếp nhận đề nghị", P.REQUEST_READ),
    "request.return": ("Trả lại đề nghị để bổ sung", P.REQUEST_READ),
    "request.accept": ("Đề nghị đủ điều kiện", P.REQUEST_READ),
    "request.refuse": ("Đề nghị không đủ điều kiện", P.REQUEST_READ),
    "request.withdraw": ("Rút đề nghị", P.REQUEST_READ),
    "need.recorded": ("Ghi nhu cầu", P.NEED_READ),
    "need.dropped": ("Nhu cầu không còn", P.NEED_READ),
    "project.register": ("Đăng ký đề án", P.PROJECT_READ),
    "project.approve": ("Phê duyệt đề án", P.PROJECT_READ),
    "project.contract": ("Ký hợp đồng đề án", P.PROJECT_READ),
    "project.begin": ("Bắt đầu thực hiện đề án", P.PROJECT_READ),
    "project.progress": ("Báo tiến độ đề án", P.PROJECT_READ),
    "project.advance": ("Tạm ứng", P.PROJECT_READ),
    "project.accept_line": ("Nghiệm thu dòng hỗ trợ", P.PROJECT_READ),
    "project.accept": ("Nghiệm thu đề án", P.PROJECT_READ),
    "project.pay": ("Thanh toán", P.PROJECT_READ),
    "project.settle": ("Quyết toán đề án", P.PROJECT_READ),
    "project.stop": ("Ngừng đề án", P.PROJECT_READ),
    "plan.submit": ("Trình kế hoạch năm", P.PLAN_READ),
    "plan.approve": ("Phê duyệt kế hoạch năm", P.PLAN_READ),
    "funds.allot": ("Giao kinh phí", P.FUNDS_READ),
    "result.recorded": ("Ghi kết quả", P.RESULT_READ),
    "result.corrected": ("Sửa kết quả", P.RESULT_READ),
    "result.withdrawn": ("Rút kết quả", P.RESULT_READ),
    "reporting.send": ("Gửi báo cáo", P.REPORT_READ),
    "reporting.accept": ("Tiếp nhận báo cáo", P.REPORT_READ),
    "reporting.return": ("Trả lại báo cáo", P.REPORT_READ),
    "certificates.issued": ("Công nhận, cấp giấy chứng nhận", P.VOTING_READ),
    "certificate.revoked": ("Thu hồi giấy chứng nhận", P.VOTING_READ),
}
