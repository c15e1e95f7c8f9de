"""The parts that all answers share: codes with their names, places, bodies, days, words."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from khuyencong.registry.models import Establishment, Organisation, Place
from khuyencong.values.money import MAX_AMOUNT
from khuyencong.values.text import clean
from khuyencong.values.vocabulary import Activity, FundingSource


def _words(text: str) -> str:
    if "\0" in text:
        raise ValueError("có ký tự NUL, không phải chữ")
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        raise ValueError("có ký tự không hợp lệ")
    return clean(text)


def _day(value: Any) -> Any:
    if isinstance(value, str) and len(value) == 10:
        try:
            return date.fromisoformat(value)
        except ValueError as fault:
            raise ValueError("ghi ngày như 2026-08-31") from fault
    if isinstance(value, date):
        return value
    raise ValueError("ghi ngày như 2026-08-31")


def _whole(value: Any) -> Any:
    """Return a whole number as JSON tells it; neither a truth value nor digits in quotes."""
    if isinstance(value, bool | str):
        raise ValueError("ghi một số nguyên")
    return value


#: Text: NFC, without blanks around it.
Words = Annotated[str, AfterValidator(_words)]
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Whole = Annotated[int, BeforeValidator(_whole)]
Dong = Annotated[Whole, Field(ge=0, le=MAX_AMOUNT, description="Số đồng, nguyên.")]
Year = Annotated[int, Field(ge=1900, le=2200)]


class Coded(Schema):
    """Một mã của hệ thống và tên tiếng Việt của nó."""

    code: str
    name: str


class PlaceRef(Schema):
    """Một địa phương; tên và địa giới của nó đổi theo ngày, `id` và `key` thì không."""

    id: UUID
    key: str
    name: str


class BodyRef(Schema):
    """Một đơn vị."""

    id: UUID
    name: str


class EstablishmentRef(Schema):
    """Một cơ sở công nghiệp nông thôn."""

    id: UUID
    name: str


def coded(code: str, name: str) -> Coded | None:
    """Return a code with its name; None where there is none."""
    return Coded(code=str(code), name=str(name)) if code else None


_CONTENTS = {str(one): one.label for one in Activity}
_SOURCES = {str(one): one.label for one in FundingSource}


def content(code: str) -> Coded | None:
    """Return a content of activity; None where nobody allotted one."""
    return coded(code, _CONTENTS.get(code, code))


def source(code: str) -> Coded | None:
    """Return a source of money."""
    return coded(code, _SOURCES.get(code, code))


def display(row: Any, field: str) -> Coded:
    """Return the code of a field with its name."""
    return Coded(code=str(getattr(row, field)), name=str(getattr(row, f"get_{field}_display")()))


def place(row: Place) -> PlaceRef:
    """Return a place as others name it."""
    return PlaceRef(id=row.id, key=row.key, name=str(row))


def place_or_none(row: Place | None) -> PlaceRef | None:
    """Return a place, where there is one."""
    return place(row) if row is not None else None


def body(row: Organisation) -> BodyRef:
    """Return a body as others name it."""
    return BodyRef(id=row.id, name=str(row))


def body_or_none(row: Organisation | None) -> BodyRef | None:
    """Return a body, where there is one."""
    return body(row) if row is not None else None


def firm(row: Establishment | None) -> EstablishmentRef | None:
    """Return an establishment, where there is one."""
    return EstablishmentRef(id=row.id, name=row.name) if row is not None else None
