"""The table of measures, and the page written from it."""

import pytest

from khuyencong.values.measures import MEASURES, Adds, Measure, measures_of, page
from khuyencong.values.vocabulary import Activity, unit_label
from tests.conditions import ROOT


def test_the_page_is_what_the_table_says() -> None:
    kept = (ROOT / "docs" / "measures.md").read_text(encoding="utf-8")
    assert kept == page(), "run: python -m khuyencong.values.measures > docs/measures.md"


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda measure: measure.id)
def test_a_measure_counts_in_a_unit_of_the_vocabulary(measure: Measure) -> None:
    assert unit_label(measure.unit)
    assert measure.name[0].isupper()


def test_shares_are_never_added_and_money_always() -> None:
    assert all(m.adds is not Adds.UP for m in MEASURES.values() if m.unit == "percent")
    assert all(m.adds is Adds.UP for m in MEASURES.values() if m.is_money)


@pytest.mark.parametrize(
    ("unit", "activity", "first"),
    [
        ("person", Activity.TRAINING, "training.workers"),
        ("person", Activity.MANAGEMENT_CAPACITY, "management.trainees"),
        ("establishment", Activity.CONSULTANCY, "consultancy.establishments"),
        ("project", Activity.INFORMATION, "projects.count"),
        ("leaflet", Activity.TRAINING, None),
    ],
)
def test_a_unit_and_a_content_tell_the_measure(
    unit: str, activity: Activity, first: str | None
) -> None:
    assert next((m.id for m in measures_of(unit, activity)), None) == first
