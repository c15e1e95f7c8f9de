"""The national programmes and their targets, from the data files into the tables."""

import csv
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from importlib import resources

from django.db import transaction

from khuyencong.law.models import LegalDocument
from khuyencong.programmes.actions.setting import TargetTold, target_of
from khuyencong.programmes.models import Programme, Target
from khuyencong.programmes.models.figures import ASKED
from khuyencong.programmes.states import ProgrammeLevel, Sure
from khuyencong.registry.models import Organisation, Place
from khuyencong.registry.states import Level, OrganisationKind
from khuyencong.values.money import format_dong
from khuyencong.values.numbers import format_number
from khuyencong.values.periods import programme as years

TOLD = ("value", "value_high", "bound", "sure", "basis", "verified", "citation")


@transaction.atomic
def load_programmes(*, at: datetime) -> int:
    """Bring programmes and targets up to the data files; return how many rows were written.

    A second run writes nothing. Needs the law and the places. What an officer set stays.
    """
    written = 0
    known = {}
    for row in table("programmes"):
        known[row["key"]], new = _programme(row)
        written += new
    for row in table("targets"):
        written += _target(known[row["programme"]], row, at)
    return written


def table(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a data file."""
    file = resources.files("khuyencong.programmes") / "data" / f"{name}.csv"
    yield from csv.DictReader(file.read_text(encoding="utf-8").splitlines())


def _programme(row: dict[str, str]) -> tuple[Programme, bool]:
    span = years(int(row["first_year"]), int(row["last_year"]))
    return Programme.objects.get_or_create(
        key=row["key"],
        defaults={
            "name": row["name"],
            "level": ProgrammeLevel.NATIONAL,
            "place": Place.objects.get(level=Level.COUNTRY),
            "custodian": Organisation.objects.get(kind=OrganisationKind.AGENCY),
            "document": LegalDocument.objects.get(key=row["document"]),
            "period_start": span.start,
            "period_end": span.end,
            "verified": row["verified"] == "True",
        },
    )


def _target(programme: Programme, row: dict[str, str], at: datetime) -> bool:
    """Keep a target of the files; return whether it is new. An officer's stands above it."""
    told = TargetTold(
        measure=row["measure"],
        content=row["content"],
        source=row["source"],
        value=int(row["value"]),
        bound=row["bound"],
        sure=Sure(row["sure"]),
        basis=basis(row["measure"], int(row["done"]), row["percent"]) if row["percent"] else "",
        verified=row["verified"] == "True",
        citation=row["citation"],
    )
    new = target_of(programme, told, at)
    same = {name: getattr(new, name) for name in (*ASKED, "period_start", "period_end")}
    stands = Target.objects.filter(superseded_at=None, **same).first()
    if stands and (stands.by or all(getattr(stands, n) == getattr(new, n) for n in TOLD)):
        return False
    if Target.objects.filter(**same).exclude(by=None).exists():
        return False  # an officer set it once, and withdrew it
    if stands:
        stands.superseded_at = at
        stands.save(update_fields=["superseded_at"])
    new.save(force_insert=True)
    return True


def basis(measure: str, done: int, percent: str) -> str:
    """Return from what a target is reckoned, in words: "18.400 là 13,14 %"."""
    money = measure.startswith("money.")
    shown = format_dong(done) if money else format_number(done)
    return f"{shown} là {format_number(Decimal(percent))} % mục tiêu"
