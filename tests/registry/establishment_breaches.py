"""The tries to break what the tables of establishments, clusters and supports hold."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from django.db import models

from khuyencong.registry.models import (
    Artisan,
    ArtisanRecognition,
    ClusterFigure,
    CraftVillage,
    CraftVillageFigure,
    CraftVillageRecognition,
    DoubleSupportOverride,
    Establishment,
    EstablishmentFigure,
    EstablishmentVersion,
    IndustrialCluster,
    LikelyTwin,
    Merge,
    NumberReveal,
    Organisation,
    OtherSupport,
    OwnerNumber,
    Place,
    Trade,
)

AT = datetime(2026, 11, 20, 2, tzinfo=UTC)
TOO_EARLY = {"superseded_at": AT.replace(year=2020)}
DAY = date(2026, 1, 1)
BACKWARDS = {"valid_from": date(2020, 1, 2), "valid_until": date(2020, 1, 1)}
WHO = "01900000-0000-7000-8000-000000000001"


def _kept() -> dict:
    return {
        "custodian": Organisation.objects.get(key="so-cong-thuong.ha-noi"),
        "commune": Place.objects.get(key="bac-ninh-tu-2025.xa-an-lac"),
        "recorded_at": AT,
    }


def _establishment(**changes) -> Establishment:
    return Establishment(**{"form": "enterprise", "name": "Gỗ Thí Dụ"} | _kept() | changes)


def _saved(row: models.Model) -> models.Model:
    row.save()
    return row


def _of_one(model: type[models.Model], **fields) -> models.Model:
    return model(establishment=_saved(_establishment()), recorded_at=AT, **fields)


def _version(**changes) -> models.Model:
    told = {"form": "enterprise", "name": "X", "commune": _kept()["commune"], "act": "x"}
    return _of_one(EstablishmentVersion, **told | changes)


def _support(**changes) -> models.Model:
    told = {"programme": "ocop", "item": "Tem", "year": 2024, "mark": "m"}
    return _of_one(OtherSupport, custodian=_kept()["custodian"], **told | changes)


def _figure(model: type[models.Model], of: Callable[[], dict], **changes) -> models.Model:
    told = {"kind": "labour", "value": 1, "day": DAY, "recorded_at": AT}
    return model(**told | of() | changes)


def _again(row: models.Model) -> models.Model:
    """Keep a row, and return one like it with an id of its own."""
    row.save()
    return type(row)(
        **{f.attname: getattr(row, f.attname) for f in row._meta.fields if not f.primary_key}
    )


def _merge(**changes) -> models.Model:
    kept, merged = _saved(_establishment()), _saved(_establishment())
    return Merge(**{"kept": kept, "merged": merged, "recorded_at": AT} | changes)


def _merged_with_itself() -> models.Model:
    one = _saved(_establishment())
    return _merge(kept=one, merged=one)


def _into_itself() -> models.Model:
    one = _establishment()
    one.merged_into = one
    return one


def _pair(*, turned: bool = False, **changes) -> models.Model:
    first, second = sorted(
        (_saved(_establishment()), _saved(_establishment())), key=lambda one: one.id
    )
    if turned:
        first, second = second, first
    told = {"first": first, "second": second, "reason": "tax_code", "seen_at": AT}
    return LikelyTwin(**told | changes)


def _village() -> CraftVillage:
    return _saved(CraftVillage(name="Làng Mẫu", craft="gốm", **_kept()))


def _artisan() -> Artisan:
    return _saved(Artisan(name="Nguyễn Thị Mẫu", craft="gốm", **_kept()))


def _recognition(model: type[models.Model], of: Callable[[], dict], **changes) -> models.Model:
    told = {
        "kind": "craft_village",
        "decision": "1/QĐ-UBND",
        "issuer": "UBND tỉnh",
        "valid_from": DAY,
        "recorded_at": AT,
    }
    return model(**told | of() | changes)


FIGURES = {
    "establishmentfigure": (
        EstablishmentFigure,
        lambda: {"establishment": _saved(_establishment())},
    ),
    "clusterfigure": (
        ClusterFigure,
        lambda: {"cluster": _saved(IndustrialCluster(name="Cụm Mẫu", **_kept()))},
    ),
    "craftvillagefigure": (CraftVillageFigure, lambda: {"village": _village()}),
}
RECOGNITIONS = {
    "craftvillagerecognition": (CraftVillageRecognition, lambda: {"village": _village()}),
    "artisanrecognition": (ArtisanRecognition, lambda: {"artisan": _artisan()}),
}

BREACHES: dict[str, Callable[[], models.Model]] = {
    "trade_code_once": lambda: Trade(edition="VSIC 2018", code="10", name="X"),
    "trade_code_length": lambda: Trade(edition="X", code="", name="X"),
    "trade_has_name": lambda: Trade(edition="X", code="10", name=""),
    "establishment_has_name": lambda: _establishment(name=""),
    "establishment_form_known": lambda: _establishment(form="club"),
    "establishment_tax_code_shape": lambda: _establishment(tax_code="12345"),
    "establishment_tax_code_shape (branch)": lambda: _establishment(tax_code="0123456789-1"),
    "establishment_phone_shape": lambda: _establishment(phone="912345678"),
    "establishment_not_merged_into_itself": _into_itself,
    "establishment_owner_number_of_a_person": lambda: _establishment(owner_mask="0010******45"),
    "establishmentversion_has_name": lambda: _version(name=""),
    "establishmentversion_form_known": lambda: _version(form="club"),
    "establishmentversion_tax_code_shape": lambda: _version(tax_code="1"),
    "establishmentversion_phone_shape": lambda: _version(phone="1"),
    "establishmentversion_one_stands": lambda: _again(_version()),
    "registry_establishmentversion_superseded_after_recorded": lambda: _version(**TOO_EARLY),
    "ownernumber_twelve_digits": lambda: OwnerNumber(
        establishment=_saved(_establishment()), number="123"
    ),
    "numberreveal_has_reason": lambda: _of_one(NumberReveal, by=WHO, reason=""),
    "registry_numberreveal_superseded_after_recorded": lambda: _of_one(
        NumberReveal, by=WHO, reason="x", **TOO_EARLY
    ),
    "merge_not_itself": _merged_with_itself,
    "merge_one_stands": lambda: _again(_merge()),
    "registry_merge_superseded_after_recorded": lambda: _merge(**TOO_EARLY),
    "likelytwin_in_order": lambda: _pair(turned=True),
    "likelytwin_reason_known": lambda: _pair(reason="looks"),
    "likelytwin_state_known": lambda: _pair(state="lost"),
    "likelytwin_pair_once": lambda: _again(_pair()),
    "othersupport_programme_known": lambda: _support(programme="x"),
    "othersupport_has_item": lambda: _support(item=""),
    "othersupport_amount_not_negative": lambda: _support(amount=-1),
    "othersupport_year_plausible": lambda: _support(year=1),
    "othersupport_withdrawn_for_a_reason": lambda: _support(superseded_at=AT),
    "othersupport_told_once": lambda: _again(_support()),
    "registry_othersupport_superseded_after_recorded": lambda: _support(
        withdrawn_because="x", **TOO_EARLY
    ),
    "doublesupportoverride_has_reason": lambda: _of_one(
        DoubleSupportOverride, item="x", reason="", by=WHO
    ),
    "registry_doublesupportoverride_superseded_after_recorded": lambda: _of_one(
        DoubleSupportOverride, item="x", reason="x", by=WHO, **TOO_EARLY
    ),
    "industrialcluster_has_name": lambda: IndustrialCluster(name="", **_kept()),
    "craftvillage_has_name": lambda: CraftVillage(name="", craft="gốm", **_kept()),
    "craftvillage_has_craft": lambda: CraftVillage(name="X", craft="", **_kept()),
    "artisan_has_name": lambda: Artisan(name="", craft="gốm", **_kept()),
    "artisan_has_craft": lambda: Artisan(name="X", craft="", **_kept()),
}
for _name, (_model, _of) in FIGURES.items():
    BREACHES |= {
        f"{_name}_kind_known": lambda m=_model, of=_of: _figure(m, of, kind="x"),
        f"{_name}_not_negative": lambda m=_model, of=_of: _figure(m, of, value=-1),
        f"{_name}_once": lambda m=_model, of=_of: _again(_figure(m, of)),
        f"registry_{_name}_superseded_after_recorded": lambda m=_model, of=_of: _figure(
            m, of, **TOO_EARLY
        ),
    }
for _name, (_model, _of) in RECOGNITIONS.items():
    BREACHES |= {
        f"{_name}_days_in_order": lambda m=_model, of=_of: _recognition(m, of, **BACKWARDS),
        f"{_name}_kind_known": lambda m=_model, of=_of: _recognition(m, of, kind="x"),
        f"{_name}_has_decision_and_day": lambda m=_model, of=_of: _recognition(m, of, decision=""),
        f"{_name}_has_decision_and_day (day)": lambda m=_model, of=_of: _recognition(
            m, of, valid_from=None
        ),
        f"{_name}_once": lambda m=_model, of=_of: _again(_recognition(m, of)),
    }
