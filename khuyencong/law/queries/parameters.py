"""Parameters as officers see them: ceilings side by side, conflicts, what waits for a second."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from khuyencong.core.users import Actor
from khuyencong.law.models import Parameter, ParameterEnd
from khuyencong.law.queries.custody import custodian_of
from khuyencong.law.queries.snapshot import loaded
from khuyencong.law.rules.conflicts import Conflict, conflict_of
from khuyencong.law.rules.permissions import may_confirm
from khuyencong.law.rules.snapshot import DatedParameter, Law
from khuyencong.law.states import Item, ParameterKind
from khuyencong.registry.models import Place
from khuyencong.registry.queries import provinces
from khuyencong.values.vocabulary import FundingSource


def parameters_visible_to(user: Actor | None) -> QuerySet[Parameter]:
    """Return the parameters somebody may see: all of them, for the law is public."""
    return Parameter.objects.all()


@dataclass(frozen=True, slots=True)
class CeilingRow:
    """An item with its national ceilings, its local ones, and the conflicts between them."""

    item: Item
    national: tuple[DatedParameter, ...]
    local: tuple[DatedParameter, ...]
    conflicts: tuple[Conflict, ...]


def ceiling_rows(law: Law) -> list[CeilingRow]:
    """Return the items that have a ceiling on the law's day, in the order of the list."""
    rows = []
    for item in Item:
        found = law.of(ParameterKind.CEILING, item)
        if not found:
            continue
        local = tuple(p for p in found if p.source != FundingSource.NATIONAL)
        clashes = (conflict_of(law, parameter) for parameter in local)
        rows.append(CeilingRow(item, law.national(item), local, tuple(c for c in clashes if c)))
    return rows


def provinces_with_ceilings(day: date) -> list[tuple[Place, int]]:
    """Return the provinces of a day, each with how many ceilings of its own the register holds."""
    held = Parameter.objects.on(day).filter(
        superseded_at=None, kind=ParameterKind.CEILING, document__is_draft=False
    )
    counted: dict[UUID | None, int] = {}
    for place_id in held.values_list("place_id", flat=True):
        counted[place_id] = counted.get(place_id, 0) + 1
    return [(place, counted.get(place.id, 0)) for place in provinces(day)]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What officers proposed and nobody has confirmed yet."""

    parameters: list[Parameter]
    ends: list[ParameterEnd]

    def __bool__(self) -> bool:
        return bool(self.parameters or self.ends)


def waiting() -> Waiting:
    """Return every proposed parameter and end that waits for a second person, oldest first."""
    rows = loaded().filter(superseded_at=None, confirmed_by=None, proposed_by__isnull=False)
    ends = ParameterEnd.objects.filter(superseded_at=None, confirmed_by=None)
    told = ends.select_related("parameter__place", "parameter__document")
    return Waiting(list(rows.order_by("recorded_at")), list(told.order_by("recorded_at")))


def waiting_for(user: Actor, on: date) -> int:
    """Return how many proposals wait for this very person: of others, and within his power."""
    found = waiting()
    mine = [row.place for row in found.parameters if row.proposed_by != user.id]
    mine += [end.parameter.place for end in found.ends if end.proposed_by != user.id]
    bodies = {place: custodian_of(place, on).id for place in set(mine)}
    return sum(may_confirm(user, bodies[place]) for place in mine)


def parameter_with(code: str) -> Parameter:
    """Return the standing parameter of a code; Parameter.DoesNotExist without one."""
    return loaded().get(code=code, superseded_at=None)


def history(parameter: Parameter) -> list[Parameter]:
    """Return all rows that ever stood in the slot of a parameter, the newest first."""
    rows: Iterable[Parameter] = loaded().filter(slot=parameter.slot).order_by("-recorded_at")
    return list(rows)
