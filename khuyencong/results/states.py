"""The words of the results room."""

from django.db.models import TextChoices


class Bound(TextChoices):
    """How a number of old papers bounds the true one; "" says that it is exact."""

    GT = "gt", "trên"
    LT = "lt", "dưới"
    ABOUT = "about", "khoảng"


class Sex(TextChoices):
    """What a list of participants says; "" where it does not."""

    FEMALE = "female", "nữ"
    MALE = "male", "nam"


class Job(TextChoices):
    """What became of a participant afterwards; "" where nobody asked."""

    EMPLOYED = "employed", "có việc làm"
    OWN_BUSINESS = "own_business", "tự kinh doanh"
    NONE = "none", "chưa có việc"
