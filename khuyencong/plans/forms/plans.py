"""Forms of a plan: opened, begun, filtered, put in order, submitted, approved."""

from collections.abc import Sequence
from typing import Any

from django import forms

from khuyencong.plans.rules.wishes import Wishes
from khuyencong.plans.states import Standing, VersionKind
from khuyencong.projects.forms.fields import Words, Year
from khuyencong.registry.forms.fields import Day, Line, Whole
from khuyencong.registry.models import Organisation

REASON = 1000


class OpenForm(forms.Form):
    """Whose plan, of which year."""

    owner = forms.ChoiceField(
        label="Chủ kế hoạch", error_messages={"required": "Chọn đơn vị chủ kế hoạch."}
    )
    year = Year(label="Năm kế hoạch", error_messages={"required": "Ghi năm kế hoạch."})

    def __init__(self, *args: Any, bodies: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = {str(body.id): body for body in bodies}
        field = self.fields["owner"]
        field.choices = [(key, str(body)) for key, body in self.bodies.items()]  # type: ignore[attr-defined]

    @property
    def body(self) -> Organisation:
        """Return the body that was chosen in a valid form."""
        return self.bodies[self.cleaned_data["owner"]]


class BeginForm(forms.Form):
    """Which kind of version begins, and why."""

    kind = forms.ChoiceField(
        label="Loại phiên bản",
        choices=[
            (VersionKind.SUPPLEMENTED.value, "Bổ sung: chỉ thêm đề án hoặc thêm tiền"),
            (VersionKind.ADJUSTED.value, "Điều chỉnh: có đề án rút ra hoặc giảm tiền"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn loại phiên bản."},
    )
    told = Line(
        label="Vì sao có phiên bản này",
        longest=REASON,
        help_text="Ví dụ: hai cơ sở rút, kinh phí giao bổ sung tháng 8.",
        error_messages={"required": "Ghi vì sao có phiên bản này."},
    )


class ReassignForm(forms.Form):
    """Where the free money comes from."""

    told = Line(
        label="Kinh phí giải phóng từ đâu",
        longest=REASON,
        help_text="Ví dụ: cơ sở A rút dòng máy sấy 150 triệu đồng theo văn bản số 12.",
        error_messages={"required": "Ghi kinh phí giải phóng từ đâu."},
    )


class FilterForm(forms.Form):
    """The sentence of a plan's page: which đề án of it are looked at."""

    cho = forms.ChoiceField(
        label="Chỗ", required=False, choices=[("", "mọi đề án"), *Standing.choices]
    )
    noi_dung = forms.ChoiceField(label="Nội dung", required=False)
    noi = forms.ChoiceField(label="Nơi", required=False)

    def __init__(
        self,
        *args: Any,
        contents: Sequence[tuple[str, str]],
        places: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cho"].choices = [  # type: ignore[attr-defined]
            ("", "mọi đề án"),
            *((value, label.lower()) for value, label in Standing.choices),
        ]
        self.fields["noi_dung"].choices = [  # type: ignore[attr-defined]
            ("", "bất kỳ"),
            *((key, name[:1].lower() + name[1:]) for key, name in contents),
        ]
        self.fields["noi"].choices = [("", "bất kỳ"), *places]  # type: ignore[attr-defined]


class WishesForm(forms.Form):
    """What who prepares wishes of the rules."""

    contents = forms.MultipleChoiceField(
        label="Nội dung ưu tiên", required=False, widget=forms.CheckboxSelectMultiple
    )
    places = forms.MultipleChoiceField(
        label="Địa bàn ưu tiên", required=False, widget=forms.CheckboxSelectMultiple
    )
    content_percent = Whole(
        label="Một nội dung nhiều nhất (%)",
        required=False,
        least=1,
        most=100,
        help_text="Để trống: không giới hạn.",
    )
    place_percent = Whole(
        label="Một địa bàn nhiều nhất (%)",
        required=False,
        least=1,
        most=100,
        help_text="Để trống: không giới hạn.",
    )

    def __init__(
        self,
        *args: Any,
        contents: Sequence[tuple[str, str]],
        places: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contents"].choices = list(contents)  # type: ignore[attr-defined]
        self.fields["places"].choices = list(places)  # type: ignore[attr-defined]
        for name in ("content_percent", "place_percent"):
            self.fields[name].error_messages |= dict.fromkeys(
                ("min_value", "max_value"), "Ghi một số nguyên từ 1 đến 100."
            )

    def wishes(self) -> Wishes:
        """Return what a valid form wishes."""
        given = self.cleaned_data
        return Wishes(
            contents=tuple(given["contents"]),
            places=tuple(given["places"]),
            content_percent=given["content_percent"],
            place_percent=given["place_percent"],
        )


class MoveForm(forms.Form):
    """Where a đề án is put by hand, and why."""

    to = forms.ChoiceField(
        label="Đưa vào",
        choices=Standing.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn chỗ của đề án."},
    )
    reason = Words(
        label="Lý do",
        longest=REASON,
        help_text="Đơn vị thực hiện đọc được lý do này.",
        error_messages={"required": "Ghi lý do xếp khác đề xuất."},
    )


class ReasonForm(forms.Form):
    """Why a version is returned or withdrawn."""

    reason = Words(label="Lý do", longest=REASON, error_messages={"required": "Ghi lý do."})


class DecisionForm(forms.Form):
    """The decision that an approval is written in; `seen` is the fingerprint that was read."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    decision = Line(
        label="Số, ký hiệu quyết định",
        longest=120,
        help_text="Ví dụ 12/QĐ-UBND.",
        error_messages={"required": "Ghi số, ký hiệu quyết định."},
    )
    decided_on = Day(
        label="Ngày quyết định",
        longest=40,
        help_text="Ví dụ 05/03/2026.",
        error_messages={"required": "Ghi ngày quyết định."},
    )
