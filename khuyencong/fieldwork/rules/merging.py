"""Two sides changed one record apart from each other: field by field against what both knew."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

#: A value as JSON keeps it; None and "" are both an open answer.
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that both sides changed, each to something else."""

    field: str
    base: Any
    ours: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class Merged:
    """What the record says with both changes in it, as far as they do not clash."""

    values: dict[str, Any]
    changed: frozenset[str]
    clashes: tuple[Clash, ...]


def merge(base: Values, ours: Values, theirs: Values) -> Merged:
    """Return ours with what only they changed; a field that both changed apart is a clash.

    Fields that they do not tell stay as they are. A field that both changed to one value is no
    clash.
    """
    values, changed, clashes = dict(ours), set(), []
    for field, told in theirs.items():
        before, now = base.get(field), ours.get(field)
        if same(told, now) or same(told, before):
            continue
        if same(now, before):
            values[field] = told
            changed.add(field)
        else:
            clashes.append(Clash(field, before, now, told))
    return Merged(values, frozenset(changed), tuple(clashes))


def same(a: Any, b: Any) -> bool:
    """Return whether two values say the same; 0 is told, nothing and "" are not."""
    return _told(a) == _told(b) and type(_told(a)) is type(_told(b))


def _told(value: Any) -> Any:
    return None if value == "" else value
