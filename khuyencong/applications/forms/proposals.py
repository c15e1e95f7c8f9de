"""Proposals, limits and causes as they are typed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from khuyencong.applications.models import Tag
from khuyencong.applications.states import ProposalKind, ProposalState, RaisedBy, TagKind
from khuyencong.law.models import LegalDocument
from khuyencong.registry.forms.fields import NUL, CommuneMixin, Day, Line
from khuyencong.registry.models import Establishment, Organisation
from khuyencong.values.text import clean

WORDS = 2000
#: So many establishments of one name are offered; who means another types more of it.
OFFERED = 12


class Words(forms.CharField):
    """Some lines of text; too long is said with its length."""

    def __init__(self, *, longest: int = WORDS, rows: int = 4, **kwargs: Any) -> None:
        errors = NUL | kwargs.pop("error_messages", {})
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(error_messages=errors, **kwargs)
        self.longest = longest

    def clean(self, value: Any) -> Any:
        """Return the words as they are kept."""
        words = clean(super().clean(value) or "")
        if len(words) > self.longest:
            raise ValidationError(
                f"Dài {len(words)} ký tự; tối đa {self.longest}. Xin ghi ngắn lại."
            )
        if self.required and not words:
            raise ValidationError(self.error_messages["required"], code="required")
        return words


class RaiseForm(CommuneMixin):
    """A proposal: what, who raised it, before whom it goes, by when."""

    kind = forms.ChoiceField(label="Đây là", choices=ProposalKind.choices)
    what = Line(
        label="Kiến nghị, vướng mắc gì?",
        longest=200,
        help_text="Một câu, như “Nâng mức hỗ trợ mua máy”.",
        error_messages={"required": "Ghi kiến nghị hoặc vướng mắc."},
    )
    details = Words(label="Nói rõ thêm", required=False)
    raised_by = forms.ChoiceField(
        label="Ai nêu?",
        choices=RaisedBy.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn ai nêu."},
    )
    establishment = Line(
        label="Cơ sở nào?",
        required=False,
        longest=120,
        help_text="Chỉ ghi khi cơ sở nêu: tên trong hồ sơ.",
    )
    establishment_key = forms.CharField(required=False, widget=forms.HiddenInput)
    occasion = Line(
        label="Hội nghị nào?",
        required=False,
        longest=150,
        help_text="Chỉ ghi khi nêu tại hội nghị, như “Hội nghị khuyến công phía Bắc 2026”.",
    )
    raised_on = Day(
        label="Ngày nêu", longest=40, error_messages={"required": "Ghi ngày nêu kiến nghị."}
    )
    to = forms.ChoiceField(label="Ai phải trả lời?")
    due_on = Day(
        label="Hạn trả lời",
        required=False,
        longest=40,
        help_text="Chỉ ghi khi có văn bản hoặc người có thẩm quyền nêu hạn.",
    )
    due_basis = Line(label="Hạn theo đâu?", required=False, longest=150)

    def __init__(
        self,
        *args: Any,
        own: Organisation,
        above: list[Organisation],
        named: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        commune = self.fields["commune"]
        commune.required, commune.label = False, "Xã, phường, đặc khu nào?"
        commune.help_text = "Chỉ ghi khi xã nêu, hoặc khi việc ở riêng một xã."
        self.bodies = {str(one.id): one for one in (own, *above)}
        self.named, self.found = named, list[Establishment]()
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, one.name) for key, one in self.bodies.items()]

    def clean(self) -> dict[str, Any]:
        """Put the body and the establishment that are meant into the cleaned data."""
        given = super().clean()
        given["body"] = self.bodies.get(given.get("to", ""))
        given["one"] = None
        if given.get("raised_by") == RaisedBy.ESTABLISHMENT:
            given["one"] = self._establishment(given)
        elif given.get("raised_by") == RaisedBy.COMMUNE and not given.get("commune"):
            self.add_error("commune", "Ghi xã, phường, đặc khu nêu kiến nghị.")
        elif given.get("raised_by") == RaisedBy.CONFERENCE and not given.get("occasion"):
            self.add_error("occasion", "Ghi tên hội nghị.")
        return given

    def _establishment(self, given: dict[str, Any]) -> Establishment | None:
        typed = given.get("establishment")
        if not typed:
            self.add_error("establishment", "Ghi tên cơ sở nêu kiến nghị.")
            return None
        rows: list[Establishment] = list(self.named(typed)[: OFFERED + 1])
        chosen = [row for row in rows if str(row.id) == given.get("establishment_key")]
        rows = chosen or rows
        if len(rows) == 1:
            return rows[0]
        self.found = rows[:OFFERED]
        said = (
            f"Có {len(rows)} cơ sở như vậy: chọn một cơ sở ở dưới, hoặc ghi rõ hơn tên."
            if rows
            else f"Không có cơ sở nào tên “{typed}” trong phạm vi của anh/chị."
        )
        self.add_error("establishment", said)
        return None


class ReasonForm(forms.Form):
    """Why a step is taken."""

    reason = Words(label="Lý do", rows=3, error_messages={"required": "Ghi lý do."})


class PassForm(ReasonForm):
    """To whom a proposal goes up, why, with which paper, by when."""

    to = forms.ChoiceField(label="Chuyển đến")
    paper = Line(label="Theo văn bản", required=False, longest=150, help_text="Như “512/SCT-QLCN”.")
    due_on = Day(label="Hạn trả lời, nếu có", required=False, longest=40)
    field_order = ("to", "reason", "paper", "due_on")

    def __init__(self, *args: Any, above: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = {str(one.id): one for one in above}
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, one.name) for key, one in self.bodies.items()]


class DueForm(forms.Form):
    """By when an answer is due, and what says so."""

    due_on = Day(label="Hạn trả lời", longest=40, error_messages={"required": "Ghi hạn trả lời."})
    basis = Line(label="Hạn theo đâu?", required=False, longest=150)


class DraftForm(ReasonForm):
    """Which draft takes the proposal in, and where."""

    draft = forms.ChoiceField(
        label="Dự thảo", error_messages={"required": "Chọn một dự thảo trong sổ văn bản."}
    )
    field_order = ("draft", "reason")

    def __init__(self, *args: Any, drafts: list[LegalDocument], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.drafts = {one.key: one for one in drafts}
        self.fields["reason"].label = "Đưa vào chỗ nào, vì sao?"
        field = self.fields["draft"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, f"{one}: {one.title}") for key, one in self.drafts.items()]


class AnswerForm(forms.Form):
    """The answer and the paper it stands in."""

    words = Words(label="Trả lời", error_messages={"required": "Ghi lời trả lời."})
    paper = Line(label="Văn bản trả lời", required=False, longest=150)


def tag_choices(tags: list[Tag]) -> list[Any]:
    """Return the vocabulary as a select shows it: limits, then causes."""
    return [
        (kind.label, [(tag.code, tag.name) for tag in tags if tag.kind == kind]) for kind in TagKind
    ]


class TagForm(forms.Form):
    """A limit or a cause that a proposal tells of."""

    tag = forms.ChoiceField(label="Hạn chế hoặc nguyên nhân", error_messages={"required": "Chọn."})
    told = Line(label="Ghi rõ", required=False, longest=500)

    def __init__(self, *args: Any, tags: list[Tag], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tags = {tag.code: tag for tag in tags}
        field = self.fields["tag"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = tag_choices(tags)


class RemarkForm(CommuneMixin):
    """A limit or a cause noted by itself."""

    tag = forms.ChoiceField(
        label="Hạn chế hoặc nguyên nhân", error_messages={"required": "Chọn một nhãn."}
    )
    told = Words(
        label="Ghi nhận điều gì?",
        longest=500,
        rows=3,
        error_messages={"required": "Ghi điều đã thấy."},
    )
    day = Day(label="Ngày ghi nhận", longest=40, error_messages={"required": "Ghi ngày."})
    field_order = ("tag", "told", "day", "commune")

    def __init__(self, *args: Any, tags: list[Tag], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        commune = self.fields["commune"]
        commune.required = False
        commune.help_text = "Bỏ trống khi là việc của cả tỉnh."
        self.tags = {tag.code: tag for tag in tags}
        field = self.fields["tag"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Chọn một nhãn"), *tag_choices(tags)]


class ProposalFilter(forms.Form):
    """The sentence above the list."""

    STANDINGS = (
        ("", "mọi tình trạng"),
        ("cho-toi", "đang chờ tôi"),
        ("qua-han", "đã quá hạn trả lời"),
        *ProposalState.choices,
    )
    tinh_trang = forms.ChoiceField(label="Tình trạng", required=False, choices=STANDINGS)
    nguoi_neu = forms.ChoiceField(
        label="Ai nêu", required=False, choices=[("", "mọi người nêu"), *RaisedBy.choices]
    )
    nhan = forms.ChoiceField(label="Nhãn", required=False)

    def __init__(self, *args: Any, tags: list[Tag], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["nhan"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "mọi nhãn"), *tag_choices(tags)]
