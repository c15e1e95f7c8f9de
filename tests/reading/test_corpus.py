"""Forty-odd reports of other provinces, years and shapes, each with hand-made answers."""

from pathlib import Path

import pytest

from tests.reading.answers import Document, documents
from tests.reading.corpus_score import Score, score
from tests.reading.whole import read

CORPUS = documents(Path(__file__).with_name("corpus"))

#: What the reader must reach over the whole corpus.
LEAST = {
    "recall": 0.98,
    "precision": 0.97,
    "kind": 0.94,
    "activity": 0.96,
    "source": 0.92,
    "period": 0.95,
    "bound": 0.99,
    "approximate": 0.99,
    "figures kept": 0.99,
    "others kept": 0.97,
    "legal": 0.98,
    "faults": 0.9,
}


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    return {document.name: score(document, read(document.text)) for document in CORPUS}


def test_there_are_at_least_thirty_reports():
    assert len(CORPUS) >= 30


def test_the_reader_reaches_its_marks(scores):
    total = sum(scores.values(), Score())
    print(table(scores))
    low = {name: total.rate(name) for name, least in LEAST.items() if total.rate(name) < least}
    assert not low, "\n".join([str(low), *total.notes])


@pytest.mark.parametrize("document", CORPUS, ids=lambda document: document.name)
def test_no_report_is_accused_wrongly_more_than_once(document: Document, scores):
    alarms = [note for note in scores[document.name].notes if note.startswith("FALSE ALARM")]
    assert len(alarms) <= 1, "\n".join(alarms)


def test_few_reports_are_accused_wrongly_at_all(scores):
    alarms = [n for s in scores.values() for n in s.notes if n.startswith("FALSE ALARM")]
    assert len(alarms) <= len(CORPUS) // 10, "\n".join(alarms)


def table(scores: dict[str, Score]) -> str:
    """Return a line for each report and one for all: recall, precision, faults, false alarms."""
    lines = [f"{name:38} {_line(scores[name])}" for name in scores]
    return "\n".join([*lines, f"{'all':38} {_line(sum(scores.values(), Score()))}"])


def _line(one: Score) -> str:
    marks = " ".join(f"{name} {one.rate(name):.3f}" for name in LEAST)
    return f"{marks} false alarms {one.counts['false alarms']}"
