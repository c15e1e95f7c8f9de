"""One cell by the type of its column: a value, or what is wrong, or what has to be asked.

Nothing is guessed: a figure with two readings becomes a question with both as answers.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from khuyencong.sheets.grid import Broken, Cell
from khuyencong.sheets.model import Column, Type
from khuyencong.sheets.remarks import ACCEPTED, BLANK, TEXT, VALUE, Level, Option
from khuyencong.values.dates import YEARS, format_date, read_date, valid_day
from khuyencong.values.errors import Unreadable, quoted
from khuyencong.values.identifiers import check_digit, digits_of, read_phone, read_tax_code
from khuyencong.values.money import MAX_AMOUNT, MoneyUnit, format_in, read_amount
from khuyencong.values.numbers import format_number
from khuyencong.values.text import clean, fold

#: What a read cell may be: đồng and counts are whole numbers.
Value = None | str | int | date | bool
#: How offices write that there is nothing.
NOTHING = {"", "-", "–", "—", "x", "//", '"', "0,0", "không có", "khong co", "…", "..."}
LARGEST_COUNT = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Asked(Exception):
    """The cell cannot be taken as it stands; what is wrong, and the ways out."""

    level: Level
    text: str
    options: tuple[Option, ...] = ()


def read_cell(cell: Cell, column: Column, unit: MoneyUnit) -> Value:
    """Return the value of a cell, None for an empty one; raises Asked."""
    if cell is None or (isinstance(cell, str) and _is_nothing(cell, column)):
        return None
    if isinstance(cell, Broken):
        raise Asked(Level.ERROR, f"Ô báo lỗi {cell.sign} của Excel, không phải giá trị.")
    return _READERS[column.type](cell, column, unit)


def answered(answer: str, column: Column, unit: MoneyUnit) -> Value:
    """Return the value that an answer gives; raises Asked where typed text is not clear either."""
    if answer.startswith(BLANK) or answer.startswith(ACCEPTED):
        return None
    if answer.startswith(VALUE):
        return _of_value(answer.removeprefix(VALUE), column)
    return read_cell(clean(answer.removeprefix(TEXT)), column, unit)


def _of_value(told: str, column: Column) -> Value:
    """Return what a button's answer means; a forged one raises Asked."""
    try:
        if column.type in (Type.MONEY, Type.COUNT, Type.YEAR):
            number = int(told)
            if not 0 <= number <= MAX_AMOUNT:
                raise ValueError
            return number
        if column.type is Type.DATE:
            return date.fromisoformat(told)
        if column.type is Type.YES:
            return told == "1"
    except ValueError:
        raise Asked(Level.ERROR, f"Không hiểu câu trả lời {quoted(told)}.") from None
    return clean(told)


def _is_nothing(text: str, column: Column) -> bool:
    bare = text.strip().lower()
    return bare in NOTHING and not (bare == "x" and column.type is Type.YES)


# --- money ----------------------------------------------------------------------------------------

_ENGLISH = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}(?:\.[0-9]{1,2})?")
_ONE_GROUP = re.compile(r"([1-9][0-9]{0,2})[.,]([0-9]{3})")
_ONE_DOT = re.compile(r"([0-9]+)\.([0-9]{1,2}|[0-9]{4,})")
_BRACKETED = re.compile(r"\(([0-9., ]+)\)")
_LETTERS = str.maketrans("OoIlSB", "001158")


def _money(cell: Cell, column: Column, unit: MoneyUnit) -> Value:
    if isinstance(cell, bool | date):
        raise Asked(Level.ERROR, "Ô này phải là số tiền.", ())
    if isinstance(cell, int | Decimal):
        return _in_dong(Fraction(cell), unit, str(cell))
    return _said_money(clean(str(cell)), unit)


def _in_dong(figure: Fraction, unit: MoneyUnit, written: str) -> int:
    amount = figure * unit.size
    if amount < 0:
        raise Asked(Level.QUESTION, f"{quoted(written)} là số âm; cột này không nhận số âm.",
                    (_amount_option(int(-amount), unit), _BLANK))  # fmt: skip
    if amount.denominator > 1:
        # A sum that Excel keeps in binary: 0.1 + 0.2. Less than a hundredth of a đồng is no money.
        near = round(amount)
        if abs(amount - near) > Fraction(1, 100):
            raise Asked(Level.QUESTION, f"{quoted(written)} {unit.label} có phần lẻ của đồng.",
                        (_amount_option(near, unit),))  # fmt: skip
        amount = Fraction(near)
    if amount > MAX_AMOUNT:
        raise Asked(Level.ERROR, f"Số tiền {quoted(written)} lớn quá mức ghi được.")
    return int(amount)


