"""The draw for booths: by a seed that is published, so that anybody draws the same again."""

import hashlib
from collections.abc import Iterable, Sequence
from uuid import UUID


def drawn(seed: str, exhibitors: Iterable[UUID], booths: Sequence[str]) -> list[tuple[UUID, str]]:
    """Return who gets which booth: exhibitors in the order of SHA-256("seed:id"), booths by code.

    The ids and the seed alone decide, not the order in which anybody registered. Where booths are
    fewer, who is left out is the last by that order; ValueError for a booth named twice.
    """
    codes = sorted(booths)
    if len(set(codes)) != len(codes):
        raise ValueError("a booth stands twice in the draw")
    order = sorted(exhibitors, key=lambda one: hashlib.sha256(f"{seed}:{one}".encode()).hexdigest())
    return list(zip(order, codes, strict=False))
