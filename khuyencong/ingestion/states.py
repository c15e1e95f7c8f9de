"""What an officer can decide about a check, and why words of a file can be left out."""

from django.db.models import TextChoices


class Outcome(TextChoices):
    """The fault is one, or it is none."""

    ACCEPTED = "accepted", "Đã ghi nhận, đề nghị sửa"
    DISMISSED = "dismissed", "Không phải lỗi"


#: Why words of the file are not in the text, as a reader is told.
LEFT_OUT = {
    "running_header": "dòng đầu, dòng cuối lặp lại ở các trang",
    "page_number": "số trang",
    "page_chrome": "phần khung của trang web",
    "deleted": "chữ đã xoá khi theo dõi thay đổi",
    "hidden": "chữ ẩn",
    "column_numbers": "hàng đánh số cột",
}
