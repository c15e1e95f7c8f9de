"""Fairs: prepared, booths drawn or given, what came of it told, closed into one result."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from khuyencong.competitions.models import Booth, Exhibitor, Fair, Product
from khuyencong.competitions.queries.fairs import sums_of
from khuyencong.competitions.rules.drawing import drawn
from khuyencong.competitions.states import FAIR_STEPS, FairState, GivenBy
from khuyencong.core import journal
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.projects.models import Line
from khuyencong.registry.models import Establishment, Organisation, Place
from khuyencong.results.actions import ResultTold, record_result
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.text import clean

EDIT = "fair.edit"
MAY_NOT = "Anh/chị không có quyền lập hội chợ của đơn vị này."
TWICE = "Đơn vị đã có hội chợ cùng tên, cùng ngày bắt đầu."
OVER = "Hội chợ này đã tổng kết hoặc không tổ chức nữa: không ghi thêm được."
NO_BOOTH = "Chưa có gian nào để bốc thăm. Xin ghi mã các gian trước."
NOBODY = "Chưa có cơ sở nào chưa có gian."
DRAWN = (
    "Đã bốc thăm một lần lúc {at}; bốc lại thì mất công bằng. Ai đến sau thì xếp vào gian trống."
)
TAKEN = "Gian này đã có cơ sở khác."
NOT_ITS = "Sản phẩm “{name}” không phải của cơ sở này."
NOT_YET = "Hội chợ chưa kết thúc: tổng kết từ ngày {day}."
ALONE = "Chưa có cơ sở nào tham gia: không có gì để tổng kết."
MOST, LONGEST_CODE = 2000, 12


@dataclass(frozen=True, kw_only=True)
class FairTold:
    """What is told of a fair; the days are half-open."""

    custodian: Organisation
    name: str
    kind: str
    place: Place
    where: str
    starts_on: date
    ends_before: date
    line: Line | None = None


@transaction.atomic
def prepare_fair(
    *, by: Actor, told: FairTold, at: datetime, is_demonstration: bool = False
) -> Fair:
    """Open a fair to registration."""
    _require(by, told.custodian)
    row = Fair(**_fields(told), by=by.id, recorded_at=at, is_demonstration=is_demonstration)
    _saved(row, is_new=True)
    _note("fair.prepared", row, by, at)
    return row


@transaction.atomic
def amend_fair(*, by: Actor, fair: Fair, told: FairTold, at: datetime) -> Fair:
    """Set right what was told of a fair that is not over; its keeper stays."""
    row = _open(by, fair)
    for name, value in (_fields(told) | {"custodian": row.custodian}).items():
        setattr(row, name, value)
    _saved(row)
    _note("fair.amended", row, by, at)
    return row


@transaction.atomic
def add_booths(*, by: Actor, fair: Fair, codes: Sequence[str], at: datetime) -> int:
    """Add booths by their codes; those that are there already stay. Return how many are new."""
    row = _open(by, fair)
    wanted = list(dict.fromkeys(code for typed in codes if (code := clean(typed).upper())))
    if any(len(code) > LONGEST_CODE for code in wanted):
        raise Refused(f"Mã gian dài không quá {LONGEST_CODE} ký tự.")
    there = set(row.booths.values_list("code", flat=True))
    new = [Booth(fair=row, code=code) for code in wanted if code not in there]
    if len(there) + len(new) > MOST:
        raise Refused(f"Một hội chợ có không quá {MOST} gian.")
    Booth.objects.bulk_create(new)
    _note("fair.booths", row, by, at, new=len(new))
    return len(new)


@transaction.atomic
def register_exhibitor(
    *,
    by: Actor,
    fair: Fair,
    establishment: Establishment,
    products: Sequence[Product],
    at: datetime,
    note: str = "",
) -> Exhibitor:
    """Put an establishment on the list with what it brings; a second time sets that right."""
    row = _open(by, fair)
    for product in products:
        if product.establishment_id != establishment.id:
            raise Refused(NOT_ITS.format(name=product.name))
    found, _ = Exhibitor.objects.get_or_create(
        fair=row,
        establishment=establishment,
        withdrawn_at=None,
        defaults={"by": by.id, "recorded_at": at},
    )
    found.note = clean(note)[:300]
    found.save(update_fields=["note"])
    found.products.set(products)
    _note("fair.registered", row, by, at, exhibitor=str(found.id))
    return found


@transaction.atomic
def withdraw_exhibitor(*, by: Actor, exhibitor: Exhibitor, at: datetime) -> None:
    """Take an establishment off the list; its booth is free again."""
    row = _open(by, exhibitor.fair)
    gone = Exhibitor.objects.select_for_update().get(id=exhibitor.id)
    if gone.withdrawn_at is None:
        gone.booth, gone.given_by, gone.withdrawn_at = None, "", at
        gone.save()
        _note("fair.withdrawn", row, by, at, exhibitor=str(gone.id))


@transaction.atomic
def draw(*, by: Actor, fair: Fair, at: datetime) -> int:
    """Draw booths for all who have none, once; return how many got one.

    The seed is made here, kept and published: `rules.drawing.drawn` finds the same again.
    """
    row = _open(by, fair)
    if row.drawn_at is not None:
        said = f"{row.drawn_at:%H:%M} ngày {day_in_vietnam(row.drawn_at):%d/%m/%Y}"
        raise Refused(DRAWN.format(at=said))
    booths = {booth.code: booth for booth in row.booths.filter(exhibitor__isnull=True)}
    if not booths:
        raise Refused(NO_BOOTH)
    waiting = {one.id: one for one in row.exhibitors.filter(withdrawn_at=None, booth=None)}
    if not waiting:
        raise Refused(NOBODY)
    row.draw_seed, row.drawn_at = secrets.token_hex(16), at
    row.save(update_fields=["draw_seed", "drawn_at"])
    given = drawn(row.draw_seed, waiting, list(booths))
    for exhibitor, code in given:
        one = waiting[exhibitor]
        one.booth, one.given_by = booths[code], GivenBy.DRAWN
    Exhibitor.objects.bulk_update([waiting[one] for one, _ in given], ["booth", "given_by"])
    _note("fair.drawn", row, by, at, given=len(given), seed=row.draw_seed)
    return len(given)


@transaction.atomic
def give_booth(*, by: Actor, exhibitor: Exhibitor, booth: Booth | None, at: datetime) -> None:
    """Give an exhibitor a free booth of the fair, or none."""
    row = _open(by, exhibitor.fair)
    one = Exhibitor.objects.select_for_update().get(id=exhibitor.id)
    if one.withdrawn_at is not None or (booth is not None and booth.fair_id != row.id):
        raise Refused("Gian hoặc cơ sở này không thuộc hội chợ. Xin tải lại trang.")
    if booth is not None and row.exhibitors.filter(booth=booth).exclude(id=one.id).exists():
        raise Refused(TAKEN)
    one.booth, one.given_by = booth, GivenBy.ASSIGNED if booth else ""
    one.save(update_fields=["booth", "given_by"])
    _note("fair.booth_given", row, by, at, exhibitor=str(one.id), booth=booth.code if booth else "")


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a fair brought an exhibitor; None where it did not tell."""

    contracts: int | None = None
    contract_money: int | None = None
    sales_money: int | None = None


