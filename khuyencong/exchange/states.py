"""The words of the exchange: what a change is, where a partner, a bundle, a conflict stands."""

from django.db.models import TextChoices


class InstanceState(TextChoices):
    """Where an instance stands: another person confirms what one entered."""

    PROPOSED = "proposed", "Chờ người khác xác nhận"
    ACTIVE = "active", "Đang trao đổi"
    ENDED = "ended", "Đã ngừng"


class Sort(TextChoices):
    """What a change is: the home's word, somebody else's wish, or the home's answer to it."""

    RECORD = "record", "Bản ghi của nơi quản lý"
    PROPOSAL = "proposal", "Đề nghị sửa"
    ANSWER = "answer", "Trả lời đề nghị"


class Direction(TextChoices):
    """Which way a bundle went."""

    OUT = "out", "Gửi đi"
    IN = "in", "Nhận về"


class BundleState(TextChoices):
    """What became of a bundle that came."""

    WRITTEN = "written", "Đã lập"
    WAITING = "waiting", "Đến sớm, chờ gói trước"
    TAKEN = "taken", "Đã nhận đủ"


class Why(TextChoices):
    """Why a change that came is not done yet."""

    MISSING = "missing", "Hồ sơ mà nó dựa vào chưa tới"
    NAMELESS = "nameless", "Danh mục dùng chung ở đây chưa có mục này"
    IN_USE = "in_use", "Hồ sơ bị xóa còn được hồ sơ khác ở đây dùng"
    CLASH = "clash", "Trùng với một hồ sơ khác ở đây"
    FILE = "file", "Tệp của nó chưa tới"
    BAD_FILE = "bad_file", "Tệp của nó không nhận được"


class Verdict(TextChoices):
    """What the home says to a wish of another instance."""

    OPEN = "open", "Chờ quyết định"
    OURS = "ours", "Giữ bản ở đây"
    THEIRS = "theirs", "Lấy bản gửi đến"
    FIELDS = "fields", "Chọn từng mục"
    SAME = "same", "Hai bên đã giống nhau"
    REPLACED = "replaced", "Có đề nghị mới hơn"


#: What a right-holder may choose.
CHOICES = (Verdict.OURS, Verdict.THEIRS, Verdict.FIELDS)


class CodeKind(TextChoices):
    """Whose code it is, in systems of the State that we do not keep."""

    AGENCY = "agency", "Mã định danh điện tử của cơ quan"
    PROCEDURE = "procedure", "Mã thủ tục hành chính"
