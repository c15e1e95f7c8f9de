"""The words of what is told in public: kinds of publications, states of calls and questions."""

from django.db.models import TextChoices


class PublicationKind(TextChoices):
    """What somebody publishes."""

    NEWS = "news", "Tin"
    BULLETIN = "bulletin", "Bản tin"
    CALL = "call", "Kêu gọi"


class CallAbout(TextChoices):
    """What a call asks people to come with."""

    PROJECTS = "projects", "Đăng ký đề án"
    VOTE = "vote", "Bình chọn sản phẩm"
    FAIR = "fair", "Hội chợ, trưng bày"
    TRAINING = "training", "Đào tạo, tập huấn"
    OTHER = "other", "Việc khác"


class PublicationState(TextChoices):
    """Where a publication stands; read off what is shown, never stored."""

    DRAFT = "draft", "Bản thảo"
    PUBLISHED = "published", "Đang đăng"
    TAKEN_BACK = "taken_back", "Đã gỡ"


class CallState(TextChoices):
    """Where a call stands on a day; reckoned from its days, never stored."""

    COMING = "coming", "Sắp nhận"
    OPEN = "open", "Đang nhận"
    CLOSED = "closed", "Đã hết hạn"


class PublicationStep(TextChoices):
    """What was done to a publication."""

    DRAFT = "draft", "Soạn"
    PUBLISH = "publish", "Đăng"
    TAKE_BACK = "take_back", "Gỡ"


class Topic(TextChoices):
    """What a question is about."""

    SUPPORT = "support", "Được hỗ trợ gì"
    REQUEST = "request", "Hồ sơ, cách nộp"
    MONEY = "money", "Kinh phí, thanh toán"
    VOTE = "vote", "Bình chọn sản phẩm"
    OTHER = "other", "Việc khác"


class QuestionState(TextChoices):
    """What became of a question."""

    NEW = "new", "Chờ trả lời"
    ANSWERED = "answered", "Đã trả lời"
    SET_ASIDE = "set_aside", "Không trả lời"


class QuestionStep(TextChoices):
    """What was done with a question."""

    ASK = "ask", "Gửi câu hỏi"
    ANSWER = "answer", "Trả lời và đăng"
    SET_ASIDE = "set_aside", "Không trả lời"
    TAKE_BACK = "take_back", "Gỡ câu trả lời"
