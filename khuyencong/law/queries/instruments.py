"""n/63 and n/34: in how many provinces a paper stood issued on a day, counted from the rows."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from khuyencong.law.models import ProvincialInstrument
from khuyencong.law.states import InstrumentKind, InstrumentState
from khuyencong.registry.models import Lineage, Place
from khuyencong.registry.queries import provinces

#: Of several old provinces, the state of the whole is that of the part that has come least far.
_FAR = (
    InstrumentState.NONE,
    InstrumentState.REPLACED,
    InstrumentState.DRAFTING,
    InstrumentState.SUBMITTED,
    InstrumentState.YEARLY_PLAN,
    InstrumentState.ISSUED,
)


@dataclass(frozen=True, slots=True)
class ProvinceState:
    """A province with the state of its paper on a day.

    `rows` are the records it rests on: its own, its heir's, or those its former provinces left.
    `carried` says that the last is the case: the province itself has none yet.
    """

    place: Place
    state: InstrumentState
    rows: tuple[ProvincialInstrument, ...]
    carried: bool = False

    @property
    def label(self) -> str:
        """Return the state in Vietnamese."""
        return str(self.state.label)


@dataclass(frozen=True, slots=True)
class InstrumentCount:
    """ "n/63": the provinces where a paper stands issued, of all provinces of some borders."""

    on: date
    provinces: tuple[ProvinceState, ...]

    @property
    def issued(self) -> tuple[ProvinceState, ...]:
        """Return the provinces that have it issued themselves, or whose heir has."""
        return tuple(
            p for p in self.provinces if p.state == InstrumentState.ISSUED and not p.carried
        )

    @property
    def carried(self) -> tuple[ProvinceState, ...]:
        """Return the provinces that live by what their former provinces left; not counted."""
        return tuple(p for p in self.provinces if p.carried)

    @property
    def out_of(self) -> int:
        """Return how many provinces there are in these borders."""
        return len(self.provinces)


def instrument_count(
    kind: InstrumentKind, on: date, borders: date | None = None
) -> InstrumentCount:
    """Return the state of a paper in every province on a day; three queries.

    The provinces are those of the day `borders`, by default of `on`: 63 until 30/6/2025, 34 since.
    An old province counts by its heir's paper after the merger; a new one before it by that of the
    old province that has come least far.
    """
    units = list(provinces(borders or on))
    rows = _rows(kind, on)
    heirs, parts = _kin()
    return InstrumentCount(on, tuple(_state(unit, on, rows, heirs, parts) for unit in units))


Rows = dict[UUID, ProvincialInstrument]
Kin = dict[UUID, list[UUID]]


def _rows(kind: InstrumentKind, on: date) -> Rows:
    held = ProvincialInstrument.objects.on(on).filter(kind=kind, superseded_at=None)
    return {row.place_id: row for row in held.select_related("document", "place")}


def _kin() -> tuple[Kin, Kin]:
    """Return the heirs of every province that ended, and the parts of every one that began."""
    links = Lineage.objects.filter(predecessor__level="province", successor__isnull=False)
    heirs: Kin = {}
    parts: Kin = {}
    for before, after in links.values_list("predecessor_id", "successor_id").order_by("id"):
        heirs.setdefault(before, []).append(after)
        parts.setdefault(after, []).append(before)
    return heirs, parts


def _state(unit: Place, on: date, rows: Rows, heirs: Kin, parts: Kin) -> ProvinceState:
    ended = unit.valid_until is not None and unit.valid_until <= on
    begun = unit.valid_from is None or unit.valid_from <= on
    if begun and not ended and unit.pk in rows:
        return _own(unit, rows[unit.pk])
    if ended:
        after = _joined(unit, heirs.get(unit.pk, []), rows)
        if after.rows or unit.pk not in rows:
            return after
        return replace(_own(unit, rows[unit.pk]), carried=True)
    before = _joined(unit, parts.get(unit.pk, []), rows)
    return replace(before, carried=begun and bool(before.rows))


def _own(unit: Place, row: ProvincialInstrument) -> ProvinceState:
    return ProvinceState(unit, InstrumentState(row.state), (row,))


def _joined(unit: Place, kin: Iterable[UUID], rows: Rows) -> ProvinceState:
    found = [rows.get(place) for place in kin]
    states = [InstrumentState(row.state) if row else InstrumentState.NONE for row in found]
    least = min(states, key=_FAR.index, default=InstrumentState.NONE)
    return ProvinceState(unit, least, tuple(row for row in found if row))
