"""What an officer can decide about a check."""

from django.db.models import TextChoices


class Outcome(TextChoices):
    """The fault is one, or it is none."""

    ACCEPTED = "accepted", "Đã ghi nhận, đề nghị sửa"
    DISMISSED = "dismissed", "Không phải lỗi"
