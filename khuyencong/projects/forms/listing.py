"""What a list of đề án is narrowed by, as the sentence of its page asks it."""

from typing import Any

from django import forms

from khuyencong.projects.queries.lists import GROUPS, ORDERS, Wanted
from khuyencong.projects.states import STATE_SOURCES, ProjectState
from khuyencong.registry.forms.fields import Line
from khuyencong.registry.queries import find_places
from khuyencong.values.vocabulary import LEGAL_CONTENTS

#: So many places of one name are searched together.
NAMESAKES = 12
STATES = [
    ("", "mọi bước"),
    ("Nhóm bước", [(word, label) for word, (label, _) in GROUPS.items()]),
    ("Một bước", [(state.value, state.label.lower()) for state in ProjectState]),
]


class FilterForm(forms.Form):
    """The sentence: đề án of a year, from a source, of a content, at a step, somewhere."""

    nam = forms.TypedChoiceField(
        label="Năm", required=False, coerce=int, empty_value=None, choices=[("", "mọi năm")]
    )
    nguon = forms.ChoiceField(
        label="Nguồn",
        required=False,
        choices=[("", "bất kỳ"), *((s.value, s.label.lower()) for s in STATE_SOURCES)],
    )
    noi_dung = forms.ChoiceField(
        label="Nội dung",
        required=False,
        choices=[("", "bất kỳ"), *((c.value, c.label.lower()) for c in LEGAL_CONTENTS)],
    )
    buoc = forms.ChoiceField(label="Bước", required=False, choices=STATES)
    noi = Line(label="Nơi", required=False, longest=120)
    q = Line(label="Tên, mã hoặc cơ sở", required=False, longest=120)
    xep = forms.ChoiceField(
        label="Xếp theo",
        required=False,
        choices=[(word, label) for word, (label, _) in ORDERS.items()],
    )

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "mọi năm"), *((year, f"năm {year}") for year in years)]
        self.fields["nam"].choices = choices  # type: ignore[attr-defined]

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

    def wanted(self) -> Wanted:
        """Return what a valid form asks for."""
        given = self.cleaned_data
        return Wanted(
            year=given["nam"],
            source=given["nguon"],
            content=given["noi_dung"],
            state=given["buoc"],
            places=given["places"],
            text=given["q"],
            order=given["xep"] or "moi",
        )
