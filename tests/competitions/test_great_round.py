"""A great round set up by import and closed: every person and every entry comes by a sheet.

Small by default; two thousand entries by fifteen jurors where the generators run at full size.
"""

import json
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from uuid import uuid4

import pytest

from khuyencong.accounts.models import User
from khuyencong.competitions import actions
from khuyencong.competitions.actions import conflicts, scoring, tallying
from khuyencong.competitions.actions import session as council
from khuyencong.competitions.actions.closing import close_session
from khuyencong.competitions.actions.recognising import DecisionTold, recognise
from khuyencong.competitions.models import Certificate, Entry, Ledger, Round, Seat, Sheet
from khuyencong.competitions.queries.integrity import competition_faults
from khuyencong.competitions.queries.tally import tallied
from khuyencong.competitions.rules.verdicts import SessionTold
from khuyencong.competitions.states import EntryState, RoundState, SeatBody, Vote
from khuyencong.ingestion.states import BatchState
from khuyencong.registry.actions.establishments import Particulars, register_many
from khuyencong.registry.models import Establishment
from tests.cast import Cast
from tests.competitions.council import AT, DAY, make_vote_law
from tests.competitions.dossiers import CLOSED, OPEN
from tests.competitions.jury import make_score_law, points
from tests.competitions.recount import recount
from tests.conditions import SIZE
from tests.factories import make_commune, make_round, make_tax_code
from tests.ingestion.sheets import book, confirmed, counts, staged

FULL = SIZE >= 2000
ENTRIES, JURORS, MEMBERS = (2_000, 15, 3) if FULL else (40, 5, 3)
GROUPS = ("Thủ công mỹ nghệ", "Chế biến", "Máy móc", "Khác")
pytestmark = [pytest.mark.django_db, *([pytest.mark.slow] if FULL else [])]

ENTRY_HEAD = ["Tên cơ sở", "Mã số thuế", "Tên sản phẩm", "Nhóm sản phẩm", "Cam kết"]
SEAT_HEAD = ["Họ và tên", "Tên đăng nhập", "Ban", "Vai trò", "Mã số thuế nơi làm việc",
             "Quyết định", "Ngày quyết định"]  # fmt: skip


@contextmanager
def phase(name: str) -> Iterator[None]:
    """Tell on the standard output how long a part of the round took."""
    start = time.perf_counter()
    yield
    print(f"{name:<28} {time.perf_counter() - start:8.1f} s")


def make_firms(cast: Cast) -> list[Establishment]:
    commune = make_commune()
    told = (
        Particulars(name=f"Cơ sở Đông Đảo {n}", form="household_business", commune=commune,
                    tax_code=make_tax_code(n))
        for n in range(1, ENTRIES + 1)
    )  # fmt: skip
    return register_many(
        by=cast.owner, custodian=cast.department, told=told, at=OPEN, look_for_twins=False
    )


def enter(cast: Cast, firms: list[Establishment], round: Round) -> None:
    """Let one officer hand in the sheet of all entries, another take them in."""
    rows = [[firm.name, firm.tax_code, f"Sản phẩm {n}", GROUPS[n % 4], "có"]
            for n, firm in enumerate(firms)]  # fmt: skip
    batch = staged(cast.owner, cast.department, book([ENTRY_HEAD, *rows]), "entries", at=OPEN)
    assert counts(batch) == {"new": ENTRIES}
    assert confirmed(cast.owner, batch, at=OPEN).state == BatchState.DONE
    ids = list(Entry.objects.values_list("id", flat=True))
    assert actions.accept_all(by=cast.colleague, round=round, entries=ids, at=OPEN) == ENTRIES


def seat_all(cast: Cast, firms: list[Establishment]) -> None:
    """Let the head enter the people; the first juror works where the first product is made."""
    body = [("Ban giám khảo", "gk", JURORS), ("Hội đồng", "hd", MEMBERS), ("Ban thư ký", "tk", 2)]
    rows = [
        [f"Người Mẫu {letters.upper()} {n}", f"{letters}.{n}", name,
         "Chủ tịch" if (letters, n) == ("hd", 1) else "",
         firms[0].tax_code if (letters, n) == ("gk", 1) else "", "12/QĐ-SCT", "02/06/2026"]
        for name, letters, count in body for n in range(1, count + 1)
    ]  # fmt: skip
    batch = staged(cast.head, cast.department, book([SEAT_HEAD, *rows]), "jurors", at=CLOSED)
    assert counts(batch) == {"new": JURORS + MEMBERS + 2}
    assert confirmed(cast.head, batch, at=CLOSED).state == BatchState.DONE


