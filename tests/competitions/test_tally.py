"""Totals: a recused juror's points count nowhere, however they came; one ledger; recounts."""

import json
import random
from fractions import Fraction
from itertools import pairwise
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khuyencong.competitions.actions import conflicts, tallying
from khuyencong.competitions.models import Conflict, Ledger, Round, Seat, Sheet
from khuyencong.competitions.queries.ledger import ledger_csv, ranked_by_ledger
from khuyencong.competitions.queries.tally import tallied
from khuyencong.competitions.rules.ranking import Counted, ranked
from khuyencong.competitions.states import ConflictKind, RoundState, SeatBody, SheetState
from khuyencong.core.clock import now
from khuyencong.core.models import JournalEntry
from khuyencong.core.refusal import Refused
from tests.cast import Cast
from tests.competitions.jury import Jury, make_jury
from tests.competitions.recount import recount
from tests.conditions import SIZE
from tests.threads import raised, together

DATABASE = pytest.mark.django_db
TIES = ("market", "benefit", "culture", "other")


# --- the rule alone ------------------------------------------------------------------------------


def random_vote(seed: int) -> tuple[list[str], list[Counted]]:
    """Return entries and sheets in coarse points, so that ties happen."""
    chance = random.Random(seed)
    entries = [f"E{n}" for n in range(chance.randint(1, 7))]
    sheets = [
        Counted(
            entry,
            {
                "market": chance.choice((200, 210)),
                "benefit": chance.choice((200, 210)),
                "culture": chance.choice((50, 60)),
                "other": chance.choice((50, 60)),
            },
        )
        for entry in entries
        for _ in range(chance.randint(0, 4))
    ]
    return entries, sheets


@pytest.mark.pure
@pytest.mark.parametrize("seed", range(SIZE))
def test_neither_the_order_of_jurors_nor_of_entries_changes_a_rank(seed):
    entries, sheets = random_vote(seed)
    before = {s.entry: (s.rank, s.mean, s.shared) for s in ranked(entries, sheets, TIES)}
    chance = random.Random(seed + 1)
    chance.shuffle(entries)
    chance.shuffle(sheets)
    after = {s.entry: (s.rank, s.mean, s.shared) for s in ranked(entries, sheets, TIES)}
    assert before == after


@pytest.mark.pure
@pytest.mark.parametrize("seed", range(SIZE))
def test_ties_follow_the_written_order_of_criteria(seed):
    entries, sheets = random_vote(seed)
    found = [s for s in ranked(entries, sheets, TIES) if s.rank is not None]
    for one, other in pairwise(found):
        keys = [(s.mean, *(s.means[c] for c in TIES)) for s in (one, other)]
        if one.rank == other.rank:
            assert keys[0] == keys[1]
            assert one.shared
            assert other.shared
        else:
            assert keys[0] > keys[1]
    assert [s.rank for s in found] == [
        1 + sum(other.rank < s.rank for other in found) for s in found
    ]


@pytest.mark.pure
def test_the_first_criterion_that_differs_decides() -> None:
    even = {"market": 300, "benefit": 300, "culture": 50, "other": 50}
    culture = even | {"culture": 60, "other": 40}
    market = even | {"market": 310, "benefit": 290}
    found = ranked(
        ["even", "culture", "market", "same"],
        [
            Counted("even", even),
            Counted("culture", culture),
            Counted("market", market),
            Counted("same", even),
        ],
        TIES,
    )
    assert [(s.entry, s.rank, s.shared) for s in found] == [
        ("market", 1, False),
        ("culture", 2, False),
        ("even", 3, True),
        ("same", 3, True),
    ]


# --- a recused member's score, whichever way it came ---------------------------------------------


@pytest.fixture
def jury(cast: Cast) -> Jury:
    return make_jury(cast)


def means(jury: Jury) -> dict[str, Fraction | None]:
    return {str(s.entry): s.mean for s in tallied(jury.round, 1)}


def keep_out(jury: Jury, juror: int = 0, maker: int = 0) -> None:
    conflicts.recuse(
        by=jury.seats[juror].user,
        seat=jury.seats[juror],
        establishment=jury.makers[maker],
        reason="",
        at=now(),
    )


