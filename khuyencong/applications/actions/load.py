"""The kinds of paper, which a request needs, and the tags, from the data files into the tables."""

import csv
from collections.abc import Iterator
from datetime import date
from importlib import resources

from django.db import transaction

from khuyencong.applications.models import PaperKind, PaperNeeded, Tag


@transaction.atomic
def load_papers() -> int:
    """Bring kinds and needed papers up to the data files; return how many rows are new."""
    new = 0
    for position, row in enumerate(_table("paper_kinds"), 1):
        told = {
            "name": row["name"],
            "of_establishment": row["of_establishment"] == "True",
            "position": position,
        }
        new += PaperKind.objects.update_or_create(code=row["code"], defaults=told)[1]
    kinds = {kind.code: kind for kind in PaperKind.objects.all()}
    for row in _table("papers_needed"):
        told = {
            "clause": row["clause"],
            "document_key": row["document"],
            "verified": row["verified"] == "True",
            "valid_from": date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
        }
        new += PaperNeeded.objects.update_or_create(
            kind=kinds[row["kind"]], item=row["item"], defaults=told
        )[1]
    return new


@transaction.atomic
def load_tags() -> int:
    """Bring the tags of limits and causes up to the data file; return how many are new."""
    new = 0
    for position, row in enumerate(_table("tags"), 1):
        told = {name: row[name] for name in ("kind", "name", "source")} | {"position": position}
        new += Tag.objects.update_or_create(code=row["code"], defaults=told)[1]
    return new


def _table(name: str) -> Iterator[dict[str, str]]:
    file = resources.files("khuyencong.applications") / "data" / f"{name}.csv"
    yield from csv.DictReader(file.read_text(encoding="utf-8").splitlines())