def seats(body: str) -> list[Seat]:
    rows = Seat.objects.filter(body=body).select_related("user", "round")
    return list(rows.order_by("user__username"))


def score(juror: Seat, chance: random.Random) -> int:
    """Let a juror write every sheet of his and lock them; return how many."""
    rows = Sheet.objects.filter(seat=juror).select_related("seat__round", "entry")
    written = 0
    for sheet in rows.order_by("entry__code"):
        good = 1 if int(sheet.entry.code.partition("-")[2]) % 3 else 0
        told = points(
            chance.randrange(280 + 80 * good, 361 + 40 * good, 5),
            chance.randrange(200 + 100 * good, 301 + 100 * good, 5),
            chance.randrange(50, 101),
            chance.randrange(50, 101),
        )
        scoring.write_sheet(
            by=juror.user, sheet=sheet, told=told, key=uuid4(), written_at=CLOSED, at=CLOSED
        )
        written += 1
    assert scoring.lock_all(by=juror.user, seat=juror, at=CLOSED) == written
    return written


def decide(secretary: User, round: Round) -> None:
    """Let the council sit, every member vote on every entry by himself, the session be closed."""
    members = seats(SeatBody.COUNCIL)
    told = SessionTold(held_on=DAY, quorum_percent=60, quorum_basis="Quy chế mẫu", where="Mẫu")
    council.open_session(by=secretary, round=round, told=told, at=AT)
    ids = [seat.id for seat in members]
    council.mark_present(by=secretary, round=round, seats=ids, at=AT)
    entries = list(Entry.objects.filter(round=round).select_related("product"))
    for member in members:
        for entry in entries:
            council.cast_ballot(by=member.user, round=round, entry=entry, vote=Vote.FOR, at=AT)
    assert council.propose_verdicts(by=secretary, round=round, at=AT) == ENTRIES
    close_session(by=secretary, round=round, at=AT)


def test_a_round_is_set_up_by_import_and_closed(cast: Cast) -> None:
    make_score_law()
    make_vote_law()
    round = make_round(cast.department, state=RoundState.PREPARED)
    actions.call_round(by=cast.owner, round=round, at=OPEN)
    with phase("cơ sở"):
        firms = make_firms(cast)
    with phase("hồ sơ theo bảng, nhận hết"):
        enter(cast, firms, round)
    codes = Entry.objects.filter(state=EntryState.ACCEPTED).values_list("code", flat=True)
    assert len(set(codes)) == ENTRIES
    actions.gather_round(by=cast.owner, round=round, at=CLOSED)
    with phase("thành viên theo bảng"):
        seat_all(cast, firms)
    jurors, secretary = seats(SeatBody.JURY), seats(SeatBody.SECRETARIAT)[0].user
    for juror in jurors:
        conflicts.declare(by=juror.user, seat=juror, ties=[], at=CLOSED)
    with phase("mở chấm"):
        tallying.begin_scoring(by=secretary, round=round, at=CLOSED)
    chance = random.Random(2026)
    with phase("viết và khóa phiếu"):
        written = sum(score(juror, chance) for juror in jurors)
    assert written == ENTRIES * JURORS - 1
    with phase("khóa điểm"):
        ledger: Ledger = tallying.tally(by=secretary, round=round, stage=1, at=AT)
    assert len(json.loads(ledger.text)["sheets"]) == written
    with phase("hội đồng họp, biểu quyết"):
        decide(secretary, round)
    with phase("công nhận"):
        said = DecisionTold(number="05/QĐ-UBND", day=DAY + timedelta(1))
        recognise(by=cast.head, round=round, told=said, at=AT)
    with phase("đếm lại"):
        found = recount(ledger.text)
        assert found == {one.entry: (one.rank, one.mean / 10) for one in tallied(round, 1)}
        titled = set(Certificate.objects.values_list("entry__code", flat=True))
        assert titled == {code for code, (_, mean) in found.items() if mean >= 70}
        assert 0 < len(titled) < ENTRIES
        numbers = Certificate.objects.order_by("number").values_list("number", flat=True)
        assert list(numbers) == list(range(1, len(titled) + 1))
        assert set(Certificate.objects.values_list("last_day", flat=True)) == {date(2029, 12, 31)}
    with phase("kiểm tra toàn vẹn"):
        assert list(competition_faults()) == []
    round.refresh_from_db()
    assert round.state == RoundState.RECOGNISED
