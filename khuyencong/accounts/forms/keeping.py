"""What who keeps accounts types: whom to find, whom to open one for, which role, why it ends."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django import forms

from khuyencong.accounts.queries.keeping import STATES, Wanted
from khuyencong.accounts.roles import ROLES, Role
from khuyencong.registry.forms.fields import NUL, Day, Line
from khuyencong.registry.models import Organisation
from khuyencong.values.dates import format_date

ANY = ("", "tất cả")
CHOOSE = ("", "chọn")


class AccountSearchForm(forms.Form):
    """Whom to find. A name is sent, never kept in an address."""

    q = Line(label="Tên người, tên đăng nhập", required=False, longest=120)
    don_vi = forms.ChoiceField(label="Đơn vị", required=False)
    vai_tro = forms.ChoiceField(label="Vai trò", required=False)
    tinh_trang = forms.ChoiceField(label="Tình trạng", required=False, choices=[*STATES.items()])

    def __init__(self, *args: Any, bodies: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = {str(body.id): body for body in bodies}
        _offer(self, "don_vi", [ANY, *_of_kinds(bodies)])
        _offer(self, "vai_tro", [ANY, *((role.code, role.name) for role in ROLES.values())])

    @property
    def wanted(self) -> Wanted:
        """Return what a valid form asks for."""
        asked = self.cleaned_data
        return Wanted(
            text=asked["q"],
            body=self.bodies.get(asked["don_vi"]),
            role=asked["vai_tro"],
            state=asked["tinh_trang"],
        )


class RoleForm(forms.Form):
    """A role in a body, from a day, until a last day where one is known."""

    body = forms.ChoiceField(
        label="Ở đơn vị",
        error_messages={
            "required": "Chọn đơn vị.",
            "invalid_choice": "Chọn đơn vị trong danh sách.",
        },
    )
    role = forms.ChoiceField(
        label="Vai trò",
        error_messages={
            "required": "Chọn vai trò.",
            "invalid_choice": "Chọn vai trò trong danh sách.",
        },
    )
    since = Day(label="Từ ngày", longest=40, error_messages={"required": "Ghi từ ngày nào."})
    last_day = Day(
        label="Đến hết ngày", required=False, longest=40, help_text="Bỏ trống nếu không có hạn."
    )

    def __init__(
        self,
        *args: Any,
        bodies: Sequence[Organisation],
        roles: Iterable[Role],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = {str(body.id): body for body in bodies}
        only = [] if len(bodies) == 1 else [CHOOSE]
        _offer(self, "body", [*only, *_of_kinds(bodies)])
        _offer(self, "role", [CHOOSE, *((role.code, role.name) for role in roles)])
        self.fields["since"].initial = format_date(today)

    @property
    def told(self) -> dict[str, Any]:
        """Return the role of a valid form, with the day before which it holds."""
        given = self.cleaned_data
        last = given["last_day"]
        return {
            "body": self.bodies[given["body"]],
            "role": given["role"],
            "since": given["since"],
            "until": last + timedelta(days=1) if last else None,
        }


class AccountForm(RoleForm):
    """Whose account is opened, and his first role."""

    full_name = Line(label="Họ và tên", longest=120, error_messages={"required": "Ghi họ và tên."})
    username = Line(
        label="Tên đăng nhập",
        longest=64,
        help_text="Chữ không dấu, chữ số, dấu chấm, gạch ngang; không đổi được về sau.",
        error_messages={"required": "Ghi tên đăng nhập."},
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    email = Line(
        label="Thư điện tử công vụ",
        required=False,
        longest=254,
        help_text="Có thì liên kết đặt mật khẩu gửi tới đây; không có thì mật khẩu hiện một lần để"
        " trao tận tay.",
        widget=forms.EmailInput(),
    )
    is_another = forms.BooleanField(
        label="Là người khác với tài khoản cùng họ tên đã có", required=False
    )
    field_order = ("full_name", "username", "email", "body", "role", "since", "last_day")


class AmendForm(forms.Form):
    """The name and the address of mail of an account, set right."""

    full_name = Line(label="Họ và tên", longest=120, error_messages={"required": "Ghi họ và tên."})
    email = Line(
        label="Thư điện tử công vụ",
        required=False,
        longest=254,
        help_text="Liên kết đặt mật khẩu gửi tới đây; bỏ trống thì không gửi được.",
        widget=forms.EmailInput(),
    )


class RoleEndForm(forms.Form):
    """From which day a role is over, and why."""

    on = Day(label="Thôi từ ngày", longest=40, error_messages={"required": "Ghi từ ngày nào."})
    reason = forms.CharField(
        label="Lý do",
        max_length=300,
        help_text="Như “Chuyển công tác theo quyết định số …”.",
        error_messages=NUL | {"required": "Ghi lý do."},
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = format_date(today)


class CloseForm(forms.Form):
    """Why an account is closed."""

    reason = forms.CharField(
        label="Lý do",
        max_length=300,
        error_messages=NUL | {"required": "Ghi lý do khóa tài khoản."},
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def _offer(form: forms.Form, name: str, choices: Sequence[Any]) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]


def _of_kinds(bodies: Sequence[Organisation]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return bodies in the order given, under their kinds."""
    return [
        (kind, [(str(body.id), body.name) for body in rows])
        for kind, rows in groupby(bodies, key=lambda body: body.get_kind_display())
    ]
