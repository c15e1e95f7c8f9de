"""Communes are noted as difficult, as a document lists them."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from khuyencong.core.lines import line
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.programmes.actions.noting import CITATION, note
from khuyencong.programmes.models import DifficultPlace
from khuyencong.programmes.rules import require_edit
from khuyencong.programmes.states import Degree
from khuyencong.registry.models import Organisation, Place


@transaction.atomic
def note_difficult(
    *,
    by: Actor,
    at: datetime,
    custodian: Organisation,
    place: Place,
    degree: Degree,
    first: date,
    until: date | None,
    citation: str,
) -> DifficultPlace:
    """Keep that a commune is difficult from a day until before another; Refused for an overlap."""
    require_edit(by, custodian.id)
    if until and until <= first:
        raise Refused("Ngày cuối phải sau ngày đầu.")
    rows = DifficultPlace.objects.select_for_update().filter(place=place)
    after = Q(valid_until=None) | Q(valid_until__gt=first)
    before = Q(valid_from__lt=until) if until else Q()
    if rows.filter(after & before).exists():
        raise Refused("Địa bàn này đã được ghi mức độ cho những ngày ấy.")
    row = DifficultPlace.objects.create(
        place=place,
        custodian=custodian,
        degree=degree,
        valid_from=first,
        valid_until=until,
        citation=line(citation, "Văn bản", CITATION, required=True),
        by=by.id,
    )
    facts = {"place": place.key, "degree": str(degree)}
    note("difficulty.noted", custodian=custodian.id, row=row, by=by.id, at=at, facts=facts)
    return row
