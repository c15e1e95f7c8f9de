"""The vote of typical products: rounds, products, titles."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest
from ninja import Schema
from pydantic import Field

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission
from khuyencong.competitions.models import Certificate, Entry, Product, Round, Verdict
from khuyencong.competitions.queries.catalogue import official_rounds
from khuyencong.competitions.queries.scope import (
    certificates_visible_to,
    entries_visible_to,
    products_visible_to,
    rounds_visible_to,
)
from khuyencong.competitions.rules.titles import state_on
from khuyencong.core.clock import today
from khuyencong.values.text import fold
from khuyencong.web.api.asking import APlace, Asked, AWord, AYear, Text, narrowed, within
from khuyencong.web.api.resources import Resource
from khuyencong.web.api.shapes import (
    BodyRef,
    Coded,
    EstablishmentRef,
    PlaceRef,
    body,
    display,
    place,
)


class RoundOut(Schema):
    """Một cuộc bình chọn; ai cũng xem được cuộc đã công nhận."""

    id: UUID
    name: str
    level: Coded
    year: int
    custodian: BodyRef
    place: PlaceRef
    opens_on: date
    closes_on: date
    state: Coded
    basis: str


class VotesAsked(Asked):
    """Of which year and level, where."""

    year: AYear = None
    level: AWord = None
    place: APlace = None


def _round_rows(user: User | None) -> QuerySet[Round]:
    seen = Q(id__in=official_rounds().order_by().values("id"))
    if user is not None and user.may(Permission.VOTING_READ):
        seen |= Q(id__in=rounds_visible_to(user).values("id"))
    return Round.objects.filter(seen).select_related("custodian", "place")


def _rounds(rows: QuerySet[Any], asked: VotesAsked) -> QuerySet[Any]:
    rows = narrowed(rows, asked, {"year": "year", "level": "level"})
    return rows.filter(within(asked.place, "place")) if asked.place else rows


def _tell_rounds(rows: Sequence[Round]) -> list[RoundOut]:
    return [
        RoundOut(
            id=row.id,
            name=row.name,
            level=display(row, "level"),
            year=row.year,
            custodian=body(row.custodian),
            place=place(row.place),
            opens_on=row.opens_on,
            closes_on=row.closes_on,
            state=display(row, "state"),
            basis=row.basis,
        )
        for row in rows
    ]


ROUNDS = Resource(
    path="voting-rounds",
    one="voting-round",
    title="Cuộc bình chọn",
    rule=None,
    rows=_round_rows,
    out=RoundOut,
    tell=_tell_rounds,
    asked=VotesAsked,
    narrow=_rounds,
)


class ProductOut(Schema):
    """Một sản phẩm của một cơ sở."""

    id: UUID
    name: str
    group: Coded
    trademark: str
    about: str
    gtin: str
    establishment: EstablishmentRef
    custodian: BodyRef
    recorded_at: datetime


class ProductsAsked(Asked):
    """Which products."""

    group: AWord = None
    place: APlace = None
    q: Text = None


def _product_rows(user: User | None) -> QuerySet[Product]:
    if user is None:
        return Product.objects.none()
    return products_visible_to(user).select_related("establishment", "custodian")


def _products(rows: QuerySet[Any], asked: ProductsAsked) -> QuerySet[Any]:
    rows = narrowed(rows, asked, {"group": "group"})
    if asked.place:
        rows = rows.filter(within(asked.place, "establishment__commune"))
    for word in fold(asked.q or "").split():
        rows = rows.filter(folded__contains=word)
    return rows


def _tell_products(rows: Sequence[Product]) -> list[ProductOut]:
    return [
        ProductOut(
            id=row.id,
            name=row.name,
            group=display(row, "group"),
            trademark=row.trademark,
            about=row.about,
            gtin=row.gtin,
            establishment=EstablishmentRef(id=row.establishment.id, name=row.establishment.name),
            custodian=body(row.custodian),
            recorded_at=row.recorded_at,
        )
        for row in rows
    ]


PRODUCTS = Resource(
    path="products",
    one="product",
    title="Sản phẩm",
    rule=Permission.VOTING_READ,
    rows=_product_rows,
    out=ProductOut,
    tell=_tell_products,
    asked=ProductsAsked,
    narrow=_products,
)


class VerdictOut(Schema):
    """Kết quả của hội đồng về một hồ sơ, theo biên bản đã khóa."""

    rank: int | None
    recognised: bool
    nominated: bool = Field(description="Chọn dự cấp trên.")
    prize: str
    prize_money: int = Field(description="Tiền thưởng, đồng.")
    votes_for: int
    votes_against: int
    votes_abstained: int
    minutes_number: int | None
    minutes_year: int | None
    minutes_sha256: str = Field(description="Dấu của biên bản.")
    closed_at: datetime | None


class DossierOut(Schema):
    """Một hồ sơ bình chọn; kết quả là null đến khi hội đồng khóa biên bản."""

    id: UUID
    round: UUID
    product: UUID
    product_name: str
    group: Coded
    establishment: EstablishmentRef
    custodian: BodyRef
    state: Coded
    code: str = Field(description="Mã số bình chọn; rỗng khi chưa được nhận.")
    climbed_from: UUID | None = Field(description="Hồ sơ cấp dưới đưa lên.")
    recorded_at: datetime
    verdict: VerdictOut | None


class DossiersAsked(Asked):
    """Which entries."""

    round: UUID | None = None
    year: AYear = None
    level: AWord = None
    state: AWord = None
    product: UUID | None = None


def _entry_rows(user: User | None) -> QuerySet[Entry]:
    """Return the entries of somebody; a juror of a blind round learns nothing by a key either."""
    if user is None:
        return Entry.objects.none()
    kin = ("round", "product__establishment", "custodian", "verdict__session")
    return entries_visible_to(user).select_related(*kin)


def _entries(rows: QuerySet[Any], asked: DossiersAsked) -> QuerySet[Any]:
    columns = {
        "round": "round",
        "year": "round__year",
        "level": "round__level",
        "state": "state",
        "product": "product",
    }
    return narrowed(rows, asked, columns)


def _entry_changed() -> Any:
    """Return when an entry was changed, or the minutes closed that say what became of it."""
    return Greatest(F("changed_at"), Coalesce(F("verdict__session__closed_at"), F("changed_at")))


def _tell_entries(rows: Sequence[Entry]) -> list[DossierOut]:
    return [
        DossierOut(
            id=row.id,
            round=row.round_id,
            product=row.product_id,
            product_name=row.product.name,
            group=display(row.product, "group"),
            establishment=EstablishmentRef(
                id=row.product.establishment.id, name=row.product.establishment.name
            ),
            custodian=body(row.custodian),
            state=display(row, "state"),
            code=row.code,
            climbed_from=row.climbed_from_id,
            recorded_at=row.recorded_at,
            verdict=_verdict(row),
        )
        for row in rows
    ]


def _verdict(row: Entry) -> VerdictOut | None:
    found: Verdict | None = getattr(row, "verdict", None)
    if found is None or found.session.closed_at is None:
        return None
    session = found.session
    return VerdictOut(
        rank=found.rank,
        recognised=found.recognised,
        nominated=found.nominated,
        prize=found.prize,
        prize_money=found.prize_money,
        votes_for=found.votes_for,
        votes_against=found.votes_against,
        votes_abstained=found.votes_abstained,
        minutes_number=session.minutes_number,
        minutes_year=session.minutes_year,
        minutes_sha256=session.minutes_sha256,
        closed_at=session.closed_at,
    )


ENTRIES = Resource(
    path="entries",
    one="entry",
    title="Hồ sơ bình chọn",
    rule=Permission.VOTING_READ,
    rows=_entry_rows,
    out=DossierOut,
    tell=_tell_entries,
    asked=DossiersAsked,
    narrow=_entries,
    changed=_entry_changed,
)


class CertificateOut(Schema):
    """Một giấy chứng nhận như đã cấp; ai cũng xem được giấy của cuộc đã công nhận."""

    id: UUID
    code: str = Field(description="Mã trên giấy và trong mã QR: trang /q/<code>.")
    product: UUID
    product_name: str
    maker_name: str
    maker_place: str
    round: UUID
    level: Coded
    year: int
    number: int
    decision: str
    decided_on: date
    issued_on: date
    last_day: date | None
    revoked_on: date | None
    state: Coded = Field(description="Hiệu lực hôm nay.")
    custodian: BodyRef
    verified: bool


class CertificatesAsked(Asked):
    """Which titles."""

    year: AYear = None
    level: AWord = None
    code: AWord = None
    product: UUID | None = None


def _certificate_rows(user: User | None) -> QuerySet[Certificate]:
    seen = Q(entry__round__in=official_rounds().order_by().values("id"))
    if user is not None and user.may(Permission.VOTING_READ):
        seen |= Q(id__in=certificates_visible_to(user).values("id"))
    return Certificate.objects.filter(seen).select_related("custodian", "entry")


def _certificates(rows: QuerySet[Any], asked: CertificatesAsked) -> QuerySet[Any]:
    columns = {"year": "year", "level": "level", "code": "code", "product": "product"}
    return narrowed(rows, asked, columns)


def _tell_certificates(rows: Sequence[Certificate]) -> list[CertificateOut]:
    return [
        CertificateOut(
            id=row.id,
            code=row.code,
            product=row.product_id,
            product_name=row.product_name,
            maker_name=row.maker_name,
            maker_place=row.maker_place,
            round=row.entry.round_id,
            level=display(row, "level"),
            year=row.year,
            number=row.number,
            decision=row.decision,
            decided_on=row.decided_on,
            issued_on=row.issued_on,
            last_day=row.last_day,
            revoked_on=row.revoked_on,
            state=_state(row),
            custodian=body(row.custodian),
            verified=row.verified,
        )
        for row in rows
    ]


def _state(row: Certificate) -> Coded:
    state = state_on(row, today())
    return Coded(code=str(state.value), name=str(state.label))


CERTIFICATES = Resource(
    path="certificates",
    one="certificate",
    title="Giấy chứng nhận",
    rule=None,
    rows=_certificate_rows,
    out=CertificateOut,
    tell=_tell_certificates,
    asked=CertificatesAsked,
    narrow=_certificates,
)

RESOURCES = (ROUNDS, PRODUCTS, ENTRIES, CERTIFICATES)
