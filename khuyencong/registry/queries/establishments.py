"""Establishments: whose a person sees, finding one by anything known of it, and its whole page."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from khuyencong.core.users import Actor
from khuyencong.registry import rules
from khuyencong.registry.models import (
    Establishment,
    EstablishmentFigure,
    EstablishmentVersion,
    LikelyTwin,
    Merge,
    OwnerNumber,
    Place,
)
from khuyencong.registry.queries.areas import in_place
from khuyencong.registry.queries.lineage import Heir, heirs
from khuyencong.registry.states import FigureOf, TwinState
from khuyencong.values.business_names import core, long_form, without_telex
from khuyencong.values.gazetteer import days_label
from khuyencong.values.identifiers import digits_of
from khuyencong.values.text import fold

#: Numbers as short as these may be part of a name ("Cơ khí 19/5").
SHORTEST_NUMBER = 6
#: Of a code's beginning, so many are shown; who needs another types more of it.
MOST = 300


def establishments_visible_to(user: Actor | None) -> QuerySet[Establishment]:
    """Return the establishments whose custodian the user answers for; nobody's to the public."""
    if user is None:
        return Establishment.objects.none()
    custodians = user.custodians(rules.READ)
    every = Establishment.objects.all()
    return every if custodians is None else every.filter(custodian_id__in=custodians)


def standing(rows: QuerySet[Establishment]) -> QuerySet[Establishment]:
    """Return those that stand for themselves: not merged into another."""
    return rows.filter(merged_into=None)


def listed(rows: QuerySet[Establishment]) -> QuerySet[Establishment]:
    """Return standing establishments with what a list shows, in Vietnamese order of their names.

    An order that the rows already have, such as the likeliest first, stays.
    """
    shown = standing(rows).select_related("commune", "custodian", "trade")
    return shown if shown.ordered else shown.order_by("sorted_name", "id")


def with_twins(page: Iterable[Establishment]) -> list[tuple[Establishment, bool]]:
    """Return the rows of a page, each with whether it looks like another record; one query.

    Asked of the page alone: beside the search the database would look for every row it finds.
    """
    rows = list(page)
    ids = [row.id for row in rows]
    pairs = LikelyTwin.objects.filter(Q(first__in=ids) | Q(second__in=ids), **OPEN)
    alike = {one for pair in pairs.values_list("first_id", "second_id") for one in pair}
    return [(row, row.id in alike) for row in rows]


def _open_twin() -> Exists:
    pairs = LikelyTwin.objects.filter(Q(first=OuterRef("pk")) | Q(second=OuterRef("pk")))
    return Exists(pairs.filter(**OPEN))


#: A pair that waits for a person: neither record stands behind another.
OPEN = {"state": TwinState.OPEN, "first__merged_into": None, "second__merged_into": None}


def found_by(rows: QuerySet[Establishment], text: str) -> QuerySet[Establishment]:
    """Return those that `text` may mean, the likeliest first.

    Any spelling of the name, with or without marks, abbreviated or in full; the tax code or its
    beginning; the telephone; the owner's number, whole. What was merged into another is found by
    its own name too. Where nothing is found, the keys of an input method that was off are undone.
    """
    digits = digits_of(text)
    if digits and len(digits) >= SHORTEST_NUMBER:
        return _by_number(rows, digits)
    found = _by_words(rows, long_form(text))
    undone = without_telex(text)
    if undone == fold(text) or found.exists():
        return found
    return _by_words(rows, long_form(undone))


def is_personal(text: str) -> bool:
    """Tell whether what is typed may be a telephone or a personal number: no address shows it."""
    digits = digits_of(text)
    return digits is not None and len(digits) >= SHORTEST_NUMBER


def _by_number(rows: QuerySet[Establishment], digits: str) -> QuerySet[Establishment]:
    code = f"{digits[:10]}-{digits[10:]}" if len(digits) > 10 else digits
    meant = Q(tax_code__gte=code, tax_code__lt=f"{code}:") | Q(phone=digits)
    if len(digits) == 12:
        owned = OwnerNumber.objects.filter(number=digits).values_list("establishment_id", flat=True)
        meant |= Q(id__in=list(owned))
    # Asked first, by the indexes: beside the other condition the database would read every row.
    hits = rows.filter(meant).values_list("id", "merged_into_id")[:MOST]
    ids = {one for pair in hits for one in pair if one}
    return rows.filter(id__in=ids).annotate(rank=Value(0)).order_by("sorted_name", "id")


def _by_words(rows: QuerySet[Establishment], form: str) -> QuerySet[Establishment]:
    words = list(dict.fromkeys(re.findall("[a-z0-9]+", form)))
    if not words:
        return rows.none()
    meant = Q()
    for word in sorted(words, key=len, reverse=True):
        meant &= Q(search__contains=f" {word}")
    bare = core(form)
    rank = Case(
        When(core=bare, then=0),
        When(search__contains=f" {form} ", then=1),
        When(search__contains=f" {form}", then=2),
        default=3,
        output_field=IntegerField(),
    )
    return rows.filter(meant).annotate(rank=rank).order_by("rank", "sorted_name", "id")


def at_places(
    rows: QuerySet[Establishment], places: Iterable[Place], on: date
) -> QuerySet[Establishment]:
    """Return those whose address lies, or lay, in the territory of one of these places."""
    inside = Q(pk__in=[])
    for place in places:
        inside |= in_place(place, on)
    return rows.filter(inside)


def with_old_address(rows: QuerySet[Establishment], on: date) -> QuerySet[Establishment]:
    """Return those whose commune ended: somebody must confirm the new one."""
    return rows.filter(commune__valid_until__lte=on)


