"""The forms of an establishment: what is said of it, its search, its figures, its merger."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from khuyencong.registry.forms.fields import NUL, Amount, CommuneMixin, Day, Line, Whole, read_typed
from khuyencong.registry.models import CraftVillage, Establishment, Organisation, Place, Trade
from khuyencong.registry.models.establishments import OWNED_BY_A_PERSON
from khuyencong.registry.queries.establishments import is_personal
from khuyencong.registry.states import EstablishmentForm
from khuyencong.values.gazetteer import days_label
from khuyencong.values.identifiers import read_personal_number, read_phone, read_tax_code

#: What the profile form and an establishment name alike.
SAME = (
    "form",
    "name",
    "tax_code",
    "street",
    "trade",
    "phone",
    "craft_village",
    "women_owned",
    "minority_owned",
)


class ProfileForm(CommuneMixin):
    """What is said of an establishment, as its papers write it."""

    #: As the page shows them, so that the list of faults reads from top to bottom.
    field_order = ("is_another", "custodian", "form", "name", "tax_code", "owner_number", "commune")

    custodian = forms.ModelChoiceField(
        label="Đơn vị giữ hồ sơ", queryset=Organisation.objects.none(), widget=forms.RadioSelect
    )
    form = forms.ChoiceField(
        label="Loại hình",
        choices=EstablishmentForm.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn loại hình của cơ sở."},
    )
    name = Line(
        label="Tên cơ sở",
        help_text="Như trong giấy đăng ký; hộ kinh doanh chưa có tên thì ghi tên chủ hộ.",
        error_messages={"required": "Ghi tên cơ sở."},
    )
    tax_code = Line(
        label="Mã số thuế",
        required=False,
        longest=30,
        help_text="10 chữ số; chi nhánh thêm 3 chữ số, như 0123456789-001.",
    )
    owner_number = Line(
        label="Số định danh của chủ hộ",
        required=False,
        longest=30,
        help_text="Chỉ khi không có mã số thuế riêng. 12 chữ số; ghi xong chỉ hiện che bớt.",
    )
    remove_number = forms.BooleanField(label="Xoá số định danh đang giữ", required=False)
    street = Line(
        label="Số nhà, thôn, đường", required=False, help_text="Như “Thôn Mẫu” hoặc “12 đường Mẫu”."
    )
    phone = Line(
        label="Điện thoại",
        required=False,
        longest=30,
        help_text="Chỉ người ghi hồ sơ thấy đủ số.",
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    trade = forms.ModelChoiceField(
        label="Ngành sản xuất chính",
        queryset=Trade.objects.none(),
        required=False,
        empty_label="Chưa rõ",
    )
    craft_village = forms.ModelChoiceField(
        label="Nằm trong làng nghề",
        queryset=CraftVillage.objects.none(),
        required=False,
        empty_label="Không",
    )
    women_owned = forms.BooleanField(label="Do phụ nữ làm chủ", required=False)
    minority_owned = forms.BooleanField(label="Do người dân tộc thiểu số làm chủ", required=False)
    seen = forms.UUIDField(required=False, widget=forms.HiddenInput)
    is_another = forms.BooleanField(
        label="Đây là cơ sở khác với các hồ sơ trên; vẫn ghi hồ sơ mới", required=False
    )

    def __init__(
        self, *args: Any, custodians: QuerySet[Organisation], amended: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        bodies = cast("forms.ModelChoiceField[Organisation]", self.fields["custodian"])
        bodies.queryset, bodies.empty_label = custodians, None
        bodies.initial = custodians.first()
        trades = cast("forms.ModelChoiceField[Trade]", self.fields["trade"])
        trades.queryset = Trade.objects.order_by("-edition", "code")
        villages = cast("forms.ModelChoiceField[CraftVillage]", self.fields["craft_village"])
        villages.queryset = CraftVillage.objects.order_by("sorted_name")
        if amended:
            del self.fields["custodian"], self.fields["is_another"]
            number = self.fields["owner_number"]
            number.help_text = "Để trống: giữ số đang có. 12 chữ số; ghi xong chỉ hiện che bớt."
        else:
            del self.fields["remove_number"]
        self.fields["commune"].widget.attrs["autocomplete"] = "off"

    def clean_tax_code(self) -> str:
        """Return the code, refused where a digit is wrong."""
        typed = self.cleaned_data["tax_code"]
        return read_typed(read_tax_code, typed) if typed else ""

    def clean_owner_number(self) -> str:
        """Return twelve digits."""
        typed = self.cleaned_data["owner_number"]
        return read_typed(read_personal_number, typed) if typed else ""

    def clean_phone(self) -> str:
        """Return the digits of the telephone."""
        typed = self.cleaned_data["phone"]
        return read_typed(read_phone, typed) if typed else ""

    def clean(self) -> dict[str, Any]:
        """Let a personal number stand only where a person stands for the establishment."""
        given = super().clean()
        if given.get("owner_number") and given.get("form") not in OWNED_BY_A_PERSON:
            self.add_error(
                "owner_number", "Chỉ hộ kinh doanh và tổ hợp tác ghi số định danh của chủ."
            )
        return given

    def told(self) -> dict[str, Any]:
        """Return what is said, by the names of `Particulars`."""
        given = self.cleaned_data
        number = given["owner_number"] or ("" if given.get("remove_number") else None)
        return {field: given[field] for field in SAME} | {
            "commune": self.place,
            "owner_number": number,
        }

    @staticmethod
    def initial_of(establishment: Establishment) -> dict[str, Any]:
        """Return what the form shows of an establishment before it is amended."""
        known = {field: getattr(establishment, field) for field in SAME}
        commune = establishment.commune
        return known | {"commune": str(commune), "commune_key": commune.key}


class SearchForm(forms.Form):
    """What is known of an establishment, and what narrows a list."""

    ALL, OLD_ADDRESS, TWIN = "", "dia-chi-cu", "nghi-trung"

    q = forms.CharField(
        label="Tên, mã số thuế hoặc điện thoại",
        required=False,
        max_length=200,
        help_text="Có dấu hay không dấu, viết tắt hay đầy đủ.",
        error_messages=NUL | {"max_length": "Gõ ngắn lại: tối đa 200 ký tự."},
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    noi = forms.CharField(
        label="Ở đâu",
        required=False,
        max_length=120,
        help_text="Xã hoặc tỉnh, tên cũ hay mới.",
        error_messages=NUL | {"max_length": "Gõ ngắn lại: tối đa 120 ký tự."},
    )
    loai = forms.ChoiceField(
        label="Loại hình", required=False, choices=[("", "Mọi loại"), *EstablishmentForm.choices]
    )
    loc = forms.ChoiceField(
        label="Cần xem",
        required=False,
        choices=[
            (ALL, "Tất cả"),
            (OLD_ADDRESS, "Còn địa chỉ cũ"),
            (TWIN, "Nghi trùng"),
        ],
    )

    @property
    def is_personal(self) -> bool:
        """Tell whether what is typed may be somebody's number: it is kept off the address."""
        return is_personal(self.cleaned_data["q"])


