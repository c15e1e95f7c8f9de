"""The businesses of a round as conflicts of interest are looked for: with all merged records."""

from collections import defaultdict
from uuid import UUID

from django.db.models import Q

from khuyencong.accounts.models import Representation
from khuyencong.competitions.models import Entry, Round
from khuyencong.competitions.rules.conflicts import Kin, names_of, root_of
from khuyencong.competitions.states import LIVING, EntryState
from khuyencong.registry.models import Establishment

_Row = tuple[UUID, UUID | None, str, str]


def kin_of_round(round: Round, establishment: Establishment | None = None) -> list[Kin]:
    """Return the businesses that have a living entry in a round, or one of them; few queries.

    Who acted for one of them on any day since the round opened is among its representatives.
    """
    entries = Entry.objects.filter(round=round.id, state__in=LIVING)
    if establishment is not None:
        entries = entries.filter(product__establishment=establishment.id)
    entered = set(entries.values_list("product__establishment", flat=True))
    rows = _merged_with(entered)
    together = _together(rows)
    acted = _representatives(rows, round)
    return [_kin(one, [rows[id] for id in together[one]], acted) for one in sorted(entered)]


def _kin(one: UUID, rows: list[_Row], acted: dict[UUID, set[UUID]]) -> Kin:
    return Kin(
        establishment=one,
        names=names_of(name for _, _, name, _ in rows),
        roots=frozenset(root_of(code) for _, _, _, code in rows if code),
        representatives=frozenset(user for id, *_ in rows for user in acted[id]),
    )


def merged_with(wanted: set[UUID]) -> dict[UUID, list[UUID]]:
    """Return by each record all those that are one business with it, itself too."""
    together = _together(_merged_with(wanted))
    return {one: together[one] for one in wanted}


def _merged_with(wanted: set[UUID]) -> dict[UUID, _Row]:
    """Return the records with every one merged into them, or that they were merged into."""
    found: dict[UUID, _Row] = {}
    walked: set[UUID] = set()
    frontier = set(wanted)
    while frontier:
        meant = Q(id__in=frontier) | Q(merged_into__in=frontier)
        columns = ("id", "merged_into", "name", "tax_code")
        rows = list(Establishment.objects.filter(meant).values_list(*columns))
        found |= {row[0]: row for row in rows}
        walked |= frontier
        frontier = {id for row in rows for id in row[:2] if id is not None} - walked
    return found


def _together(rows: dict[UUID, _Row]) -> dict[UUID, list[UUID]]:
    """Return for each record all those that are one business with it, itself too."""
    top = {id: _top(id, rows) for id in rows}
    groups: dict[UUID, list[UUID]] = defaultdict(list)
    for id, kept in top.items():
        groups[kept].append(id)
    return {id: groups[kept] for id, kept in top.items()}


def _top(id: UUID, rows: dict[UUID, _Row]) -> UUID:
    seen = {id}
    while (above := rows[id][1]) is not None and above in rows and above not in seen:
        seen.add(above)
        id = above
    return id


def _representatives(rows: dict[UUID, _Row], round: Round) -> dict[UUID, set[UUID]]:
    acted: dict[UUID, set[UUID]] = defaultdict(set)
    since = Q(valid_until__isnull=True) | Q(valid_until__gt=round.opens_on)
    found = Representation.objects.filter(since, establishment__in=list(rows))
    for one, user in found.values_list("establishment", "user"):
        acted[one].add(user)
    return acted


def accepted_entries(round: Round) -> list[tuple[UUID, UUID]]:
    """Return the accepted entries of a round, by code, each with the establishment it is of."""
    rows = Entry.objects.filter(round=round.id, state=EntryState.ACCEPTED).order_by("code")
    return list(rows.values_list("id", "product__establishment"))
