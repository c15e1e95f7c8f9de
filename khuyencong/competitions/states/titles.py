"""What became of a title, and of a report that somebody copies it."""

from django.db.models import TextChoices


class CertificateState(TextChoices):
    """What a certificate is on a day; reckoned from its days, never kept."""

    VALID = "valid", "Còn hiệu lực"
    EXPIRED = "expired", "Đã hết hạn"
    REVOKED = "revoked", "Đã bị thu hồi"
    UNKNOWN = "unknown", "Chưa rõ hạn"


class FakeState(TextChoices):
    """Where a report of a fake stands."""

    NEW = "new", "Mới nhận"
    CHECKED = "checked", "Đã kiểm tra"
    DISMISSED = "dismissed", "Không có cơ sở"
