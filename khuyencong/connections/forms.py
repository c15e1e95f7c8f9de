"""What a person says who makes a key or gives an address."""

from datetime import date, timedelta
from typing import Any

from django import forms

from khuyencong.accounts.permissions import SENTENCES, Permission
from khuyencong.connections.states import EVENTS, LONGEST_DAYS
from khuyencong.registry.forms.fields import Line
from khuyencong.registry.models import Organisation

OWN = ""


class TokenForm(forms.Form):
    """A key: what software it is for, whose, until when, with which rights."""

    label = Line(
        label="Tên phần mềm",
        longest=100,
        help_text="Như “Phần mềm báo cáo của Sở”.",
        error_messages={"required": "Ghi tên phần mềm sẽ dùng mã này."},
    )
    body = forms.ChoiceField(
        label="Mã của ai",
        required=False,
        help_text="Mã của hệ thống chỉ dùng được sau khi một người khác xác nhận.",
    )
    last_day = forms.DateField(
        label="Dùng đến hết ngày",
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=f"Không quá {LONGEST_DAYS} ngày kể từ hôm nay.",
        error_messages={"required": "Chọn ngày dùng cuối.", "invalid": "Ngày không đúng dạng."},
    )
    rights = forms.MultipleChoiceField(
        label="Quyền cho mượn",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Chọn ít nhất một quyền.",
            "invalid_choice": "Chỉ chọn quyền anh/chị đang có.",
        },
    )

    def __init__(
        self,
        *args: Any,
        rights: list[Permission],
        bodies: list[Organisation],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = {str(body.id): body for body in bodies}
        mine = (OWN, "phần mềm của tôi")
        of_bodies = [(key, f"hệ thống của {body}") for key, body in self.bodies.items()]
        self.fields["body"].choices = [mine, *of_bodies]  # type: ignore[attr-defined]
        told = [(str(right), SENTENCES[right]) for right in rights]
        self.fields["rights"].choices = told  # type: ignore[attr-defined]
        self.fields["last_day"].initial = today + timedelta(days=90)

    @property
    def chosen(self) -> Organisation | None:
        """Return the body whose system it is for; None for the person's own software."""
        return self.bodies.get(self.cleaned_data.get("body") or OWN)


class HookForm(forms.Form):
    """An address: of which system, whose, told of what."""

    name = Line(
        label="Tên hệ thống",
        longest=100,
        error_messages={"required": "Ghi tên hệ thống nhận."},
    )
    custodian = forms.ChoiceField(label="Của đơn vị")
    url = Line(
        label="Địa chỉ nhận",
        longest=190,
        help_text="Bắt đầu bằng https://, như https://hethong.tinh.gov.vn/nhan.",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none"}),
        error_messages={"required": "Ghi địa chỉ nhận."},
    )
    events = forms.MultipleChoiceField(
        label="Báo khi",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Chọn ít nhất một việc.",
            "invalid_choice": "Chỉ chọn việc trong danh sách.",
        },
    )

    def __init__(
        self, *args: Any, acts: list[str], bodies: list[Organisation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = {str(body.id): body for body in bodies}
        kept = [(key, str(body)) for key, body in self.bodies.items()]
        self.fields["custodian"].choices = kept  # type: ignore[attr-defined]
        told = [(act, EVENTS[act][0]) for act in acts]
        self.fields["events"].choices = told  # type: ignore[attr-defined]