def with_open_twin(rows: QuerySet[Establishment]) -> QuerySet[Establishment]:
    """Return those that look like another record, and nobody has said yet."""
    return rows.filter(_open_twin())


def members(establishment: Establishment) -> list[UUID]:
    """Return the ids of all records that are this establishment: itself, and what it took in.

    A query for each generation of mergers, one where there was none.
    """
    return members_of([establishment.id])[establishment.id]


def members_of(establishments: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """Return for each of many the ids of all records that are it, itself first.

    As many queries as there are generations of mergers, one where there was none.
    """
    found = {one: [one] for one in establishments}
    edge = {one: {one} for one in found}
    while edge:
        merged = Establishment.objects.filter(merged_into__in=set(edge))
        grown: dict[UUID, set[UUID]] = defaultdict(set)
        for one, into in merged.values_list("id", "merged_into_id"):
            for holder in edge[into]:
                if one not in found[holder]:
                    found[holder].append(one)
                    grown[one].add(holder)
        edge = dict(grown)
    return found


def followed(merged: Iterable[tuple[UUID, UUID | None]]) -> frozenset[UUID]:
    """Return records, each given with what it was merged into, and all that they became.

    A query for each generation of mergers, none where there was none.
    """
    found: set[UUID] = set()
    edge = list(merged)
    while edge:
        found |= {one for one, _ in edge}
        heirs = Establishment.objects.filter(id__in={into for _, into in edge if into} - found)
        edge = list(heirs.values_list("id", "merged_into_id"))
    return frozenset(found)


def stands_for(establishment: Establishment) -> Establishment:
    """Return the record that stands for this one today: itself, or what it was merged into."""
    seen = {establishment.id}
    while establishment.merged_into and establishment.merged_into_id not in seen:
        establishment = establishment.merged_into
        seen.add(establishment.id)
    return establishment


def proposed_communes(establishment: Establishment, on: date) -> list[Heir]:
    """Return where an old address may lie today, the likeliest first; [] for one still in force."""
    if establishment.commune.valid_until is None or establishment.commune.valid_until > on:
        return []
    return heirs(establishment.commune, on)


def current_version(establishment: Establishment) -> EstablishmentVersion:
    """Return the state that holds, whose id tells whether somebody changed it meanwhile."""
    return establishment.versions.get(superseded_at=None)


def version_at(establishment: Establishment, at: datetime) -> EstablishmentVersion | None:
    """Return what was known of an establishment at a moment; None before it was entered."""
    versions = establishment.versions.select_related("commune", "trade", "craft_village")
    known = versions.filter(recorded_at__lte=at).order_by("-recorded_at", "-id")
    return known.first()


def figure_on(
    establishment: Establishment, kind: FigureOf, day: date
) -> EstablishmentFigure | None:
    """Return the last figure of this kind told for `day` or before; None where nobody told any.

    Figures of records merged into this one count.
    """
    return figures_on([establishment.id], [kind], day).get((establishment.id, kind))


def figures_on(
    establishments: Iterable[UUID], kinds: Iterable[FigureOf], day: date
) -> dict[tuple[UUID, str], EstablishmentFigure]:
    """Return the last figure for `day` or before of each establishment and kind that has one."""
    holders: dict[UUID, list[UUID]] = defaultdict(list)
    for one, own in members_of(establishments).items():
        for record in own:
            holders[record].append(one)
    told = EstablishmentFigure.objects.filter(
        establishment__in=set(holders), kind__in=list(kinds), superseded_at=None, day__lte=day
    )
    return {
        (one, figure.kind): figure
        for figure in told.order_by("day", "recorded_at")
        for one in holders[figure.establishment_id]
    }


@dataclass(frozen=True)
class Change:
    """What one version changed against the one before it."""

    version: EstablishmentVersion
    changes: list[tuple[str, str, str]]  # label, before, after


#: What the history shows; the telephone and the owner's number only as masks.
SHOWN = (
    "name",
    "form",
    "tax_code",
    "commune",
    "street",
    "trade",
    "masked_phone",
    "owner_mask",
    "women_owned",
    "minority_owned",
    "craft_village",
)


def history(establishment: Establishment) -> list[Change]:
    """Return the versions, newest first, each with what it changed; one query."""
    versions = establishment.versions.select_related("commune", "trade", "craft_village")
    told: list[Change] = []
    before: EstablishmentVersion | None = None
    for version in versions.order_by("recorded_at", "id"):
        told.append(Change(version, _changes(before, version) if before else []))
        before = version
    return told[::-1]


def _changes(
    before: EstablishmentVersion, after: EstablishmentVersion
) -> list[tuple[str, str, str]]:
    return [
        (label_of(field), shown(before, field), shown(after, field))
        for field in SHOWN
        if shown(before, field) != shown(after, field)
    ]


def label_of(field: str) -> str:
    """Return the Vietnamese name of a field, as screens write it."""
    name = "phone" if field == "masked_phone" else field
    label = str(getattr(Establishment._meta.get_field(name), "verbose_name", name))
    return label[:1].upper() + label[1:]


def shown(of: Establishment | EstablishmentVersion, field: str) -> str:
    """Return a field as screens show it; "–" where nothing is known."""
    value = getattr(of, field)
    if isinstance(value, Place):
        return f"{value}{days_label(value.valid_from, value.valid_until)}"
    if isinstance(value, bool):
        return "có" if value else "không"
    if field == "form":
        return of.get_form_display()
    return str(value) if value else "–"


def merges_of(establishments: Iterable[UUID]) -> QuerySet[Merge]:
    """Return every merger into these records, the newest first, undone ones too."""
    merges = Merge.objects.filter(kept__in=list(establishments))
    return merges.select_related("merged__commune").order_by("-recorded_at")
