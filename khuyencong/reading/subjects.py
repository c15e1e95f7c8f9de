"""A short stable English word for what a figure is about."""

from khuyencong.reading.counting import Draft
from khuyencong.reading.nouns import SUBJECTS
from khuyencong.reading.sheet import Sheet
from khuyencong.values.vocabulary import Activity

#: Words in the number's own clause → subject, for units that count several things.
_BY_WORDS: dict[str, tuple[tuple[str, str], ...]] = {
    "VND": (
        ("đối ứng", "counterpart"),
        ("thu nhập", "income"),
        ("lương", "income"),
        ("doanh thu", "revenue"),
        ("giá trị sản xuất", "industrial_output"),
        ("kim ngạch", "export_value"),
        ("", "funding"),
    ),
    "percent": (
        ("so với mục tiêu", "percent_of_target"),
        ("mục tiêu giai đoạn", "percent_of_target"),
        ("chiếm", "share"),
        ("tỷ trọng", "share"),
        ("kế hoạch", "percent_of_plan"),
        ("tăng", "growth"),
        ("giảm", "decrease"),
        ("", "percentage"),
    ),
    "person": (
        ("việc làm", "jobs"),
        ("học viên", "trainees"),
        ("đại biểu", "delegates"),
        ("cán bộ", "staff"),
        ("viên chức", "staff"),
        ("lao động", "workers"),
        ("", "people"),
    ),
}


#: The verb right before a percent decides, whatever stands further off.
_VERBS = (("chiếm", "share"), ("tăng", "growth"), ("giảm", "decrease"), ("vượt", "excess"))


def subject_of(sheet: Sheet, draft: Draft, activity: Activity) -> str:
    """Return the subject of a figure; the unit decides, its own words refine."""
    base = draft.unit.split("_per_")[0]
    if base == "percent":
        verb = sheet.script.low[max(0, draft.start - 18) : draft.start]
        for word, subject in _VERBS:
            if word in verb:
                return subject
    if base in _BY_WORDS:
        reach = 30 if base == "percent" else 0
        words = sheet.script.low[max(0, draft.start - 50) : draft.end + reach]
        return next(subject for word, subject in _BY_WORDS[base] if word in words)
    return SUBJECTS.get(base, base + "s")
