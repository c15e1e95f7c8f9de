"""Which round bracket is open where: every bracket matched once, within its own block."""

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterable

_BRACKET = re.compile(r"[()]")
_NONE = -1


class Brackets:
    """The brackets of a text, matched in one pass; none reaches over one of the `starts`."""

    def __init__(self, text: str, starts: Iterable[int] = ()):
        self._places: list[int] = []
        self._around: list[int] = []
        self._closes: dict[int, int] = {}
        edges = [0, *sorted(starts), len(text)]
        for start, end in itertools.pairwise(edges):
            self._match(text, start, end)

    def _match(self, text: str, start: int, end: int) -> None:
        unclosed: list[int] = []
        for m in _BRACKET.finditer(text, start, end):
            if m.group() == "(":
                unclosed.append(m.start())
            elif unclosed:
                self._closes[unclosed.pop()] = m.start()
            self._note(m.start(), unclosed[-1] if unclosed else _NONE)
        self._note(end, _NONE)

    def _note(self, place: int, around: int) -> None:
        self._places.append(place)
        self._around.append(around)

    def opened(self, position: int) -> int:
        """Return where the innermost bracket around `position` opens, or -1."""
        last = bisect_left(self._places, position) - 1
        return self._around[last] if last >= 0 else _NONE

    def closing(self, position: int, limit: int) -> int:
        """Return where the innermost bracket around `position` closes, at most `limit`."""
        return min(limit, self._closes.get(self.opened(position), limit))
