"""Who stands for a merged record stands for the one that stays, and only until it is undone."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from khuyencong.accounts.actions import let_represent
from khuyencong.accounts.models import Representation, User
from khuyencong.accounts.queries import representatives_known, representatives_of
from khuyencong.applications import actions as applications
from khuyencong.core.clock import now, today
from khuyencong.core.refusal import Refused
from khuyencong.registry.actions.establishments import merge, undo_merge
from khuyencong.registry.models import Establishment
from tests.cast import Cast
from tests.factories import make_commune, make_establishment, make_law, make_user, told


@pytest.fixture
def records(cast: Cast) -> list[Establishment]:
    """Return three records of one establishment, typed three times."""
    commune = make_commune()
    return [
        make_establishment(cast.owner, cast.department, told(commune, f"Cơ sở Mẫu {n}"))
        for n in ("Một", "Hai", "Ba")
    ]


@pytest.fixture
def maker(cast: Cast, records: list[Establishment]) -> User:
    user = make_user("ESTABLISHMENT_USER", cast.department, username="maker")
    let_represent(user=user, establishment=records[0], at=now())
    return user


def put_together(cast: Cast, merged: Establishment, kept: Establishment) -> None:
    merge(by=cast.owner, kept=again(kept), merged=again(merged), reason="Ghi hai lần.", at=now())


def take_apart(cast: Cast, merged: Establishment) -> None:
    assert undo_merge(by=cast.owner, merged=again(merged), at=now())


def again(one: Establishment) -> Establishment:
    return Establishment.objects.select_related("merged_into").get(id=one.id)


def stands_for(user: User) -> set[object]:
    """Return whom a person stands for as the next request asks it."""
    return set(User.objects.get(id=user.id).represents())


def test_people_follow_to_the_record_that_stays_and_come_back(
    cast: Cast, records: list[Establishment], maker: User
) -> None:
    one, other, third = records
    before = list(Representation.objects.values())
    put_together(cast, one, other)
    assert stands_for(maker) == {one.id, other.id}
    put_together(cast, other, third)
    assert stands_for(maker) == {one.id, other.id, third.id}
    take_apart(cast, other)
    assert stands_for(maker) == {one.id, other.id}
    take_apart(cast, one)
    assert stands_for(maker) == {one.id}
    # No row was written for it.
    assert list(Representation.objects.values()) == before


def test_nobody_of_the_record_that_stays_gains_another(
    cast: Cast, records: list[Establishment], maker: User
) -> None:
    one, other, _ = records
    put_together(cast, other, one)
    assert stands_for(maker) == {one.id}
    stranger = make_user("ESTABLISHMENT_USER", cast.department, username="someone.else")
    assert stands_for(stranger) == set()


def test_where_nothing_was_merged_it_is_one_query(
    maker: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    fresh = User.objects.get(id=maker.id)
    with django_assert_num_queries(1):
        fresh.represents()


def test_the_record_that_stays_knows_its_people(
    cast: Cast, records: list[Establishment], maker: User
) -> None:
    one, other, third = records
    let_represent(user=maker, establishment=other, at=now())
    put_together(cast, one, other)
    day: date = today()
    assert {row.user for row in representatives_of(again(other), day)} == {maker}
    assert representatives_known([other, third], day) == {other.id: 1}
    take_apart(cast, one)
    assert representatives_known([one, other], day) == {one.id: 1, other.id: 1}


def test_they_apply_for_the_record_that_stays(
    cast: Cast, records: list[Establishment], maker: User
) -> None:
    make_law(cast.agency_officer)
    one, other, _ = records
    put_together(cast, one, other)
    begun = applications.start_request(
        by=User.objects.get(id=maker.id), establishment=again(one), at=now()
    )
    assert begun.establishment_id == other.id and begun.by_establishment
    take_apart(cast, one)
    with pytest.raises(Refused):
        applications.start_request(
            by=User.objects.get(id=maker.id), establishment=again(other), at=now()
        )