def _said_money(written: str, unit: MoneyUnit) -> int:
    if match := _BRACKETED.fullmatch(written):
        inside = match[1].strip()
        positive = _quietly(lambda: _said_money(inside, unit))
        options = (_amount_option(positive, unit), _BLANK) if positive is not None else (_BLANK,)
        raise Asked(Level.QUESTION, f"{quoted(written)} là số âm theo lối kế toán, hay số ghi chú?"
                    " Cột này không nhận số âm.", options)  # fmt: skip
    if match := _ONE_GROUP.fullmatch(written):
        return _one_group(written, match, unit)
    if _ENGLISH.fullmatch(written):
        return _in_dong(Fraction(written.replace(",", "")), unit, written)
    if match := _ONE_DOT.fullmatch(written):
        small = Fraction(f"{match[1]}.{match[2]}") * unit.size
        option = (_amount_option(int(small), unit),) if small.denominator == 1 else ()
        raise Asked(Level.QUESTION, f"{quoted(written)}: dấu chấm đứng trước phần lẻ phải không?",
                    option)  # fmt: skip
    try:
        amount = read_amount(written, unit)
    except Unreadable as refusal:
        raise Asked(Level.ERROR, _why(written, str(refusal)), _repaired(written, unit)) from refusal
    if amount < 0:
        raise Asked(Level.QUESTION, f"{quoted(written)} là số âm; cột này không nhận số âm.",
                    (_amount_option(-amount, unit), _BLANK))  # fmt: skip
    return amount


def _one_group(written: str, match: re.Match[str], unit: MoneyUnit) -> int:
    """Return "1.250" đồng; ask whether 1.250 triệu are 1250 or 1,25 of them."""
    whole = int(match[1] + match[2])
    if unit is MoneyUnit.DONG and "." in written:
        return whole
    part = Fraction(whole, 1000) * unit.size
    label = f"{_plain(whole)} {unit.label}"
    options = [Option(label, f"{VALUE}{whole * unit.size}")]
    if part.denominator == 1:
        options.append(_amount_option(int(part), unit))
    raise Asked(
        Level.QUESTION,
        f"{quoted(written)} {unit.label} là {_plain(whole)} hay "
        f"{format_number(Fraction(whole, 1000))}? Máy không đoán.",
        tuple(options),
    )


def _plain(number: int) -> str:
    """Return a number without dots between thousands, where dots are what is asked about."""
    return f"{number:,}".replace(",", " ")


def _amount_option(amount: int, unit: MoneyUnit) -> Option:
    return Option(format_in(amount, unit), f"{VALUE}{amount}")


_BLANK = Option("Để trống", BLANK)


def _why(written: str, refusal: str) -> str:
    if written.translate(_LETTERS) != written and re.search("[0-9]", written):
        letter = next(char for char in written if char in "OoIlSB")
        return f"{quoted(written)} có chữ {letter}, không phải số."
    return refusal


def _repaired(written: str, unit: MoneyUnit) -> tuple[Option, ...]:
    """Return the amount that a letter typed for a digit hides: "6O" → 60, to be confirmed."""
    bare = written.translate(_LETTERS)
    if bare == written:
        return ()
    amount = _quietly(lambda: _said_money(bare, unit))
    return () if amount is None else (_amount_option(amount, unit),)


def _quietly(work: Callable[[], int]) -> int | None:
    try:
        return work()
    except Asked:
        return None


# --- numbers, days --------------------------------------------------------------------------------


def _count(cell: Cell, column: Column, unit: MoneyUnit) -> Value:
    if isinstance(cell, Decimal | bool | date):
        raise Asked(Level.ERROR, f"{quoted(str(cell))} không phải số đếm.")
    number = cell if isinstance(cell, int) else _said_count(clean(str(cell)))
    if not 0 <= number <= LARGEST_COUNT:
        raise Asked(Level.ERROR, f"{quoted(str(cell))} không phải số đếm từ 0 trở lên.")
    return number


def _said_count(written: str) -> int:
    bare = re.sub(r" ?(?:người|nguoi|lao động|lđ|cơ sở|hộ|máy|lớp)$", "", written.lower())
    if re.fullmatch(r"[0-9]+", bare):
        return int(bare)
    if re.fullmatch(r"[1-9][0-9]{0,2}(?:([., ])[0-9]{3})(?:\1[0-9]{3})*", bare):
        return int(re.sub(r"[., ]", "", bare))
    raise Asked(Level.ERROR, f"{quoted(written)} không phải số đếm.")


_SHORT_YEAR = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{2})")
_EPOCH = date(1899, 12, 30)


def _date(cell: Cell, column: Column, unit: MoneyUnit) -> Value:
    if isinstance(cell, date):
        return _plausible(cell)
    if isinstance(cell, int) and not isinstance(cell, bool):
        if not 20_000 <= cell <= 80_000:
            raise Asked(Level.ERROR, f"{quoted(str(cell))} không phải một ngày, như 05/03/2024.")
        day = _EPOCH + timedelta(days=cell)
        raise Asked(Level.QUESTION, f"Số {cell} có phải ngày {format_date(day)} không?",
                    (Option(format_date(day), f"{VALUE}{day.isoformat()}"), _BLANK))  # fmt: skip
    written = clean(str(cell))
    if match := _SHORT_YEAR.fullmatch(written):
        meant = _quiet_day(2000 + int(match[3]), int(match[2]), int(match[1]), written)
        options = (Option(format_date(meant), f"{VALUE}{meant.isoformat()}"),) if meant else ()
        raise Asked(Level.QUESTION, f"{quoted(written)}: năm ghi hai chữ số.", (*options, _BLANK))
    try:
        return read_date(written)
    except Unreadable as refusal:
        raise Asked(Level.ERROR, str(refusal), (_BLANK,)) from refusal


