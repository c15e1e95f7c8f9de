"""The parts of a request as its pages show them, at the desk and in the public service alike."""

from datetime import date

from khuyencong.applications import rules
from khuyencong.applications.forms.requests import PartForm
from khuyencong.applications.models import Request
from khuyencong.applications.queries import RequestView
from khuyencong.applications.states import S
from khuyencong.values.dates import day_in_vietnam

#: The parts of the task list: address, name, what it asks.
PARTS = (
    ("co-so", "Cơ sở", "Ngành nghề, nơi thực hiện"),
    ("viec", "Việc cần hỗ trợ", "Hạng mục, việc gì, năm nào"),
    ("kinh-phi", "Kinh phí", "Chi phí, số đề nghị, mức của luật"),
    ("giay-to", "Giấy tờ", "Tải lên một lần, dùng lại được"),
)
NAMES = {part: name for part, name, _ in PARTS}
#: What follows a part.
NEXT = {"co-so": "viec", "viec": "kinh-phi", "kinh-phi": "giay-to"}
ENDED = (S.ACCEPTED, S.IN_PROJECT, S.REFUSED, S.WITHDRAWN)


def judged_on(one: Request, today: date) -> date:
    """Return the day whose law judges a request: the last step's once it is decided."""
    return day_in_vietnam(one.changed_at) if one.state in ENDED else today


def as_typed(trial: Request, form: PartForm) -> Request:
    """Put what is typed over a request that nobody saves, so that the law can be asked."""
    if form.is_bound:
        for name, value in form.answers().items():
            setattr(trial, name, "" if value is None and name in ("item", "trade") else value)
    return trial


def to_mend(view: RequestView, part: str) -> list[str]:
    """Return the names of the answers of a part that the office asked to mend."""
    marked = view.returned.missing if view.returned else []
    return [rules.LABELS[name] for name in rules.PARTS[part] if name in marked]
