"""A whole list of establishments is entered at once, or nothing of it."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from khuyencong.core import journal
from khuyencong.core.users import Actor
from khuyencong.registry.actions.establishments.noting import SHARED
from khuyencong.registry.actions.establishments.particulars import Particulars, searched
from khuyencong.registry.actions.establishments.profiles import MAY_NOT
from khuyencong.registry.actions.establishments.twins import propose_all_twins
from khuyencong.registry.models import Establishment, EstablishmentVersion, Organisation
from khuyencong.registry.rules import Refused, may_keep
from khuyencong.values.dates import day_in_vietnam

ACT = "establishment.list_registered"
BATCH = 1000


@transaction.atomic
def register_many(
    *,
    by: Actor,
    custodian: Organisation,
    told: Iterable[Particulars],
    at: datetime,
    is_demonstration: bool = False,
    look_for_twins: bool = True,
) -> list[Establishment]:
    """Enter a list for `custodian` in its order, and propose what looks like the same.

    Who enters list after list looks for twins once, after the last (`propose_all_twins`).

    One journal entry tells the count and the mark of the rows. Personal numbers do not come by
    lists. Raises Refused as `register` does, naming the row.
    """
    if not may_keep(by, custodian.id):
        raise Refused(MAY_NOT)
    rows = [
        _row(number, one, custodian, at, is_demonstration) for number, one in enumerate(told, 1)
    ]
    Establishment.objects.bulk_create(rows, batch_size=BATCH)
    EstablishmentVersion.objects.bulk_create(
        [
            EstablishmentVersion(
                establishment=row,
                act=ACT,
                by=by.id,
                recorded_at=at,
                **{field: getattr(row, field) for field in SHARED},
            )
            for row in rows
        ],
        batch_size=BATCH,
    )
    marks = "\n".join(f"{row.id}:{row.tax_code}:{row.name}" for row in rows)
    journal.record(
        ACT,
        custodian=custodian.id,
        about=f"organisation:{custodian.id}",
        at=at,
        by=by.id,
        facts={"rows": len(rows), "sha256": hashlib.sha256(marks.encode()).hexdigest()},
    )
    if look_for_twins:
        propose_all_twins(at=at)
    return rows


def _row(
    number: int, told: Particulars, custodian: Organisation, at: datetime, is_demonstration: bool
) -> Establishment:
    if told.owner_number:
        raise Refused(f"Dòng {number}: số định danh của chủ không nhập theo danh sách.")
    try:
        told = told.cleaned(day_in_vietnam(at))
    except Refused as refusal:
        raise Refused(f"Dòng {number}: {refusal}") from refusal
    return Establishment(
        custodian=custodian,
        recorded_at=at,
        is_demonstration=is_demonstration,
        **told.kept(),
        **searched(told.name),
    )
