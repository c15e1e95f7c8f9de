"""The norms of đề án, from the data files into the tables."""

import csv
from collections.abc import Iterator
from datetime import date
from importlib import resources
from typing import Any

from django.db import transaction

from khuyencong.applications.models import PaperKind
from khuyencong.projects.models import (
    AppraisalCriterion,
    AppraisalQuorum,
    CouncilSeat,
    StepDeadline,
    StepPaper,
)

Row = dict[str, Any]
#: By file: the table, what makes a row the same, and what it says.
FILES: dict[str, tuple[Any, tuple[str, ...], tuple[str, ...]]] = {
    "step_papers": (StepPaper, ("step", "paper", "item"), ("label", "required")),
    "step_deadlines": (StepDeadline, ("state",), ("days", "working")),
    "appraisal_criteria": (AppraisalCriterion, ("at", "code"), ("label", "most", "position")),
    "appraisal_quorums": (AppraisalQuorum, ("at",), ("sheets",)),
    "council_seats": (CouncilSeat, ("seat",), ("position",)),
}


@transaction.atomic
def load_norms() -> int:
    """Bring the norms up to the data files; return how many rows are new.

    Safe to run again; what officers entered beside the files, and rows that left them, stay. The
    kinds of paper of the applications room come first.
    """
    new = 0
    for name, (model, key, said) in FILES.items():
        for position, row in enumerate(_table(name), 1):
            told: Row = {"position": position} | row
            same = {field: told[field] for field in ("level", "valid_from", *key)}
            values = {field: told[field] for field in ("clause", "verified", *said)}
            new += model.objects.update_or_create(**same, defaults=values)[1]
    return new + _kinds()


def _kinds() -> int:
    """Add the kinds of paper that the steps ask for and no request does."""
    known = set(PaperKind.objects.values_list("code", flat=True))
    asked = {row["paper"]: row["label"] for row in _table("step_papers")}
    missing = [code for code in sorted(asked) if code not in known]
    last = len(known)
    PaperKind.objects.bulk_create(
        PaperKind(code=code, name=asked[code].partition(" (")[0], position=last + number)
        for number, code in enumerate(missing, 1)
    )
    return len(missing)


def _table(name: str) -> Iterator[Row]:
    file = resources.files("khuyencong.projects") / "data" / f"{name}.csv"
    for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines()):
        yield {field: _value(field, text) for field, text in row.items()}


def _value(field: str, text: str) -> object:
    if field == "valid_from":
        return date.fromisoformat(text) if text else None
    if field in ("verified", "required", "working"):
        return text == "True"
    return int(text) if field in ("days", "most", "sheets", "position") else text
