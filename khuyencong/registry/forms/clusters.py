"""The forms of clusters, craft villages and artisans."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from khuyencong.registry.forms.fields import NUL, CommuneMixin, Day, Line, Whole
from khuyencong.registry.models import CraftVillage, Establishment, Organisation
from khuyencong.registry.states import FigureOf, RecognitionOf
from khuyencong.values.business_names import core
from khuyencong.values.money import MAX_AMOUNT


class EntryForm(CommuneMixin):
    """A thing with a name, in a commune, kept by a body."""

    field_order = ("custodian", "name", "commune")

    custodian = forms.ModelChoiceField(
        label="Đơn vị giữ hồ sơ", queryset=Organisation.objects.none(), widget=forms.RadioSelect
    )
    name = Line(label="Tên", error_messages={"required": "Ghi tên."})

    def __init__(
        self,
        *args: Any,
        custodians: QuerySet[Organisation],
        establishments: QuerySet[Establishment],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        #: Those whose people an artisan may be among.
        self.establishments = establishments
        bodies = cast("forms.ModelChoiceField[Organisation]", self.fields["custodian"])
        bodies.queryset, bodies.empty_label = custodians, None
        bodies.initial = custodians.first()

    def entry(self) -> dict[str, Any]:
        """Return what every entry says, by the names of `Entry`."""
        given = self.cleaned_data
        return {"custodian": given["custodian"], "name": given["name"], "commune": self.place}

    def more(self) -> dict[str, Any]:
        """Return what this kind of entry says beside."""
        return {}


class ClusterForm(EntryForm):
    """A new industrial cluster."""

    decision = Line(
        label="Quyết định thành lập",
        required=False,
        longest=120,
        help_text="Số và cơ quan ban hành, nếu có.",
    )
    founded_on = Day(
        label="Ngày thành lập", required=False, longest=40, help_text="Ví dụ 05/03/2024."
    )

    def more(self) -> dict[str, Any]:
        """Return the decision and its day."""
        return {key: self.cleaned_data[key] for key in ("decision", "founded_on")}


class VillageForm(EntryForm):
    """A new craft village."""

    craft = Line(
        label="Nghề",
        longest=120,
        help_text="Như “gốm”, “mây tre đan”.",
        error_messages={"required": "Ghi nghề của làng."},
    )

    def more(self) -> dict[str, Any]:
        """Return the craft."""
        return {"craft": self.cleaned_data["craft"]}


class ArtisanForm(VillageForm):
    """A new artisan."""

    village = forms.ModelChoiceField(
        label="Thuộc làng nghề",
        queryset=CraftVillage.objects.none(),
        required=False,
        empty_label="Không",
    )
    works_at = Line(
        label="Làm ở cơ sở nào",
        required=False,
        help_text="Mã số thuế hoặc tên của cơ sở đã ghi; để trống nếu làm riêng.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        villages = cast("forms.ModelChoiceField[CraftVillage]", self.fields["village"])
        villages.queryset = CraftVillage.objects.order_by("sorted_name")

    def clean_works_at(self) -> Establishment | None:
        """Return the one establishment that is meant, None where none is named."""
        typed = self.cleaned_data["works_at"]
        if not typed:
            return None
        meant = Q(tax_code=typed) | Q(core=core(typed))
        found = list(self.establishments.filter(meant, merged_into=None)[:2])
        if len(found) == 1:
            return found[0]
        many = f"Có nhiều cơ sở tên “{typed}”: xin ghi mã số thuế."
        none = f"Không có cơ sở nào trong phạm vi của anh/chị mang tên hoặc mã “{typed}”."
        raise ValidationError(many if found else none)

    def more(self) -> dict[str, Any]:
        """Return craft, village and establishment."""
        given = self.cleaned_data
        told = {"village": given["village"], "establishment": given["works_at"]}
        return super().more() | told


class RecognitionForm(forms.Form):
    """A decision that recognises something from a day."""

    kind = forms.ChoiceField(
        label="Danh hiệu",
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn danh hiệu."},
    )
    decision = Line(
        label="Quyết định công nhận",
        longest=120,
        help_text="Số của quyết định, như “123/QĐ-UBND”.",
        error_messages={"required": "Ghi số quyết định công nhận."},
    )
    issuer = Line(
        label="Cơ quan công nhận",
        longest=120,
        error_messages={"required": "Ghi cơ quan công nhận."},
    )
    day = Day(
        label="Ngày công nhận",
        longest=40,
        help_text="Ví dụ 05/03/2024.",
        error_messages={"required": "Ghi ngày công nhận."},
    )

    def __init__(self, *args: Any, kinds: tuple[RecognitionOf, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["kind"]).choices = [(k, k.label) for k in kinds]


class FigureOfForm(forms.Form):
    """One figure of a day."""

    kind = forms.ChoiceField(
        label="Số liệu", widget=forms.RadioSelect, error_messages={"required": "Chọn số liệu."}
    )
    value = Whole(label="Giá trị", most=MAX_AMOUNT, error_messages={"required": "Ghi số liệu."})
    told_on = Day(
        label="Tại ngày",
        longest=40,
        help_text="Ví dụ 31/12/2025.",
        error_messages={"required": "Ghi ngày của số liệu."},
    )

    def __init__(self, *args: Any, kinds: tuple[FigureOf, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["kind"]).choices = [(k, k.label) for k in kinds]


class NameSearch(forms.Form):
    """A name in any spelling."""

    q = forms.CharField(
        label="Tên",
        required=False,
        max_length=200,
        error_messages=NUL,
        help_text="Có dấu hay không dấu.",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
