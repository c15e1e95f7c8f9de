"""Bringing the reference data into a database, once for each edition of the files."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Model

from khuyencong.core.collecting import uncollected
from khuyencong.registry.actions.organisation_rows import organisation_rows, region_rows
from khuyencong.registry.actions.place_rows import place_rows
from khuyencong.registry.actions.tables import fingerprint, reference_id, table
from khuyencong.registry.models import (
    Lineage,
    Organisation,
    OrganisationName,
    Place,
    PlaceCode,
    PlaceName,
    PlaceParent,
    ReferenceEdition,
    Region,
    RegionMembership,
    RegionScheme,
    Succession,
    Trade,
)

EDITION = "registry"
BATCH = 2000
#: Rows that nothing points to: a new edition replaces them all.
REPLACED = (
    Lineage,
    PlaceParent,
    PlaceCode,
    PlaceName,
    RegionMembership,
    OrganisationName,
)


@transaction.atomic
def load_reference_data() -> int:
    """Bring places, regions, organisations and trades to the edition of the files.

    Returns the rows written.

    The same edition again writes nothing and returns 0. A newer one keeps every place, region and
    organisation with its id, and writes its names, codes, parents and lineage anew. Successions
    that officers recorded stay.
    """
    edition = fingerprint()
    held, _ = ReferenceEdition.objects.select_for_update().get_or_create(name=EDITION)
    if held.sha256 == edition:
        return 0
    for model in REPLACED:
        model.objects.all().delete()
    with uncollected():
        written = sum(_write(model, rows) for model, rows in _everything())
    _end_succeeded()
    held.sha256 = edition
    held.save()
    return written


def _everything() -> Iterable[tuple[type[Model], Iterable[Model]]]:
    """Yield each table with its rows, those first to which others point."""
    places = place_rows()
    regions = region_rows(places.places)
    organisations = organisation_rows(places)
    yield Place, places.places.values()
    yield PlaceName, places.names
    yield PlaceCode, places.codes
    yield PlaceParent, places.parents
    yield Lineage, places.lineage
    yield RegionScheme, regions.schemes.values()
    yield Region, regions.regions.values()
    yield RegionMembership, regions.memberships
    yield Organisation, organisations.organisations.values()
    yield OrganisationName, organisations.names
    yield Succession, organisations.successions
    yield Trade, trade_rows()


def trade_rows() -> list[Trade]:
    """Return the trades of the files; those that somebody imported stand beside them."""
    return [
        Trade(
            id=reference_id("trade", f"{row['edition']}:{row['code']}"),
            edition=row["edition"],
            code=row["code"],
            name=row["name"],
            verified=row["verified"] == "True",
        )
        for row in table("trades")
    ]


def _write(model: type[Model], rows: Iterable[Model]) -> int:
    rows = list(rows)
    model._default_manager.bulk_create(rows, batch_size=BATCH, **_kept_by_id(model))
    return len(rows)


def _end_succeeded() -> None:
    """End again the bodies that officers said were succeeded: the files do not know of it."""
    for succession in Succession.objects.filter(superseded_at=None, predecessor__valid_until=None):
        own = Organisation.objects.filter(id=succession.predecessor_id)
        own.update(valid_until=succession.day)


def _kept_by_id(model: type[Model]) -> dict[str, Any]:
    """Return the options that renew rows known by their id; a succession once told stays told."""
    if model in REPLACED:
        return {}
    if model is Succession:
        return {"ignore_conflicts": True}
    fields = [f.name for f in model._meta.concrete_fields if not f.primary_key]
    return {"update_conflicts": True, "unique_fields": ["id"], "update_fields": fields}
