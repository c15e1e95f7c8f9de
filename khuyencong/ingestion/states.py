"""What an officer can decide, what a figure can stand for, how far a file has come."""

from django.db.models import TextChoices


class Outcome(TextChoices):
    """The fault is one, or it is none."""

    ACCEPTED = "accepted", "Đã ghi nhận, đề nghị sửa"
    DISMISSED = "dismissed", "Không phải lỗi"


class Stage(TextChoices):
    """Which step of the money or of the work a figure speaks of; a target is a step never taken."""

    PLANNED = "planned", "dự kiến"
    APPROVED = "approved", "đã duyệt"
    CONTRACTED = "contracted", "đã ký hợp đồng"
    ADVANCED = "advanced", "đã tạm ứng"
    ACCEPTED = "accepted", "đã thực hiện"
    PAID = "paid", "đã thanh toán"
    SETTLED = "settled", "đã quyết toán"
    RECOVERED = "recovered", "đã thu hồi"
    TARGET = "target", "mục tiêu"


class Review(TextChoices):
    """Whether a person has looked at a figure, and what came of it."""

    WAITING = "waiting", "Chờ soát"
    ACCEPTED = "accepted", "Đã nhận"
    LEFT_OUT = "left_out", "Để ngoài"


class IntakeState(TextChoices):
    """How far a file that is read in the background has come."""

    WAITING = "waiting", "Đang chờ đọc"
    READING = "reading", "Đang đọc"
    DONE = "done", "Đã đọc xong"
    REFUSED = "refused", "Không đọc được"


class BatchState(TextChoices):
    """How far a spreadsheet has come."""

    WAITING = "waiting", "Đang chờ đọc"
    READING = "reading", "Đang đọc và đối chiếu"
    READY = "ready", "Chờ xác nhận"
    WRITING = "writing", "Đang ghi"
    DONE = "done", "Đã nhập"
    UNDONE = "undone", "Đã hoàn tác"
    REFUSED = "refused", "Không đọc được"
    CANCELLED = "cancelled", "Đã bỏ"


class RowState(TextChoices):
    """What confirming would do with a row."""

    NEW = "new", "mới"
    CHANGED = "changed", "đổi"
    SAME = "same", "không đổi"
    OPEN = "open", "chưa nhập được"


class RereadingState(TextChoices):
    """What became of a second reading."""

    WAITING = "waiting", "Chờ quyết định"
    ADOPTED = "adopted", "Đã nhận"
    DISMISSED = "dismissed", "Không nhận"


#: Why words of the file are not in the text, as a reader is told.
LEFT_OUT = {
    "running_header": "dòng đầu, dòng cuối lặp lại ở các trang",
    "page_number": "số trang",
    "page_chrome": "phần khung của trang web",
    "deleted": "chữ đã xoá khi theo dõi thay đổi",
    "hidden": "chữ ẩn",
    "column_numbers": "hàng đánh số cột",
}
