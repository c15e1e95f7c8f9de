"""Places, bodies and establishments."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from ninja import Schema
from pydantic import Field

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import today
from khuyencong.registry.models import (
    Establishment,
    EstablishmentVersion,
    IndustrialCluster,
    Merge,
    Organisation,
    Place,
)
from khuyencong.registry.models.dated import on_day
from khuyencong.registry.queries import find_places
from khuyencong.registry.queries import places as places_queries
from khuyencong.registry.queries.clusters import (
    clusters_visible_to,
    listed_clusters,
    named,
)
from khuyencong.registry.queries.establishments import (
    establishments_visible_to,
    found_by,
    is_personal,
    standing,
)
from khuyencong.registry.queries.organisations import organisations_visible_to
from khuyencong.registry.queries.reach import reached_by
from khuyencong.registry.states import EstablishmentForm
from khuyencong.values.business_names import long_form
from khuyencong.values.text import fold
from khuyencong.web.api.asking import APlace, Asked, AWord, Text, narrowed, within
from khuyencong.web.api.problems import unfit
from khuyencong.web.api.resources import Resource
from khuyencong.web.api.shapes import (
    BodyRef,
    Coded,
    PlaceRef,
    body,
    coded,
    display,
    place,
    place_or_none,
)

#: So many places a word may mean.
FOUND = 100


class PlaceOut(Schema):
    """Một địa phương, của mọi ngày; `valid_until` là ngày đầu tiên không còn."""

    id: UUID
    key: str
    name: str
    kind: str
    level: Coded
    valid_from: date | None
    valid_until: date | None
    verified: bool = Field(description="Đã có người đối chiếu với nguồn.")


class PlacesAsked(Asked):
    """Which places."""

    q: Text = None
    key: AWord = None
    level: AWord = None
    on: date | None = Field(None, description="Chỉ những nơi có vào ngày này.")


def _places(rows: QuerySet[Any], asked: PlacesAsked) -> QuerySet[Any]:
    rows = narrowed(rows, asked, {"key": "key", "level": "level"})
    if asked.on is not None:
        rows = rows.filter(on_day(asked.on))
    if asked.q:
        hits = find_places(asked.q, asked.on, asked.level, limit=FOUND)
        rows = rows.filter(id__in=[hit.place.id for hit in hits])
    return rows


def _tell_places(rows: Sequence[Place]) -> list[PlaceOut]:
    return [
        PlaceOut(
            id=row.id,
            key=row.key,
            name=row.name,
            kind=row.kind,
            level=display(row, "level"),
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            verified=row.verified,
        )
        for row in rows
    ]


PLACES = Resource(
    path="places",
    one="place",
    title="Địa phương",
    rule=None,
    rows=places_queries.visible_to,
    out=PlaceOut,
    tell=_tell_places,
    asked=PlacesAsked,
    narrow=_places,
)


class OrganisationOut(Schema):
    """Một đơn vị: Cục, Sở, Trung tâm, xã …"""

    id: UUID
    key: str
    name: str
    kind: Coded
    place: PlaceRef | None
    parent: BodyRef | None
    phones: list[str] = Field(description="Điện thoại của cơ quan hôm nay, chỉ chữ số.")
    emails: list[str] = Field(description="Thư điện tử của cơ quan hôm nay.")
    valid_from: date | None
    valid_until: date | None


class OrganisationsAsked(Asked):
    """Which bodies."""

    kind: AWord = None
    on: date | None = Field(None, description="Chỉ những đơn vị có vào ngày này.")


def _organisations_rows(user: User | None) -> QuerySet[Organisation]:
    return organisations_visible_to(user).select_related("place", "parent")


def _organisations(rows: QuerySet[Any], asked: OrganisationsAsked) -> QuerySet[Any]:
    rows = narrowed(rows, asked, {"kind": "kind"})
    return rows.filter(on_day(asked.on)) if asked.on is not None else rows


def _tell_organisations(rows: Sequence[Organisation]) -> list[OrganisationOut]:
    reach = reached_by([row.id for row in rows], today())
    return [
        OrganisationOut(
            id=row.id,
            key=row.key,
            name=row.name,
            kind=display(row, "kind"),
            place=place_or_none(row.place),
            parent=body(row.parent) if row.parent else None,
            phones=[one.told for one in reach[row.id] if one.is_phone],
            emails=[one.told for one in reach[row.id] if not one.is_phone],
            valid_from=row.valid_from,
            valid_until=row.valid_until,
        )
        for row in rows
    ]


ORGANISATIONS = Resource(
    path="organisations",
    one="organisation",
    title="Đơn vị",
    rule=None,
    rows=_organisations_rows,
    out=OrganisationOut,
    tell=_tell_organisations,
    asked=OrganisationsAsked,
    narrow=_organisations,
)


class EstablishmentOut(Schema):
    """Một cơ sở; không có điện thoại và không có số nào của cá nhân."""

    id: UUID
    name: str
    form: Coded
    tax_code: str | None = Field(
        description="Mã số thuế; null với hộ kinh doanh, vì có thể là số định danh của chủ hộ."
    )
    commune: PlaceRef
    street: str
    trade: Coded | None
    women_owned: bool | None
    minority_owned: bool | None
    custodian: BodyRef
    merged_into: UUID | None = Field(description="Hồ sơ đã gộp vào hồ sơ này.")


class EstablishmentsAsked(Asked):
    """Which establishments."""

    q: Text = None
    place: APlace = None
    form: AWord = None
    trade: AWord = None


def _establishments_rows(user: User | None) -> QuerySet[Establishment]:
    return establishments_visible_to(user).select_related("commune", "custodian", "trade")


def _establishments(rows: QuerySet[Any], asked: EstablishmentsAsked) -> QuerySet[Any]:
    rows = narrowed(rows, asked, {"form": "form", "trade": "trade__code"})
    if asked.place:
        rows = rows.filter(within(asked.place, "commune"))
    if asked.q:
        if is_personal(asked.q):
            raise unfit("query.q", "Không tìm theo số: địa chỉ gọi còn lại trong nhật ký máy chủ.")
        rows = found_by(standing(rows), asked.q) if fold(asked.q).strip() else rows.none()
    return rows


def _tell_establishments(rows: Sequence[Establishment]) -> list[EstablishmentOut]:
    return [
        EstablishmentOut(
            id=row.id,
            name=row.name,
            form=display(row, "form"),
            tax_code=_tax_code(row),
            commune=place(row.commune),
            street=row.street,
            trade=coded(row.trade.code, row.trade.name) if row.trade else None,
            women_owned=row.women_owned,
            minority_owned=row.minority_owned,
            custodian=body(row.custodian),
            merged_into=row.merged_into_id,
        )
        for row in rows
    ]


def _tax_code(row: Establishment) -> str | None:
    of_a_person = (EstablishmentForm.HOUSEHOLD_BUSINESS, EstablishmentForm.COOPERATIVE_GROUP)
    return None if row.form in of_a_person else row.tax_code or None


def _establishment_changed() -> Any:
    """Return when what is told of an establishment was written: a version, a merge, its undoing."""
    versions = EstablishmentVersion.objects.filter(establishment=OuterRef("pk"))
    merges = Merge.objects.filter(merged=OuterRef("pk"))
    return Greatest(
        Coalesce(_latest(versions, "recorded_at"), F("recorded_at")),
        Coalesce(_latest(merges, "recorded_at"), F("recorded_at")),
        Coalesce(_latest(merges, "superseded_at"), F("recorded_at")),
    )


def _latest(rows: QuerySet[Any], column: str) -> Subquery:
    found = rows.exclude(**{column: None}).order_by(f"-{column}")
    return Subquery(found.values(column)[:1])


ESTABLISHMENTS = Resource(
    path="establishments",
    one="establishment",
    title="Cơ sở công nghiệp nông thôn",
    rule=Permission.ESTABLISHMENT_READ,
    rows=_establishments_rows,
    out=EstablishmentOut,
    tell=_tell_establishments,
    asked=EstablishmentsAsked,
    narrow=_establishments,
    changed=_establishment_changed,
)


class ClusterFigureOut(Schema):
    """Một số liệu của cụm tại một ngày; đơn vị theo loại: m², người."""

    kind: Coded
    value: int
    day: date


class ClusterOut(Schema):
    """Một cụm công nghiệp; xã là xã của ngày thành lập."""

    id: UUID
    name: str
    commune: PlaceRef
    custodian: BodyRef
    decision: str = Field(description="Quyết định thành lập; rỗng khi chưa ghi.")
    founded_on: date | None
    recorded_at: datetime
    figures: list[ClusterFigureOut] = Field(description="Mỗi loại: ngày mới nhất trước.")


class ClustersAsked(Asked):
    """Which clusters."""

    q: Text = None
    place: APlace = None


def _clusters_rows(user: User | None) -> QuerySet[IndustrialCluster]:
    return listed_clusters(clusters_visible_to(user))


def _clusters(rows: QuerySet[Any], asked: ClustersAsked) -> QuerySet[Any]:
    if asked.place:
        rows = rows.filter(within(asked.place, "commune"))
    if asked.q:
        rows = named(rows, asked.q) if long_form(asked.q).strip() else rows.none()
    return rows


def _tell_clusters(rows: Sequence[IndustrialCluster]) -> list[ClusterOut]:
    return [
        ClusterOut(
            id=row.id,
            name=row.name,
            commune=place(row.commune),
            custodian=body(row.custodian),
            decision=row.decision,
            founded_on=row.founded_on,
            recorded_at=row.recorded_at,
            figures=[
                ClusterFigureOut(kind=display(one, "kind"), value=one.value, day=one.day)
                for one in row.figures.all()
            ],
        )
        for row in rows
    ]


CLUSTERS = Resource(
    path="clusters",
    one="cluster",
    title="Cụm công nghiệp",
    rule=Permission.ESTABLISHMENT_READ,
    rows=_clusters_rows,
    out=ClusterOut,
    tell=_tell_clusters,
    asked=ClustersAsked,
    narrow=_clusters,
)

RESOURCES = (PLACES, ORGANISATIONS, ESTABLISHMENTS, CLUSTERS)
