"""Jurors score each for himself: once, in any order, within the law, locked for good."""

from datetime import timedelta
from itertools import permutations
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khuyencong.competitions.actions import conflicts, keying, scoring, tallying, visits
from khuyencong.competitions.actions.scoring import SheetIsLocked, Undeclared, WrongPoints
from khuyencong.competitions.models import Seat, Sheet, SheetWrite, SubCriterion
from khuyencong.competitions.queries.scope import sheets_of
from khuyencong.competitions.rules.points import Points, points_on
from khuyencong.competitions.states import Channel, RoundState, SheetState
from khuyencong.core.clock import now
from khuyencong.core.models import JournalEntry
from khuyencong.core.refusal import Refused
from tests.cast import Cast
from tests.competitions.jury import Jury, make_jury, points

pytestmark = pytest.mark.django_db
WHOLE = (385, 350, 90, 75)


@pytest.fixture
def jury(cast: Cast) -> Jury:
    return make_jury(cast)


def write(sheet: Sheet, told: Points, **more: object) -> Sheet:
    at = now()
    fields = {"key": uuid4(), "written_at": at, "at": at} | more
    return scoring.write_sheet(by=sheet.seat.user, sheet=sheet, told=told, **fields)


def test_scoring_opens_a_sheet_for_each_juror_and_entry_he_does_not_keep_out_of(cast):
    jury = make_jury(cast, state=RoundState.GATHERED)
    conflicts.recuse(
        by=jury.seats[0].user,
        seat=jury.seats[0],
        establishment=jury.makers[0],
        reason="Vợ là chủ cơ sở",
        at=now(),
    )
    tallying.begin_scoring(by=jury.secretary, round=jury.round, at=now())
    assert Sheet.objects.count() == 3 * 3 - 1
    assert not Sheet.objects.filter(seat=jury.seats[0], entry=jury.entries[0]).exists()


@pytest.mark.parametrize("who", ["owner", "head", "stranger", "admin"])
def test_only_who_writes_for_the_round_opens_scoring(cast, who):
    jury = make_jury(cast, state=RoundState.GATHERED)
    with pytest.raises(Refused, match="không có quyền"):
        tallying.begin_scoring(by=getattr(cast, who), round=jury.round, at=now())
    assert not Sheet.objects.exists()


def test_a_juror_never_opens_or_locks_the_scoring(jury):
    with pytest.raises(Refused, match="không có quyền"):
        tallying.tally(by=jury.seats[0].user, round=jury.round, stage=1, at=now(), reason="x")


def test_a_sheet_keeps_points_and_is_locked_under_its_fingerprint(jury):
    sheet = jury.write(0, 0, *WHOLE)
    assert (sheet.total, sheet.state) == (900, SheetState.OPEN)
    locked = scoring.lock_sheet(by=jury.seats[0].user, sheet=sheet, at=now())
    assert locked.state == SheetState.LOCKED
    assert len(locked.sha256) == 64
    told = JournalEntry.objects.get(act="sheet.locked")
    assert told.facts["sha256"] == locked.sha256


def test_two_sheets_that_differ_have_two_fingerprints(jury):
    one, other = jury.lock(0, 0, *WHOLE), jury.lock(0, 1, *WHOLE)
    assert one.sha256 != other.sha256


def test_an_unfinished_sheet_is_kept_and_not_locked(jury):
    sheet = jury.write(0, 0, 385, 350)
    assert (sheet.market, sheet.culture, sheet.total) == (385, None, None)
    with pytest.raises(Refused, match="chưa chấm"):
        scoring.lock_sheet(by=jury.seats[0].user, sheet=sheet, at=now())


@pytest.mark.parametrize("tenths", [(401, 0, 0, 0), (0, 401, 0, 0), (0, 0, 101, 0), (-1, 0, 0, 0)])
def test_no_points_beyond_what_the_law_gives(jury, tenths):
    sheet = jury.sheet(0, 0)
    with pytest.raises(WrongPoints, match="từ 0 đến"):
        write(sheet, points(*tenths))
    assert not SheetWrite.objects.exists()


def test_parts_add_up_to_their_criterion(jury):
    criteria = jury.round.criteria
    parts = [
        SubCriterion.objects.create(
            criteria=criteria, criterion="market", position=n, label=f"Ý {n}", most=200
        )
        for n in (1, 2)
    ]
    first, second = (str(part.id) for part in parts)
    sheet = write(jury.sheet(0, 0), Points({"market": 399, "benefit": 100}, {first: 150}))
    assert (sheet.market, sheet.benefit) == (None, 100)
    sheet = write(sheet, Points({}, {first: 150, second: 120, "other": 7}))
    assert (sheet.market, sheet.parts) == (270, {first: 150, second: 120})
    with pytest.raises(WrongPoints, match="Ý 1"):
        write(sheet, Points({}, {first: 201, second: 0}))


