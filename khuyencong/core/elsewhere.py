"""Bodies whose records another instance keeps, told to rooms that know of no exchange.

What a body says is said where its records are kept: nothing here speaks for it by itself.
"""

from collections.abc import Callable
from datetime import date
from uuid import UUID

Asked = Callable[[date], frozenset[UUID]]
_ASKED: list[Asked] = []


def tells_elsewhere(asked: Asked) -> Asked:
    """Let a room above tell which bodies are kept elsewhere on a day."""
    _ASKED.append(asked)
    return asked


def kept_elsewhere(day: date) -> frozenset[UUID]:
    """Return the bodies whose records another instance keeps on a day."""
    return frozenset().union(*(asked(day) for asked in _ASKED))
