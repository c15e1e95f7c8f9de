"""The words of the commune kit: what is filled in, how it comes back, what became of it."""

from django.db.models import TextChoices


class EntryKind(TextChoices):
    """What a sheet of the kit tells."""

    NEED = "need", "Phiếu nhu cầu"
    REQUEST = "request", "Đề nghị hỗ trợ"
    ACCEPTANCE = "acceptance", "Ghi nhận để nghiệm thu"
    FOLLOW_UP = "follow_up", "Theo dõi sau hỗ trợ"


class Came(TextChoices):
    """How a file came back."""

    LINE = "line", "Qua mạng"
    FILE = "file", "Tệp đưa tới"


class EntryState(TextChoices):
    """What became of the newest revision of a sheet."""

    WAITING = "waiting", "Chờ nhận vào hồ sơ"
    APPLIED = "applied", "Đã vào hồ sơ"
    CONFLICT = "conflict", "Hai bên cùng sửa, chờ quyết định"
    HELD = "held", "Chưa ghi được, cần người xem"
    DISMISSED = "dismissed", "Không ghi, có lý do"


class Side(TextChoices):
    """Whose value a field keeps after a conflict."""

    OURS = "ours", "Giữ số của hồ sơ"
    THEIRS = "theirs", "Lấy số của xã"


#: What a person has still to look at.
OPEN = (EntryState.WAITING, EntryState.CONFLICT, EntryState.HELD)
