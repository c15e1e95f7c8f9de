"""State support had elsewhere: typed one by one, or read from one plain list."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from khuyencong.formats.plain import read_plain
from khuyencong.registry.forms.fields import NUL, Amount, Line, read_typed
from khuyencong.registry.models import Establishment, OtherSupport
from khuyencong.registry.queries.supports import support_mark
from khuyencong.registry.states import SupportProgramme
from khuyencong.values.business_names import core
from khuyencong.values.dates import read_date, valid_year
from khuyencong.values.errors import Unreadable
from khuyencong.values.identifiers import read_tax_code
from khuyencong.values.money import read_amount
from khuyencong.values.text import clean, fold

#: A list is a page of work, not a database.
MOST_ROWS, LARGEST = 1000, 1024 * 1024
ITEM, PAPERS = 300, 300


def read_when(typed: str) -> tuple[int, date | None]:
    """Return year and day of "05/03/2024", or the year alone of "2024"; Unreadable otherwise."""
    written = clean(typed)
    if written.isascii() and written.isdigit() and len(written) == 4:
        return valid_year(int(written), written), None
    day = read_date(written)
    return day.year, day


class SupportForm(forms.Form):
    """One support, typed."""

    programme = forms.ChoiceField(
        label="Chương trình",
        choices=SupportProgramme.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn chương trình đã hỗ trợ."},
    )
    item = Line(
        label="Đã hỗ trợ cho việc gì",
        longest=ITEM,
        help_text="Như “máy sấy chè” hoặc “đào tạo nghề may”.",
        error_messages={"required": "Ghi đã hỗ trợ cho việc gì."},
    )
    when = Line(
        label="Ngày hoặc năm",
        longest=40,
        help_text="Ví dụ 05/03/2024; chỉ biết năm thì ghi 2024.",
        error_messages={"required": "Ghi ngày hoặc năm hỗ trợ."},
    )
    amount = Amount(label="Số tiền", required=False, longest=60, help_text="Để trống nếu chưa rõ.")
    papers = Line(
        label="Giấy tờ",
        required=False,
        longest=PAPERS,
        help_text="Số quyết định, hợp đồng, nơi lưu.",
    )

    def clean_when(self) -> tuple[int, date | None]:
        """Return year and day."""
        told: tuple[int, date | None] = read_typed(read_when, self.cleaned_data["when"])
        return told

    def told(self) -> dict[str, Any]:
        """Return the support by the names of `SupportTold`."""
        given = self.cleaned_data
        year, day = given["when"]
        told = {name: given[name] for name in ("programme", "item", "amount", "papers")}
        return told | {"year": year, "day": day}


class WithdrawForm(forms.Form):
    """Why a line is taken back."""

    reason = Line(
        label="Lý do rút",
        longest=300,
        error_messages={"required": "Ghi lý do vì sao rút dòng này."},
    )


class OverrideForm(forms.Form):
    """A right-holder's written word that a support is no second one."""

    item = Line(label="Nội dung xin hỗ trợ", longest=ITEM, widget=forms.HiddenInput)
    reason = Line(
        label="Lý do cho qua",
        longest=1000,
        help_text="Vì sao đây không phải hỗ trợ lần thứ hai cho cùng một nội dung.",
        error_messages={"required": "Ghi lý do cho qua."},
    )


