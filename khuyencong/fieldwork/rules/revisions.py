"""Which revision of a sheet went on from which, where two devices may work with one draft."""

from collections.abc import Iterable
from typing import Protocol
from uuid import UUID


class Told(Protocol):
    """What is asked of a revision."""

    id: UUID
    number: int
    device: UUID
    known: dict[str, int]


def went_on_from(later: Told, earlier: Told) -> bool:
    """Return whether who wrote the later one had the earlier one before him."""
    return later.id != earlier.id and later.known.get(str(earlier.device), 0) >= earlier.number


def is_overtaken(one: Told, others: Iterable[Told]) -> bool:
    """Return whether another revision went on from this one.

    Of two devices that went on with one draft apart from each other, neither is overtaken.
    """
    return any(went_on_from(other, one) and not went_on_from(one, other) for other in others)
