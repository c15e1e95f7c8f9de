"""What is typed when a đề án is appraised."""

from typing import Any

from django import forms

from khuyencong.projects.forms.acts import ActForm
from khuyencong.projects.forms.fields import Words
from khuyencong.projects.states import Verdict
from khuyencong.registry.forms.fields import Line, Whole


class ScoreForm(ActForm):
    """A sheet of appraisal: points by criterion, or a conflict of interest and no points."""

    remark = Words(label="Nhận xét", longest=1000, rows=3, required=False)

    def __init__(self, *args: Any, criteria: list[Any], **kwargs: Any) -> None:
        self.criteria = criteria
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        """Put a field to each criterion of the day, before the remark."""
        remark = self.fields.pop("remark")
        for criterion in self.criteria:
            self.fields[f"diem-{criterion.code}"] = Whole(
                label=criterion.label,
                longest=6,
                help_text=f"Từ 0 đến {criterion.most} điểm.",
                error_messages={"required": "Cho điểm tiêu chí này."},
                widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "points"}),
            )
        self.fields["remark"] = remark

    def clean(self) -> dict[str, Any]:
        """Put the points by criterion in `cleaned_data["points"]`."""
        given = super().clean() or {}
        given["points"] = {}
        for criterion in self.criteria:
            name = f"diem-{criterion.code}"
            points = given.get(name)
            if points is not None and points > criterion.most:
                self.add_error(name, f"Nhiều nhất {criterion.most} điểm.")
            given["points"][criterion.code] = points
        return given


class ConflictForm(ActForm):
    """Why somebody cannot appraise."""

    words = Line(
        label="Vì sao không chấm được",
        longest=300,
        help_text="Như “là người nhà của chủ cơ sở ở dòng 2”.",
        error_messages={"required": "Ghi vì sao."},
    )


class ConclusionForm(ActForm):
    """The verdict of a round of appraisal."""

    verdict = forms.ChoiceField(
        label="Kết luận",
        choices=Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn kết luận."},
    )
    words = Words(
        label="Ý kiến kết luận",
        longest=5000,
        rows=5,
        error_messages={"required": "Ghi ý kiến kết luận."},
    )
    reason = Words(
        label="Lý do, khi trả lại, không chọn, hoặc khi luật chưa rõ",
        longest=1000,
        rows=3,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where the đề án does not pass."""
        given = super().clean() or {}
        if given.get("verdict") in (Verdict.RETURN, Verdict.REJECT) and not given.get("reason"):
            self.add_error("reason", "Trả lại hay không chọn thì ghi lý do.")
        return given
