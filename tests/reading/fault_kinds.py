"""Which claims a world allows, by kind of fault."""

from collections.abc import Callable

from tests.reading import fault_passages as passages
from tests.reading import fault_ratios as ratios
from tests.reading import fault_series as series
from tests.reading import fault_sums as sums
from tests.reading.fault_claims import Claim
from tests.reading.fault_world import PHRASES, World

Maker = Callable[[World], Claim]


def makers(world: World) -> dict[str, list[Maker]]:
    """Return what this world allows to be claimed, by kind of fault."""
    several_sources, several_years = len(world.sources) > 1, len(world.years) > 2
    by_kind: dict[str, list[Maker]] = {
        "sum": [_about(sums.group_sum, a) for a in PHRASES["group_sums"] if a in world.lines],
        "share": [ratios.share_of_women, ratios.share_of_staff],
        "average": [ratios.average_trainees] if "management" in world.lines else [],
        "growth": [ratios.growth_output]
        if world.part_of_year
        else [ratios.growth_money, ratios.growth_output],
        "percent_of_target": [_about(ratios.percent_of_target, a) for a in PHRASES["targets"]]
        + [ratios.target_elsewhere],
        "count_of_list": [passages.count_of_list],
        "superlative": [passages.superlative],
        "part_whole": [passages.part_whole],
        "period_length": [passages.period_length] if several_years else [],
        "out_of": [ratios.out_of],
        "contradiction": [
            passages.contradiction_of_money,
            passages.contradiction_of_projects,
            passages.contradiction_of_all,
        ],
        "difference": [ratios.difference],
    }
    by_kind["average"] += [ratios.average_money] + ([ratios.average_year] if several_years else [])
    by_kind["growth"] += [] if world.part_of_year else [ratios.growth_money]
    by_kind["growth"] += [ratios.growth_yearly] if several_years else []
    by_kind["growth"] += [] if world.part_of_year else [series.times, series.percent_of_last]
    by_kind["sum"] += [series.remainder] + ([series.by_year] if several_years else [])
    by_kind["percent_of_target"].append(series.exceeded)
    by_kind["count_of_list"].append(series.list_in_lines)
    by_kind["contradiction"].append(series.workers_told_twice)
    if several_sources:
        by_kind["sum"] += [sums.total_money, sums.total_projects, sums.total_money]
        by_kind["share"] += [ratios.share_of_money]
    return by_kind


def _about(make: Callable, activity: str) -> Maker:
    return lambda world: make(world, activity)
