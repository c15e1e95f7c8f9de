"""The words of notices: what they are about, how much they matter, which way they go and when."""

from django.db.models import TextChoices


class Kind(TextChoices):
    """What a notice is about: what a person chooses ways for."""

    REQUEST = "request", "Đề nghị hỗ trợ"
    PROJECT = "project", "Đề án"
    PLAN = "plan", "Kế hoạch"
    EDITION = "edition", "Soạn báo cáo định kỳ"
    DUTY = "duty", "Lịch báo cáo"
    VOTE = "vote", "Bình chọn, sản phẩm"
    PROPOSAL = "proposal", "Kiến nghị"
    DOCUMENT = "document", "Văn thư"
    ACCOUNT = "account", "Tài khoản, vai trò"


class Weight(TextChoices):
    """Whether something is to be done."""

    TODO = "todo", "việc phải làm"
    KNOW = "know", "để biết"


class Way(TextChoices):
    """How a notice leaves the application; inside it always stands."""

    MAIL = "mail", "Thư điện tử"
    SMS = "sms", "Tin nhắn"
    CHAT = "chat", "Ứng dụng nhắn tin"


class When(TextChoices):
    """When a notice of a kind leaves by a way."""

    NEVER = "never", "không gửi"
    AT_ONCE = "at_once", "gửi ngay"
    MORNING = "morning", "gộp gửi buổi sáng"


class Because(TextChoices):
    """Why a person is told: what must still hold when the notice leaves."""

    RIGHT = "right", "có quyền xử lý"
    MAKER = "maker", "đại diện cơ sở"
    DRAFTER = "drafter", "người soạn"
    SELF = "self", "chính mình"


class Dropped(TextChoices):
    """Why something did not leave."""

    NO_RIGHT = "no_right", "không còn là việc của người này"
    NO_ADDRESS = "no_address", "chưa có địa chỉ"


#: Where nobody chose otherwise: mail in the morning, nothing else.
DEFAULT = {Way.MAIL: When.MORNING, Way.SMS: When.NEVER, Way.CHAT: When.NEVER}