def _plausible(day: date) -> date:
    if day.year not in YEARS:
        raise Asked(Level.ERROR, f"Ngày {format_date(day)} không hợp lệ.", (_BLANK,))
    return day


def _quiet_day(year: int, month: int, day: int, written: str) -> date | None:
    try:
        return valid_day(year, month, day, written)
    except Unreadable:
        return None


def _year(cell: Cell, column: Column, unit: MoneyUnit) -> Value:
    if isinstance(cell, date):
        return cell.year
    written = fold(str(cell)).removeprefix("nam ").strip()
    if re.fullmatch("[0-9]{4}", written) and int(written) in YEARS:
        return int(written)
    raise Asked(Level.ERROR, f"{quoted(str(cell))} không phải một năm, như 2024.")


# --- words ----------------------------------------------------------------------------------------


def _text(cell: Cell, column: Column, unit: MoneyUnit) -> Value:
    text = clean(_shown(cell))
    if "\0" in text:
        raise Asked(Level.ERROR, "Ô có ký tự NUL, không phải chữ.")
    if len(text) > column.longest:
        raise Asked(Level.ERROR, f"{column.label} dài {len(text)} ký tự; tối đa {column.longest}.")
    return text or None


def _shown(cell: Cell) -> str:
    return format_date(cell) if isinstance(cell, date) else str(cell)


def _choice(cell: Cell, column: Column, unit: MoneyUnit) -> Value:
    found = chosen(str(cell), column)
    if found is None:
        options = tuple(Option(label, f"{VALUE}{code}") for code, label in column.labels.items())
        raise Asked(
            Level.QUESTION, f"{quoted(clean(str(cell)))} là {column.label.lower()} nào?", options
        )
    return found


def chosen(text: str, column: Column) -> str | None:
    """Return the code whose word stands in the text; the longest word decides."""
    words = f" {re.sub('[^a-z0-9]+', ' ', fold(text))} "
    for code, label in column.labels.items():
        if words.strip() in (code, re.sub("[^a-z0-9]+", " ", fold(label)).strip()):
            return code
    fits = [
        (len(way), code)
        for code, ways in column.choices.items()
        for way in ways
        if f" {way} " in words
    ]
    return max(fits)[1] if fits else None


_YES = {"x", "co", "v", "yes", "1", "dung", "nu", "true"}
_NO = {"khong", "0", "no", "nam", "false", "k"}


def _yes(cell: Cell, column: Column, unit: MoneyUnit) -> Value:
    if isinstance(cell, bool):
        return cell
    word = fold(str(cell)).strip(" .")
    if word in _YES or word in _NO:
        return word in _YES
    raise Asked(Level.QUESTION, f"{quoted(clean(str(cell)))}: có hay không?",
                (Option("Có", f"{VALUE}1"), Option("Không", f"{VALUE}0")))  # fmt: skip


def _tax_code(cell: Cell, column: Column, unit: MoneyUnit) -> Value:
    written = clean(_shown(cell)).lstrip("'")
    digits = digits_of(written) or ""
    if len(digits) in (9, 12) and check_digit(f"0{digits}"[:9]) == int(f"0{digits}"[9]):
        whole = read_tax_code(f"0{digits}")
        raise Asked(Level.QUESTION, f"{quoted(written)} thiếu số 0 đứng đầu (Excel bỏ mất)?",
                    (Option(whole, f"{VALUE}{whole}"), _BLANK))  # fmt: skip
    try:
        return read_tax_code(written)
    except Unreadable as refusal:
        raise Asked(Level.ERROR, str(refusal), (_BLANK,)) from refusal


def _phone(cell: Cell, column: Column, unit: MoneyUnit) -> Value:
    written = clean(_shown(cell)).lstrip("'")
    bare = digits_of(written) or ""
    try:
        return read_phone(f"0{bare}" if isinstance(cell, int) and len(bare) == 9 else written)
    except Unreadable as refusal:
        raise Asked(Level.ERROR, str(refusal), (_BLANK,)) from refusal


_READERS: dict[Type, Callable[[Cell, Column, MoneyUnit], Value]] = {
    Type.TEXT: _text,
    Type.MONEY: _money,
    Type.COUNT: _count,
    Type.DATE: _date,
    Type.YEAR: _year,
    Type.CHOICE: _choice,
    Type.YES: _yes,
    Type.TAX_CODE: _tax_code,
    Type.PHONE: _phone,
    Type.PLACE: _text,
}
