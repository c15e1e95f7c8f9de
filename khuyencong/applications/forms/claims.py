"""Who somebody is, and for which establishment he says that he acts."""

from typing import Any

from django import forms

from khuyencong.registry.forms.fields import CommuneMixin, Line, read_typed
from khuyencong.registry.states import EstablishmentForm
from khuyencong.values.identifiers import read_phone, read_tax_code


class PersonForm(forms.Form):
    """Who opens an account for himself."""

    full_name = Line(
        label="Họ và tên",
        longest=120,
        error_messages={"required": "Ghi họ và tên của anh/chị."},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    login = Line(
        label="Tên đăng nhập",
        longest=64,
        help_text="Chữ không dấu, chữ số, dấu chấm; từ 3 ký tự. Đừng lấy số điện thoại.",
        error_messages={"required": "Chọn một tên để đăng nhập."},
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label="Mật khẩu",
        max_length=200,
        strip=False,
        help_text="Ít nhất 12 ký tự; một câu dễ nhớ là tốt nhất.",
        error_messages={"required": "Chọn một mật khẩu."},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    email = forms.EmailField(
        label="Thư điện tử",
        required=False,
        max_length=254,
        help_text="Không có thì để trống. Xác nhận qua thư rồi thì lấy lại được mật khẩu ở đây.",
        error_messages={"invalid": "Địa chỉ thư chưa đúng: có một dấu @, không có dấu cách."},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class ClaimForm(CommuneMixin):
    """The establishment, as who claims it tells it; nothing of our register is shown to him."""

    name = Line(
        label="Tên cơ sở",
        longest=200,
        help_text="Như trong giấy đăng ký; hộ kinh doanh chưa có tên thì ghi tên chủ hộ.",
        error_messages={"required": "Ghi tên cơ sở."},
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    form = forms.ChoiceField(
        label="Loại hình",
        choices=EstablishmentForm.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn loại hình của cơ sở."},
    )
    tax_code = Line(
        label="Mã số thuế",
        required=False,
        longest=30,
        help_text="Có thì ghi: cán bộ tìm đúng hồ sơ nhanh hơn. Không có thì để trống.",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    phone = Line(
        label="Điện thoại của cơ sở",
        required=False,
        longest=30,
        help_text="Để cán bộ gọi xác nhận. Chỉ người ghi hồ sơ thấy đủ số.",
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    street = Line(label="Số nhà, thôn, đường", required=False, longest=200)
    field_order = (
        "full_name",
        "login",
        "password",
        "name",
        "form",
        "tax_code",
        "commune",
        "commune_key",
        "street",
        "phone",
    )

    def clean_tax_code(self) -> str:
        """Return the code, refused where a digit is wrong."""
        typed = self.cleaned_data["tax_code"]
        return read_typed(read_tax_code, typed) if typed else ""

    def clean_phone(self) -> str:
        """Return the digits of the telephone."""
        typed = self.cleaned_data["phone"]
        return read_typed(read_phone, typed) if typed else ""

    def told(self) -> dict[str, Any]:
        """Return what is said of the establishment, by the names of `ClaimTold`."""
        names = ("form", "name", "tax_code", "street", "phone")
        return {name: self.cleaned_data[name] for name in names} | {"commune": self.place}


class RegisterForm(ClaimForm, PersonForm):
    """Both on one page: an account alone would open nothing."""


class RefuseClaimForm(forms.Form):
    """Why somebody is not confirmed."""

    reason = Line(
        label="Lý do",
        longest=500,
        help_text="Người đăng ký đọc được; nói rõ cần làm gì tiếp.",
        error_messages={"required": "Ghi lý do, để người đăng ký hiểu."},
    )


class ConfirmClaimForm(forms.Form):
    """Which record the person acts for: one of those that look like it, or a new one."""

    NEW = "moi"
    record = forms.ChoiceField(
        label="Là cơ sở nào trong sổ?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Chọn hồ sơ của cơ sở, hoặc ghi hồ sơ mới.",
            "invalid_choice": "Hồ sơ này không có trong danh sách. Xin chọn lại.",
        },
    )

    def __init__(self, *args: Any, records: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["record"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*records, (self.NEW, "Chưa có trong sổ: ghi hồ sơ mới như đã khai")]


class HelpForm(forms.Form):
    """The code that the establishment tells, and that it agrees."""

    code = Line(
        label="Mã cơ sở đọc cho",
        longest=20,
        help_text="6 chữ và số, có giá trị 15 phút.",
        error_messages={"required": "Gõ mã mà cơ sở đọc."},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    consent = Line(
        label="Cơ sở đồng ý thế nào",
        longest=200,
        help_text="Ghi một câu, như “chủ cơ sở đồng ý qua điện thoại, nhờ ghi phần kinh phí”.",
        error_messages={"required": "Ghi cơ sở đã đồng ý thế nào."},
    )