class ListForm(forms.Form):
    """One plain list, pasted from a sheet or as a CSV file."""

    pasted = forms.CharField(
        label="Dán danh sách",
        required=False,
        strip=False,
        error_messages=NUL,
        help_text="Chép các dòng trong bảng tính rồi dán vào đây, kể cả dòng tên cột.",
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
    )
    file = forms.FileField(
        label="Hoặc tệp CSV",
        required=False,
        allow_empty_file=True,
        help_text="Mã UTF-8, tối đa 1 MB và 1.000 dòng.",
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt"}),
    )

    def clean_file(self) -> "UploadedFile[Any] | None":
        """Return the file, refused by its size before a byte of it is read."""
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file and (file.size or 0) > LARGEST:
            raise ValidationError("Tệp quá 1 MB: xin chia danh sách thành nhiều phần.")
        return file

    def clean(self) -> dict[str, Any]:
        """Put the text of either in `cleaned_data["text"]`."""
        given = super().clean() or {}
        file, pasted = given.get("file"), given.get("pasted") or ""
        if self.errors:
            return given
        if (file is not None) == bool(pasted.strip()):
            self.add_error("pasted", "Dán danh sách, hoặc chọn một tệp (chỉ một cách).")
            return given
        try:
            given["text"] = read_plain(file.read(), LARGEST).text if file else pasted
        except Unreadable as refusal:
            self.add_error("file", str(refusal))
        return given


#: The columns of a list, and by what folded words a head line names each.
COLUMNS = {
    "tax_code": ("ma so thue", "mst"),
    "name": ("ten co so", "co so", "ten"),
    "programme": ("chuong trinh", "nguon"),
    "item": ("noi dung", "viec", "da ho tro"),
    "when": ("ngay", "nam", "thoi gian"),
    "amount": ("so tien", "kinh phi", "gia tri"),
    "papers": ("giay to", "quyet dinh", "chung tu", "ghi chu"),
}
_PROGRAMMES = {
    "ocop": SupportProgramme.OCOP,
    "hop tac xa": SupportProgramme.COOPERATIVES,
    "kinh te tap the": SupportProgramme.COOPERATIVES,
    "htx": SupportProgramme.COOPERATIVES,
    "dao tao nghe": SupportProgramme.RURAL_TRAINING,
    "lao dong nong thon": SupportProgramme.RURAL_TRAINING,
    "khuyen cong": SupportProgramme.INDUSTRIAL_PROMOTION,
    "khac": SupportProgramme.OTHER,
}


@dataclass
class ListRow:
    """A line of a list: what stands in it, what was understood, what is wrong with it."""

    number: int
    cells: dict[str, str]
    errors: list[str] = field(default_factory=list)
    told: dict[str, Any] = field(default_factory=dict)
    is_known: bool = False

    @property
    def state(self) -> str:
        """Return "sai", "đã có" or "mới"."""
        return "sai" if self.errors else "đã có" if self.is_known else "mới"


def read_list(text: str, establishments: QuerySet[Establishment]) -> list[ListRow]:
    """Return every line with what is wrong in it; nothing is written.

    An establishment is known by its tax code, else by a name that one of `establishments` bears.
    Three queries, however long the list. Unreadable where there is no list or it is too long.
    """
    lines = [line for line in text.lstrip("\ufeff").splitlines() if line.strip()]
    if not lines:
        raise Unreadable("Danh sách không có dòng nào.")
    if len(lines) > MOST_ROWS + 1:
        raise Unreadable(f"Danh sách có {len(lines)} dòng; tối đa {MOST_ROWS}. Xin chia nhỏ.")
    between = "\t" if "\t" in lines[0] else ";" if ";" in lines[0] else ","
    try:
        cells = [[clean(cell) for cell in row] for row in csv.reader(lines, delimiter=between)]
    except csv.Error as error:
        raise Unreadable("Danh sách có dấu ngoặc kép không khép. Xin xem lại.") from error
    order, has_head = _columns(cells[0])
    rows = [
        ListRow(number, dict(zip(order, row, strict=False)))
        for number, row in enumerate(cells, 1)
        if number > 1 or not has_head
    ]
    for row in rows:
        _understand(row)
    _find_establishments(rows, establishments)
    _mark_known(rows)
    return rows


def _columns(head: list[str]) -> tuple[list[str], bool]:
    """Return the name of each column, and whether the first line named them."""
    named = [_column(fold(cell)) for cell in head]
    if {"item", "when"} <= set(named):
        return [name or f"?{at}" for at, name in enumerate(named)], True
    return list(COLUMNS), False