def by_sql(seat: Seat, entry: object, total: int) -> None:
    """Put a locked sheet into the table behind the back of every act."""
    Sheet.objects.filter(seat=seat, entry=entry).delete()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO competitions_sheet (id, seat_id, entry_id, stage, market, benefit,"
            " culture, other, total, parts, remark, channel, state, stamp, changed_at, locked_at,"
            " sha256) VALUES (%s, %s, %s, 1, %s, 0, 0, 0, %s, '{}', '', 'page', 'locked', %s,"
            " %s, %s, 'x')",
            [
                *(_key(id) for id in (uuid4(), seat.id, entry.id)),
                total,
                total,
                _key(uuid4()),
                now(),
                now(),
            ],
        )


def _key(id: object) -> str:
    return str(id) if connection.vendor == "postgresql" else id.hex


WAYS = ("before scoring", "after locking", "by SQL", "conflict by SQL", "after the tally")


@DATABASE
@pytest.mark.parametrize("way", WAYS)
def test_a_recused_members_score_enters_no_total(cast, way):
    jury = make_jury(cast, state=RoundState.GATHERED)
    if way == "before scoring":
        keep_out(jury)
    jury.round = tallying.begin_scoring(by=jury.secretary, round=jury.round, at=now())
    jury.lock(1, 0, 200, 200, 50, 50)
    jury.lock(2, 0, 300, 200, 50, 50)
    if way in ("after locking", "after the tally", "conflict by SQL"):
        jury.lock(0, 0, 0, 0, 0, 0)
    if way == "after the tally":
        jury.tally(reason="Chấm một hồ sơ")
        before = Ledger.objects.get().sha256
    if way == "conflict by SQL":
        Conflict.objects.bulk_create(
            [
                Conflict(
                    seat=jury.seats[0],
                    establishment=jury.makers[0],
                    kind=ConflictKind.REPRESENTS,
                    at=now(),
                )
            ]
        )
    elif way != "before scoring":
        keep_out(jury)
    if way == "by SQL":
        by_sql(jury.seats[0], jury.entries[0], 0)

    assert means(jury)["CB-001"] == 550
    if way == "after the tally":
        again = Ledger.objects.get()
        assert again.sha256 != before
        entry = JournalEntry.objects.get(act="ledger.frozen_again")
        assert (entry.facts["before"], entry.facts["sha256"]) == (before, again.sha256)
    else:
        jury.tally(reason="Chấm một hồ sơ")
    assert recount(Ledger.objects.get().text)["CB-001"] == (1, 55)


