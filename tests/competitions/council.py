"""A round whose points are locked, with its council, secretariat and jury: what a session needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from khuyencong.accounts.models import User
from khuyencong.competitions.actions import session as acts
from khuyencong.competitions.actions.closing import close_session
from khuyencong.competitions.actions.recognising import DecisionTold, recognise
from khuyencong.competitions.models import Conflict, CouncilSession, Entry, Round, Seat, Sheet
from khuyencong.competitions.rules.verdicts import SessionTold, VerdictTold
from khuyencong.competitions.states import (
    ConflictKind,
    RoundState,
    SeatBody,
    SeatRole,
    SheetState,
    Vote,
)
from khuyencong.law.models import LegalDocument, Parameter
from tests.cast import Cast
from tests.factories import (
    ENTERED_AT,
    make_commune,
    make_entry,
    make_establishment,
    make_product,
    make_round,
    make_seat,
    make_user,
    told,
)

AT = datetime(2026, 11, 20, 3, tzinfo=UTC)
DAY = date(2026, 11, 18)
DECIDED = date(2026, 11, 19)
CIRCULAR = "26/2014/TT-BCT"


@dataclass
class Council:
    """Everybody of a round: the first entry is the best."""

    round: Round
    officer: User
    head: User
    secretary: User
    other_secretary: User
    members: list[User]
    seats: list[Seat]
    entries: list[Entry]

    def open(self, percent: int = 60) -> CouncilSession:
        """Open the session with everybody there."""
        session = acts.open_session(
            by=self.secretary,
            round=self.round,
            told=SessionTold(
                held_on=DAY, quorum_percent=percent, quorum_basis="Quy chế mẫu", where="Hội trường"
            ),
            at=AT,
        )
        self.there()
        return session

    def there(self, seats: Sequence[Seat] | None = None) -> None:
        """Write down who is there: everybody where nobody is named."""
        ids = [seat.id for seat in (self.seats if seats is None else seats)]
        acts.mark_present(by=self.secretary, round=self.round, seats=ids, at=AT)

    def vote(self, entry: Entry, *votes: str) -> None:
        """Let the members vote for themselves, in their order."""
        for member, vote in zip(self.members, votes, strict=False):
            acts.cast_ballot(by=member, round=self.round, entry=entry, vote=Vote(vote), at=AT)

    def all_for(self) -> None:
        """Let every member who may agree with every entry."""
        for entry in self.entries:
            maker = entry.product.establishment_id
            for member, seat in zip(self.members, self.seats, strict=True):
                if not seat.conflicts.filter(establishment=maker, lifted_at=None).exists():
                    acts.cast_ballot(by=member, round=self.round, entry=entry, vote=Vote.FOR, at=AT)

    def decide(self, entry: Entry, recognised: bool = True, **more: object) -> None:
        """Write a verdict."""
        said = VerdictTold(recognised=recognised, **more)  # type: ignore[arg-type]
        acts.write_verdict(by=self.secretary, round=self.round, entry=entry, told=said, at=AT)

    def ready(self) -> None:
        """Bring the session to where it can be closed: what reaches the mark is recognised."""
        self.open()
        self.all_for()
        acts.propose_verdicts(by=self.secretary, round=self.round, at=AT)

    def close(self, by: User | None = None) -> Round:
        """Close the session."""
        return close_session(by=by or self.secretary, round=self.round, at=AT)

    def recognise(self, number: str = "05/QĐ-UBND", day: date = DECIDED) -> Round:
        """Write the decision down."""
        said = DecisionTold(number=number, day=day)
        return recognise(by=self.head, round=self.round, told=said, at=AT)


def make_council(
    cast: Cast, points: Sequence[int] = (900, 800, 600), *, members: int = 3, **more: object
) -> Council:
    """Return a round in which one juror gave these points, in tenths, one entry each."""
    body = cast.department
    round = make_round(body, state=RoundState.TALLIED, **more)
    juror = make_seat(round, make_user("JUROR", body))
    entries = []
    for number, total in enumerate(points, 1):
        maker = make_establishment(cast.owner, body, told(make_commune(), f"Cơ sở Mẫu {number}"))
        entry = make_entry(round, make_product(cast.owner, maker), code=f"CB-{number:03d}")
        entries.append(entry)
        lock_sheet(juror, entry, total)
    people = [make_user("COUNCIL_MEMBER", body) for _ in range(members)]
    roles = [SeatRole.CHAIR, *[SeatRole.MEMBER] * (members - 1)]
    seats = [
        make_seat(round, person, SeatBody.COUNCIL, role=role, code=f"HD-{number:02d}")
        for number, (person, role) in enumerate(zip(people, roles, strict=True), 1)
    ]
    secretaries = [make_user("SECRETARY", body) for _ in range(2)]
    for number, person in enumerate(secretaries, 1):
        make_seat(round, person, SeatBody.SECRETARIAT, code=f"TK-{number:02d}")
    return Council(round, cast.owner, cast.head, *secretaries, people, seats, entries)


def lock_sheet(seat: Seat, entry: Entry, total: int, stage: int = 1) -> Sheet:
    """Keep a locked sheet of a total in tenths."""
    quarter = total // 4
    return Sheet.objects.create(
        seat=seat,
        entry=entry,
        stage=stage,
        market=quarter,
        benefit=quarter,
        culture=quarter,
        other=total - 3 * quarter,
        total=total,
        state=SheetState.LOCKED,
        changed_at=ENTERED_AT,
        locked_at=ENTERED_AT,
        sha256="ab" * 32,
    )


def keep_out(seat: Seat, entry: Entry) -> Conflict:
    """Let a seat keep out of an entry by its own word."""
    return Conflict.objects.create(
        seat=seat,
        establishment=entry.product.establishment,
        kind=ConflictKind.DECLARED,
        at=ENTERED_AT,
    )


def make_vote_law() -> None:
    """Keep the rules of the vote: the unread term of 2014, that of 2018, the unverified mark."""
    document = LegalDocument.objects.create(
        key="tt-26-2014-bct",
        kind="circular",
        number=CIRCULAR,
        issuer="Bộ Công Thương",
        year=2014,
        title="Bình chọn sản phẩm",
        folded="binh chon san pham",
        verified=True,
    )
    kept = {"document": document, "recorded_at": ENTERED_AT, "days_verified": True}
    term = {"kind": "certificate", "subject": "certificate", "slot": "certificate"}
    amended = date(2018, 8, 16)
    Parameter.objects.create(
        code="term-2014",
        number=3,
        clause="khoản 3 Điều 17",
        valid_from=date(2014, 10, 21),
        valid_until=amended,
        **term,
        **kept,
    )
    Parameter.objects.create(
        code="term",
        number=4,
        month=12,
        day_of_month=31,
        clause="khoản 3 Điều 17 (sửa đổi 2018)",
        valid_from=amended,
        verified=True,
        **term,
        **kept,
    )
    Parameter.objects.create(
        code="mark",
        kind="pass_mark",
        subject="vote",
        slot="mark",
        number=70,
        valid_from=date(2014, 10, 21),
        **kept,
    )
