"""What every act about an establishment does: lock it, keep its state, note the act."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from khuyencong.core import journal
from khuyencong.core.users import Actor
from khuyencong.registry.models import Establishment, EstablishmentVersion
from khuyencong.registry.models.establishments import Described
from khuyencong.registry.queries.establishments import members

#: The columns that an establishment shares with its versions.
SHARED = tuple(field.name for field in Described._meta.fields)


def locked(*establishments: Establishment) -> list[Establishment]:
    """Return the same rows as they stand now, locked in the order of their ids."""
    ids = [one.id for one in establishments]
    rows: QuerySet[Establishment] = Establishment.objects.select_for_update(of=("self",))
    found = {row.id: row for row in rows.filter(id__in=ids).order_by("id")}
    return [found[one] for one in ids]


def names_taken_in(establishment: Establishment) -> list[str]:
    """Return the names of the records that were merged into this one, and into those."""
    inside = [one for one in members(establishment) if one != establishment.id]
    if not inside:
        return []
    return list(Establishment.objects.filter(id__in=inside).values_list("name", flat=True))


def keep_version(
    establishment: Establishment, act: str, *, by: Actor, at: datetime
) -> EstablishmentVersion:
    """Supersede the state that held, and keep the one that holds now."""
    establishment.versions.filter(superseded_at=None).update(superseded_at=at)
    return EstablishmentVersion.objects.create(
        establishment=establishment,
        act=act,
        by=by.id,
        recorded_at=at,
        owner_mask=establishment.owner_mask,
        **{field: getattr(establishment, field) for field in SHARED},
    )


def note(
    act: str,
    establishment: Establishment,
    *,
    by: Actor,
    at: datetime,
    facts: dict[str, Any] | None = None,
) -> None:
    """Write the act into the journal of the establishment's custodian."""
    journal.record(
        act,
        custodian=establishment.custodian_id,
        about=f"establishment:{establishment.id}",
        at=at,
        by=by.id,
        facts=facts,
    )
