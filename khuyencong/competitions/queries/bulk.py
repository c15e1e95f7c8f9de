"""Which of many sent dossiers may be taken in at once; the statements do not grow with them."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from khuyencong.competitions.models import Certificate, Entry, EntryStep, Round
from khuyencong.competitions.queries.judging import last_day, levels_below
from khuyencong.competitions.rules.eligibility import LowerTitle, climbs_with, declared
from khuyencong.competitions.states import EntryState


def acceptable(round: Round, entries: Collection[UUID], by: UUID) -> list[Entry]:
    """Return, locked and in the order of sending, the entries that nothing speaks against.

    Left out: what is not waiting, what `by` sent, what declares a breach of Điều 4, and above a
    province's level what bears no valid title of the level below.
    """
    rows = Entry.objects.select_for_update(of=("self",)).filter(
        round=round, state=EntryState.SUBMITTED
    )
    asked = frozenset(entries)
    in_order = rows.select_related("product").order_by("changed_at", "id")
    waiting = [entry for entry in in_order if entry.id in asked]
    sent = EntryStep.objects.filter(entry__round=round, name="submit", by=by)
    own = set(sent.values_list("entry", flat=True))
    titles = _titles(round)
    day = last_day(round)
    return [
        entry
        for entry in waiting
        if entry.id not in own
        and not any(found.stops for found in declared(entry.answers))
        and not _is_stopped(round.level, titles.get(entry.product_id, []), day)
    ]


def _is_stopped(level: str, titles: list[LowerTitle], day: date) -> bool:
    found = climbs_with(level, titles, day)
    return found is not None and found.stops


def _titles(round: Round) -> dict[UUID, list[LowerTitle]]:
    """Return the titles of the levels below, by product."""
    levels = levels_below(round)
    if not levels:
        return {}
    rows = Certificate.objects.filter(product__entries__round=round, level__in=levels)
    found: dict[UUID, list[LowerTitle]] = {}
    for one in rows.order_by("-issued_on"):
        told = LowerTitle(one.shown, one.decision, one.issued_on, one.last_day, one.revoked_on)
        found.setdefault(one.product_id, []).append(told)
    return found