# --- writings in any order -----------------------------------------------------------------------


@pytest.mark.parametrize("order", [*permutations(range(3))])
def test_the_newest_writing_stands_in_whatever_order_they_come(jury, order):
    begun, keys = now() - timedelta(hours=1), [uuid4() for _ in range(3)]
    sheet = jury.sheet(0, 0)
    for n in [*order, *order]:  # each is sent twice
        write(
            sheet,
            points(100 + n, 0, 0, 0),
            key=keys[n],
            written_at=begun + timedelta(minutes=n),
            channel=Channel.OFFLINE,
        )
    sheet.refresh_from_db()
    assert sheet.market == 102
    assert SheetWrite.objects.filter(sheet=sheet).count() == 3


def test_a_key_is_of_one_sheet(jury):
    key = uuid4()
    write(jury.sheet(0, 0), points(1), key=key)
    with pytest.raises(Refused, match="phiếu khác"):
        write(jury.sheet(0, 1), points(2), key=key)


def test_a_clock_that_runs_ahead_gains_nothing(jury):
    sheet = write(jury.sheet(0, 0), points(10), written_at=now() + timedelta(days=300))
    assert write(sheet, points(20)).market == 20


# --- who may -------------------------------------------------------------------------------------


def test_nobody_writes_on_anothers_sheet(cast, jury):
    sheet = jury.sheet(0, 0)
    for user in (jury.seats[1].user, jury.secretary, cast.owner, cast.admin):
        with pytest.raises(Refused, match="chính mình"):
            scoring.write_sheet(
                by=user, sheet=sheet, told=points(1), key=uuid4(), written_at=now(), at=now()
            )
    assert not SheetWrite.objects.exists()


def test_before_he_declared_nobody_scores(jury):
    Seat.objects.filter(id=jury.seats[0].id).update(declared_at=None)
    with pytest.raises(Undeclared):
        jury.write(0, 0, *WHOLE)
    conflicts.declare(by=jury.seats[0].user, seat=jury.seats[0], ties=[], at=now())
    assert jury.write(0, 0, *WHOLE).total == 900


def test_a_recused_sheet_is_neither_seen_nor_written_nor_locked(jury):
    sheet = jury.write(0, 0, *WHOLE)
    user = jury.seats[0].user
    assert sheet in sheets_of(user)
    conflicts.recuse(by=user, seat=jury.seats[0], establishment=jury.makers[0], reason="", at=now())
    assert sheet not in sheets_of(user)
    with pytest.raises(Refused, match="không chấm sản phẩm này"):
        jury.write(0, 0, *WHOLE)
    with pytest.raises(Refused, match="không chấm sản phẩm này"):
        scoring.lock_sheet(by=user, sheet=sheet, at=now())
    with pytest.raises(Refused, match="không chấm sản phẩm này"):
        keying.key_paper(by=jury.secretary, sheet=sheet, told=points(*WHOLE), at=now())
    assert scoring.lock_all(by=user, seat=jury.seats[0], at=now()) == 0


def test_a_locked_sheet_never_changes_and_the_journal_shows_the_try(jury):
    sheet = jury.lock(0, 0, *WHOLE)
    for act in (
        lambda: jury.write(0, 0, 1, 1, 1, 1),
        lambda: scoring.lock_sheet(by=jury.seats[0].user, sheet=sheet, at=now()),
        lambda: keying.key_paper(by=jury.secretary, sheet=sheet, told=points(*WHOLE), at=now()),
    ):
        with pytest.raises(SheetIsLocked, match="ghi nhật ký"):
            act()
    again = jury.sheet(0, 0)
    assert (again.total, again.sha256) == (900, sheet.sha256)
    tries = JournalEntry.objects.filter(act="sheet.attempt").order_by("seq")
    assert [entry.facts["act"] for entry in tries] == ["write", "lock", "key"]


def test_lock_all_locks_what_is_whole(jury):
    jury.write(0, 0, *WHOLE)
    jury.write(0, 1, 100)
    assert scoring.lock_all(by=jury.seats[0].user, seat=jury.seats[0], at=now()) == 1
    with pytest.raises(Refused, match="chính mình"):
        jury.write(0, 2, *WHOLE)
        scoring.lock_all(by=jury.seats[1].user, seat=jury.seats[0], at=now())


