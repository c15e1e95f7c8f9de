"""The programmes of the three provinces, what they aimed at, and what is told beside them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from khuyencong.accounts.models import User
from khuyencong.demo.records.entering import officer_of
from khuyencong.demo.records.tables import CONTEXT, NAMES, Context, Table, Target, table
from khuyencong.programmes.actions import (
    ContextTold,
    ProgrammeTold,
    TargetTold,
    enter_programme,
    set_context,
    set_target,
)
from khuyencong.programmes.models import Programme
from khuyencong.programmes.states import Series, Sure
from khuyencong.registry.models import Organisation, Place
from khuyencong.registry.queries import department_of, place_on
from khuyencong.registry.states import Level
from khuyencong.values.money import format_dong
from khuyencong.values.numbers import format_number
from khuyencong.values.periods import programme as years
from khuyencong.values.vocabulary import FundingSource

#: A target on the establishments' own money asks of no source of the State.
OWN = FundingSource.COUNTERPART.value


@dataclass(frozen=True)
class Whose:
    """A province as it was, its Sở, and who writes for it today."""

    province: Place
    department: Organisation
    officer: User


@transaction.atomic
def fill(at: datetime) -> int:
    """Keep the programmes of the three provinces with their targets; return how many are new.

    Needs the accounts that write for their heirs. A second run adds nothing.
    """
    if Programme.objects.filter(is_demonstration=True).exists():
        return 0
    return sum(_enter(table(name), at) for name in NAMES)


def _enter(told: Table, at: datetime) -> int:
    last = date(told.period[1], 12, 31)
    department = department_of(told.place, last)
    province = place_on(told.place, last, Level.PROVINCE)
    whose = Whose(province, department, officer_of(department, at))
    spans = {told.period, told.aimed_over}
    kept = {span: _programme(told, whose, span, at) for span in sorted(spans)}
    for one in told.targets:
        _target(kept[told.aimed_over], whose, told, one, at)
    for figure in CONTEXT.get(told.place, ()):
        _context(whose, figure, at)
    return len(kept)


def _programme(told: Table, whose: Whose, span: tuple[int, int], at: datetime) -> Programme:
    name = f"Chương trình khuyến công {whose.province} {span[0]}–{span[1]} (mẫu)"
    said = ProgrammeTold(
        name=name,
        place=whose.province,
        custodian=whose.department,
        period=years(*span),
        citation=told.paper,
    )
    return enter_programme(by=whose.officer, at=at, told=said, is_demonstration=True)


def _target(programme: Programme, whose: Whose, told: Table, one: Target, at: datetime) -> None:
    said = TargetTold(
        measure=one.measure,
        source="" if one.source == OWN else one.source,
        value=one.aimed_at,
        citation=f"{told.paper}, mục {one.at}",
        sure=Sure.IMPLIED if one.is_implied else Sure.STATED,
        basis=_basis(one),
    )
    set_target(by=whose.officer, at=at, programme=programme, told=said)


def _basis(one: Target) -> str:
    if not one.is_implied:
        return ""
    done = format_dong(one.done) if one.unit == "VND" else format_number(one.done)
    cut = ", viết cắt bớt" if one.cut_off else ""
    return f"{done} là {one.percent.replace('.', ',')} % mục tiêu{cut}"


def _context(whose: Whose, one: Context, at: datetime) -> None:
    said = ContextTold(
        place=whose.province,
        custodian=whose.department,
        series=Series(one.series),
        year=one.year,
        value=one.value,
        prices=one.prices,
        citation=one.citation,
    )
    set_context(by=whose.officer, at=at, told=said, is_demonstration=True)
