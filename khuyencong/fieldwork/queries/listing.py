"""Kits and what came back from them, as the desk shows it; the queries do not grow with rows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery

from khuyencong.core.users import Actor
from khuyencong.fieldwork.models import Entry, Kit, Returned, Revision
from khuyencong.fieldwork.rules.permissions import READ
from khuyencong.fieldwork.sheets import SHEETS
from khuyencong.fieldwork.states import OPEN, EntryKind, EntryState
from khuyencong.values.dates import format_date
from khuyencong.values.money import format_dong

#: Fields of money; a bare number of others is a count.
MONEY = ("sum", "amount")


def kits_visible_to(user: Actor | None) -> QuerySet[Kit]:
    """Return the kits of bodies the user answers for; nobody's to the public."""
    if user is None:
        return Kit.objects.none()
    bodies = user.custodians(READ)
    return Kit.objects.all() if bodies is None else Kit.objects.filter(custodian_id__in=bodies)


def entries_visible_to(user: Actor | None) -> QuerySet[Entry]:
    """Return the sheets of visible kits."""
    return Entry.objects.filter(kit__in=kits_visible_to(user))


def listed_kits(rows: QuerySet[Kit]) -> QuerySet[Kit]:
    """Return kits, the newest first, with their last return and what waits; one query."""
    waiting = Entry.objects.filter(kit=OuterRef("pk"), state__in=OPEN).order_by().values("kit")
    counted = waiting.annotate(n=Count("id")).values("n")
    told = rows.annotate(last_return=Max("returns__received_at"), open_sheets=Subquery(counted))
    kin = told.select_related("commune", "custodian").defer("carried", "public_key")
    return kin.order_by("-issued_at", "id")


def returns_of(kit: Kit) -> QuerySet[Returned]:
    """Return the files that came from a kit, the latest first."""
    return kit.returns.order_by("-received_at", "id")


def sheets_of(kit: Kit) -> QuerySet[Entry]:
    """Return the sheets of a kit, what waits for somebody first; one query."""
    rows = kit.entries.select_related("establishment", "line__project")
    return rows.annotate(waits=Count("id", filter=Q(state__in=OPEN))).order_by(
        "-waits", "-first_at", "id"
    )


def waiting_in(kit: Kit) -> int:
    """Return how many sheets can be taken in now."""
    return kit.entries.filter(state=EntryState.WAITING).count()


@dataclass(frozen=True)
class Answer:
    """One answer of a sheet as a page shows it."""

    name: str
    label: str
    typed: str
    error: str = ""


def answers_of(kind: str, revision: Revision, errors: dict[str, str]) -> list[Answer]:
    """Return what a revision says, in the order of the sheet, with what is wrong."""
    return [
        Answer(
            field["name"],
            field["label"],
            shown(field, revision.typed.get(field["name"], "")),
            errors.get(field["name"], ""),
        )
        for field in SHEETS[kind].fields
    ]


def labels_of(kind: str) -> dict[str, str]:
    """Return the label of each field of a sheet."""
    return {field["name"]: field["label"] for field in SHEETS[kind].fields}


def shown(field: dict[str, Any], typed: str) -> str:
    """Return an answer as people read it."""
    return dict(field.get("choices", ())).get(typed, typed) if typed else ""


def said(field: dict[str, Any], value: Any) -> str:
    """Return a value that is kept, as people read it."""
    if value in (None, ""):
        return "(để trống)"
    if field["kind"] in MONEY:
        return format_dong(value)
    if field["kind"] == "day":
        return format_date(date.fromisoformat(value))
    return shown(field, str(value))


def newest_of(entry: Entry) -> Revision:
    """Return the newest revision with the file it came in."""
    rows = entry.revisions.select_related("returned__kit")
    return rows.order_by("-number", "-id")[0]


#: What page of the desk shows the record that came of a sheet.
RECORD_PAGES = {EntryKind.NEED: "desk:need", EntryKind.REQUEST: "desk:request"}
