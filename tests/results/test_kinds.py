"""A declaration that would count what cannot be counted so does not load."""

from collections import Counter
from typing import Any

import pytest

from khuyencong.applications.models import PaperKind
from khuyencong.law.states import Item
from khuyencong.results.kinds import COLUMNS, KINDS, USUAL, USUAL_VARIANT, grouped_kinds, kinds_of
from khuyencong.results.kinds.declaring import Feed, FieldType, Kind, column, percent
from khuyencong.results.models import Result
from khuyencong.values.measures import MEASURES, Adds
from khuyencong.values.vocabulary import LEGAL_CONTENTS, UNITS, Activity

FEEDS = [(kind, feed) for kind in KINDS.values() for feed in kind.feeds]


def test_each_of_the_nine_contents_has_its_kinds() -> None:
    usual = Counter(kind.legal_content for kind in KINDS.values())
    assert set(LEGAL_CONTENTS) <= set(usual)
    beside = [Activity.OTHER, Activity.OUTCOME]
    assert [content for content, _ in grouped_kinds()] == [*LEGAL_CONTENTS, *beside]
    assert sum(len(kinds) for _, kinds in grouped_kinds()) == len(KINDS)
    assert "course" in {kind.code for kind in kinds_of("training")}


@pytest.mark.parametrize(("kind", "feed"), FEEDS, ids=lambda one: getattr(one, "code", one))
def test_a_feed_counts_in_the_unit_of_its_measure(kind: Kind, feed: Feed) -> None:
    """Persons and turns never mix, and no rate is ever added."""
    measure = MEASURES[feed.measure]
    units = (kind.unit,) if feed.column == "quantity" else COLUMNS[feed.column].units
    assert measure.unit in units
    assert measure.adds is Adds.UP
    assert "percent" not in measure.unit
    assert ("turn" in measure.unit) == ("turns" in feed.column)


def test_a_record_answers_a_measure_once_and_a_measure_is_of_one_content() -> None:
    for kind in KINDS.values():
        for content in {*kind.contents}:
            for variant in ("", *(code for code, _ in kind.variants)):
                fed = [f.measure for f in kind.feeds if f.takes(content, variant)]
                assert len(fed) == len(set(fed))
                assert {MEASURES[one].activity for one in fed} <= {content}


def test_what_is_no_count_stands_in_no_column() -> None:
    columns = {field.name for field in Result._meta.get_fields()}
    for kind in KINDS.values():
        for field in kind.fields:
            assert field.is_column == (field.type is FieldType.COUNT)
            assert (field.name in columns) == field.is_column, (kind.code, field.name)
            assert not field.unit or field.unit in UNITS


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"fields": (column("persons"), column("persons"))}, "twice"),
        ({"fields": (column("quantity"),)}, "a unit a quantity"),
        ({"unit": "class"}, "a unit a quantity"),
        ({"feeds": (Feed("training.workers", "persons"),)}, "no field"),
        (
            {
                "fields": (column("person_turns"),),
                "feeds": (Feed("training.workers", "person_turns"),),
            },
            "does not count",
        ),
        (
            {"fields": (column("persons"),), "feeds": (Feed("staff.people", "persons"),)},
            "does not count",
        ),
        (
            {"fields": (column("persons"),), "feeds": (Feed("management.trainees", "persons"),)},
            "another content",
        ),
        (
            {
                "fields": (column("persons"),),
                "feeds": (Feed("training.workers", "persons", ("x",)),),
            },
            "unknown variant",
        ),
    ],
)
def test_a_wrong_declaration_is_refused(told: dict[str, Any], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Kind(code="x", name="X", contents=(Activity.TRAINING,), **told)


def test_a_rate_cannot_be_a_column() -> None:
    assert not percent("productivity", "Năng suất").is_column
    with pytest.raises(ValueError, match="only counts"):
        Kind(code="x", name="X", contents=(Activity.TRAINING,), fields=(percent("jobs", "x"),))


def test_every_item_of_the_law_has_its_usual_kind() -> None:
    assert set(USUAL) == set(Item) - {Item.ALL}
    assert set(USUAL.values()) <= set(KINDS)
    assert all(KINDS[USUAL[item]].variant_name(one) for item, one in USUAL_VARIANT.items())


@pytest.mark.django_db
def test_the_papers_expected_are_known() -> None:
    from khuyencong.applications.actions import load_papers

    load_papers()
    known = set(PaperKind.objects.values_list("code", flat=True))
    assert {code for kind in KINDS.values() for code in kind.evidence} <= known
