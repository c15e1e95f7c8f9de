"""A list of participants as it is pasted from a sheet; all faults of all lines at once."""

from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from khuyencong.projects.forms.fields import Words
from khuyencong.registry.models import Establishment
from khuyencong.registry.queries.establishments import found_by, standing
from khuyencong.results.forms.fields import place_named
from khuyencong.results.rules import MOST, ParticipantTold
from khuyencong.results.states import Job, Sex
from khuyencong.values.errors import Unreadable
from khuyencong.values.money import read_amount
from khuyencong.values.text import clean, fold

#: The columns in their order, as the page names them.
COLUMNS = (
    "Họ và tên", "Năm sinh", "Giới tính", "Xã", "Cơ sở", "Lớp, đợt", "Số buổi", "Sau đó",
    "Thu nhập tháng",
)  # fmt: skip
SEX = {"nu": Sex.FEMALE, "f": Sex.FEMALE, "x": Sex.FEMALE, "nam": Sex.MALE, "m": Sex.MALE}
JOBS = {
    "co viec": Job.EMPLOYED,
    "co viec lam": Job.EMPLOYED,
    "co": Job.EMPLOYED,
    "tu kinh doanh": Job.OWN_BUSINESS,
    "kinh doanh": Job.OWN_BUSINESS,
    "chua": Job.NONE,
    "chua co viec": Job.NONE,
    "khong": Job.NONE,
}
SHOWN_FAULTS = 20
LONGEST = 400_000


class RosterForm(forms.Form):
    """Lines of a sheet, cells parted by tabs or semicolons; and why the list is put."""

    rows = Words(
        label="Danh sách",
        longest=LONGEST,
        rows=14,
        required=False,
        help_text="Chép từ bảng tính, mỗi dòng một người, các cột theo thứ tự: "
        + "; ".join(COLUMNS)
        + ". Chỉ họ và tên là bắt buộc; dòng đầu có chữ “Họ và tên” được bỏ qua.",
    )
    reason = Words(
        label="Vì sao ghi danh sách này?",
        longest=300,
        rows=2,
        initial="Nhập danh sách người tham gia",
        error_messages={"required": "Ghi lý do."},
    )

    def __init__(self, *args: Any, known: QuerySet[Establishment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        rows = self.fields["rows"]
        assert isinstance(rows, Words)
        # A line may begin with an empty cell.
        rows.strip = False

    def clean_rows(self) -> list[ParticipantTold]:
        """Return the participants; every line that cannot be read is said, with its number."""
        typed: str = self.cleaned_data["rows"]
        lines = [
            (number, line) for number, line in enumerate(typed.splitlines(), 1) if line.strip()
        ]
        if len(lines) > MOST:
            raise ValidationError(f"Danh sách dài {len(lines)} dòng; tối đa {MOST}.")
        found, faults = [], []
        reader = _Reader(self.known)
        for number, line in lines:
            cells = [clean(cell) for cell in line.split("\t" if "\t" in line else ";")]
            if fold(cells[0]) in ("ho va ten", "ho ten", "stt"):
                continue
            told, wrong = reader.read(cells)
            faults += [f"Dòng {number}: {said}" for said in wrong]
            found.append(told)
        if faults:
            more = len(faults) - SHOWN_FAULTS
            shown = faults[:SHOWN_FAULTS] + ([f"… và {more} chỗ nữa."] if more > 0 else [])
            raise ValidationError(shown)
        return [one for one in found if one is not None]


class _Reader:
    """Reads lines of cells; a place and an establishment are looked up once each."""

    def __init__(self, known: QuerySet[Establishment]) -> None:
        self.known = known
        self.kept: dict[tuple[str, str], Any] = {}

    def read(self, cells: list[str]) -> tuple[ParticipantTold | None, list[str]]:
        """Return a participant and what is wrong with the line."""
        cells = cells + [""] * (len(COLUMNS) - len(cells))
        told: dict[str, Any] = {"full_name": cells[0]}
        faults = [] if cells[0] else ["thiếu họ và tên."]
        if len(cells) > len(COLUMNS):
            faults.append(f"có {len(cells)} cột; nhiều nhất {len(COLUMNS)}.")
        for (name, read), cell in zip(self._readers(), cells[1:], strict=False):
            try:
                value = read(cell) if cell else None
            except (ValidationError, Unreadable) as fault:
                messages = fault.messages if isinstance(fault, ValidationError) else [str(fault)]
                faults += messages
                continue
            if value is not None:
                told[name] = value
        return (None if faults else ParticipantTold(**told)), faults

    def _readers(self) -> Iterator[tuple[str, Callable[[str], Any]]]:
        yield "birth_year", _year
        yield "sex", _sex
        yield "commune", lambda cell: self._once("place", cell, lambda: place_named(cell, None))
        yield "establishment", lambda cell: self._once("firm", cell, lambda: self._firm(cell))
        yield "session", lambda cell: _number(cell, "lớp, đợt", 1, 200)
        yield "attended", lambda cell: _number(cell, "số buổi", 0, 1000)
        yield "job_after", _job
        yield "monthly_income", read_amount

    def _once(self, kind: str, cell: str, look: Callable[[], Any]) -> Any:
        if (kind, cell) not in self.kept:
            self.kept[kind, cell] = look()
        return self.kept[kind, cell]

    def _firm(self, cell: str) -> Establishment:
        rows = list(found_by(standing(self.known), cell)[:3])
        exact = [one for one in rows if cell in (one.name, one.tax_code)]
        rows = exact if len(exact) == 1 else rows
        if len(rows) != 1:
            raise ValidationError(f"có {len(rows)} cơ sở tên “{cell[:40]}”: ghi mã số thuế.")
        return rows[0]


def _year(cell: str) -> int:
    last = cell.rsplit("/", 1)[-1]
    return _number(last, "năm sinh", 1900, 2200)


def _number(cell: str, what: str, least: int, most: int) -> int:
    if not (cell.isascii() and cell.isdigit() and least <= int(cell[:6]) <= most):
        raise ValidationError(f"{what} “{cell[:20]}” không đúng.")
    return int(cell)


def _sex(cell: str) -> str:
    return _word(cell, SEX, "giới tính ghi “nam” hoặc “nữ”.")


def _job(cell: str) -> str:
    return _word(cell, JOBS, "cột “sau đó” ghi “có việc”, “tự kinh doanh” hoặc “chưa”.")


def _word(cell: str, words: dict[str, Any], said: str) -> str:
    if fold(cell) not in words:
        raise ValidationError(said)
    return str(words[fold(cell)])
