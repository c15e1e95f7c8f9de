"""What must never be false is held by the database: each constraint, with the try to break it."""

from datetime import date

import pytest
from django.db import IntegrityError, models, transaction

from khuyencong.registry.actions.organisation_rows import MERGED_AT
from khuyencong.registry.models import (
    Lineage,
    Organisation,
    OrganisationName,
    Place,
    PlaceCode,
    PlaceName,
    PlaceParent,
    Region,
    RegionMembership,
    Succession,
)
from khuyencong.registry.states import LineageKind
from tests.breaking import names_constraint
from tests.registry import body_breaches, establishment_breaches
from tests.registry.conftest import AFTER

BACKWARDS = {"valid_from": date(2020, 1, 2), "valid_until": date(2020, 1, 1)}


def _lineage(**changes) -> Lineage:
    fields = {
        "predecessor": _place("ha-noi"),
        "successor": _place("cao-bang"),
        "kind": LineageKind.MERGE,
        "day": AFTER,
        "whole": True,
        "is_default": True,
    }
    return Lineage(**fields | changes)


def _place(key: str) -> Place:
    return Place.objects.get(key=key)


def _department(key: str) -> Organisation:
    return Organisation.objects.get(key=f"so-cong-thuong.{key}")


BREACHES = {
    "place_days_in_order": lambda: Place(key="x", name="X", level="commune", **BACKWARDS),
    "place_level_known": lambda: Place(key="x", name="X", level="hamlet"),
    "place_has_key_and_name": lambda: Place(key="x", name="", level="commune"),
    "key": lambda: Place(key="ha-noi", name="Hà Nội", level="province"),
    "placename_days_in_order": lambda: PlaceName(
        place=_place("ha-noi"), name="X", folded="x", **BACKWARDS
    ),
    "placename_role_known": lambda: PlaceName(
        place=_place("ha-noi"), name="X", folded="x", role="nickname"
    ),
    "placename_folded": lambda: PlaceName(
        place=_place("ha-noi"), name="X", folded="", role="alias"
    ),
    "placename_one_official_today": lambda: PlaceName(
        place=_place("ha-noi"), name="X", folded="x", role="official"
    ),
    "placecode_days_in_order": lambda: PlaceCode(place=_place("ha-noi"), code="99", **BACKWARDS),
    "placecode_length": lambda: PlaceCode(place=_place("ha-noi"), code="9999"),
    "placecode_one_bearer_today": lambda: PlaceCode(place=_place("cao-bang"), code="01"),
    "placecode_one_bearer_before": lambda: PlaceCode(
        place=_place("ha-noi"), code="24", valid_until=AFTER
    ),
    "placeparent_days_in_order": lambda: PlaceParent(
        place=_place("ha-noi"), parent=_place("viet-nam"), **BACKWARDS
    ),
    "placeparent_not_itself": lambda: PlaceParent(
        place=_place("bac-giang"), parent=_place("bac-giang")
    ),
    "placeparent_one_today": lambda: PlaceParent(place=_place("ha-noi"), parent=_place("cao-bang")),
    "lineage_kind_known": lambda: _lineage(kind="swap"),
    "lineage_ends_only_with_its_level": lambda: _lineage(kind=LineageKind.LEVEL_REMOVED),
    "lineage_ends_only_with_its_level (no heir)": lambda: _lineage(successor=None),
    "lineage_whole_unless_split": lambda: _lineage(kind=LineageKind.SPLIT),
    "lineage_whole_unless_split (part)": lambda: _lineage(whole=False),
    "lineage_not_itself": lambda: _lineage(successor=_place("ha-noi")),
    "lineage_told_once": lambda: _lineage(
        predecessor=_place("bac-giang"),
        successor=_place("bac-ninh-tu-2025"),
        kind=LineageKind.SPLIT,
        whole=False,
        is_default=False,
    ),
    "lineage_one_default": lambda: _lineage(predecessor=_place("bac-giang")),
    "region_key_once": lambda: Region(
        scheme=Region.objects.first().scheme, key=Region.objects.first().key, name="X", position=9
    ),
    "region_has_name": lambda: Region(
        scheme=Region.objects.first().scheme, key="x", name="", position=9
    ),
    "regionmembership_days_in_order": lambda: RegionMembership(
        region=Region.objects.first(), place=_place("ha-noi"), **BACKWARDS
    ),
    "regionmembership_once_today": lambda: RegionMembership(
        region=RegionMembership.objects.filter(valid_until=None).first().region,
        place=RegionMembership.objects.filter(valid_until=None).first().place,
    ),
    "organisation_days_in_order": lambda: Organisation(
        key="x", kind="other", name="X", **BACKWARDS
    ),
    "organisation_kind_known": lambda: Organisation(key="x", kind="club", name="X"),
    "organisation_has_key_and_name": lambda: Organisation(key="", kind="other", name="X"),
    "organisation_not_under_itself": lambda: _under_itself(),
    "organisationname_days_in_order": lambda: OrganisationName(
        organisation=_department("ha-noi"), name="X", folded="x", **BACKWARDS
    ),
    "organisationname_one_today": lambda: OrganisationName(
        organisation=_department("ha-noi"), name="X", folded="x"
    ),
    "succession_not_itself": lambda: Succession(
        predecessor=_department("ha-noi"),
        successor=_department("ha-noi"),
        day=AFTER,
        recorded_at=MERGED_AT,
    ),
    "succession_one_stands": lambda: Succession(
        predecessor=_department("bac-giang"),
        successor=_department("ha-noi"),
        day=AFTER,
        recorded_at=MERGED_AT,
    ),
    "registry_succession_superseded_after_recorded": lambda: Succession(
        predecessor=_department("ha-noi"),
        successor=_department("cao-bang"),
        day=AFTER,
        recorded_at=MERGED_AT,
        superseded_at=MERGED_AT.replace(year=2020),
    ),
    **establishment_breaches.BREACHES,
    **body_breaches.BREACHES,
}


def _under_itself() -> Organisation:
    body = Organisation(key="x", kind="other", name="X")
    body.parent = body
    return body


@pytest.mark.parametrize("name", BREACHES)
def test_the_database_refuses(name: str) -> None:
    row = BREACHES[name]()
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        row.save(force_insert=True)
    assert names_constraint(str(refusal.value), row, name.split()[0])


def test_every_constraint_has_its_breach() -> None:
    from django.apps import apps

    known = {name.split()[0] for name in BREACHES}
    declared = {
        c.name for m in apps.get_app_config("registry").get_models() for c in m._meta.constraints
    }
    assert declared - known == set()


def test_a_place_that_something_points_to_cannot_vanish() -> None:
    with pytest.raises(models.ProtectedError):
        _place("ha-noi").delete()
