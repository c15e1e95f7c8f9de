"""What is typed about notices: how one wants to be told, how a sentence is worded."""

from datetime import time
from typing import Any

from django import forms

from khuyencong.notices.rules.choosing import LONGEST, Wanted
from khuyencong.notices.rules.hours import NIGHT
from khuyencong.notices.rules.wording import MOST
from khuyencong.notices.states import DEFAULT, Kind, Way, When
from khuyencong.registry.forms.fields import Line

REASON = 300
_CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
_NO_CLOCK = {"invalid": "Ghi giờ như 21:00.", "required": "Ghi giờ như 21:00."}


def name_of(kind: str, way: str) -> str:
    """Return the name of the field that says when a kind leaves by a way."""
    return f"{kind}-{way}"


class ChoiceForm(forms.Form):
    """When each kind leaves by each way, quiet hours, where messages go."""

    begins = forms.TimeField(label="Từ giờ", widget=_CLOCK, error_messages=_NO_CLOCK)
    ends = forms.TimeField(label="Đến giờ", widget=_CLOCK, error_messages=_NO_CLOCK)
    sms = Line(
        label="Số điện thoại nhận tin",
        longest=LONGEST,
        required=False,
        help_text="Chỉ dùng để gửi thông báo; xóa đi thì không gửi nữa.",
    )
    chat = Line(label="Tài khoản nhận tin của ứng dụng", longest=LONGEST, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in Kind:
            for way in Way:
                self.fields[name_of(kind, way)] = forms.ChoiceField(
                    label=f"{kind.label}: {way.label.lower()}",
                    choices=When.choices,
                    initial=DEFAULT[way],
                    error_messages={"required": "Chọn một cách."},
                )

    @property
    def rows(self) -> list[tuple[str, list[tuple[str, Any]]]]:
        """Return the choices as a table shows them: a row for each kind, a cell for each way."""
        return [
            (str(kind.label), [(str(way.label), self[name_of(kind, way)]) for way in Way])
            for kind in Kind
        ]

    def wanted(self) -> Wanted:
        """Return what was chosen."""
        given = self.cleaned_data
        ways = {(kind, way): When(given[name_of(kind, way)]) for kind in Kind for way in Way}
        addresses = {Way.SMS: given["sms"], Way.CHAT: given["chat"]}
        return Wanted(ways, (given["begins"], given["ends"]), addresses)


def chosen_before(
    ways: dict[tuple[str, str], When],
    begins: time = NIGHT.begins,
    ends: time = NIGHT.ends,
    addresses: dict[str, str] | None = None,
) -> dict[str, Any]:
    """Return what a person chose as the form shows it at first."""
    told: dict[str, Any] = {name_of(kind, way): str(when) for (kind, way), when in ways.items()}
    return told | {"begins": begins, "ends": ends, **(addresses or {})}


class WordForm(forms.Form):
    """A sentence as it is to be, why, and the version that was looked at."""

    seen = forms.UUIDField(required=False, widget=forms.HiddenInput)
    text = Line(label="Câu", longest=MOST, error_messages={"required": "Ghi câu thông báo."})
    reason = Line(label="Lý do", longest=REASON, error_messages={"required": "Ghi lý do sửa."})


class StandardForm(forms.Form):
    """Why a sentence goes back to ours."""

    seen = forms.UUIDField(required=False, widget=forms.HiddenInput)
    reason = Line(label="Lý do", longest=REASON, error_messages={"required": "Ghi lý do."})
