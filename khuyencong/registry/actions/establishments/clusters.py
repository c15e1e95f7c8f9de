"""Clusters, craft villages and artisans are entered, recognised, and told of for a day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import IntegrityError, transaction

from khuyencong.core import journal
from khuyencong.core.users import Actor
from khuyencong.registry.models import (
    Artisan,
    ArtisanRecognition,
    ClusterFigure,
    CraftVillage,
    CraftVillageFigure,
    CraftVillageRecognition,
    Establishment,
    IndustrialCluster,
    Organisation,
    Place,
)
from khuyencong.registry.models.clusters import Listed
from khuyencong.registry.rules import Refused, may_keep
from khuyencong.registry.states import FigureOf, Level, RecognitionOf
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.text import clean

Row = TypeVar("Row", CraftVillageRecognition, ArtisanRecognition)
MAY_NOT = "Anh/chị không có quyền ghi hồ sơ của đơn vị này."
LARGEST = 2**63 - 1
OF_CLUSTER = (FigureOf.AREA, FigureOf.LEASED_AREA, FigureOf.LABOUR)
OF_VILLAGE = (FigureOf.HOUSEHOLDS, FigureOf.LABOUR)
OF_PLACE = (
    RecognitionOf.CRAFT_VILLAGE,
    RecognitionOf.TRADITIONAL_CRAFT_VILLAGE,
    RecognitionOf.TRADITIONAL_CRAFT,
)
OF_PERSON = (
    RecognitionOf.ARTISAN,
    RecognitionOf.MERITORIOUS_ARTISAN,
    RecognitionOf.PEOPLES_ARTISAN,
)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What is said of a new cluster, craft village or artisan."""

    custodian: Organisation
    name: str
    commune: Place
    is_demonstration: bool = False


@transaction.atomic
def enter_cluster(
    *,
    by: Actor,
    told: Entry,
    at: datetime,
    decision: str = "",
    founded_on: date | None = None,
) -> IndustrialCluster:
    """Enter a cluster, with the decision that founded it where it is known."""
    fields = _entry(told, by, at)
    if founded_on and founded_on > day_in_vietnam(at):
        raise Refused("Ngày thành lập chưa tới.")
    cluster = IndustrialCluster.objects.create(
        decision=_line(decision, "Quyết định", 120, required=False), founded_on=founded_on, **fields
    )
    _note("cluster.entered", "cluster", cluster, by, at)
    return cluster


@transaction.atomic
def enter_village(*, by: Actor, told: Entry, craft: str, at: datetime) -> CraftVillage:
    """Enter a craft village; that it is recognised is another act."""
    fields = _entry(told, by, at)
    village = CraftVillage.objects.create(craft=_line(craft, "Nghề", 120), **fields)
    _note("craft_village.entered", "craft_village", village, by, at)
    return village


@transaction.atomic
def enter_artisan(
    *,
    by: Actor,
    told: Entry,
    craft: str,
    at: datetime,
    village: CraftVillage | None = None,
    establishment: Establishment | None = None,
) -> Artisan:
    """Enter an artisan, of a craft village and an establishment where these are known."""
    fields = _entry(told, by, at)
    if establishment and not may_keep(by, establishment.custodian_id):
        raise Refused(MAY_NOT)
    artisan = Artisan.objects.create(
        craft=_line(craft, "Nghề", 120), village=village, establishment=establishment, **fields
    )
    _note("artisan.entered", "artisan", artisan, by, at)
    return artisan


def recognise_village(
    *, by: Actor, village: CraftVillage, kind: RecognitionOf, at: datetime, **decision: Any
) -> CraftVillageRecognition:
    """Note the decision that recognises a village from its day: `decision`, `issuer`, `day`."""
    if kind not in OF_PLACE:
        raise Refused("Danh hiệu này không phải của làng nghề.")
    make = CraftVillageRecognition.objects.create
    note = ("craft_village.recognised", "craft_village", village)
    return _recognised(make, note, {"village": village}, kind, by, at, **decision)


def recognise_artisan(
    *, by: Actor, artisan: Artisan, kind: RecognitionOf, at: datetime, **decision: Any
) -> ArtisanRecognition:
    """Note the decision that names a person an artisan: `decision`, `issuer`, `day`."""
    if kind not in OF_PERSON:
        raise Refused("Danh hiệu này không phải của nghệ nhân.")
    make = ArtisanRecognition.objects.create
    note = ("artisan.recognised", "artisan", artisan)
    return _recognised(make, note, {"artisan": artisan}, kind, by, at, **decision)


