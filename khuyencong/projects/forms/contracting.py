"""What is typed when somebody is chosen to carry a đề án out and contracts are signed."""

from typing import Any

from django import forms

from khuyencong.projects.forms.acts import ActForm, line_label
from khuyencong.projects.forms.fields import EstablishmentField, Words
from khuyencong.projects.states import ContractTier, ImplementerMethod, LineState
from khuyencong.registry.forms.fields import Day, Line, Whole
from khuyencong.registry.models import Establishment, Organisation


class ImplementerForm(ActForm):
    """Who carries it out, and how that body was chosen."""

    organisation = forms.ModelChoiceField(
        label="Đơn vị thực hiện",
        queryset=Organisation.objects.none(),
        error_messages={"required": "Chọn đơn vị thực hiện."},
    )
    method = forms.ChoiceField(
        label="Cách chọn",
        choices=ImplementerMethod.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn cách chọn đơn vị."},
    )
    reason = Words(
        label="Căn cứ, lý do", longest=1000, rows=3, error_messages={"required": "Ghi lý do chọn."}
    )

    def prepare(self) -> None:
        """Offer the bodies of the keeper and of the owner of the plan."""
        project = self.hub.project
        near = [project.custodian_id, project.owner_id]
        rows = Organisation.objects.filter(id__in=near) | Organisation.objects.filter(
            parent__in=near
        )
        field = self.fields["organisation"]
        field.queryset = rows.distinct().order_by("name")  # type: ignore[attr-defined]
        field.initial = project.implementer_id
        self.fields["method"].initial = project.implementer_method or None


class SigningForm(ActForm):
    """A contract: its number and days."""

    number = Line(label="Số hợp đồng", longest=60, error_messages={"required": "Ghi số hợp đồng."})
    signed_on = Day(
        label="Ngày ký", help_text="Ví dụ 05/03/2026.", error_messages={"required": "Ghi ngày ký."}
    )
    ends_on = Day(label="Thực hiện đến", required=False)

    def clean(self) -> dict[str, Any]:
        """Say at its field that the days run backwards."""
        given = super().clean() or {}
        if (
            given.get("signed_on")
            and given.get("ends_on")
            and given["ends_on"] < given["signed_on"]
        ):
            self.add_error("ends_on", "Ngày hết hạn không được trước ngày ký.")
        return given


class FirstContractForm(SigningForm):
    """A contract of the first tier, with a rate of advance where the law was not read."""

    advance_percent = Whole(
        label="Mức tạm ứng ghi trong hợp đồng (%)",
        required=False,
        least=1,
        most=100,
        help_text="Để trống nếu hợp đồng không ghi, hoặc theo đúng mức luật đã đọc được.",
    )
    advance_reason = Line(label="Căn cứ của mức tạm ứng", longest=300, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the basis of a rate."""
        given = super().clean() or {}
        if given.get("advance_percent") and not given.get("advance_reason"):
            self.add_error("advance_reason", "Ghi căn cứ của mức tạm ứng.")
        return given


class SecondContractForm(SigningForm):
    """A contract with beneficiaries, for some of the lines."""

    lines = forms.MultipleChoiceField(
        label="Cho các dòng",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chọn ít nhất một dòng."},
    )
    field_order = ("lines",)

    def prepare(self) -> None:
        """Offer the lines that are confirmed and not yet contracted."""
        ready = [view.line for view in self.hub.living if view.line.state == LineState.CONFIRMED]
        choices = [(str(line.id), line_label(line)) for line in ready]
        self.fields["lines"].choices = choices  # type: ignore[attr-defined]
        self.fields["lines"].initial = [key for key, _ in choices[:1]] if len(ready) == 1 else []

    def clean_lines(self) -> list[Any]:
        """Return the lines themselves."""
        chosen = set(self.cleaned_data["lines"])
        return [view.line for view in self.hub.living if str(view.line.id) in chosen]


class BeneficiaryForm(ActForm):
    """Who a group's line is for, among the establishments that the keeper answers for."""

    establishment = EstablishmentField(
        label="Cơ sở thụ hưởng",
        help_text="Tên hoặc mã số thuế.",
        error_messages={"required": "Ghi cơ sở thụ hưởng."},
    )

    def prepare(self) -> None:
        """Look among the establishments of the keeper."""
        rows = Establishment.objects.filter(custodian=self.hub.project.custodian_id)
        self.fields["establishment"].known = rows.select_related("commune")  # type: ignore[attr-defined]


class AnnexForm(ActForm):
    """An annex that changes no sum: sums change by an adjustment."""

    tier = ContractTier.IMPLEMENTER
    contract = forms.ChoiceField(
        label="Của hợp đồng", error_messages={"required": "Chọn hợp đồng."}
    )
    number = Line(label="Số phụ lục", longest=60, error_messages={"required": "Ghi số phụ lục."})
    signed_on = Day(label="Ngày ký", error_messages={"required": "Ghi ngày ký."})
    told = Words(
        label="Thay đổi gì",
        longest=1000,
        rows=4,
        help_text="Đổi số tiền thì phải đề nghị điều chỉnh; phụ lục theo quyết định điều chỉnh.",
        error_messages={"required": "Ghi phụ lục thay đổi gì."},
    )
    ends_on = Day(label="Gia hạn thực hiện đến", required=False)

    def prepare(self) -> None:
        """Offer the contracts of the tier."""
        rows = [one for one in self.hub.contracts if one.tier == self.tier]
        choices = [(str(one.id), f"Số {one.number}") for one in rows]
        self.fields["contract"].choices = choices  # type: ignore[attr-defined]

    def clean_contract(self) -> Any:
        """Return the contract itself."""
        chosen = self.cleaned_data["contract"]
        return next(one for one in self.hub.contracts if str(one.id) == chosen)


class SecondAnnexForm(AnnexForm):
    """An annex to a contract with a beneficiary."""

    tier = ContractTier.BENEFICIARY
