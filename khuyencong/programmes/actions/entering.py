"""A programme is entered by an officer of the body that answers for it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from khuyencong.core.lines import line
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.law.models import LegalDocument
from khuyencong.programmes.actions.noting import CITATION, NAME, note
from khuyencong.programmes.models import Programme
from khuyencong.programmes.rules import require_edit
from khuyencong.programmes.states import ProgrammeLevel
from khuyencong.registry.models import Organisation, Place
from khuyencong.registry.states import Level
from khuyencong.values.periods import Period
from khuyencong.values.text import fold

#: The longest programme: a vision of thirty years.
LONGEST = 31


@dataclass(frozen=True, kw_only=True)
class ProgrammeTold:
    """What is said of a programme."""

    name: str
    place: Place
    custodian: Organisation
    period: Period
    document: LegalDocument | None = None
    citation: str = ""
    verified: bool = False


@transaction.atomic
def enter_programme(
    *, by: Actor, at: datetime, told: ProgrammeTold, is_demonstration: bool = False
) -> Programme:
    """Keep a programme; Refused without a basis, or where this one is already kept."""
    require_edit(by, told.custodian.id)
    name = line(told.name, "Tên chương trình", NAME, required=True)
    citation = line(told.citation, "Căn cứ", CITATION, required=told.document is None)
    years = told.period.years
    if len(years) > LONGEST:
        raise Refused(f"Chương trình dài {len(years)} năm; tối đa {LONGEST}.")
    national = told.place.level == Level.COUNTRY
    key = f"{told.place.key}.{years[0]}-{years[-1]}.{slugify(fold(name))}"[:80]
    if Programme.objects.filter(key=key).exists():
        raise Refused("Chương trình này đã được ghi.")
    row = Programme.objects.create(
        key=key,
        name=name,
        level=ProgrammeLevel.NATIONAL if national else ProgrammeLevel.PROVINCIAL,
        place=told.place,
        custodian=told.custodian,
        document=told.document,
        citation=citation,
        period_start=told.period.start,
        period_end=told.period.end,
        verified=told.verified,
        is_demonstration=is_demonstration,
        by=by.id,
    )
    facts = {"key": key, "place": told.place.key}
    note("programme.entered", custodian=told.custodian.id, row=row, by=by.id, at=at, facts=facts)
    return row