@transaction.atomic
def end_recognition(
    *,
    by: Actor,
    recognition: CraftVillageRecognition | ArtisanRecognition,
    day: date,
    at: datetime,
) -> None:
    """Note that a recognition holds no more from `day`; the same again changes nothing."""
    of = recognition.village if isinstance(recognition, CraftVillageRecognition) else None
    about: Listed = of or recognition.artisan  # type: ignore[union-attr]
    if not may_keep(by, about.custodian_id):
        raise Refused(MAY_NOT)
    row = type(recognition)._default_manager.select_for_update().get(pk=recognition.pk)
    if row.valid_until == day:
        return
    if row.valid_until is not None or row.valid_from is None or day <= row.valid_from:
        raise Refused("Ngày thôi công nhận phải sau ngày công nhận, và chỉ ghi một lần.")
    row.valid_until = day
    row.save()
    what = "craft_village" if of else "artisan"
    _note(f"{what}.recognition_ended", what, about, by, at, {"day": day.isoformat()})


def tell_cluster_figure(
    *, by: Actor, cluster: IndustrialCluster, kind: FigureOf, value: int, day: date, at: datetime
) -> ClusterFigure:
    """Tell area (m²) or labour of a cluster for a day; it supersedes what was told for it."""
    _sound(kind, OF_CLUSTER, value, day, at)
    with transaction.atomic():
        _locked(cluster, by)
        before = cluster.figures.filter(kind=kind, day=day, superseded_at=None)
        before.update(superseded_at=at)
        _note("cluster.figure_told", "cluster", cluster, by, at, {"kind": str(kind)})
        return ClusterFigure.objects.create(
            cluster=cluster, kind=kind, value=value, day=day, by=by.id, recorded_at=at
        )


def tell_village_figure(
    *, by: Actor, village: CraftVillage, kind: FigureOf, value: int, day: date, at: datetime
) -> CraftVillageFigure:
    """Tell households or labour of a village for a day; it supersedes what was told for it."""
    _sound(kind, OF_VILLAGE, value, day, at)
    with transaction.atomic():
        _locked(village, by)
        before = village.figures.filter(kind=kind, day=day, superseded_at=None)
        before.update(superseded_at=at)
        _note("craft_village.figure_told", "craft_village", village, by, at, {"kind": str(kind)})
        return CraftVillageFigure.objects.create(
            village=village, kind=kind, value=value, day=day, by=by.id, recorded_at=at
        )


def _entry(told: Entry, by: Actor, at: datetime) -> dict[str, Any]:
    if not may_keep(by, told.custodian.id):
        raise Refused(MAY_NOT)
    if told.commune.level != Level.COMMUNE:
        raise Refused(f"{told.commune} không phải là xã, phường hay đặc khu.")
    return {
        "custodian": told.custodian,
        "name": _line(told.name, "Tên", 200),
        "commune": told.commune,
        "recorded_at": at,
        "by": by.id,
        "is_demonstration": told.is_demonstration,
    }


def _recognised(
    make: Callable[..., Row],
    note: tuple[str, str, Listed],
    of: dict[str, Listed],
    kind: RecognitionOf,
    by: Actor,
    at: datetime,
    *,
    decision: str,
    issuer: str,
    day: date,
) -> Row:
    act, what, about = note
    if not may_keep(by, about.custodian_id):
        raise Refused(MAY_NOT)
    if day > day_in_vietnam(at):
        raise Refused("Ngày công nhận chưa tới.")
    told = {
        "kind": kind,
        "decision": _line(decision, "Quyết định công nhận", 120),
        "issuer": _line(issuer, "Cơ quan công nhận", 120),
        "valid_from": day,
        "recorded_at": at,
        "by": by.id,
    }
    try:
        with transaction.atomic():
            row = make(**of, **told)
            _note(act, what, about, by, at, {"kind": str(kind), "day": day.isoformat()})
            return row
    except IntegrityError as error:
        raise Refused("Danh hiệu này đã được ghi với đúng ngày đó.") from error


def _sound(
    kind: FigureOf, allowed: tuple[FigureOf, ...], value: int, day: date, at: datetime
) -> None:
    if kind not in allowed:
        raise Refused("Số liệu này không phải của hồ sơ loại này.")
    if not 0 <= value <= LARGEST:
        raise Refused("Số liệu phải từ 0 trở lên và không quá lớn.")
    if day > day_in_vietnam(at):
        raise Refused("Ngày của số liệu chưa tới.")


def _locked(one: Listed, by: Actor) -> None:
    if not may_keep(by, one.custodian_id):
        raise Refused(MAY_NOT)
    type(one)._default_manager.select_for_update(of=("self",)).get(pk=one.pk)


def _line(text: str, what: str, longest: int, *, required: bool = True) -> str:
    line = clean(text)
    if "\0" in line:
        raise Refused(f"{what} có ký tự NUL, không phải chữ. Xin gõ lại.")
    if len(line) > longest:
        raise Refused(f"{what} dài {len(line)} ký tự; tối đa {longest}.")
    if required and not line:
        raise Refused(f"Chưa ghi {what[:1].lower()}{what[1:]}.")
    return line


def _note(
    act: str,
    what: str,
    of: Listed,
    by: Actor,
    at: datetime,
    facts: dict[str, Any] | None = None,
) -> None:
    journal.record(
        act, custodian=of.custodian_id, about=f"{what}:{of.id}", at=at, by=by.id, facts=facts
    )
