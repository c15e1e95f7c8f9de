"""What must never be false of a result is refused by the database itself."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from khuyencong.results.models import Participant, Result, ResultEstablishment
from tests.cast import Cast
from tests.factories import make_establishment, make_result
from tests.results.world import AT

BREAKING: dict[str, dict[str, Any]] = {
    "result_kind_known": {"kind": "x"},
    "result_content_and_source_known": {"content": "x"},
    "result_content_and_source_known 2": {"source": "x"},
    "result_says_what": {"what": ""},
    "result_took_some_days": {"done_until": date(2026, 11, 10)},
    "result_quantity_in_a_unit": {"unit": ""},
    "result_women_among_persons": {"women": 31},
    "result_persons_within_turns": {"person_turns": 29},
    "result_establishments_within_turns": {"establishments": 2, "establishment_turns": 1},
    "result_products_within_turns": {"products": 2, "product_turns": 1},
    "result_bound_of_a_column": {"bound": "gt"},
    "result_bound_of_a_column 2": {"bounded": "persons"},
    "result_bound_of_a_column 3": {"bound": "gt", "bounded": "x"},
    "result_reason_of_a_correction": {"version": 2},
    "result_reason_of_a_correction 2": {"withdrawn": True},
    "results_result_superseded_after_recorded": {"superseded_at": AT - timedelta(30)},
    "persons": {"persons": -1},
}


@pytest.mark.parametrize("name", BREAKING)
def test_the_database_refuses(cast: Cast, name: str) -> None:
    row = make_result(cast.owner, cast.department)
    with pytest.raises(IntegrityError, match=name.split()[0]), transaction.atomic():
        Result.objects.filter(id=row.id).update(**BREAKING[name])


def test_one_version_stands_and_each_is_there_once(cast: Cast) -> None:
    row, other = (make_result(cast.owner, cast.department) for _ in range(2))
    with pytest.raises(IntegrityError), transaction.atomic():
        Result.objects.filter(id=other.id).update(series=row.series, version=2, reason="x")
    later = {"series": row.series, "superseded_at": AT + timedelta(9)}
    with pytest.raises(IntegrityError), transaction.atomic():
        Result.objects.filter(id=other.id).update(**later)


def test_an_establishment_takes_part_once_and_at_least_once(cast: Cast) -> None:
    row = make_result(cast.owner, cast.department)
    firm = make_establishment(cast.owner, cast.department)
    told = {"result": row, "establishment": firm}
    ResultEstablishment.objects.create(**told)
    with pytest.raises(IntegrityError), transaction.atomic():
        ResultEstablishment.objects.create(**told)
    with pytest.raises(IntegrityError), transaction.atomic():
        ResultEstablishment.objects.update(turns=0)


@pytest.mark.parametrize(
    "changed",
    [{"full_name": ""}, {"key": ""}, {"monthly_income": -1}, {"birth_year": 1800}],
    ids=lambda changed: next(iter(changed)),
)
def test_a_participant_is_somebody(cast: Cast, changed: dict[str, Any]) -> None:
    row = make_result(cast.owner, cast.department)
    told = {"series": row.series, "position": 1, "key": "x", "full_name": "Người Mẫu"}
    told |= {"recorded_at": AT}
    Participant.objects.create(**told)
    with pytest.raises(IntegrityError), transaction.atomic():
        Participant.objects.create(**told)
    with pytest.raises(IntegrityError), transaction.atomic():
        Participant.objects.update(**changed)
