"""The two forms of the sign-in library, in Vietnamese."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm
from django import forms

from khuyencong.accounts.models import User


class SignInForm(LoginForm):  # type: ignore[misc]
    """Name and password; a password may be pasted, and a manager may fill it in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, {"login": "Tên đăng nhập", "password": "Mật khẩu"})
        self.fields["password"].help_text = ""


class PasswordForm(ChangePasswordForm):  # type: ignore[misc]
    """The old password once, the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(
            self,
            {
                "oldpassword": "Mật khẩu đang dùng",
                "password1": "Mật khẩu mới",
                "password2": "Gõ lại mật khẩu mới",
            },
        )


class ForgottenForm(forms.Form):
    """Whose password is forgotten."""

    named = forms.CharField(
        label="Tên đăng nhập hoặc thư điện tử",
        max_length=254,
        error_messages={"required": "Ghi tên đăng nhập hoặc thư điện tử của tài khoản."},
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class NewPasswordForm(forms.Form):
    """A new password, typed twice."""

    password = forms.CharField(
        label="Mật khẩu mới",
        max_length=200,
        strip=False,
        help_text="Ít nhất 12 ký tự; một câu dễ nhớ là tốt nhất.",
        error_messages={"required": "Chọn một mật khẩu."},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="Gõ lại mật khẩu mới",
        max_length=200,
        strip=False,
        error_messages={"required": "Gõ lại mật khẩu mới."},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        """Hold it against the first."""
        again: str = self.cleaned_data["again"]
        if self.cleaned_data.get("password") not in (None, again):
            raise forms.ValidationError("Hai lần gõ không giống nhau.")
        return again


class OwnAddressForm(forms.Form):
    """Where letters to oneself go; who has a password types it once more."""

    email = forms.EmailField(
        label="Thư điện tử",
        max_length=254,
        required=False,
        help_text="Bỏ trống thì không nhận thư; quên mật khẩu phải nhờ người quản trị.",
        error_messages={"invalid": "Thư điện tử không đúng dạng, như ten@donvi.gov.vn."},
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label="Mật khẩu đang dùng",
        max_length=200,
        strip=False,
        error_messages={"required": "Gõ mật khẩu đang dùng."},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if not user.has_usable_password():
            del self.fields["password"]

    def clean_password(self) -> str:
        """Let nobody change it who found the screen open."""
        typed: str = self.cleaned_data["password"]
        if not self.user.check_password(typed):
            raise forms.ValidationError("Mật khẩu không đúng. Xin gõ lại.")
        return typed


class RepresentativeForm(forms.Form):
    """Who is to act for an establishment."""

    full_name = forms.CharField(
        label="Họ và tên", max_length=120, error_messages={"required": "Ghi họ và tên."}
    )
    username = forms.CharField(
        label="Tên đăng nhập",
        max_length=64,
        help_text="Chưa có tài khoản thì được mở với tên này, chưa có mật khẩu.",
        error_messages={"required": "Ghi tên đăng nhập."},
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
    )


def _name(form: LoginForm | ChangePasswordForm, labels: dict[str, str]) -> None:
    """Give each field its label; a placeholder would vanish when one begins to type."""
    for name, label in labels.items():
        form.fields[name].label = label
        form.fields[name].widget.attrs.pop("placeholder", None)
