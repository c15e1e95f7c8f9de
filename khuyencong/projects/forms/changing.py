"""What is typed when a change of an approved đề án is asked for and decided (Điều 11)."""

from typing import Any

from django import forms

from khuyencong.projects.forms.acts import ActForm, Group
from khuyencong.projects.forms.drafting import CONTENTS
from khuyencong.projects.forms.fields import EstablishmentField, Places, Words
from khuyencong.projects.states import STATE_SOURCES
from khuyencong.registry.forms.fields import Amount, Day, Line
from khuyencong.registry.models import Establishment
from khuyencong.values.dates import format_date
from khuyencong.values.money import format_dong


class AskForm(ActForm):
    """Why a change is asked for; `asks` are what it asks, by the names of the rules."""

    reason = Words(
        label="Lý do điều chỉnh", longest=1000, error_messages={"required": "Ghi lý do điều chỉnh."}
    )

    def asks(self) -> list[tuple[str, dict[str, Any]]]:
        """Return what is asked: the kind of ask and its fields."""
        return []

    def clean(self) -> dict[str, Any]:
        """Put what is asked in `cleaned_data["asks"]`."""
        given = super().clean() or {}
        given["asks"] = [] if self.errors else self.asks()
        return given


class WithdrawalForm(AskForm):
    """A beneficiary withdraws."""

    def asks(self) -> list[tuple[str, dict[str, Any]]]:
        """Return the withdrawal of the line."""
        return [("withdraw", {"line": str(self.record.id), "why": self.cleaned_data["reason"]})]


class ReplacementForm(AskForm):
    """Another beneficiary takes the place of one."""

    establishment = EstablishmentField(
        label="Cơ sở thay thế",
        help_text="Tên hoặc mã số thuế.",
        error_messages={"required": "Ghi cơ sở thay thế."},
    )
    field_order = ("establishment", "reason")

    def prepare(self) -> None:
        """Look among the establishments of the keeper."""
        rows = Establishment.objects.filter(custodian=self.hub.project.custodian_id)
        self.fields["establishment"].known = rows.select_related("commune")  # type: ignore[attr-defined]

    def asks(self) -> list[tuple[str, dict[str, Any]]]:
        """Return the replacement of the line's beneficiary."""
        one = self.cleaned_data["establishment"]
        told = {"line": str(self.record.id), "establishment": str(one.id)}
        return [("replace", told | {"why": self.cleaned_data["reason"]})]


class ResizeForm(AskForm):
    """A line gets other sums."""

    cost = Amount(
        label="Tổng kinh phí mới",
        longest=80,
        error_messages={"required": "Ghi tổng kinh phí mới."},
    )

    def prepare(self) -> None:
        """Put a field to each source of the line, with the sums as they are."""
        view = self.hub.view_of(self.record)
        reason = self.fields.pop("reason")
        self.fields["cost"].initial = format_dong(view.line.cost)
        self.sources = [source for source in STATE_SOURCES if source in view.support]
        for source in self.sources:
            self.fields[f"ho-tro-{source}"] = Amount(
                label=f"Hỗ trợ từ {source.label.lower()}",
                longest=80,
                initial=format_dong(view.support[source]),
                error_messages={"required": "Ghi số hỗ trợ mới; không còn thì ghi 0."},
            )
        self.fields["reason"] = reason

    def clean(self) -> dict[str, Any]:
        """Say at its field that the support exceeds the cost."""
        given = super().clean()
        sums = [given.get(f"ho-tro-{source}") or 0 for source in self.sources]
        if given.get("cost") and sum(sums) > given["cost"]:
            self.add_error("cost", "Tổng hỗ trợ lớn hơn tổng kinh phí.")
        return given

    def asks(self) -> list[tuple[str, dict[str, Any]]]:
        """Return the new sums of the line."""
        given = self.cleaned_data
        support = {str(source): given[f"ho-tro-{source}"] for source in self.sources}
        told = {"line": str(self.record.id), "cost": given["cost"], "support": support}
        return [("resize", told)]


class NextYearForm(AskForm):
    """A line is finished in the year after."""

    def asks(self) -> list[tuple[str, dict[str, Any]]]:
        """Return the wish to finish it in the year after."""
        return [("next_year", {"line": str(self.record.id)})]


class StopForm(AskForm):
    """The whole đề án is stopped."""

    def asks(self) -> list[tuple[str, dict[str, Any]]]:
        """Return the wish to stop."""
        return [("stop", {})]


class FieldsForm(AskForm):
    """Another last day, partner, place or content; what stays empty does not change."""

    ends_on = Day(label="Ngày hoàn thành mới", required=False)
    partner = Line(label="Đơn vị phối hợp mới", longest=300, required=False)
    places = Places(
        label="Nơi thực hiện mới",
        required=False,
        longest=4000,
        rows=2,
        help_text="Mỗi dòng một nơi; ghi đủ mọi nơi sau khi đổi.",
    )
    content = forms.ChoiceField(
        label="Nội dung chính mới", required=False, choices=[("", "Không đổi"), *CONTENTS[1:]]
    )
    field_order = ("ends_on", "partner", "places", "content", "reason")

    def prepare(self) -> None:
        """Say what stands today."""
        project = self.hub.project
        if project.ends_on:
            self.fields["ends_on"].help_text = f"Hiện nay: {format_date(project.ends_on)}."
        if project.partner:
            self.fields["partner"].help_text = f"Hiện nay: {project.partner}."

    @property
    def groups(self) -> list[Any]:
        """Return what may change together, then the reason."""
        names = ("ends_on", "partner", "content")
        changed = [self[name] for name in names]
        return [Group("Chỉ điền điều muốn đổi", changed), self["places"], self["reason"]]

    def clean(self) -> dict[str, Any]:
        """Ask for at least one change."""
        given = super().clean()
        if not self.errors and not given["asks"]:
            self.add_error("ends_on", "Chưa ghi điều nào muốn đổi.")
        return given

    def asks(self) -> list[tuple[str, dict[str, Any]]]:
        """Return each field that changes."""
        given = self.cleaned_data
        told = {
            "ends_on": given["ends_on"].isoformat() if given["ends_on"] else "",
            "partner": given["partner"],
            "content": given["content"],
            "places": ",".join(str(place.id) for place in given["places"]),
        }
        return [("set", {"field": name, "value": value}) for name, value in told.items() if value]


class DecisionForm(ActForm):
    """What who decides says."""

    words = Words(label="Ý kiến", longest=1000, rows=3, required=False)


class RefusalForm(ActForm):
    """Why a change is not approved."""

    words = Words(
        label="Lý do không duyệt",
        longest=1000,
        rows=4,
        error_messages={"required": "Ghi lý do không duyệt."},
    )