class FigureForm(forms.Form):
    """Capital and labour of a day; what is left empty is not told."""

    capital = Amount(
        label="Vốn điều lệ", required=False, longest=60, help_text="Như “1,2 tỷ” hoặc “850 triệu”."
    )
    labour = Whole(label="Lao động (người)", required=False, longest=20)
    day = Day(
        label="Tại ngày",
        longest=40,
        help_text="Ví dụ 31/12/2025.",
        error_messages={"required": "Ghi ngày của số liệu."},
    )

    def clean(self) -> dict[str, Any]:
        """Require at least one figure."""
        given = super().clean() or {}
        if not self.errors and given.get("capital") is None and given.get("labour") is None:
            self.add_error("capital", "Ghi vốn điều lệ hoặc số lao động.")
        return given


class PlaceChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when run
    """Places told apart by their days: "xã Mẫu (từ 01/7/2025)"."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the place with its days."""
        return f"{obj}{days_label(obj.valid_from, obj.valid_until)}"


class ConfirmCommuneForm(forms.Form):
    """Which of the heirs of an old commune the address lies in."""

    commune = PlaceChoice(
        label="Nay thuộc",
        queryset=Place.objects.none(),
        widget=forms.RadioSelect,
        to_field_name="key",
        empty_label=None,
        error_messages={"required": "Chọn xã, phường hôm nay."},
    )

    def __init__(self, *args: Any, places: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("PlaceChoice", self.fields["commune"])
        field.queryset = Place.objects.filter(id__in=[place.id for place in places])
        field.initial = places[0].key if len(places) == 1 else None


class RevealForm(forms.Form):
    """Why a personal number is looked at."""

    reason = Line(
        label="Lý do xem số định danh",
        longest=500,
        help_text="Được giữ lại cùng tên anh/chị, ví dụ “đối chiếu hợp đồng đã ký”.",
        error_messages={"required": "Ghi lý do vì sao cần xem số định danh."},
    )

    def clean_reason(self) -> str:
        """Return the reason, refused where it says nothing."""
        reason: str = self.cleaned_data["reason"]
        if len(reason) < 10:
            raise ValidationError("Ghi rõ hơn, ví dụ “đối chiếu hợp đồng đã ký”.")
        return reason


class MergeForm(forms.Form):
    """Which of two records stands for both, and why they are one."""

    kept = forms.ChoiceField(label="Giữ hồ sơ", widget=forms.RadioSelect)
    reason = Line(label="Căn cứ", required=False, longest=500, help_text="Vì sao là một cơ sở.")

    def __init__(self, *args: Any, one: Establishment, other: Establishment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = cast("forms.ChoiceField", self.fields["kept"])
        kept.choices = [
            (str(one.id), f"Hồ sơ 1: {one.name}"),
            (str(other.id), f"Hồ sơ 2: {other.name}"),
        ]
        kept.initial = str(one.id)
