"""A report with one planted fault is caught; the same without it is silent."""

from collections import Counter

import pytest

from khuyencong.reading.model import Figure
from tests.conditions import SIZE
from tests.reading.faults import Fault, make_report, plant_fault
from tests.reading.whole import read

SEEDS = range(SIZE)


def test_one_seed_is_one_report_and_one_fault():
    assert make_report(3).text == make_report(3).text
    assert plant_fault(make_report(3), 3) == plant_fault(make_report(3), 3)


@pytest.mark.parametrize("seed", range(12))
def test_the_planted_numbers_stand_where_they_are_said_to_stand(seed):
    report = make_report(seed)
    fault = plant_fault(report, seed)

    assert fault.text != report.text
    assert fault.numbers == tuple(fault.text[start:end] for start, end in fault.spans)


def test_every_kind_of_fault_is_planted():
    kinds = {plant_fault(make_report(seed), seed).kind for seed in range(150)}

    assert kinds == {
        *("sum", "share", "average", "growth", "percent_of_target", "count_of_list"),
        *("superlative", "part_whole", "period_length", "out_of", "contradiction", "difference"),
    }


def test_planted_faults_are_caught():
    faults = {seed: plant_fault(make_report(seed), seed) for seed in SEEDS}

    missed = {seed: fault for seed, fault in faults.items() if not is_caught(fault)}

    print(table_of(faults, missed))
    assert len(missed) <= SIZE * 0.05, sentences(missed)


def test_reports_without_a_fault_are_silent():
    accused = {}
    for seed in SEEDS:
        failing = [check for check in read(make_report(seed).text).checks if not check.holds]
        if failing:
            accused[seed] = failing

    assert sum(map(len, accused.values())) <= SIZE * 0.1, "\n".join(
        f"seed {seed}: {check.kind}: {check.statement}"
        for seed, checks in accused.items()
        for check in checks
    )


def is_caught(fault: Fault) -> bool:
    """Return whether a check that does not hold names at least half of the planted numbers."""
    reading = read(fault.text)
    planted = {figure.id for figure in reading.figures if touches(figure, fault)}
    named = [planted & set(check.figures) for check in reading.checks if not check.holds]
    return any(2 * len(figures) >= len(fault.spans) for figures in named)


def touches(figure: Figure, fault: Fault) -> bool:
    """Return whether the figure's number is one of the planted ones."""
    return any(
        figure.number_start < end and start < figure.number_end for start, end in fault.spans
    )


def table_of(faults: dict[int, Fault], missed: dict[int, Fault]) -> str:
    """Return a line for each kind: planted, caught."""
    planted = Counter(fault.kind for fault in faults.values())
    lost = Counter(fault.kind for fault in missed.values())
    return "\n".join(
        f"{kind:18} {planted[kind] - lost[kind]:4}/{planted[kind]}" for kind in sorted(planted)
    )


def sentences(missed: dict[int, Fault]) -> str:
    """Return, for each missed fault, the passage it stands in."""
    return "\n".join(
        f"seed {seed}: {fault.kind}: {passage(fault)}" for seed, fault in missed.items()
    )


def passage(fault: Fault) -> str:
    """Return the lines of text from the first planted number to the last."""
    start = fault.text.rfind("\n", 0, fault.spans[0][0]) + 1
    end = fault.text.find("\n", fault.spans[-1][1])
    return fault.text[start:end].replace("\n", " ⏎ ")[:400]
