"""What an answer rests on, under which borders it is told, and the life of an edition."""

from enum import StrEnum

from django.db.models import TextChoices

from khuyencong.accounts.permissions import Permission as P
from khuyencong.core.workflow import Step, Steps, states
from khuyencong.office.states import DocumentType, Kind
from khuyencong.values.vocabulary import Term


class Standing(Term):
    """How an answer came to be."""

    AGREED = "agreed", "các báo cáo nói như nhau"
    CHOSEN = "chosen", "có người chọn, có lý do"
    SUMMED = "summed", "cộng từ các phần"
    WAITING = "waiting", "máy đọc, chờ người soát"
    DISPUTED = "disputed", "các báo cáo nói khác nhau, chưa chọn"
    SEVERAL = "several", "báo cáo nêu nhiều số, chưa rõ số nào là tổng"


class Beside(Term):
    """How a number that a report states stands beside the records."""

    DIFFERS = "differs", "lệch hồ sơ"
    AGREES = "agrees", "khớp hồ sơ"
    FINER = "finer", "khớp theo nghĩa hẹp hơn"
    NOTHING = "nothing", "hồ sơ không có"


class Borders(StrEnum):
    """Whose borders a report of the past is told in."""

    THEN = "then"
    TODAY = "today"


class Origin(Term):
    """What a number of what was done rests on."""

    RECORDS = "records", "từ hồ sơ"
    REPORTS = "reports", "từ báo cáo đã soát"


class How(Term):
    """How a number that no report states is worked out from numbers that rest on one."""

    SHARE = "share", "tỷ trọng trong cả nước"
    AVERAGE = "average", "bình quân một tỉnh, thành phố"
    REST = "rest", "phần không thuộc vùng nào"
    REST_SHARE = "rest_share", "tỷ trọng của phần không thuộc vùng nào"
    REGIONS = "regions", "cộng các vùng"
    REGIONS_AVERAGE = "regions_average", "bình quân một tỉnh, chỉ tính phần của các vùng"
    PROVINCES = "provinces", "cộng các tỉnh, thành phố có số"
    LEVERAGE = "leverage", "vốn của cơ sở trên một đồng của Nhà nước"
    OF_TARGET = "of_target", "so với mục tiêu"


class ReportKind(TextChoices):
    """Which report is owed: by the length of its period, or by what it is for."""

    PERIOD = "period", "Báo cáo giai đoạn"
    YEAR = "year", "Báo cáo năm"
    HALF_YEAR = "half_year", "Báo cáo 6 tháng"
    NINE_MONTHS = "nine_months", "Báo cáo 9 tháng"
    QUARTER = "quarter", "Báo cáo quý"
    MONTH = "month", "Báo cáo tháng"
    PLAN_REGISTRATION = "plan_registration", "Báo cáo đăng ký kế hoạch"
    THEMATIC = "thematic", "Báo cáo chuyên đề"


class EditionState(TextChoices):
    """Where an edition of a report stands; from the second on nothing of it changes."""

    DRAFT = "draft", "Dự thảo"
    REVIEWED = "reviewed", "Đã soát, chờ ký"
    SIGNED = "signed", "Đã ký"
    SENT = "sent", "Đã gửi"


E = EditionState
#: Editions of which a report has one at most: what is not signed yet.
LIVING = (E.DRAFT, E.REVIEWED)
FROZEN = (E.REVIEWED, E.SIGNED, E.SENT)
ISSUED = (E.SIGNED, E.SENT)
#: Who did one of these neither reviews nor signs the edition.
DRAFTING = frozenset({"draft", "chapter", "redraft", "correct"})

EDITION_STEPS = Steps(
    start=E.DRAFT,
    labels=dict(E.choices),
    rows=(
        Step(
            name="chapter",
            label="Viết phần của mình",
            sources=states(E.DRAFT),
            target=E.DRAFT,
            permission=P.EDITION_DRAFT,
        ),
        Step(
            name="redraft",
            label="Lập lại từ số liệu hôm nay",
            sources=states(E.DRAFT),
            target=E.DRAFT,
            permission=P.EDITION_DRAFT,
        ),
        Step(
            name="review",
            label="Soát và chốt số liệu",
            sources=states(E.DRAFT),
            target=E.REVIEWED,
            permission=P.EDITION_REVIEW,
            apart_from=DRAFTING,
        ),
        Step(
            name="send_back",
            label="Trả lại để soạn tiếp",
            sources=states(E.REVIEWED),
            target=E.DRAFT,
            permission=P.EDITION_REVIEW,
            needs_reason=True,
        ),
        Step(
            name="sign",
            label="Ký báo cáo",
            sources=states(E.REVIEWED),
            target=E.SIGNED,
            permission=P.EDITION_SIGN,
            apart_from=DRAFTING | {"review"},
        ),
        Step(
            name="take_back",
            label="Rút chữ ký khi chưa có số",
            sources=states(E.SIGNED),
            target=E.REVIEWED,
            permission=P.EDITION_SIGN,
            needs_reason=True,
        ),
        Step(
            name="attach",
            label="Nộp bản PDF đã ký số",
            sources=states(E.SIGNED),
            target=E.SIGNED,
            permission=P.EDITION_SEND,
        ),
        Step(
            name="send",
            label="Gửi báo cáo",
            sources=states(E.SIGNED),
            target=E.SENT,
            permission=P.EDITION_SEND,
            apart_from=frozenset({"sign"}),
        ),
        Step(
            name="correct",
            label="Lập bản thay",
            sources=states(E.SIGNED, E.SENT),
            target=E.DRAFT,
            permission=P.EDITION_DRAFT,
            needs_reason=True,
        ),
    ),
)

#: How a report stands among the documents that the office numbers.
REPORT_DOCUMENT = Kind(
    code="periodic_report",
    label="Báo cáo",
    type=DocumentType.REPORT,
    drafting=frozenset({P.EDITION_SIGN}),
    signing=P.EDITION_SIGN,
)
