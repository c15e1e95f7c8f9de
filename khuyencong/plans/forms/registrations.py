"""Forms of a registration: begun, told in three parts with its list, sent."""

from collections.abc import Sequence
from typing import Any

from django import forms

from khuyencong.projects.forms.fields import Words, Year
from khuyencong.projects.models import Project
from khuyencong.registry.forms.fields import Line, Whole
from khuyencong.registry.models import Organisation

PART = 10_000


class BeginForm(forms.Form):
    """Who registers, with whom, for which year."""

    registrar = forms.ChoiceField(
        label="Đơn vị đăng ký", error_messages={"required": "Chọn đơn vị đăng ký."}
    )
    owner = forms.ChoiceField(
        label="Gửi tới", error_messages={"required": "Chọn nơi nhận đăng ký."}
    )
    year = Year(label="Năm kế hoạch", error_messages={"required": "Ghi năm kế hoạch."})

    def __init__(
        self,
        *args: Any,
        bodies: Sequence[Organisation],
        owners: Sequence[Organisation],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = {str(body.id): body for body in (*owners, *bodies)}
        self.fields["registrar"].choices = [(b.id, str(b)) for b in bodies]  # type: ignore[attr-defined]
        self.fields["owner"].choices = [(b.id, str(b)) for b in owners]  # type: ignore[attr-defined]

    def body(self, name: str) -> Organisation:
        """Return the body chosen in a valid form."""
        return self.bodies[self.cleaned_data[name]]


class AccountForm(forms.Form):
    """The three parts, and which đề án stand on the list."""

    version = Whole(required=False, widget=forms.HiddenInput)
    last_year = Words(label="Kết quả năm trước", required=False, longest=PART, rows=7)
    this_year = Words(label="Tình hình năm nay", required=False, longest=PART, rows=7)
    next_year = Words(label="Mục tiêu năm kế hoạch", required=False, longest=PART, rows=7)
    projects = forms.MultipleChoiceField(
        label="Đề án trong danh mục", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, offered: Sequence[Project], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {str(project.id): project for project in offered}
        self.fields["projects"].choices = [  # type: ignore[attr-defined]
            (key, f"{project.code} {project.name}") for key, project in self.offered.items()
        ]

    def chosen(self) -> list[Project]:
        """Return the đề án ticked in a valid form, in the order of the list."""
        ticked = set(self.cleaned_data["projects"])
        return [project for key, project in self.offered.items() if key in ticked]


class SendForm(forms.Form):
    """The letter that a registration goes with."""

    version = Whole(required=False, widget=forms.HiddenInput)
    letter = Line(
        label="Số, ký hiệu văn bản gửi",
        longest=120,
        help_text="Ví dụ 45/SCT-QLCN.",
        error_messages={"required": "Ghi số, ký hiệu văn bản gửi đăng ký."},
    )
