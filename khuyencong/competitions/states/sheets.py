"""Score sheets and ballots."""

from django.db.models import TextChoices


class SheetState(TextChoices):
    """Where a juror's sheet of one entry stands."""

    OPEN = "open", "Đang chấm"
    LOCKED = "locked", "Đã khóa"


class Channel(TextChoices):
    """How the points of a sheet came in."""

    PAGE = "page", "Trên trang"
    OFFLINE = "offline", "Chấm khi mất mạng"
    PAPER = "paper", "Phiếu giấy, nhập hai lần"


class Vote(TextChoices):
    """What a member of the council says to recognising an entry."""

    FOR = "for", "Đồng ý"
    AGAINST = "against", "Không đồng ý"
    ABSTAIN = "abstain", "Không có ý kiến"
