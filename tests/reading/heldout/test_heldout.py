"""Held-out reports and a second generator: measured apart from what the reader was built with.

The thresholds of `AIM` are what is wanted; where the reader does not reach one yet, `LEAST` holds
what it reaches now, and is raised with it, never lowered.
"""

from collections import Counter
from pathlib import Path

import pytest

from khuyencong.reading.model import Reading
from tests.conditions import SIZE
from tests.reading.answers import documents
from tests.reading.corpus_score import Score, score
from tests.reading.heldout.generator import KINDS, Planted, make, plant
from tests.reading.test_corpus import table
from tests.reading.whole import read

REPORTS = documents(Path(__file__).with_name("reports"))

AIM = {
    "recall": 0.97,
    "precision": 0.97,
    "kind": 0.92,
    "activity": 0.93,
    "source": 0.94,
    "period": 0.95,
    "bound": 0.98,
    "approximate": 0.98,
    "figures kept": 0.99,
    "others kept": 0.98,
    "legal": 0.98,
    "caught": 0.95,
}
LEAST = AIM
#: False alarms in all these reports (wanted: one), and reports of which place or period is misread.
MOST_ALARMS = 6
MOST_UNPLACED = 3


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    return {document.name: score(document, read(document.text)) for document in REPORTS}


def test_the_reader_reaches_its_marks_on_reports_it_never_saw(scores):
    total = sum(scores.values(), Score())
    print(table(scores))
    low = {n: total.rate(n) for n in LEAST if n != "caught" and total.rate(n) < LEAST[n]}
    assert not low, "\n".join([str(low), *total.notes])


def test_few_of_these_reports_are_accused_wrongly(scores):
    alarms = [n for s in scores.values() for n in s.notes if n.startswith("FALSE ALARM")]
    assert len(alarms) <= MOST_ALARMS, "\n".join(alarms)


def test_the_reader_knows_where_and_when_a_report_speaks():
    wrong = []
    for document in REPORTS:
        reading = read(document.text)
        period = (reading.period.start, reading.period.end) if reading.period else None
        if (reading.place, period) != (document.place, document.period):
            wrong.append(f"{document.name}: {reading.place} {period}")

    assert len(wrong) <= MOST_UNPLACED, "\n".join(wrong)


def test_one_seed_is_one_report():
    assert make(5) == make(5)
    assert plant(5) == plant(5)


@pytest.mark.parametrize("seed", range(len(KINDS)))
def test_the_numbers_of_a_fault_stand_where_they_are_said_to_stand(seed):
    fault = plant(seed)

    assert fault.kind == KINDS[seed]
    assert fault.text != make(seed)[0]
    assert fault.numbers == tuple(fault.text[start:end] for start, end in fault.spans)
    assert all(number[0].isdigit() for number in fault.numbers)


def test_planted_faults_are_caught_with_half_of_their_figures():
    faults = [plant(seed) for seed in range(SIZE)]
    missed = [fault for fault in faults if not is_caught(fault, read(fault.text))]
    print(by_kind(faults, missed))

    assert len(missed) <= SIZE * (1 - LEAST["caught"]), "\n".join(map(passage, missed))


def test_reports_without_a_fault_are_silent():
    alarms = [
        f"{seed}: {check.kind}: {check.statement}"
        for seed in range(SIZE)
        for check in read(make(seed)[0]).checks
        if not check.holds
    ]

    assert len(alarms) <= SIZE * 0.1, "\n".join(alarms)


def is_caught(fault: Planted, reading: Reading) -> bool:
    """Return whether one check that does not hold names half of the figures of the claim."""
    spans = {f.id: (f.number_start, f.number_end) for f in reading.figures}
    return any(
        2 * sum(any(_meet(spans[i], own) for i in check.figures) for own in fault.spans)
        >= len(fault.spans)
        for check in reading.checks
        if not check.holds
    )


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def by_kind(faults: list[Planted], missed: list[Planted]) -> str:
    """Return a line for each kind: caught of planted."""
    planted, lost = (Counter(fault.kind for fault in some) for some in (faults, missed))
    return "\n".join(f"{kind:18} {planted[kind] - lost[kind]:3}/{planted[kind]}" for kind in KINDS)


def passage(fault: Planted) -> str:
    """Return the lines from the first number of the fault to its last."""
    start = fault.text.rfind("\n", 0, fault.spans[0][0]) + 1
    end = fault.text.find("\n", fault.spans[-1][1])
    return f"{fault.kind}: {fault.text[start:end]}".replace("\n", " ⏎ ")[:400]
