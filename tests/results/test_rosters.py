"""Where people stand by name, persons and turns are counted from the list."""

from datetime import timedelta
from typing import Any

import pytest

from khuyencong.core.models import JournalEntry
from khuyencong.core.refusal import Refused
from khuyencong.results.actions import ParticipantTold, correct_result, put_roster
from khuyencong.results.models import Participant, Result
from khuyencong.results.queries import counted
from khuyencong.results.rules import counts_of, key_of
from tests.cast import Cast
from tests.factories import make_result
from tests.results.world import AT, END, START, World, course

LATER = AT + timedelta(1)
FIRST = ParticipantTold(full_name="Nguyễn Thị Mẫu", birth_year=1990, sex="female")
OTHER = ParticipantTold(full_name="Trần Văn Mẫu", birth_year=1985, sex="male")
AGAIN = ParticipantTold(full_name="NGUYEN THI  MAU", birth_year=1990, sex="female", session=2)


def class_of(cast: Cast, world: World) -> Result:
    counts = {"quantity": 2, "persons": 50, "person_turns": 60}
    more: dict[str, Any] = {"counts": counts, "place": world.communes["m1"]}
    return make_result(cast.owner, cast.department, "management_class", **more)


def put(cast: Cast, row: Result, *people: ParticipantTold) -> Result:
    return put_roster(by=cast.owner, result=row, rows=people, reason="Có danh sách", at=LATER)


def test_persons_are_counted_by_key_and_turns_by_rows(cast: Cast, world: World) -> None:
    row = put(cast, class_of(cast, world), FIRST, OTHER, AGAIN)
    assert (row.persons, row.women, row.person_turns) == (2, 1, 3)
    assert (row.version, row.has_roster) == (2, True)
    found = counted(cast.department, START, END, by=())
    assert (found["management.trainees",].value, found["management.turns",].value) == (2, 3)


def test_typed_numbers_of_people_give_way_to_the_list(cast: Cast, world: World) -> None:
    row = put(cast, class_of(cast, world), FIRST, OTHER)
    said = course(
        world.communes["m1"],
        row.done_from,
        kind="management_class",
        counts={"quantity": 3, "persons": 99},
        more={},
    )
    row = correct_result(by=cast.owner, result=row, told=said, reason="Ba lớp", at=LATER)
    assert (row.quantity, row.persons, row.has_roster) == (3, 2, True)


def test_a_list_put_anew_supersedes_and_an_empty_one_leaves_its_counts(
    cast: Cast, world: World
) -> None:
    row = put(cast, class_of(cast, world), FIRST, OTHER)
    row = put(cast, row, OTHER)
    assert (row.persons, row.women, row.person_turns) == (1, 0, 1)
    assert Participant.objects.filter(superseded_at=None).count() == 1
    assert Participant.objects.count() == 3
    row = put(cast, row)
    assert (row.persons, row.has_roster) == (1, False)


def test_the_women_are_unknown_where_one_of_the_list_is() -> None:
    unsaid = ParticipantTold(full_name="Lê Mẫu")
    row = Result()
    assert counts_of(row.series, [FIRST, unsaid]).women is None
    assert counts_of(row.series, []).women is None


def test_a_key_tells_nothing_outside_its_result() -> None:
    one, other = Result(), Result()
    assert key_of(one.series, FIRST) == key_of(one.series, AGAIN)
    assert key_of(one.series, FIRST) != key_of(other.series, FIRST)


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ([FIRST, ParticipantTold(full_name="Nguyễn thị mẫu", birth_year=1990)], "Dòng 2 là người"),
        ([ParticipantTold(full_name=" ")], "họ và tên"),
        ([ParticipantTold(full_name="A", sex="x")], "giới tính"),
        ([ParticipantTold(full_name="A", job_after="x")], "giới tính hoặc việc làm"),
        ([ParticipantTold(full_name="A", birth_year=1850)], "năm sinh 1850"),
        ([ParticipantTold(full_name=f"A{n}") for n in range(2001)], r"tối đa 2\.000"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    cast: Cast, world: World, people: list[ParticipantTold], said: str
) -> None:
    row = class_of(cast, world)
    with pytest.raises(Refused, match=said):
        put(cast, row, *people)
    assert not Participant.objects.exists()


def test_only_what_people_take_part_in_has_a_list(cast: Cast, world: World) -> None:
    more: dict[str, Any] = {"counts": {"quantity": 1}, "place": world.communes["m1"]}
    row = make_result(cast.owner, cast.department, "policy", **more)
    with pytest.raises(Refused, match="không có danh sách"):
        put(cast, row, FIRST)


def test_nobody_of_a_list_is_named_in_the_journal(cast: Cast, world: World) -> None:
    put(cast, class_of(cast, world), FIRST)
    entry = JournalEntry.objects.get(act="result.roster_put")
    assert entry.facts == {"kind": "management_class", "version": 2, "rows": 1}
