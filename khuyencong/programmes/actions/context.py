"""Context figures of places are entered and corrected."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from khuyencong.core.lines import line
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.programmes.actions.noting import CITATION, REASON, note, put
from khuyencong.programmes.models import ContextFigure
from khuyencong.programmes.rules import require_edit
from khuyencong.programmes.states import Series
from khuyencong.registry.models import Organisation, Place
from khuyencong.values.money import MAX_AMOUNT

YEARS = range(1990, 2201)
PRICES = 60


@dataclass(frozen=True, kw_only=True)
class ContextTold:
    """A value of a place for a year, with its source."""

    place: Place
    custodian: Organisation
    series: Series
    year: int
    value: int
    citation: str
    prices: str = ""
    reason: str = ""


@transaction.atomic
def set_context(
    *, by: Actor, at: datetime, told: ContextTold, is_demonstration: bool = False
) -> ContextFigure:
    """Set or correct a context figure; Refused for output that does not name its prices."""
    require_edit(by, told.custodian.id)
    if told.year not in YEARS or not 0 <= told.value <= MAX_AMOUNT:
        raise Refused("Năm hoặc số không hợp lệ. Xin xem lại.")
    is_output = told.series == Series.OUTPUT
    prices = line(told.prices, "Giá tính (hiện hành, so sánh năm nào)", PRICES, required=is_output)
    if prices and not is_output:
        raise Refused("Chỉ giá trị sản xuất mới ghi theo giá nào.")
    row = ContextFigure(
        place=told.place,
        custodian=told.custodian,
        series=told.series,
        year=told.year,
        value=told.value,
        prices=prices,
        citation=line(told.citation, "Nguồn số liệu", CITATION, required=True),
        reason=line(told.reason, "Lý do sửa", REASON),
        is_demonstration=is_demonstration,
        by=by.id,
        recorded_at=at,
    )
    same = {"place": row.place, "series": row.series, "year": row.year, "prices": row.prices}
    kept = put(row, same, ("value", "citation"))
    if kept is row:
        facts = {"series": row.series, "year": row.year, "place": told.place.key}
        note("context.set", custodian=told.custodian.id, row=row, by=by.id, at=at, facts=facts)
    return kept