def test_after_the_tally_nobody_writes(jury):
    sheet = jury.write(0, 0, *WHOLE)
    jury.tally(reason="Giám khảo vắng")
    with pytest.raises(Refused, match="không trong thời gian chấm"):
        write(sheet, points(1))


# --- paper ---------------------------------------------------------------------------------------


def test_two_alike_keyings_by_two_persons_lock_a_paper_sheet(jury):
    sheet = jury.sheet(0, 0)
    keying.key_paper(by=jury.secretary, sheet=sheet, told=points(*WHOLE), at=now())
    assert jury.sheet(0, 0).state == SheetState.OPEN
    found = keying.key_paper(by=jury.second, sheet=sheet, told=points(*WHOLE), at=now())
    assert (found.state, found.channel, found.total) == (SheetState.LOCKED, Channel.PAPER, 900)


def test_one_person_never_counts_as_two(jury):
    for _ in range(2):
        keying.key_paper(by=jury.secretary, sheet=jury.sheet(0, 0), told=points(*WHOLE), at=now())
    assert jury.sheet(0, 0).state == SheetState.OPEN
    assert jury.sheet(0, 0).keyings.count() == 1


def test_keyings_that_differ_wait_for_a_third_look(jury):
    sheet = jury.sheet(0, 0)
    keying.key_paper(by=jury.secretary, sheet=sheet, told=points(*WHOLE), at=now())
    keying.key_paper(by=jury.second, sheet=sheet, told=points(358, 350, 90, 75), at=now())
    assert jury.sheet(0, 0).state == SheetState.OPEN
    found = keying.key_paper(by=jury.second, sheet=sheet, told=points(*WHOLE), at=now())
    assert (found.state, points_on(found).points["market"]) == (SheetState.LOCKED, 385)


def test_a_paper_sheet_is_keyed_whole_by_the_secretariat_alone(cast, jury):
    with pytest.raises(Refused, match="đủ điểm"):
        keying.key_paper(by=jury.secretary, sheet=jury.sheet(0, 0), told=points(1, 2), at=now())
    for user in (cast.owner, jury.seats[0].user, cast.stranger):
        with pytest.raises(Refused, match="ban thư ký"):
            keying.key_paper(by=user, sheet=jury.sheet(0, 0), told=points(*WHOLE), at=now())


# --- visits, second stage ------------------------------------------------------------------------


def test_who_keeps_out_does_not_go_and_look(jury):
    told = {"entry": jury.entries[0], "day": now().date(), "found": "Xưởng sạch", "at": now()}
    visit = visits.record_visit(by=jury.secretary, seats=jury.seats[:2], **told)
    assert visit.seats.count() == 2
    conflicts.recuse(
        by=jury.seats[0].user,
        seat=jury.seats[0],
        establishment=jury.makers[0],
        reason="",
        at=now(),
    )
    with pytest.raises(Refused, match="phải tránh"):
        visits.record_visit(by=jury.secretary, seats=jury.seats[:1], **told)


def test_the_second_stage_is_for_those_who_reach_the_mark(jury):
    type(jury.round.criteria).objects.update(second_mark=700)
    for juror in range(3):
        jury.lock(juror, 0, 400, 200, 50, 50)
        jury.lock(juror, 1, 400, 200, 50, 49)
        jury.lock(juror, 2, *WHOLE)
    jury.tally()
    round = tallying.begin_second(by=jury.secretary, round=jury.round, at=now())
    assert round.state == RoundState.SECOND
    second = Sheet.objects.filter(stage=2)
    assert set(second.values_list("entry__code", flat=True)) == {"CB-001", "CB-003"}
    assert second.count() == 6


def test_without_a_mark_the_council_chooses(jury):
    jury.lock(0, 0, *WHOLE)
    jury.tally(reason="Chấm thử")
    with pytest.raises(Refused, match="Chưa chọn"):
        tallying.begin_second(by=jury.secretary, round=jury.round, at=now())
    tallying.begin_second(
        by=jury.secretary, round=jury.round, at=now(), chosen=[jury.entries[1].id]
    )
    assert set(Sheet.objects.filter(stage=2).values_list("entry__code", flat=True)) == {"CB-002"}


def test_opening_asks_no_more_for_more(cast):
    counts = []
    for size in (2, 6):
        jury = make_jury(cast, jurors=size, entries=size, state=RoundState.GATHERED)
        with CaptureQueriesContext(connection) as found:
            tallying.begin_scoring(by=jury.secretary, round=jury.round, at=now())
        counts.append(len(found))
    assert counts[0] == counts[1]
