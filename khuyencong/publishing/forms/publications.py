"""A publication as it is typed; the last day of a call is asked as people say it, inclusive."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from khuyencong.competitions.models import Round
from khuyencong.competitions.queries.pictures import LARGEST, TOO_LARGE
from khuyencong.projects.forms.fields import Words
from khuyencong.publishing.models import PublicationVersion
from khuyencong.publishing.rules.calls import last_day
from khuyencong.publishing.rules.lengths import BASIS, LEAD, SAYS, TEXT, TITLE, WHY_TAKEN_BACK
from khuyencong.publishing.states import CallAbout, PublicationKind, PublicationState
from khuyencong.registry.forms.fields import Day, Line
from khuyencong.values.dates import format_date

HOW = (
    "Cách một dòng trống để sang đoạn. Dòng bắt đầu bằng “## ” là đề mục, bằng “- ” là gạch đầu"
    " dòng; liên kết ghi [chữ](https://…) hoặc [chữ](/ho-tro/)."
)


class PublicationForm(forms.Form):
    """The words, what they rest on, a picture."""

    title = Line(label="Tiêu đề", longest=TITLE, error_messages={"required": "Ghi tiêu đề."})
    lead = Line(
        label="Tóm tắt",
        longest=LEAD,
        help_text="Một hai câu: hiện ở danh sách và trên mạng xã hội.",
        error_messages={"required": "Ghi tóm tắt."},
    )
    text = Words(
        label="Nội dung",
        longest=TEXT,
        rows=14,
        help_text=HOW,
        error_messages={"required": "Ghi nội dung."},
    )
    basis = Line(
        label="Căn cứ, nguồn",
        longest=BASIS,
        required=False,
        help_text="Số văn bản, ngày, cơ quan; để trống nếu không có.",
    )
    picture = forms.FileField(
        label="Ảnh",
        required=False,
        help_text="JPEG hoặc PNG, không quá 12 MB. Ảnh được vẽ lại: không còn nơi chụp, máy chụp.",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
    )
    picture_says = Line(
        label="Ảnh cho thấy gì",
        longest=SAYS,
        required=False,
        help_text="Đọc cho người không nhìn thấy ảnh. Bắt buộc khi có ảnh.",
    )
    without_picture = forms.BooleanField(label="Bỏ ảnh đang có", required=False)

    def __init__(self, *args: Any, before: PublicationVersion | None = None, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.before = before
        if before is None or not before.picture:
            del self.fields["without_picture"]

    def clean_picture(self) -> Any:
        """Return the file; one that is too large is refused before it is read."""
        file = self.cleaned_data["picture"]
        if file and file.size > LARGEST:
            raise ValidationError(TOO_LARGE)
        return file

    def clean(self) -> dict[str, Any]:
        """Ask for the words of a picture."""
        given = super().clean() or {}
        if given.get("picture") and not given.get("picture_says"):
            self.add_error("picture_says", "Ghi ảnh cho thấy gì.")
        return given

    def told(self) -> dict[str, Any]:
        """Return what was typed, as the action takes it."""
        names = ("title", "lead", "text", "basis", "picture_says")
        given = {name: self.cleaned_data[name] for name in names}
        return given | {"without_picture": bool(self.cleaned_data.get("without_picture"))}


class CallForm(PublicationForm):
    """A call: the words, what for, its days, the vote that it belongs to."""

    about = forms.ChoiceField(label="Kêu gọi việc gì", choices=CallAbout.choices)
    opens_on = Day(
        label="Nhận từ ngày", longest=40, error_messages={"required": "Ghi ngày bắt đầu nhận."}
    )
    last_on = Day(
        label="Đến hết ngày", longest=40, error_messages={"required": "Ghi ngày cuối cùng nhận."}
    )
    round = forms.ModelChoiceField(
        label="Cuộc bình chọn",
        queryset=Round.objects.none(),
        required=False,
        empty_label="không gắn cuộc nào",
        help_text="Chỉ khi kêu gọi bình chọn; cuộc đã phát động.",
    )
    field_order = (
        "title", "lead", "about", "opens_on", "last_on", "round", "text", "basis",
    )  # fmt: skip

    def __init__(self, *args: Any, rounds: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if rounds is not None:
            self.fields["round"].queryset = rounds  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Hold the days and the vote against one another."""
        given = super().clean()
        first, last = given.get("opens_on"), given.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", "Ngày cuối cùng nhận phải từ ngày bắt đầu trở đi.")
        if given.get("round") and given.get("about") != CallAbout.VOTE:
            self.add_error("round", "Chỉ kêu gọi bình chọn mới gắn cuộc bình chọn.")
        return given

    def told(self) -> dict[str, Any]:
        """Return what was typed; the day after the last one closes the call."""
        given = self.cleaned_data
        days = {"opens_on": given["opens_on"], "closes_on": given["last_on"] + timedelta(days=1)}
        return super().told() | days | {"about": given["about"], "round": given["round"]}


def initial_of(version: PublicationVersion) -> dict[str, Any]:
    """Return what the form of the next version begins with."""
    names = ("title", "lead", "text", "basis", "picture_says", "about")
    told: dict[str, Any] = {name: getattr(version, name) for name in names}
    last = last_day(version)
    if version.opens_on and last:
        told |= {"opens_on": format_date(version.opens_on), "last_on": format_date(last)}
    return told | {"round": version.round_id}


class TakeBackForm(forms.Form):
    """Why a publication is taken out of the public."""

    reason = Words(
        label="Vì sao gỡ?",
        longest=WHY_TAKEN_BACK,
        rows=3,
        error_messages={"required": "Ghi lý do gỡ."},
    )


class PublicationSearch(forms.Form):
    """Words, kind and state of the desk's list."""

    q = forms.CharField(
        label="Chữ trong bài",
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    loai = forms.ChoiceField(
        label="Loại", required=False, choices=[("", "mọi loại"), *PublicationKind.choices]
    )
    tinh_trang = forms.ChoiceField(
        label="Tình trạng",
        required=False,
        choices=[("", "mọi tình trạng"), *PublicationState.choices],
    )
