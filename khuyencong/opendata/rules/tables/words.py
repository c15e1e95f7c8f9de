"""Fields that several tables have, and the codes that stand in them."""

from collections.abc import Iterable, Mapping
from typing import Any

from khuyencong.opendata.rules.declaring import Field
from khuyencong.opendata.states import Kind, Openness
from khuyencong.values.measures import MEASURES
from khuyencong.values.vocabulary import UNITS, Activity, Bound, FundingSource, unit_label


def labels(terms: Iterable[Any]) -> dict[str, str]:
    """Return the codes of an enumeration with their names."""
    return {str(term.value): str(term.label) for term in terms}


CONTENTS = labels(Activity)
SOURCES = labels(FundingSource)
BOUNDS = labels(Bound)
MEASURE_NAMES = {measure.id: measure.name for measure in MEASURES.values()}
UNIT_NAMES = {unit: unit_label(unit) for unit in (*UNITS, *(m.unit for m in MEASURES.values()))}


def key(name: str, label: str, *sources: str, **more: Any) -> Field:
    """Return a field that holds keys: of its own table unless it says which it `refers` to."""
    return Field(name=name, label=label, kind=Kind.KEY, sources=sources, **more)


def text(name: str, label: str, *sources: str, **more: Any) -> Field:
    """Return a field that holds words."""
    return Field(name=name, label=label, kind=Kind.TEXT, sources=sources, **more)


def typed(name: str, label: str, *sources: str, **more: Any) -> Field:
    """Return a field that holds words typed by people: they are looked through on the way out."""
    return Field(name=name, label=label, kind=Kind.TEXT, sources=sources, typed=True, **more)


def code(name: str, label: str, codes: Mapping[str, str], *sources: str, **more: Any) -> Field:
    """Return a field that holds one of some codes."""
    return Field(name=name, label=label, kind=Kind.CODE, codes=codes, sources=sources, **more)


def flag(name: str, label: str, source: str, **more: Any) -> Field:
    """Return a field that says yes or no."""
    return Field(
        name=name, label=label, kind=Kind.BOOLEAN, sources=(source,), required=True, **more
    )


def day(name: str, label: str, *sources: str, **more: Any) -> Field:
    """Return a field that holds days."""
    return Field(name=name, label=label, kind=Kind.DAY, sources=sources, **more)


def number(name: str, label: str, *sources: str, **more: Any) -> Field:
    """Return a field that holds whole numbers."""
    return Field(name=name, label=label, kind=Kind.INTEGER, sources=sources, **more)


def money(name: str, label: str, *sources: str) -> Field:
    """Return a field that holds sums of whole đồng."""
    return Field(
        name=name, label=label, kind=Kind.MONEY, sources=sources, unit="VND",
        required=True, openness=Openness.SUM,
    )  # fmt: skip


def days(source: str) -> tuple[Field, Field]:
    """Return the two ends of a dated row of a model."""
    return (
        day("valid_from", "Từ ngày", f"{source}.valid_from", meaning="trống: trước khi có sổ"),
        day(
            "valid_until",
            "Đến trước ngày",
            f"{source}.valid_until",
            meaning="trống: còn đến nay; ngày này không tính vào",
        ),
    )


def verified(source: str) -> Field:
    """Return the mark that a person compared the row with its source."""
    return flag("verified", "Đã kiểm chứng", f"{source}.verified")


def demonstration(source: str) -> Field:
    """Return the mark of rows that were made up to try the program out."""
    return flag("is_demonstration", "Dữ liệu mẫu", f"{source}.is_demonstration")