@transaction.atomic
def tell_outcome(*, by: Actor, exhibitor: Exhibitor, told: Outcome, at: datetime) -> None:
    """Write down the contracts and sales of an exhibitor, in whole đồng."""
    row = _open(by, exhibitor.fair)
    one = Exhibitor.objects.select_for_update().get(id=exhibitor.id)
    if one.withdrawn_at is not None:
        raise Refused("Cơ sở này đã rút khỏi hội chợ.")
    for name, value in vars(told).items():
        setattr(one, name, value)
    one.save(update_fields=list(vars(told)))
    _note("fair.outcome", row, by, at, exhibitor=str(one.id))


@transaction.atomic
def take_fair_step(
    *, by: Actor, fair: Fair, name: str, at: datetime, reason: str = "", visitors: int | None = None
) -> Fair:
    """Take a step of the table; the last writes the one result that the reports count."""
    row = _locked(by, fair)
    step = FAIR_STEPS.require(name, row.state)
    said = clean(reason)[:500]
    if step.needs_reason and not said:
        raise Refused(f"Xin ghi lý do: {step.label.lower()}.")
    if name == "hold":
        row.visitors = visitors
        row.result_series = _counted(by, row, at)
    row.state, row.end_reason = FairState(step.target), said
    row.save()
    _note(f"fair.{name}", row, by, at)
    return row


def _counted(by: Actor, fair: Fair, at: datetime) -> UUID:
    """Record the result that the fair is, of the line that pays for it or of the body itself."""
    if fair.ends_before > day_in_vietnam(at):
        raise Refused(NOT_YET.format(day=f"{fair.ends_before:%d/%m/%Y}"))
    firms = {
        one.establishment: 1
        for one in fair.exhibitors.filter(withdrawn_at=None).select_related("establishment")
    }
    if not firms:
        raise Refused(ALONE)
    sums = sums_of(fair)
    result = record_result(
        by=by,
        told=ResultTold(
            kind="fair",
            variant=fair.kind,
            what=fair.name,
            done_from=fair.starts_on,
            done_until=fair.ends_before,
            custodian=fair.custodian,
            place=fair.place,
            line=fair.line,
            counts={
                "quantity": 1,
                "booths": sums.booths or None,
                "contract_money": sums.contract_money,
                "sales_money": sums.sales_money,
            },
            more={
                "contracts": sums.contracts,
                "visitors": fair.visitors,
                "where": fair.where,
            },
            establishments=firms,
        ),
        at=at,
        is_demonstration=fair.is_demonstration,
    )
    return result.series


def _fields(told: FairTold) -> dict[str, object]:
    name, where = clean(told.name)[:200], clean(told.where)[:200]
    if not name or not where:
        raise Refused("Ghi tên hội chợ và nơi tổ chức.")
    if told.starts_on >= told.ends_before:
        raise Refused("Ngày kết thúc phải từ ngày bắt đầu trở đi.")
    if told.line is not None and told.line.project.custodian_id != told.custodian.id:
        raise Refused("Dòng đề án này của đơn vị khác.")
    return vars(told) | {"name": name, "where": where}


def _saved(row: Fair, *, is_new: bool = False) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=is_new)
    except IntegrityError as error:
        if Fair.objects.exclude(id=row.id).filter(
            custodian=row.custodian, name=row.name, starts_on=row.starts_on
        ):
            raise Refused(TWICE) from error
        raise


def _require(by: Actor, custodian: Organisation) -> None:
    if not by.may(EDIT, of=custodian.id):
        raise Refused(MAY_NOT)


def _locked(by: Actor, fair: Fair) -> Fair:
    row = Fair.objects.select_for_update(of=("self",)).get(id=fair.id)
    _require(by, row.custodian)
    return row


def _open(by: Actor, fair: Fair) -> Fair:
    row = _locked(by, fair)
    if row.state in (FairState.HELD, FairState.CANCELLED):
        raise Refused(OVER)
    return row


def _note(act: str, row: Fair, by: Actor, at: datetime, **facts: int | str) -> None:
    journal.record(
        act, custodian=row.custodian_id, about=f"fair:{row.id}", at=at, by=by.id, facts=facts
    )
