"""An establishment is entered, amended, moved to its new commune; a figure of it is told."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from khuyencong.core.users import Actor
from khuyencong.registry.actions.establishments.noting import (
    keep_version,
    locked,
    names_taken_in,
    note,
)
from khuyencong.registry.actions.establishments.particulars import (
    Particulars,
    changed_fields,
    searched,
)
from khuyencong.registry.actions.establishments.twins import propose_twins
from khuyencong.registry.models import (
    Establishment,
    EstablishmentFigure,
    Organisation,
    OwnerNumber,
    Place,
)
from khuyencong.registry.queries.establishments import current_version, proposed_communes
from khuyencong.registry.rules import Refused, may_keep
from khuyencong.registry.states import FigureOf
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.identifiers import masked_number

MAY_NOT = "Anh/chị không có quyền ghi hồ sơ cơ sở của đơn vị này."
MEANWHILE = (
    "Có người vừa sửa hồ sơ này sau khi anh/chị mở. Những gì anh/chị gõ chưa được ghi:"
    " xin xem bản mới rồi sửa lại."
)
MERGED = "Hồ sơ này đã gộp vào hồ sơ khác. Xin mở hồ sơ đó."
TOLD_OF = (FigureOf.CHARTER_CAPITAL, FigureOf.LABOUR)
LARGEST = 2**63 - 1


@transaction.atomic
def register(
    *,
    by: Actor,
    custodian: Organisation,
    told: Particulars,
    at: datetime,
    is_demonstration: bool = False,
) -> Establishment:
    """Enter an establishment for `custodian`, and propose what looks like the same.

    Raises Refused without the right, and for what cannot be so.
    """
    if not may_keep(by, custodian.id):
        raise Refused(MAY_NOT)
    told = told.cleaned(day_in_vietnam(at))
    establishment = Establishment.objects.create(
        custodian=custodian,
        recorded_at=at,
        is_demonstration=is_demonstration,
        owner_mask=masked_number(told.owner_number or ""),
        **told.kept(),
        **searched(told.name),
    )
    _keep_number(establishment, told)
    keep_version(establishment, "establishment.registered", by=by, at=at)
    note("establishment.registered", establishment, by=by, at=at, facts={"form": str(told.form)})
    propose_twins(establishment, at=at)
    return establishment


@transaction.atomic
def amend(
    *,
    by: Actor,
    establishment: Establishment,
    told: Particulars,
    at: datetime,
    seen: UUID | None = None,
) -> Establishment:
    """Put a new state in the place of the one that holds; the old one stays on record.

    `seen` is the version that the writer had before him: Refused where another stands now. What
    changes nothing leaves no trace.
    """
    if not may_keep(by, establishment.custodian_id):
        raise Refused(MAY_NOT)
    told = told.cleaned(day_in_vietnam(at))
    (establishment,) = locked(establishment)
    if establishment.merged_into_id:
        raise Refused(MERGED)
    if seen is not None and current_version(establishment).id != seen:
        raise Refused(MEANWHILE)
    changed = changed_fields(establishment, told)
    if _number_changes(establishment, told):
        changed.append("owner_number")
    if not changed:
        return establishment
    found_as = searched(told.name, names_taken_in(establishment))
    for field, value in {**told.kept(), **found_as}.items():
        setattr(establishment, field, value)
    _keep_number(establishment, told)
    establishment.save()
    keep_version(establishment, "establishment.amended", by=by, at=at)
    note("establishment.amended", establishment, by=by, at=at, facts={"fields": changed})
    propose_twins(establishment, at=at)
    return establishment


@transaction.atomic
def confirm_commune(
    *, by: Actor, establishment: Establishment, commune: Place, at: datetime
) -> Establishment:
    """Say in which commune of today an old address lies; the old one stays in the history.

    Only what the lineage proposes can be confirmed: another place is a move, which `amend` records.
    The same again changes nothing.
    """
    if not may_keep(by, establishment.custodian_id):
        raise Refused(MAY_NOT)
    (establishment,) = locked(establishment)
    if establishment.commune_id == commune.id:
        return establishment
    proposed = proposed_communes(establishment, day_in_vietnam(at))
    if commune.id not in {heir.place.id for heir in proposed}:
        raise Refused(
            f"{commune} không kế thừa {establishment.commune}."
            " Nếu cơ sở đã chuyển đi, xin sửa địa chỉ trong hồ sơ."
        )
    establishment.commune = commune
    establishment.save(update_fields=["commune"])
    keep_version(establishment, "establishment.commune_confirmed", by=by, at=at)
    facts = {"commune": commune.key}
    note("establishment.commune_confirmed", establishment, by=by, at=at, facts=facts)
    propose_twins(establishment, at=at)
    return establishment


@transaction.atomic
def tell_figure(
    *,
    by: Actor,
    establishment: Establishment,
    kind: FigureOf,
    value: int,
    day: date,
    at: datetime,
) -> EstablishmentFigure:
    """Tell capital (đồng) or labour (persons) of a day; it supersedes what was told for it."""
    if not may_keep(by, establishment.custodian_id):
        raise Refused(MAY_NOT)
    if kind not in TOLD_OF:
        raise Refused("Số liệu này không phải của một cơ sở.")
    if not 0 <= value <= LARGEST:
        raise Refused("Số liệu phải từ 0 trở lên và không quá lớn.")
    if day > day_in_vietnam(at):
        raise Refused("Ngày của số liệu chưa tới.")
    locked(establishment)
    before = establishment.figures.filter(kind=kind, day=day, superseded_at=None)
    same = before.filter(value=value).first()
    if same:
        return same
    before.update(superseded_at=at)
    figure = EstablishmentFigure.objects.create(
        establishment=establishment, kind=kind, value=value, day=day, by=by.id, recorded_at=at
    )
    facts = {"kind": str(kind), "day": day.isoformat(), "value": value}
    note("establishment.figure_told", establishment, by=by, at=at, facts=facts)
    return figure


def _number_changes(establishment: Establishment, told: Particulars) -> bool:
    if told.owner_number is None:
        return False
    kept = OwnerNumber.objects.filter(establishment=establishment).first()
    return told.owner_number != (kept.number if kept else "")


def _keep_number(establishment: Establishment, told: Particulars) -> None:
    """Keep the owner's number apart, and its mask beside the name; "" takes it off the record."""
    if told.owner_number is None:
        return
    establishment.owner_mask = masked_number(told.owner_number)
    OwnerNumber.objects.filter(establishment=establishment).delete()
    if told.owner_number:
        OwnerNumber.objects.create(establishment=establishment, number=told.owner_number)
