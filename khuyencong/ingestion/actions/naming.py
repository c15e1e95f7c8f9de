"""Two readings of one text: what both see bears one name.

So an address of a figure still leads to it, and a decision still speaks of its check. What only the
second sees gets a name that nothing in the kept one has.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from itertools import count
from typing import TypeVar

from khuyencong.ingestion.queries import check_key
from khuyencong.reading.model import Check, Figure, Reading

Named = TypeVar("Named", Figure, Check)


def with_kept_names(anew: Reading, kept: Reading) -> Reading:
    """Return `anew` under the names that `kept` gave to the same figures and checks."""
    figures = _names(anew.figures, kept.figures, lambda f: (f.number_start, f.number_end))
    checks = _names(anew.checks, kept.checks, check_key)
    return replace(
        anew,
        figures=[replace(figure, id=figures[figure.id]) for figure in anew.figures],
        checks=[
            replace(
                check, id=checks[check.id], figures=tuple(figures[name] for name in check.figures)
            )
            for check in anew.checks
        ],
    )


def _names(
    anew: Sequence[Named], kept: Sequence[Named], key: Callable[[Named], Hashable]
) -> dict[str, str]:
    """Return the kept name of everything in `anew`, in their order where several share a key."""
    known: dict[Hashable, list[str]] = defaultdict(list)
    for one in reversed(kept):
        known[key(one)].append(one.id)
    fresh = count(1 + max((int(one.id[1:]) for one in kept), default=0))
    return {
        one.id: known[key(one)].pop() if known[key(one)] else f"{one.id[0]}{next(fresh)}"
        for one in anew
    }
