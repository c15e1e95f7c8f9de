"""`verify` names a result that does not match its line, its names or its list."""

from collections.abc import Callable
from typing import Any

import pytest

from khuyencong.results.actions import ParticipantTold, put_roster
from khuyencong.results.models import Participant, Result, ResultEstablishment
from khuyencong.results.queries.integrity import result_faults
from tests.cast import Cast
from tests.factories import make_establishment, make_result
from tests.results.test_recording import LATER, line_of
from tests.results.world import World


def kept(cast: Cast, world: World) -> None:
    """Keep one result of a line, one with names, one with a list."""
    place = world.communes["m1"]
    firm = make_establishment(cast.owner, cast.department)
    make_result(cast.owner, cast.department, line=line_of(cast), place=place)
    more: dict[str, Any] = {"counts": {"quantity": 1}, "establishments": {firm: 2}}
    make_result(cast.owner, cast.department, "fair", place=place, **more)
    row = make_result(cast.owner, cast.department, place=place)
    people = [ParticipantTold(full_name="Người Mẫu")]
    put_roster(by=cast.owner, result=row, rows=people, reason="x", at=LATER)


ALTERED: list[tuple[str, Callable[[Cast], object]]] = [
    ("đơn vị khác", lambda c: Result.objects.exclude(line=None).update(owner=c.agency)),
    ("số cơ sở", lambda c: ResultEstablishment.objects.all().delete()),
    ("số cơ sở", lambda c: ResultEstablishment.objects.update(turns=1)),
    ("số người", lambda c: Participant.objects.all().delete()),
    ("số người", lambda c: Result.objects.filter(version=2).update(persons=9)),
    ("số người", lambda c: Result.objects.filter(version=2).update(has_roster=False)),
    ("không có phiên bản", lambda c: Result.objects.filter(version=2).update(superseded_at=LATER)),
]


@pytest.mark.parametrize(("said", "alter"), ALTERED)
def test_what_was_altered_is_named(
    cast: Cast, world: World, said: str, alter: Callable[[Cast], object]
) -> None:
    kept(cast, world)
    assert list(result_faults()) == []
    alter(cast)
    assert any(said in fault for fault in result_faults())
