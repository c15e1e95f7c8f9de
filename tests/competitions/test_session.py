"""A session: who writes it, who votes on what, what a verdict may be."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khuyencong.competitions.actions import session as acts
from khuyencong.competitions.models import Ballot, CouncilSession, Verdict
from khuyencong.competitions.queries.session import law_of, sitting_of
from khuyencong.competitions.rules.verdicts import SessionTold, Votes
from khuyencong.competitions.states import RoundState, SeatBody, Vote
from khuyencong.core.models import JournalEntry
from khuyencong.core.refusal import Refused
from tests.cast import Cast
from tests.competitions.council import AT, DAY, Council, keep_out, lock_sheet, make_council
from tests.factories import make_seat, make_user

TOLD = SessionTold(held_on=DAY, quorum_percent=60)


def seen(council: Council) -> dict[str, Votes]:
    found = sitting_of(council.round, law_of(council.round, DAY))
    return {one.entry.code: one.votes for one in found.entries}


def test_the_secretariat_opens_one_session(council: Council, cast: Cast) -> None:
    for person in (council.members[0], cast.owner, cast.head, cast.stranger):
        with pytest.raises(Refused, match="ban thư ký"):
            acts.open_session(by=person, round=council.round, told=TOLD, at=AT)
    acts.open_session(by=council.secretary, round=council.round, told=TOLD, at=AT)
    with pytest.raises(Refused, match="đã mở"):
        acts.open_session(by=council.other_secretary, round=council.round, told=TOLD, at=AT)
    assert CouncilSession.objects.count() == 1
    assert JournalEntry.objects.filter(act="session.opened").count() == 1


def test_a_secretary_of_another_round_does_not_write(council: Council, cast: Cast) -> None:
    other = make_user("SECRETARY", cast.department)
    with pytest.raises(Refused, match="ban thư ký"):
        acts.open_session(by=other, round=council.round, told=TOLD, at=AT)
    seat = make_seat(council.round, other, SeatBody.SECRETARIAT)
    acts.open_session(by=other, round=council.round, told=TOLD, at=AT)
    seat.ended_at = AT
    seat.save()
    with pytest.raises(Refused, match="ban thư ký"):
        acts.mark_present(by=other, round=council.round, seats=[], at=AT)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (SessionTold(held_on=date(2026, 11, 21), quorum_percent=60), "chưa tới"),
        (SessionTold(held_on=DAY, quorum_percent=None), "quy chế"),
        (SessionTold(held_on=DAY, quorum_percent=0), "quy chế"),
        (SessionTold(held_on=DAY, quorum_percent=101), "quy chế"),
    ],
)
def test_a_session_is_told_whole(council: Council, told: SessionTold, said: str) -> None:
    with pytest.raises(Refused, match=said):
        acts.open_session(by=council.secretary, round=council.round, told=told, at=AT)


@pytest.mark.parametrize("state", [RoundState.SCORING, RoundState.SECOND, RoundState.CALLED])
def test_a_council_sits_on_locked_points(council: Council, state: str) -> None:
    council.round.state = state
    council.round.save()
    with pytest.raises(Refused, match="điểm đã khóa"):
        acts.open_session(by=council.secretary, round=council.round, told=TOLD, at=AT)


def test_only_who_is_there_votes_and_changes_his_mind(council: Council) -> None:
    council.open()
    council.there(council.seats[:2])
    entry = council.entries[0]
    council.vote(entry, Vote.FOR, Vote.AGAINST)
    council.vote(entry, Vote.FOR, Vote.FOR)
    assert seen(council)["CB-001"] == Votes(2, 0, 0)
    with pytest.raises(Refused, match="điểm danh"):
        acts.cast_ballot(
            by=council.members[2], round=council.round, entry=entry, vote=Vote.FOR, at=AT
        )
    with pytest.raises(Refused, match="đã biểu quyết"):
        council.there(council.seats[1:])


def test_who_has_no_seat_in_the_council_does_not_vote(council: Council, cast: Cast) -> None:
    council.open()
    other = make_user("COUNCIL_MEMBER", cast.department)
    for person in (other, council.secretary, cast.head):
        with pytest.raises(Refused, match="hội đồng"):
            acts.cast_ballot(
                by=person, round=council.round, entry=council.entries[0], vote=Vote.FOR, at=AT
            )
    assert not Ballot.objects.exists()


def test_who_keeps_out_neither_votes_nor_counts(council: Council) -> None:
    council.open()
    entry = council.entries[0]
    keep_out(council.seats[0], entry)
    with pytest.raises(Refused, match="xung đột"):
        acts.cast_ballot(
            by=council.members[0], round=council.round, entry=entry, vote=Vote.FOR, at=AT
        )
    with pytest.raises(Refused, match="xung đột"):
        acts.write_hands(
            by=council.secretary,
            round=council.round,
            entry=entry,
            votes={council.seats[0].id: Vote.FOR},
            at=AT,
        )
    council.vote(council.entries[1], Vote.FOR)
    one = sitting_of(council.round, law_of(council.round, DAY)).of(entry.id)
    assert one is not None
    assert (one.members, one.present, one.recused) == (2, 2, (council.seats[0],))


def test_a_vote_falls_when_its_member_tells_later_that_he_keeps_out(council: Council) -> None:
    """By whichever seat he told it: a juror who sits in the council keeps out in both."""
    council.open()
    entry = council.entries[0]
    council.vote(entry, Vote.FOR, Vote.FOR, Vote.FOR)
    assert seen(council)["CB-001"] == Votes(3, 0, 0)
    keep_out(make_seat(council.round, council.members[0], SeatBody.JURY), entry)
    assert seen(council)["CB-001"] == Votes(2, 0, 0)


def test_a_show_of_hands_is_written_beside_own_votes(council: Council) -> None:
    council.open()
    entry, seats = council.entries[0], council.seats
    council.vote(entry, Vote.AGAINST)
    hands = {seats[1].id: Vote.FOR, seats[2].id: Vote.ABSTAIN}
    told = {"by": council.secretary, "round": council.round, "entry": entry, "at": AT}
    assert acts.write_hands(votes=hands, **told) == 2
    assert seen(council)["CB-001"] == Votes(1, 1, 1)
    with pytest.raises(Refused, match="tự biểu quyết"):
        acts.write_hands(votes={seats[0].id: Vote.FOR}, **told)
    assert acts.write_hands(votes={seats[0].id: Vote.AGAINST}, **told) == 0


def test_proposals_follow_ranking_mark_and_votes(council: Council) -> None:
    council.open()
    council.all_for()
    council.vote(council.entries[1], Vote.AGAINST, Vote.AGAINST)
    assert acts.propose_verdicts(by=council.secretary, round=council.round, at=AT) == 3
    found = Verdict.objects.order_by("entry__code").values_list("rank", "recognised")
    assert list(found) == [(1, True), (2, False), (3, False)]
    assert acts.propose_verdicts(by=council.secretary, round=council.round, at=AT) == 0


def test_the_mark_is_told_as_unverified(council: Council) -> None:
    marks = [one.mark for one in sitting_of(council.round, law_of(council.round, DAY)).entries]
    assert [mark.reached for mark in marks] == [True, True, False]
    assert not any(mark.is_certain for mark in marks)


def test_the_second_stage_stands_before_the_first(council: Council) -> None:
    juror = make_seat(council.round, make_user("JUROR", council.round.custodian))
    lock_sheet(juror, council.entries[1], 700, stage=2)
    found = sitting_of(council.round, law_of(council.round, DAY)).entries
    assert [(one.entry.code, one.ranked.rank) for one in found] == [
        ("CB-002", 1),
        ("CB-001", 2),
        ("CB-003", 3),
    ]


def test_a_prize_without_a_known_ceiling_names_its_basis(council: Council) -> None:
    council.open()
    entry = council.entries[0]
    with pytest.raises(Refused, match="căn cứ của mức thưởng"):
        council.decide(entry, prize="Giải nhất", prize_money=5_000_000)
    council.decide(entry, prize="Giải nhất", prize_money=5_000_000, prize_basis="Nghị quyết mẫu")
    verdict = Verdict.objects.get()
    assert (verdict.prize, verdict.prize_money) == ("Giải nhất", 5_000_000)


@pytest.mark.parametrize(
    "more", [{"nominated": True}, {"prize": "Giải ba"}, {"prize_money": 1, "prize_basis": "x"}]
)
def test_what_is_not_recognised_gets_nothing(council: Council, more: dict[str, object]) -> None:
    council.open()
    with pytest.raises(Refused, match="không được công nhận"):
        council.decide(council.entries[0], recognised=False, **more)


def test_nobody_votes_after_the_end(council: Council) -> None:
    council.ready()
    council.close()
    entry = council.entries[0]
    acts_after = (
        lambda: council.vote(entry, Vote.AGAINST),
        lambda: council.there(),
        lambda: council.decide(entry),
        lambda: acts.propose_verdicts(by=council.secretary, round=council.round, at=AT),
    )
    for act in acts_after:
        with pytest.raises(Refused, match="đã đóng"):
            act()


def test_one_entry_costs_as_many_questions_as_many(council: Council, cast: Cast) -> None:
    council.open()
    council.all_for()
    many = make_council(cast, range(300, 900, 40), members=5)
    many.open()
    many.all_for()
    counts = []
    for one in (council, many):
        law = law_of(one.round, DAY)
        with CaptureQueriesContext(connection) as asked:
            sitting_of(one.round, law)
        counts.append(len(asked))
    assert counts[0] == counts[1]
