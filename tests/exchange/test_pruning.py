"""The log is pruned between any two steps; nobody gets anything else for it, also who is new."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from khuyencong.applications.models import SurveyRound
from khuyencong.core.models import JournalEntry
from khuyencong.exchange.actions.exporting import export
from khuyencong.exchange.actions.pruning import prune
from khuyencong.exchange.models import Change, Instance, Known, Parked
from khuyencong.exchange.states import Sort
from khuyencong.exchange.tasks import prune_log
from tests.exchange.machines import Machine, join, second_database
from tests.exchange.test_bundles import add_round
from tests.exchange.test_schedules import Life, require_equal

Pair = tuple[Machine, Machine]


@pytest.fixture(scope="module")
def third_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    with django_db_blocker.unblock():
        connection = second_database()
        yield connection
        connection.connection.close()


@pytest.fixture
def third(pair: Pair, third_database: Any, tmp_path: Path) -> Iterator[Machine]:
    machine = Machine(third_database, tmp_path / "third")
    with machine.undone():
        yield machine


def pruned(machine: Machine) -> int:
    with machine.here():
        return prune(at=machine.now())


def log(machine: Machine) -> list[tuple[int, str]]:
    with machine.here():
        return list(Change.objects.order_by("seq").values_list("seq", "body"))


def rename(machine: Machine, round: SurveyRound, name: str) -> None:
    with machine.here():
        SurveyRound.objects.filter(pk=round.pk).update(name=name)


def test_a_state_that_was_replaced_goes_once_everybody_has_what_replaced_it(pair: Pair) -> None:
    centre, province = pair
    round = add_round(province, "so", "một")
    centre.take(province.export().data)
    rename(province, round, "hai")
    data = province.export().data
    assert pruned(province) == 0
    province.take(centre.export().data)
    # The centre has the first state; that it has the second it has not said.
    assert pruned(province) == 0
    centre.take(data)
    province.take(centre.export().data)
    before = log(province)
    assert pruned(province) == 1
    assert log(province) == before[1:]
    assert pruned(province) == 0
    with province.here():
        facts = JournalEntry.objects.get(act="exchange.prune").facts
        assert (facts["count"], Instance.objects.get(is_own=True).pruned_until) == (1, 2)


def test_a_deletion_stays_and_so_do_wishes_and_answers(pair: Pair) -> None:
    centre, province = pair
    gone, wished = add_round(province, "so", "bỏ"), add_round(province, "so", "đề nghị")
    centre.take(province.export().data)
    rename(centre, wished, "lần một")
    province.take(centre.export().data)
    rename(centre, wished, "lần hai")
    province.take(centre.export().data)
    with province.here():
        SurveyRound.objects.filter(pk=gone.pk).delete()
    centre.take(province.export().data)
    province.take(centre.export().data)
    centre.take(province.export().data)
    with centre.here():
        wishes = list(Change.objects.values_list("seq", flat=True))
    assert pruned(province) == 1
    assert pruned(centre) == 0
    with centre.here():
        assert list(Change.objects.values_list("seq", flat=True)) == wishes
    with province.here():
        assert Change.objects.filter(record=gone.pk).get().hash == ""


def test_a_partner_that_is_behind_keeps_the_log(pair: Pair, third: Machine) -> None:
    centre, province = pair
    join(centre, third)
    round = add_round(centre, "cuc", "một")
    rename_at = ["hai", "ba"]
    for name in rename_at:
        to(centre, province)
        rename(centre, round, name)
    to(centre, province)
    with centre.here():
        prune_log(centre.now())
        assert Change.objects.filter(record=round.pk).count() == 3


def to(centre: Machine, one: Machine, most: int = 20_000) -> None:
    """Bring one machine all that the centre has for it, and its acknowledgement back."""
    with one.here():
        whose = Instance.objects.get(is_own=True).pk
    left = 1
    while left:
        with centre.here():
            partner = Instance.objects.get(pk=whose)
            done = export(partner=partner, at=centre.now(), most=most)
        left = done.left
        one.take(done.data)
    centre.take(one.export().data)


@pytest.mark.parametrize("seed", range(3))
def test_pruning_between_steps_changes_nothing_for_anybody(pair: Pair, seed: int) -> None:
    life = Life(*pair, random.Random(f"prune {seed}"))
    dropped = 0
    for _ in range(60):
        life.step()
        if life.chance.random() < 0.25:
            life.send(life.chance.choice(pair))
        while life.under_way and life.chance.random() < 0.6:
            life.arrive()
        if life.chance.random() < 0.15:
            life.decide_one(life.chance.choice(pair))
        dropped += pruned(life.chance.choice(pair))
    life.quiet()
    require_equal(life)
    dropped += sum(pruned(machine) for machine in pair)
    assert dropped > 3
    life.quiet()
    require_equal(life)
    for machine in pair:
        with machine.here():
            last = Change.objects.filter(sort=Sort.RECORD)
            assert last.count() == last.values("kind", "record").distinct().count()


@pytest.mark.parametrize("seed", range(2))
def test_who_begins_later_gets_the_same_from_a_pruned_log(
    pair: Pair, third: Machine, seed: int
) -> None:
    centre, _ = pair
    life = Life(*pair, random.Random(f"new {seed}"))
    for _ in range(40):
        life.step()
        if life.chance.random() < 0.6:
            life.send(life.chance.choice(pair))
        while life.under_way and life.chance.random() < 0.7:
            life.arrive()
    life.quiet()
    found = []
    for prunes in (False, True):
        with centre.here(), transaction.atomic(), third.here(), transaction.atomic():
            with centre.here():
                assert not prunes or prune(at=centre.now()) > 0
            join(centre, third)
            require_whole_at_once(centre, third, 7 if prunes else 20_000)
            found.append(third.everything())
            with third.here():
                assert not Parked.objects.exists()
                transaction.set_rollback(True)
            with centre.here():
                transaction.set_rollback(True)
    whole, short = found
    assert whole == short
    assert len(whole) > 5


def require_whole_at_once(centre: Machine, one: Machine, most: int) -> None:
    """Bring all in small bundles: nothing is taken before it is there up to where it was pruned."""
    with one.here():
        whose = Instance.objects.get(is_own=True).pk
    left = 1
    while left:
        with centre.here():
            done = export(partner=Instance.objects.get(pk=whose), at=centre.now(), most=most)
            floor = Instance.objects.get(is_own=True).pruned_until
        left = done.left
        one.take(done.data)
        through = done.bundle.covers[-1][1]
        with one.here():
            assert Known.objects.exists() is (through >= floor)
