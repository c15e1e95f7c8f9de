"""What was found at a line before its council sits, as the council's form begins with it."""

from dataclasses import dataclass

from khuyencong.core.users import Actor
from khuyencong.fieldwork.models import Entry, SiteNote
from khuyencong.fieldwork.queries.listing import entries_visible_to, said
from khuyencong.fieldwork.sheets import SHEETS
from khuyencong.fieldwork.states import EntryKind
from khuyencong.projects.models import Line

#: What both the sheet and the council's form ask; day and conclusion of a council are its own.
SHARED = ("quantity", "cost", "jobs")


@dataclass(frozen=True)
class Found:
    """What was found: first values by field of the form, all of it in words, who told it."""

    values: dict[str, str]
    told: list[tuple[str, str]]
    #: The sheets that it came with, as far as the person may see them, the latest first.
    sheets: list[Entry]


def found_at(user: Actor, line: Line) -> Found | None:
    """Return what was found at a line; None where nobody has been there. Two queries."""
    note = SiteNote.objects.filter(line=line).first()
    if note is None or not note.values:
        return None
    fields = SHEETS[EntryKind.ACCEPTANCE].fields
    words = {field["name"]: said(field, note.values.get(field["name"])) for field in fields}
    sheets = entries_visible_to(user).filter(record_id=note.id, kind=EntryKind.ACCEPTANCE)
    return Found(
        values={n: words[n] for n in SHARED if note.values.get(n) not in (None, "")},
        told=[(field["label"], words[field["name"]]) for field in fields],
        sheets=list(sheets.select_related("kit__commune").order_by("-first_at", "id")),
    )
