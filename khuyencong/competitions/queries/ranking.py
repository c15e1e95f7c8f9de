"""The ranking a council decides by: the second stage first where there was one."""

from dataclasses import dataclass
from fractions import Fraction

from khuyencong.competitions.models import Round
from khuyencong.competitions.queries.tally import tallied
from khuyencong.competitions.rules.ranking import Standing
from khuyencong.competitions.states import Stage


@dataclass(frozen=True, slots=True)
class Ranked:
    """Where an entry stands in the end; `mean` is in tenths, of the stage that ranked it."""

    code: str
    rank: int | None
    shared: bool
    mean: Fraction | None
    sheets: int
    stage: Stage


def final_ranking(round: Round) -> list[Ranked]:
    """Return every accepted entry, best first; six queries.

    Those scored twice stand by their second stage before all others, which keep the order of the
    first and go on counting from there.
    """
    first = tallied(round, Stage.FIRST)
    second = [one for one in tallied(round, Stage.SECOND) if one.rank is not None]
    again = {one.entry for one in second}
    rest = [one for one in first if one.entry not in again]
    ranks = [one.rank for one in rest if one.rank is not None]
    return [_ranked(one, one.rank, Stage.SECOND) for one in second] + [
        _ranked(one, _after(len(second), one.rank, ranks), Stage.FIRST) for one in rest
    ]


def _after(before: int, rank: int | None, ranks: list[int]) -> int | None:
    return None if rank is None else before + 1 + sum(other < rank for other in ranks)


def _ranked(one: Standing, rank: int | None, stage: Stage) -> Ranked:
    return Ranked(str(one.entry), rank, one.shared, one.mean, one.sheets, stage)
