"""Who may enter what, and which questions a programme may ask."""

from uuid import UUID

from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.programmes.states import SOURCES
from khuyencong.values.measures import MEASURES, Adds, Measure
from khuyencong.values.money import MAX_AMOUNT
from khuyencong.values.periods import Period
from khuyencong.values.vocabulary import LEGAL_CONTENTS, Activity

EDIT = "programme.edit"
#: Contents that a measure of any content may be asked of.
CONTENTS = (*LEGAL_CONTENTS, Activity.CLEANER_PRODUCTION, Activity.OTHER)


def may_edit(user: Actor, custodian_id: UUID) -> bool:
    """Return whether the user may enter and correct the targets of this body."""
    return user.may(EDIT, of=custodian_id)


def require_edit(user: Actor, custodian_id: UUID) -> None:
    """Refuse who has not the right, in words."""
    if not may_edit(user, custodian_id):
        raise Refused("Anh/chị không có quyền ghi chỉ tiêu của đơn vị này.")


def require_question(measure: str, content: str, source: str) -> Measure:
    """Return the measure of a question that can be asked; Refused for any other."""
    known = MEASURES.get(measure)
    if known is None or known.adds is not Adds.UP:
        raise Refused("Chỉ tiêu không có trong danh mục, hoặc không cộng được. Xin chọn lại.")
    if source not in SOURCES:
        raise Refused("Nguồn kinh phí không có trong danh mục. Xin chọn lại.")
    if content and not (content in CONTENTS if known.by_content else content == known.activity):
        raise Refused(f"“{known.name}” không hỏi theo nội dung này. Xin để trống nội dung.")
    return known


def require_value(measure: Measure, low: int, high: int | None = None, *, least: int = 1) -> None:
    """Refuse a value that is none: below `least`, beyond a column, a range the wrong way round."""
    ends = [low] if high is None else [low, high]
    if not all(least <= value <= MAX_AMOUNT for value in ends):
        raise Refused(f"“{measure.name}”: số phải từ {least} trở lên và không quá lớn.")
    if high is not None and high <= low:
        raise Refused("Số cuối của khoảng phải lớn hơn số đầu.")


def require_inside(period: Period, whole: Period) -> None:
    """Refuse days that are not those of the programme."""
    if not whole.covers(period):
        raise Refused(f"{period} không nằm trong {whole} của chương trình.")
