"""A page with what several kinds of check ask of it, found once."""

from bisect import bisect_left
from functools import cached_property

from khuyencong.reading.checks.changes import Change, changes
from khuyencong.reading.checks.peers import Mean, PeerGroup, groups, means
from khuyencong.reading.model import Block, Figure
from khuyencong.reading.opened import opened
from khuyencong.reading.page import Page, family
from khuyencong.reading.parts import Relation
from khuyencong.reading.reckoned import reckoned
from khuyencong.values.vocabulary import FigureKind

#: How far, in characters, a claim may stand from the list it speaks of.
_NEAR = 9000
TOTAL_WORDS = ("tổng", "toàn tỉnh", "cả nước", "cả giai đoạn", "chung")


class Context(Page):
    """A page with its wholes and parts."""

    @cached_property
    def relations(self) -> list[Relation]:
        """Every whole with its parts, in reading order."""
        found = opened(self)
        found.extend(reckoned(self, found))
        return sorted(found, key=lambda r: r.whole.number_start)

    @cached_property
    def part_ids(self) -> frozenset[str]:
        """The ids of figures that are parts of another in their own passage."""
        return frozenset(p.id for r in self.relations for p in r.parts)

    @cached_property
    def split_ids(self) -> frozenset[str]:
        """The ids of wholes that their own passage splits into two parts or more."""
        return frozenset(r.whole.id for r in self.relations if len(r.parts) > 1)

    @cached_property
    def parts_of(self) -> dict[str, list[Figure]]:
        """Whole id → the parts named under it."""
        found: dict[str, list[Figure]] = {}
        for relation in self.relations:
            found.setdefault(relation.whole.id, []).extend(relation.parts)
        return found

    @cached_property
    def wholes_of(self) -> dict[str, list[Figure]]:
        """Part id → the wholes it was named under."""
        found: dict[str, list[Figure]] = {}
        for relation in self.relations:
            for part in relation.parts:
                found.setdefault(part.id, []).append(relation.whole)
        return found

    @cached_property
    def changes(self) -> list[tuple[list[Figure], list[Change]]]:
        """The figures of each sentence that may tell a change, with its changes."""
        spans = (self.inside(start, end) for start, end in self.sentences)
        return [(figures, list(changes(self, figures))) for figures in spans if figures]

    @cached_property
    def peer_groups(self) -> list[PeerGroup]:
        """Every list of named things with their figures."""
        return groups(self)

    def groups_of(self, unit: str, position: int) -> list[PeerGroup]:
        """Return the lists near `position` in which something is measured in `unit`."""
        return [g for g in self._near(position) if any(unit in p.figures for p in g.peers)]

    @cached_property
    def _sorted_groups(self) -> list[PeerGroup]:
        return sorted(self.peer_groups, key=lambda g: g.start)

    @cached_property
    def _group_starts(self) -> list[int]:
        return [g.start for g in self._sorted_groups]

    @cached_property
    def figures_out_of(self) -> list[Figure]:
        """The figures written "n/m", one for each m."""
        return list({f.out_of: f for f in self.figures if f.out_of is not None}.values())

    @cached_property
    def totals(self) -> dict[str, list[Figure]]:
        """Unit family → the figures that the text calls a total, in reading order."""
        found: dict[str, list[Figure]] = {}
        for figure in self.figures:
            if figure.kind is not FigureKind.NORM and self.says_total(figure):
                found.setdefault(family(figure), []).append(figure)
        return found

    def targets_of(self, unit: str) -> list[Figure]:
        """Return the figures of `unit` that the text sets as targets, at most sixty."""
        return self._targets.get(unit, [])[:60]

    @cached_property
    def _targets(self) -> dict[str, list[Figure]]:
        found: dict[str, list[Figure]] = {}
        for figure in self.figures:
            if figure.kind is FigureKind.TARGET:
                found.setdefault(figure.unit, []).append(figure)
        return found

    @cached_property
    def memory(self) -> dict[str, frozenset[tuple[str, str]]]:
        """Figure id → the pairs of syllables around it, kept by who asks for them."""
        return {}

    def means_near(self, position: int, unit: str) -> list[tuple[PeerGroup, list[Mean]]]:
        """Return the lists near `position` whose own amounts and counts give averages."""
        near = self._near(position)
        return [(g, found) for g in near if (found := self._means_of(g, unit))]

    def _means_of(self, group: PeerGroup, unit: str) -> list[Mean]:
        key = (group.start, group.in_items, unit)
        if key not in self._means:
            self._means[key] = means(group, unit)
        return self._means[key]

    @cached_property
    def _means(self) -> dict[tuple[int, bool, str], list[Mean]]:
        return {}

    def _near(self, position: int) -> list[PeerGroup]:
        first = bisect_left(self._group_starts, position - _NEAR)
        return self._sorted_groups[first : bisect_left(self._group_starts, position + _NEAR)][-40:]

    def block_before(self, position: int) -> Block | None:
        """Return the block that ends last before the line of `position`, or that holds it."""
        last = bisect_left(self._block_starts, position) - 1
        return self.blocks[last] if last >= 0 else None

    def says_total(self, figure: Figure) -> bool:
        """Return whether the words before the number call it a total."""
        clause = self.before(figure, 70).rpartition(";")[2]
        return any(word in clause for word in TOTAL_WORDS)
