"""What the list of results is narrowed by: the sentence above it."""

from datetime import date
from typing import Any

from django import forms

from khuyencong.registry.forms.fields import Line
from khuyencong.registry.queries import find_places
from khuyencong.results.kinds import grouped_kinds
from khuyencong.results.queries.lists import Wanted
from khuyencong.values.errors import Unreadable
from khuyencong.values.periods import Period, read_period
from khuyencong.values.vocabulary import LEGAL_CONTENTS, Activity

CONTENTS = (*LEGAL_CONTENTS, Activity.CLEANER_PRODUCTION, Activity.OTHER)
NAMESAKES = 12


class ResultFilter(forms.Form):
    """Results of a content and a kind, of a period, somewhere, with or without papers."""

    noi_dung = forms.ChoiceField(
        label="Nội dung",
        required=False,
        choices=[
            ("", "mọi nội dung"),
            *((str(one), one.label.lower()) for one in CONTENTS),
            ("-", "chưa phân bổ nội dung"),
        ],
    )
    loai = forms.ChoiceField(label="Loại kết quả", required=False)
    giay = forms.ChoiceField(
        label="Giấy tờ",
        required=False,
        choices=[
            ("", "có hay chưa có giấy tờ"),
            ("co", "đã có giấy tờ"),
            ("chua", "chưa có giấy tờ"),
        ],
    )
    ky = Line(label="Kỳ", required=False, longest=60, help_text="Như “2026”, “2016-2020”.")
    de_an = Line(label="Mã đề án", required=False, longest=40)
    noi = Line(label="Nơi", required=False, longest=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [
            (content.label, [(kind.code, kind.name.lower()) for kind in kinds])
            for content, kinds in grouped_kinds()
        ]
        self.fields["loai"].choices = [("", "mọi loại"), *groups]  # type: ignore[attr-defined]

    def clean_ky(self) -> Period | None:
        """Return the period that is meant."""
        typed: str = self.cleaned_data["ky"]
        if not typed:
            return None
        try:
            return read_period(typed)
        except Unreadable as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def clean(self) -> dict[str, Any]:
        """Put the places that were meant in `cleaned_data["places"]`; said where there is none."""
        given = super().clean() or {}
        typed = given.get("noi")
        given["places"] = ()
        if typed:
            found: list[Any] = list(find_places(typed, limit=NAMESAKES))
            exact = [hit.place for hit in found if hit.name.rank == 0]
            given["places"] = tuple(exact or [hit.place for hit in found[:1]])
            if not found:
                self.add_error("noi", f"Không có nơi nào tên “{typed}”, ngày nay hay trước đây.")
        return given

    def wanted(self, today: date) -> Wanted:
        """Return what a valid form asks for."""
        given = self.cleaned_data
        return Wanted(
            content=given["noi_dung"],
            kind=given["loai"],
            evidence=given["giay"],
            period=given["ky"],
            places=given["places"],
            project=given["de_an"],
            today=today,
        )