@DATABASE
@pytest.mark.parametrize("seed", range(min(SIZE // 40, 20)))
def test_random_conflicts_never_let_a_score_in(cast, seed):
    """Whatever is scored and whoever keeps out: the total is that of the others, reckoned here."""
    chance = random.Random(seed)
    jury = make_jury(cast, jurors=4, entries=4)
    given = {}
    for juror in range(4):
        for entry in range(4):
            points = tuple(chance.randint(0, most) for most in (400, 400, 100, 100))
            if chance.random() < 0.8:
                jury.lock(juror, entry, *points)
                given[juror, entry] = points
    for _ in range(chance.randint(0, 4)):
        keep_out(jury, chance.randrange(4), chance.randrange(3))
    out = set(Conflict.objects.values_list("seat__code", "establishment"))
    expected = {}
    for n, entry in enumerate(jury.entries):
        left = [
            sum(points)
            for (juror, scored), points in given.items()
            if scored == n and (jury.seats[juror].code, entry.product.establishment_id) not in out
        ]
        expected[entry.code] = Fraction(sum(left), len(left)) if left else None
    assert means(jury) == expected
    jury.tally(reason="Có phiếu để trống")
    ledger = Ledger.objects.get()
    told = recount(ledger.text)
    assert told == {
        s.entry: (s.rank, s.mean / 10 if s.mean is not None else None)
        for s in tallied(jury.round, 1)
    }
    assert ranked_by_ledger(ledger) == tallied(jury.round, 1)


# --- the tally -----------------------------------------------------------------------------------


@DATABASE
def test_an_open_sheet_stops_the_tally_unless_a_reason_is_written(jury):
    jury.lock(0, 0, 100, 100, 10, 10)
    with pytest.raises(Refused, match="Còn 8 phiếu chưa khóa"):
        jury.tally()
    assert Round.objects.get(id=jury.round.id).state == RoundState.SCORING
    jury.tally(reason="Hai giám khảo ốm")
    assert means(jury) == {"CB-001": 220, "CB-002": None, "CB-003": None}
    facts = JournalEntry.objects.get(act="ledger.frozen").facts
    assert facts["left_open"] == 8


@DATABASE
def test_who_keeps_out_or_left_is_not_waited_for(jury):
    for juror in (1, 2):
        for entry in range(3):
            jury.lock(juror, entry, 100, 100, 10, 10)
    for maker in range(3):
        keep_out(jury, 0, maker)
    jury.tally()
    assert means(jury)["CB-001"] == 220


@DATABASE
def test_the_ledger_is_canonical_blind_and_of_its_fingerprint(jury):
    jury.lock(0, 0, 385, 350, 90, 75)
    ledger = jury.tally(reason="Chấm một phiếu")
    assert json.loads(ledger.text) == {
        "format": "khuyencong/so-diem/1",
        "round": str(jury.round.id),
        "level": "province",
        "year": 2026,
        "stage": 1,
        "criteria": {"market": 400, "benefit": 400, "culture": 100, "other": 100},
        "tie_order": list(TIES),
        "entries": ["CB-001", "CB-002", "CB-003"],
        "jurors": [jury.seats[0].code],
        "sheets": [
            {
                "entry": "CB-001",
                "juror": jury.seats[0].code,
                "market": 385,
                "benefit": 350,
                "culture": 90,
                "other": 75,
            }
        ],
    }
    for secret in (jury.makers[0].name, jury.makers[0].tax_code, jury.seats[0].user.full_name):
        assert secret not in ledger.text
    assert ledger_csv(ledger).decode().splitlines() == [
        "entry,juror,market,benefit,culture,other,total",
        f"CB-001,{jury.seats[0].code},385,350,90,75,900",
    ]


@DATABASE
def test_a_tally_asks_no_more_for_more(cast):
    counts = []
    for size in (2, 5):
        jury = make_jury(cast, jurors=size, entries=size)
        for entry in range(size):
            jury.lock(0, entry, 1, 1, 1, 1)
        with CaptureQueriesContext(connection) as found:
            jury.tally(reason="Thử")
        counts.append(len(found))
        with CaptureQueriesContext(connection) as found:
            tallied(jury.round, 1)
        assert len(found) <= 3
    assert counts[0] == counts[1]


@pytest.mark.slow
@DATABASE
def test_two_thousand_entries_by_fifteen_jurors(cast):
    jury = make_jury(cast, jurors=15, entries=2_000)
    for number, seat in enumerate(jury.seats):
        Sheet.objects.filter(seat=seat).update(
            market=200 + number,
            benefit=200,
            culture=50,
            other=50,
            total=500 + number,
            state=SheetState.LOCKED,
            locked_at=now(),
            sha256="x",
        )
    with CaptureQueriesContext(connection) as found:
        ledger = jury.tally()
    assert len(found) < 40
    assert len(json.loads(ledger.text)["sheets"]) == 30_000
    assert {rank for rank, _ in recount(ledger.text).values()} == {1}


@pytest.mark.django_db(transaction=True)
def test_two_tallies_at_once_freeze_one_ledger():
    from tests.cast import make_cast

    jury = make_jury(make_cast(), jurors=2, entries=2)
    for juror in range(2):
        for entry in range(2):
            jury.lock(juror, entry, 100, 100, 10, 10)
    outcomes = together(2, lambda _: jury.tally())
    (refused,) = raised(outcomes)
    assert isinstance(refused, Refused)
    assert Ledger.objects.count() == 1
    assert Round.objects.get().steps.filter(name="tally").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_sheet_locked_while_the_points_are_locked_counts_or_is_refused():
    from tests.cast import make_cast

    jury = make_jury(make_cast(), jurors=1, entries=1)
    jury.write(0, 0, 100, 100, 10, 10)

    def do(number: int) -> object:
        return jury.tally(reason="Hết giờ") if number else jury.lock(0, 0, 200, 100, 10, 10)

    outcomes = together(2, do)
    assert all(isinstance(error, Refused) for error in raised(outcomes))
    counted = recount(Ledger.objects.get().text)["CB-001"]
    is_locked = Sheet.objects.get().state == SheetState.LOCKED
    assert counted == ((1, 32) if is_locked else (None, None))


@DATABASE
def test_a_secretary_or_councillor_put_into_the_table_counts_nowhere(jury, cast):
    jury.lock(0, 0, 100, 100, 10, 10)
    stranger = Seat.objects.filter(body=SeatBody.SECRETARIAT).first()
    by_sql(stranger, jury.entries[0], 400)
    assert means(jury)["CB-001"] == 220
