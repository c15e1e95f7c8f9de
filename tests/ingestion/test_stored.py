"""A reading comes back from the database as it went in."""

import json
from decimal import Decimal
from importlib import resources
from pathlib import Path

import pytest

from khuyencong.ingestion.child import read_report
from khuyencong.ingestion.stored import restored, stored
from khuyencong.reading.checks import check
from khuyencong.reading.model import Check, Figure, Reading, YearSpan
from khuyencong.reading.reader import read
from khuyencong.values.vocabulary import Activity, Bound, CheckKind, Severity
from khuyencong.web.desk import sample

DEMONSTRATION = sorted(
    Path(str(file))
    for file in (resources.files("khuyencong.demo") / "reports").iterdir()
    if file.name.endswith(".md")
)


def through_json(reading: Reading) -> Reading:
    return restored(json.loads(json.dumps(stored(reading))), reading.text)


def test_the_sample_comes_back() -> None:
    assert through_json(sample.sample_reading()) == sample.sample_reading()


@pytest.mark.parametrize("file", DEMONSTRATION, ids=lambda file: file.stem)
def test_a_demonstration_report_comes_back(file: Path) -> None:
    reading = read(file.read_text("utf-8"))
    reading.checks = check(reading)
    assert through_json(reading) == reading


def test_the_child_answers_with_the_same_reading() -> None:
    data = DEMONSTRATION[0].read_bytes()
    answer = json.loads(read_report(data, "a.md"))
    expected = read(data.decode())
    expected.checks = check(expected)
    assert restored(answer["reading"], answer["text"]) == expected


def test_exact_numbers_enums_and_spans_keep_their_types() -> None:
    figure = Figure(
        "f1", 0, 1, "5", 0, 1, Decimal("57.30"), "percent", value_high=Decimal("60"),
        bound=Bound.GT, activity=Activity.TRAINING, period=YearSpan(2016, "2026-08"),
    )  # fmt: skip
    one = Check("c1", CheckKind.SUM, Severity.NOTE, "", ("f1",), 2**70, Decimal("0.1"))
    back = through_json(Reading("5", figures=[figure], checks=[one]))
    assert back.figures == [figure] and back.checks == [one]
    assert str(back.figures[0].value) == "57.30"
    assert back.figures[0].bound is Bound.GT
    assert type(back.figures[0].period.end) is str


def test_a_reading_kept_before_a_field_existed_gets_its_default() -> None:
    kept = stored(sample.sample_reading())
    del kept["checks"], kept["figures"][0]["confidence"]
    kept["field_of_the_future"] = 1
    back = restored(kept, sample.TEXT)
    assert back.checks == [] and back.figures[0].confidence == 1.0
