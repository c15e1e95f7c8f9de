"""What a record says now, by the fields of the sheet that changes it."""

from typing import Any
from uuid import UUID

from khuyencong.applications.models import Need, Request
from khuyencong.fieldwork.sheets import SHEETS, as_kept
from khuyencong.fieldwork.states import EntryKind
from khuyencong.projects.models import FollowUp

Values = dict[str, Any]
Codes = dict[Any, str]


def need_values(need: Need) -> Values:
    """Return the answers of a need."""
    return {name: as_kept(getattr(need, name)) for name in _names(EntryKind.NEED)}


def request_values(request: Request, codes: Codes) -> Values:
    """Return the answers of a request, its commune by its code of the day."""
    told = {n: as_kept(getattr(request, n)) for n in _names(EntryKind.REQUEST) if n != "commune"}
    return told | {"commune": codes.get(request.commune_id, "")}


def values_from_need(need: Need, codes: Codes) -> Values:
    """Return what a request that grows out of a need begins with."""
    empty: Values = dict.fromkeys(_names(EntryKind.REQUEST))
    return empty | {
        "item": need.item,
        "what": need.what,
        "year": need.year,
        "cost": need.cost or None,
        "commune": codes.get(need.commune_id, ""),
    }


def follow_up_values(seen: FollowUp) -> Values:
    """Return what was told at a follow-up."""
    return {name: as_kept(getattr(seen, name)) for name in _names(EntryKind.FOLLOW_UP)}


def carried_values(carried: dict[str, Any], part: str, record: UUID | None) -> Values | None:
    """Return what a kit carried of a record; None where it did not carry it."""
    row = carried.get(part, {}).get(str(record))
    return row["values"] if row else None


def _names(kind: EntryKind) -> list[str]:
    return [field["name"] for field in SHEETS[kind].fields]
