"""Two at the same moment: one set of minutes, one number, no gap; a decision written once."""

import pytest

from khuyencong.competitions.actions.session import cast_ballot
from khuyencong.competitions.models import (
    Ballot,
    Certificate,
    CertificateCounter,
    CouncilSession,
    MinutesCounter,
    RoundStep,
)
from khuyencong.competitions.queries.integrity import competition_faults
from khuyencong.competitions.states import Vote
from khuyencong.core.refusal import Refused
from khuyencong.results.models import Result
from tests.cast import make_cast
from tests.competitions.council import AT, make_council, make_vote_law
from tests.conditions import SIZE
from tests.threads import raised, together

#: A handful in the suite; 200 rounds in the soak.
ROUNDS = 200 if SIZE >= 2000 else 3

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_two_secretaries_close_one_session() -> None:
    cast = make_cast()
    make_vote_law()
    for number in range(1, ROUNDS + 1):
        one = make_council(cast, (900,), members=2)
        one.ready()
        people = (one.secretary, one.other_secretary)
        errors = raised(together(2, lambda n: one.close(people[n])))  # noqa: B023
        assert [type(error) for error in errors] == [Refused]
        assert "đã đóng" in str(errors[0])
        session = CouncilSession.objects.get(round=one.round)
        assert session.minutes_number == number
        assert RoundStep.objects.filter(round=one.round, name="decide").count() == 1
    assert MinutesCounter.objects.get().last == ROUNDS
    assert list(competition_faults()) == []


def test_two_rounds_of_a_body_close_without_a_gap() -> None:
    cast = make_cast()
    for _ in range(ROUNDS):
        both = [make_council(cast, (900,), members=2) for _ in range(2)]
        for one in both:
            one.ready()
        assert raised(together(2, lambda n: both[n].close())) == []  # noqa: B023
    numbers = CouncilSession.objects.values_list("minutes_number", flat=True)
    assert sorted(n or 0 for n in numbers) == list(range(1, 2 * ROUNDS + 1))


def test_a_member_votes_while_the_session_is_closed() -> None:
    """Whoever is first, the minutes tell what was counted."""
    cast = make_cast()
    for _ in range(ROUNDS):
        one = make_council(cast, (900,), members=3)
        one.ready()

        def act(n: int) -> object:
            if n:
                told = {"round": one.round, "entry": one.entries[0], "at": AT}  # noqa: B023
                return cast_ballot(by=one.members[0], vote=Vote.AGAINST, **told)  # noqa: B023
            return one.close()  # noqa: B023

        assert all(isinstance(error, Refused) for error in raised(together(2, act)))
        against = Ballot.objects.filter(session__round=one.round, vote=Vote.AGAINST).count()
        assert one.entries[0].verdict.votes_against == against
    assert list(competition_faults()) == []


def test_two_heads_recognise_one_round() -> None:
    cast = make_cast()
    make_vote_law()
    for number in range(1, ROUNDS + 1):
        one = make_council(cast, (900, 800), members=2)
        one.ready()
        one.close()
        errors = raised(together(2, lambda n: one.recognise(f"{number}/QĐ")))  # noqa: B023
        assert [type(error) for error in errors] == [Refused]
        assert Certificate.objects.count() == 2 * number
        assert Result.objects.count() == number
    assert CertificateCounter.objects.get().last == 2 * ROUNDS
    assert list(competition_faults()) == []
