"""What every act in the life of a đề án is typed into: the version of its page, a reason."""

from dataclasses import dataclass
from typing import Any

from django import forms

from khuyencong.projects.forms.fields import Words
from khuyencong.registry.forms.fields import Day, Whole
from khuyencong.values.dates import format_date


@dataclass(frozen=True)
class Group:
    """Fields that stand side by side under one heading."""

    legend: str
    fields: list[forms.BoundField]


class ActForm(forms.Form):
    """The version that the page was made from, and nothing else: an act that is only confirmed.

    `hub` is the đề án whole, `record` what the act is about, `found` what was found of it before:
    its `values` stand in the fields at first.
    """

    version = Whole(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, hub: Any, record: Any, found: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hub, self.record, self.found = hub, record, found
        self.initial = {**self.initial, **(found.values if found else {})}
        self.fields["version"].initial = hub.project.version
        self.prepare()

    def prepare(self) -> None:
        """Fit choices and first values to the record."""

    @property
    def groups(self) -> list[Any]:
        """Return what is seen, in its order: fields, or groups of them."""
        return self.visible_fields()


class ReasonForm(ActForm):
    """A written reason."""

    reason = Words(label="Lý do", longest=1000, error_messages={"required": "Ghi lý do."})


class MaybeReasonForm(ActForm):
    """A reason where the law or the deadline asks for one."""

    reason = Words(
        label="Lý do, nếu có điểm luật chưa rõ hoặc đã quá hạn",
        longest=1000,
        rows=3,
        required=False,
        help_text="Để trống nếu mọi mục ở bên đều đạt.",
    )


class DayForm(ActForm):
    """A day."""

    day = Day(label="Ngày", error_messages={"required": "Ghi ngày."})

    def prepare(self) -> None:
        """Begin with today."""
        self.fields["day"].initial = format_date(self.hub.today)


def line_label(line: Any) -> str:
    """Return a line in words: number, who, what."""
    who = f"{line.establishment.name}: " if line.establishment else ""
    return f"Dòng {line.number}. {who}{line.what}"
