"""What was said of duties is brought into their rows and those of their sendings."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from khuyencong.core.identity import new_id
from khuyencong.reporting.models import Duty, DutyAct, Submission
from khuyencong.reporting.rules.standing import differing, standing


def bring_up(duties: Collection[Duty]) -> list[Duty]:
    """Let locked duties and their sendings stand as their acts say; return which changed."""
    acts: dict[UUID, list[DutyAct]] = defaultdict(list)
    for act in DutyAct.objects.filter(duty__in=duties):
        acts[act.duty_id].append(act)
    sendings: dict[UUID, list[Submission]] = defaultdict(list)
    for sending in Submission.objects.filter(duty__in=duties):
        sendings[sending.duty_id].append(sending)
    changed, answered = list[Duty](), list[Submission]()
    columns, sent_columns = set[str](), set[str]()
    for duty in duties:
        found = standing(acts[duty.id], sendings[duty.id])
        moved = [
            one for one in sendings[duty.id] if _bring(one, found.sendings[one.id], sent_columns)
        ]
        answered += moved
        if _bring(duty, found.duty, columns) or moved:
            changed.append(duty)
    if columns:
        Duty.objects.bulk_update(changed, sorted(columns))
    if answered:
        Submission.objects.bulk_update(answered, sorted(sent_columns))
    return changed


def _bring(row: Duty | Submission, told: dict[str, Any], columns: set[str]) -> bool:
    """Let a row say what it is to say; note in which columns it did not, return whether in any."""
    names = set(differing(row, told))
    for name in names:
        setattr(row, name, told[name])
    columns |= names
    return bool(names)


def restand(duties: Iterable[UUID], at: datetime) -> None:
    """Let duties stand where their acts and sendings left them; who read an older one is told."""
    rows = Duty.objects.select_for_update(of=("self",)).filter(id__in=list(duties))
    changed = bring_up(list(rows.order_by("id")))
    for duty in changed:
        duty.changed_at, duty.stamp = at, new_id()
    Duty.objects.bulk_update(changed, ["changed_at", "stamp"])
