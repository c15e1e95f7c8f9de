"""The form of a result, built by walking the declaration of its kind."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from khuyencong.projects.forms.fields import Words
from khuyencong.projects.models import Line as ProjectLine
from khuyencong.registry.forms.fields import Day, Line
from khuyencong.registry.models import Establishment, Organisation
from khuyencong.results.forms.fields import Firms, field_of, place_named
from khuyencong.results.kinds import Kind
from khuyencong.results.models import Result
from khuyencong.results.rules import ResultTold
from khuyencong.results.states import Bound
from khuyencong.values.dates import format_date
from khuyencong.values.money import format_dong
from khuyencong.values.vocabulary import Activity, FundingSource

#: What every result tells, beside the fields of its kind.
COMMON = ("what", "place", "done_from", "done_to", "content", "source", "variant", "firms")
AFTER = ("bounded", "bound", "basis", "reason")


class ResultForm(forms.Form):
    """What was done, where, when; then the fields of the kind; then how exact, after which paper.

    `line`: of a đề án, which tells whose it is and from which source. `before`: the version that
    is set right.
    """

    what = Line(
        label="Đã làm việc gì?",
        longest=300,
        error_messages={"required": "Ghi việc đã làm là gì."},
    )
    place = Line(
        label="Ở đâu?",
        longest=120,
        help_text="Xã, phường, hoặc cả tỉnh, theo tên của ngày ấy; như “An Lạc, Bắc Ninh”.",
        error_messages={"required": "Ghi nơi diễn ra: xã, phường, hoặc cả tỉnh."},
    )
    done_from = Day(
        label="Từ ngày",
        longest=40,
        error_messages={"required": "Ghi ngày bắt đầu; làm trong một ngày thì ghi ngày ấy."},
    )
    done_to = Day(
        label="Đến hết ngày",
        longest=40,
        required=False,
        help_text="Để trống nếu làm trong một ngày. Kết quả tính vào ngày này.",
    )
    content = forms.ChoiceField(label="Nội dung")
    source = forms.ChoiceField(
        label="Nguồn kinh phí chính",
        required=False,
        choices=[("", "không dùng kinh phí"), *((one.value, one.label) for one in FundingSource)],
    )
    variant = forms.ChoiceField(label="Loại", required=False)
    firms = Firms(
        label="Cơ sở tham gia",
        required=False,
        help_text="Mỗi dòng một cơ sở: tên hoặc mã số thuế; tham gia ba lượt thì thêm “; 3”."
        " Đã ghi tên thì không cần ghi số cơ sở.",
    )
    bounded = forms.ChoiceField(label="Số nào giấy tờ không ghi chính xác?", required=False)
    bound = forms.ChoiceField(
        label="Giấy tờ ghi thế nào?",
        required=False,
        choices=[("", "chính xác"), *((one.value, f"“{one.label}”") for one in Bound)],
    )
    basis = Line(
        label="Căn cứ",
        required=False,
        longest=300,
        help_text="Báo cáo, biên bản, danh sách nào.",
    )
    reason = Words(
        label="Vì sao sửa?",
        longest=300,
        rows=2,
        error_messages={"required": "Ghi lý do sửa."},
    )

    def __init__(
        self,
        *args: Any,
        kind: Kind,
        known: QuerySet[Establishment],
        line: ProjectLine | None = None,
        before: Result | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.line, self.before = kind, line, before
        self._leave_out()
        self._offer_choices()
        for one in kind.fields:
            if not (before and before.has_roster and one.name in PEOPLE):
                self.fields[one.name] = field_of(one)
        named = self.fields.get("establishments")
        if named is not None and kind.lists_establishments:
            named.required = False
        firms = self.fields.get("firms")
        if isinstance(firms, Firms):
            firms.known = known

    def _leave_out(self) -> None:
        """Take away what the line or the kind says already."""
        gone = {
            "source": self.line is not None,
            "variant": not self.kind.variants,
            "content": len(self.kind.contents) == 1 and not self.kind.without_content,
            "firms": not self.kind.lists_establishments,
            "reason": self.before is None,
            "bounded": not self.kind.columns,
            "bound": not self.kind.columns,
        }
        for name, is_gone in gone.items():
            if is_gone:
                del self.fields[name]
        if self.line is not None and self.line.place_id:
            self.fields["place"].required = False
            self.fields["place"].help_text = f"Để trống: {self.line.place}."

    def _offer_choices(self) -> None:
        contents = [(str(one), one.label) for one in self.kind.contents]
        if self.kind.without_content:
            contents = [("", "chưa rõ nội dung"), *contents]
        columns = [(one.name, one.label) for one in self.kind.columns]
        offered: dict[str, list[tuple[str, str]]] = {
            "content": contents,
            "variant": [("", "chưa rõ"), *self.kind.variants],
            "bounded": [("", "mọi số đều chính xác"), *columns],
        }
        for name, choices in offered.items():
            field = self.fields.get(name)
            if isinstance(field, forms.ChoiceField):
                field.choices = choices
        if "content" in self.fields:
            self.fields["content"].required = not self.kind.without_content
        if "variant" in self.fields:
            self.fields["variant"].label = self.kind.variant_label

    @property
    def first_fields(self) -> list[Any]:
        """Return what stands before the fields of the kind."""
        return self._bound(("variant", "what", "place", "content", "source"))

    @property
    def day_fields(self) -> list[Any]:
        """Return the two days."""
        return self._bound(("done_from", "done_to"))

    @property
    def count_fields(self) -> list[Any]:
        """Return the fields of the kind that are counted."""
        return self._bound(one.name for one in self.kind.columns)

    @property
    def more_fields(self) -> list[Any]:
        """Return the other fields of the kind."""
        return self._bound(one.name for one in self.kind.more)

    @property
    def last_fields(self) -> list[Any]:
        """Return how exact it is, after which paper, why it is set right."""
        return self._bound(("bounded", "bound", "basis", "reason"))

    def _bound(self, names: Iterable[str]) -> list[Any]:
        return [self[name] for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """Find the place under its name of the last day."""
        given = super().clean() or {}
        start = given.get("done_from")
        last: date | None = given.get("done_to") or start
        given["last_day"] = last
        typed = given.get("place")
        given["the_place"] = None
        if typed and last:
            self._find_place(typed, last)
        if start and last and last < start:
            self.add_error("done_to", "Ngày cuối không đứng trước ngày đầu.")
        if not given.get("bounded"):
            given["bound"] = ""
        elif not given.get("bound"):
            self.add_error("bound", "Chọn giấy tờ ghi “trên”, “dưới” hay “khoảng”.")
        return given

    def _find_place(self, typed: str, last: date) -> None:
        """Find the place that is meant; one that was not typed anew stays the same."""
        kept = self.before.place if self.before else None
        if kept is not None and typed == place_typed(self.before) and kept.held_on(last):
            self.cleaned_data["the_place"] = kept
            return
        try:
            self.cleaned_data["the_place"] = place_named(typed, last)
        except ValidationError as fault:
            self.add_error("place", fault)

    def told(self, custodian: Organisation | None = None) -> ResultTold:
        """Return what a valid form tells."""
        given = self.cleaned_data
        where = given["the_place"] or (self.line.place if self.line else None)
        return ResultTold(
            kind=self.kind.code,
            what=given["what"],
            done_from=given["done_from"],
            done_until=given["last_day"] + timedelta(1),
            place=where,
            line=self.line,
            custodian=custodian,
            content=given.get("content", ""),
            source=given.get("source", ""),
            variant=given.get("variant", ""),
            counts={
                one.name: given[one.name] for one in self.kind.columns if one.name in self.fields
            },
            more={
                one.name: given[one.name]
                for one in self.kind.more
                if given.get(one.name) not in (None, "")
            },
            bound=given.get("bound", ""),
            bounded=given.get("bounded", "") if given.get("bound") else "",
            establishments=given.get("firms") or {},
            basis=given["basis"],
        )

    def take(self, faults: dict[str, str]) -> None:
        """Put the faults of the rules to their fields."""
        names = {"done_until": "done_to", "establishments": "firms"}
        for name, said in faults.items():
            at = name if name in self.fields else names.get(name, "")
            self.add_error(at if at in self.fields else None, said)


PEOPLE = frozenset({"persons", "women", "person_turns"})


def initial_of(row: Result) -> dict[str, Any]:
    """Return a version as its form shows it."""
    last = row.done_until - timedelta(1)
    told: dict[str, Any] = {
        "what": row.what,
        "place": place_typed(row),
        "done_from": format_date(row.done_from),
        "done_to": format_date(last) if last != row.done_from else "",
        "content": row.content,
        "source": row.source,
        "variant": row.variant,
        "bounded": row.bounded,
        "bound": row.bound,
        "basis": row.basis,
        "firms": "\n".join(_named(row)),
    }
    for one in row.declared.fields:
        told[one.name] = _typed(row.told(one.name), is_money=one.is_money)
    if row.is_listed:
        told["establishments"] = ""
    if row.is_listed and not row.declared.lists_some:
        told["establishment_turns"] = ""
    return told


def _named(row: Result) -> Iterable[str]:
    for link in row.links.select_related("establishment").order_by("establishment__sorted_name"):
        one = link.establishment
        yield (one.tax_code or one.name) + (f"; {link.turns}" if link.turns > 1 else "")


def place_typed(row: Result | None) -> str:
    """Return the place of a version as its form shows it."""
    return str(row.place) if row else ""


def _typed(value: object, *, is_money: bool) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return format_dong(value) if is_money else f"{value:,}".replace(",", ".")
    return value


def content_label(code: str) -> str:
    """Return the words of a content; those of none say so."""
    return Activity.of(code).label if code else "chưa phân bổ nội dung"
