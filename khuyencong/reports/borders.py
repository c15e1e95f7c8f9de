"""How values move when borders change: what is added stays whole, what cannot be parted stays.

Pure: keys, days and whole numbers in, the same out.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Move:
    """On `day` territory of one unit became territory of another."""

    predecessor: str
    successor: str
    day: date


@dataclass(frozen=True, slots=True)
class Carried:
    """Values under the units of a day.

    `values`: by unit; `made_of`: which of the old units each is added from; `left`: values of units
    that ended and whose territory went to several: no share of them is known, so none is made up.
    """

    values: dict[str, int]
    made_of: dict[str, tuple[str, ...]]
    left: dict[str, int]

    @property
    def total(self) -> int:
        """Return all of it together: the same before and after."""
        return sum(self.values.values()) + sum(self.left.values())


def holders(keys: Iterable[str], moves: Iterable[Move], on: date) -> dict[str, frozenset[str]]:
    """Return for each unit who holds its territory on a day: itself, its heir, or several.

    A unit that was parted and whose parts came together again has one holder.
    """
    next_of: dict[str, list[str]] = defaultdict(list)
    for move in moves:
        if move.day <= on:
            next_of[move.predecessor].append(move.successor)
    return {key: frozenset(_ends(key, next_of)) for key in keys}


def _ends(key: str, next_of: Mapping[str, list[str]]) -> Iterable[str]:
    seen, waiting = {key}, [key]
    while waiting:
        unit = waiting.pop()
        after = [heir for heir in next_of.get(unit, ()) if heir not in seen]
        if not next_of.get(unit):
            yield unit
        seen.update(after)
        waiting += after


def carry(values: Mapping[str, int], moves: Iterable[Move], on: date) -> Carried:
    """Return additive values of any units under the units of a day; nothing lost, nothing doubled.

    The same whichever way the borders went: A into B and then B into C is A and B into C.
    """
    held = holders(values, moves, on)
    carried: dict[str, int] = defaultdict(int)
    made_of: dict[str, list[str]] = defaultdict(list)
    left: dict[str, int] = {}
    for key in sorted(values):
        if len(held[key]) != 1:
            left[key] = values[key]
            continue
        (holder,) = held[key]
        carried[holder] += values[key]
        made_of[holder].append(key)
    return Carried(dict(carried), {key: tuple(parts) for key, parts in made_of.items()}, left)
