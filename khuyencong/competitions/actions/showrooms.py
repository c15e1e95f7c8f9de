"""Showrooms: opened, closed; products put in and taken out."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from khuyencong.competitions.models import Display, Product, Showroom
from khuyencong.core import journal
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.registry.models import Organisation, Place
from khuyencong.values.text import clean

EDIT = "fair.edit"
MAY_NOT = "Anh/chị không có quyền lập phòng trưng bày của đơn vị này."
TWICE = "Đơn vị đã có phòng trưng bày tên này."
CLOSED = "Phòng trưng bày đã đóng cửa."
THERE = "Sản phẩm này đang được bày ở đây."


@transaction.atomic
def open_showroom(
    *,
    by: Actor,
    custodian: Organisation,
    name: str,
    place: Place,
    where: str,
    opened_on: date,
    at: datetime,
    is_demonstration: bool = False,
) -> Showroom:
    """Write down a showroom of a body."""
    if not by.may(EDIT, of=custodian.id):
        raise Refused(MAY_NOT)
    name, where = clean(name)[:200], clean(where)[:200]
    if not name or not where:
        raise Refused("Ghi tên và nơi đặt phòng trưng bày.")
    if Showroom.objects.filter(custodian=custodian, name=name).exists():
        raise Refused(TWICE)
    row = Showroom.objects.create(
        custodian=custodian,
        name=name,
        place=place,
        where=where,
        opened_on=opened_on,
        by=by.id,
        recorded_at=at,
        is_demonstration=is_demonstration,
    )
    _note("showroom.opened", row, by, at)
    return row


@transaction.atomic
def close_showroom(*, by: Actor, showroom: Showroom, on: date, at: datetime) -> None:
    """Say from which day a showroom is closed; what stood there is taken out that day."""
    row = _open(by, showroom)
    if on <= row.opened_on:
        raise Refused("Ngày đóng cửa phải sau ngày mở cửa.")
    row.closed_on = on
    row.save(update_fields=["closed_on"])
    standing = row.displays.filter(shown_until__isnull=True)
    if standing.filter(shown_from__gte=on).exists():
        raise Refused("Có sản phẩm được bày sau ngày này. Xin xem lại ngày.")
    standing.update(shown_until=on)
    _note("showroom.closed", row, by, at)


@transaction.atomic
def put_in(
    *, by: Actor, showroom: Showroom, product: Product, since: date, at: datetime
) -> Display:
    """Put a product into a showroom from a day on."""
    row = _open(by, showroom)
    if since < row.opened_on:
        raise Refused("Phòng trưng bày chưa mở cửa vào ngày này.")
    try:
        with transaction.atomic():
            display = Display.objects.create(
                showroom=row, product=product, shown_from=since, by=by.id, recorded_at=at
            )
    except IntegrityError as error:
        raise Refused(THERE) from error
    _note("showroom.put_in", row, by, at, product=str(product.id))
    return display


@transaction.atomic
def take_out(*, by: Actor, display: Display, on: date, at: datetime) -> None:
    """Take a product out of a showroom from a day on."""
    row = _open(by, display.showroom)
    standing = Display.objects.select_for_update().get(id=display.id)
    if standing.shown_until is not None:
        raise Refused("Sản phẩm này đã được lấy ra.")
    if on <= standing.shown_from:
        raise Refused("Ngày lấy ra phải sau ngày bày.")
    standing.shown_until = on
    standing.save(update_fields=["shown_until"])
    _note("showroom.taken_out", row, by, at, product=str(standing.product_id))


def _open(by: Actor, showroom: Showroom) -> Showroom:
    row = Showroom.objects.select_for_update(of=("self",)).get(id=showroom.id)
    if not by.may(EDIT, of=row.custodian_id):
        raise Refused(MAY_NOT)
    if row.closed_on is not None:
        raise Refused(CLOSED)
    return row


def _note(act: str, row: Showroom, by: Actor, at: datetime, **facts: str) -> None:
    journal.record(
        act, custodian=row.custodian_id, about=f"showroom:{row.id}", at=at, by=by.id, facts=facts
    )
