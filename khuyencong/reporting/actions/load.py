"""The terms of reports, from the data file into the table; what officers confirmed stays above."""

import tomllib
from datetime import datetime
from importlib import resources
from typing import Any

from django.db import transaction

from khuyencong.reporting.models import Regime, slot_of
from khuyencong.reporting.states import DataSpan

#: What of a row is told by the file.
CONTENT = (
    "is_owed", "on_request", "data", "cut_off_day", "cut_off_months_before", "due_day",
    "due_months_after", "due_is_before", "reminders", "basis", "url", "note", "verified",
)  # fmt: skip


def shipped() -> list[Regime]:
    """Return the rows of the file, unsaved."""
    file = resources.files("khuyencong.reporting") / "data" / "regimes.toml"
    told = tomllib.loads(file.read_text(encoding="utf-8"))
    return [_row(row, told["reminders"]) for row in told["regimes"]]


def _row(told: dict[str, Any], reminders: list[int]) -> Regime:
    fields = {name: told[name] for name in CONTENT if name in told}
    return Regime(
        form=told["form"],
        from_kind=told["from"],
        to_kind=told["to"],
        slot=slot_of(told["form"], told["from"], told["to"], None),
        **{"reminders": reminders, "data": _data(told)} | fields,
    )


def _data(told: dict[str, Any]) -> str:
    return DataSpan.CUT_OFF if "cut_off_day" in told else DataSpan.UNSTATED


@transaction.atomic
def load_regimes(*, at: datetime) -> int:
    """Bring the terms up to the data file; return how many rows were written.

    A second run writes nothing. A row of the file that says something else than the one before
    supersedes it; where an officer's row has taken its place, nothing is written.
    """
    rows = Regime.objects.select_for_update(of=("self",)).filter(superseded_at=None)
    by_slot: dict[str, list[Regime]] = {}
    for row in rows:
        by_slot.setdefault(row.slot, []).append(row)
    return sum(_keep(row, by_slot.get(row.slot, []), at) for row in shipped())


def _keep(new: Regime, held: list[Regime], at: datetime) -> bool:
    if any(row.confirmed_by for row in held):
        return False
    before = next((row for row in held if row.proposed_by is None), None)
    if before and all(getattr(before, name) == getattr(new, name) for name in CONTENT):
        return False
    if before:
        before.superseded_at = at
        before.save(update_fields=["superseded_at"])
    new.recorded_at = at
    new.save(force_insert=True)
    return True
