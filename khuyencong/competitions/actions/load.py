"""Ways to score that are for everybody, from the data file into the table."""

import csv
from datetime import date
from importlib import resources

from django.db import transaction

from khuyencong.competitions.models import CriteriaSet


@transaction.atomic
def load_criteria() -> int:
    """Bring the criteria for all up to the data file; return how many rows are new."""
    new = 0
    file = resources.files("khuyencong.competitions") / "data" / "criteria.csv"
    for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines()):
        told = {name: row[name] for name in ("name", "level", "clause", "document_key", "note")}
        told |= {
            "verified": row["verified"] == "True",
            "valid_from": _day(row["valid_from"]),
            "valid_until": _day(row["valid_until"]),
            "tie_order": row["tie_order"].split(),
            "second_mark": int(row["second_mark"]) if row["second_mark"] else None,
        }
        new += CriteriaSet.objects.update_or_create(key=row["key"], defaults=told)[1]
    return new


def _day(typed: str) -> date | None:
    return date.fromisoformat(typed) if typed else None