def _column(words: str) -> str | None:
    fits = (name for name, ways in COLUMNS.items() if any(words.startswith(way) for way in ways))
    return next(fits, None)


def _understand(row: ListRow) -> None:
    """Read the cells of a row that need nobody's record."""
    said = {name: row.cells.get(name, "") for name in COLUMNS}
    if any("\0" in cell for cell in said.values()):
        row.errors.append("Có ký tự NUL, không phải chữ.")
    row.told["programme"] = _programme(said["programme"], row)
    row.told["item"] = _within(said["item"], ITEM, "Nội dung", row)
    if not said["item"]:
        row.errors.append("Chưa ghi đã hỗ trợ cho việc gì.")
    row.told["papers"] = _within(said["papers"], PAPERS, "Giấy tờ", row)
    row.told["year"], row.told["day"] = _read(read_when, said["when"], row) or (None, None)
    row.told["amount"] = _read(read_amount, said["amount"], row) if said["amount"] else None
    if said["tax_code"]:
        row.told["tax_code"] = _read(read_tax_code, said["tax_code"], row)
    elif not said["name"]:
        row.errors.append("Ghi mã số thuế hoặc tên cơ sở.")


def _programme(said: str, row: ListRow) -> SupportProgramme | None:
    words = fold(said)
    for label in SupportProgramme:
        if words in (label.value, fold(label.label)):
            return label
    found = [programme for word, programme in _PROGRAMMES.items() if word in words]
    if not words or not found:
        names = "; ".join(label.label for label in SupportProgramme)
        row.errors.append(f"Chương trình phải là một trong: {names}.")
        return None
    return found[0]


def _within(said: str, longest: int, what: str, row: ListRow) -> str:
    if len(said) > longest:
        row.errors.append(f"{what} dài {len(said)} ký tự; tối đa {longest}.")
    return said


def _read(reader: Any, said: str, row: ListRow) -> Any:
    try:
        return reader(said)
    except Unreadable as refusal:
        row.errors.append(str(refusal))
        return None


def _find_establishments(rows: list[ListRow], known: QuerySet[Establishment]) -> None:
    standing = known.filter(merged_into=None)
    codes = {row.told["tax_code"] for row in rows if row.told.get("tax_code")}
    names = {core(row.cells.get("name", "")) for row in rows if not row.told.get("tax_code")}
    by_code = _grouped((one.tax_code, one) for one in standing.filter(tax_code__in=codes))
    by_core = _grouped((one.core, one) for one in standing.filter(core__in=names - {""}))
    for row in rows:
        code, name = row.told.pop("tax_code", None), row.cells.get("name", "")
        found = by_code.get(code, []) if code else by_core.get(core(name), []) if name else []
        if len(found) == 1:
            row.told["establishment"] = found[0]
        elif code or (name and not row.cells.get("tax_code")):
            what = f"mã số thuế {code}" if code else f"tên “{name[:60]}”"
            many = f"Có {len(found)} cơ sở mang {what}: ghi thêm mã số thuế, hoặc gộp hồ sơ trùng."
            none = f"Không có cơ sở nào trong phạm vi của anh/chị mang {what}."
            row.errors.append(many if found else none)


def _grouped(pairs: Iterable[tuple[str, Establishment]]) -> dict[str, list[Establishment]]:
    groups: dict[str, list[Establishment]] = {}
    for key, one in pairs:
        groups.setdefault(key, []).append(one)
    return groups


def _mark_known(rows: list[ListRow]) -> None:
    """Mark what is already written down, or stands twice in the list."""
    sound = [row for row in rows if not row.errors]
    ids = {row.told["establishment"].id for row in sound}
    standing = OtherSupport.objects.filter(establishment__in=ids, superseded_at=None)
    seen = set(standing.values_list("establishment_id", "mark"))
    for row in sound:
        told = row.told
        mark = support_mark(
            told["programme"], told["item"], told["year"], told["day"], told["amount"]
        )
        key = (told["establishment"].id, mark)
        row.is_known = key in seen
        seen.add(key)
