"""A parameter in one line of Vietnamese, as a table or a button shows it."""

from khuyencong.law.rules.snapshot import DatedParameter
from khuyencong.law.rules.support import attribute_label, ceiling_words
from khuyencong.law.states import Authority, Limit, Listing, ParameterKind, ShareOf
from khuyencong.values.money import format_dong
from khuyencong.values.vocabulary import unit_label

UNREAD = "chưa đọc được con số"
_ANSWERS = {**dict(Authority.choices), **dict(Listing.choices)}


def figure_words(parameter: DatedParameter) -> str:
    """Return what a parameter says: "50 % chi phí, không quá 300.000.000 đồng/cơ sở".

    A list entry says "có trong danh mục"; what nobody read is said, never a number.
    """
    if parameter.kind in (ParameterKind.CEILING, ParameterKind.PAID, ParameterKind.UPLIFT):
        return _money(parameter)
    if parameter.kind == ParameterKind.ADVANCE:
        return _money(parameter)
    if parameter.answer in _ANSWERS:
        return _ANSWERS[parameter.answer]
    if parameter.month and parameter.day_of_month:
        return _day(parameter)
    if parameter.amount is not None:
        return f"không quá {format_dong(parameter.amount)}"
    if parameter.number is not None:
        return _number(parameter)
    if parameter.kind in (ParameterKind.DEADLINE, ParameterKind.PASS_MARK, ParameterKind.SIZE):
        return UNREAD
    if parameter.kind in (ParameterKind.CONDITION, ParameterKind.SERVICE, ParameterKind.NORM):
        return "có quy định"
    return "có trong danh mục"


def condition_words(parameter: DatedParameter) -> str:
    """Return the conditions of a ceiling in words; "" where it has none."""
    parts = []
    if parameter.condition in Limit.values:
        parts.append(f"chỉ ở {str(Limit(parameter.condition).label).lower()}")
    if parameter.attribute:
        parts.append(f"bậc theo {attribute_label(parameter.attribute)}{_tier(parameter)}")
    if parameter.per_occasion:
        parts.append("cho một lần hỗ trợ")
    if parameter.unread:
        parts.append("có thể còn giới hạn theo tỷ lệ, chưa kiểm chứng")
    return "; ".join(parts)


def _tier(parameter: DatedParameter) -> str:
    since, until = parameter.tier_from, parameter.tier_until
    words = f" từ {format_dong(since)}" if since is not None else ""
    return words + (f" đến dưới {format_dong(until)}" if until is not None else "")


def _money(parameter: DatedParameter) -> str:
    if not parameter.has_figure:
        return UNREAD
    words = ceiling_words(parameter)
    if parameter.percent is not None:
        words = words.replace(" %", f" % {ShareOf(parameter.share_of or ShareOf.COST).label}", 1)
    if parameter.kind == ParameterKind.PAID:
        words = words.replace("không quá ", "đã chi ")
    has_unit = parameter.amount is not None and parameter.unit
    return f"{words}/{unit_label(parameter.unit)}" if has_unit else words


def _day(parameter: DatedParameter) -> str:
    day = f"{parameter.day_of_month}/{parameter.month}"
    if parameter.kind == ParameterKind.CERTIFICATE:
        return f"đến hết {day} của năm thứ {parameter.number}"
    return f"trước ngày {day}" if parameter.answer == "before" else f"đến hết ngày {day}"


def _number(parameter: DatedParameter) -> str:
    match parameter.kind:
        case ParameterKind.DEADLINE:
            return f"{parameter.number} ngày làm việc"
        case ParameterKind.CRITERION | ParameterKind.PASS_MARK:
            return f"{parameter.number} điểm"
        case ParameterKind.KEY_PROJECT if parameter.number_high is not None:
            return f"từ {parameter.number} đến {parameter.number_high}"
        case ParameterKind.KEY_PROJECT:
            return f"ít nhất {parameter.number}"
        case ParameterKind.PLACE | ParameterKind.CERTIFICATE:
            return f"{parameter.number} năm"
        case _:
            return f"không quá {parameter.number}"
