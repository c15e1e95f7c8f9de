"""A round that is scored: a secretary, jurors who declared, entries, the law of the points."""

from dataclasses import dataclass, field
from datetime import date
from uuid import uuid4

from khuyencong.accounts.models import User
from khuyencong.competitions.actions import scoring, tallying
from khuyencong.competitions.models import Entry, Round, Seat, Sheet
from khuyencong.competitions.rules.points import Points
from khuyencong.competitions.states import RoundState, SeatBody
from khuyencong.core.clock import now
from khuyencong.law.models import LegalDocument, Parameter
from khuyencong.registry.models import Establishment
from tests.cast import Cast
from tests.factories import (
    make_commune,
    make_entry,
    make_establishment,
    make_product,
    make_round,
    make_seat,
    make_tax_code,
    make_user,
    told,
)

MOST = {"market": 40, "benefit": 40, "culture": 10, "other": 10}


@dataclass
class Jury:
    """A round, who sits in it, what is entered; the first entry is of the first maker."""

    round: Round
    secretary: User
    second: User
    seats: list[Seat]
    makers: list[Establishment]
    entries: list[Entry] = field(default_factory=list)

    def sheet(self, juror: int, entry: int, stage: int = 1) -> Sheet:
        """Return the sheet of a juror for an entry, as it stands."""
        return Sheet.objects.select_related("seat__user", "seat__round", "entry").get(
            seat=self.seats[juror], entry=self.entries[entry], stage=stage
        )

    def write(self, juror: int, entry: int, *tenths: int, stage: int = 1) -> Sheet:
        """Let a juror write points in tenths on his sheet."""
        sheet = self.sheet(juror, entry, stage)
        at = now()
        return scoring.write_sheet(
            by=sheet.seat.user,
            sheet=sheet,
            told=points(*tenths),
            key=uuid4(),
            written_at=at,
            at=at,
        )

    def lock(self, juror: int, entry: int, *tenths: int, stage: int = 1) -> Sheet:
        """Let a juror write points and lock them."""
        sheet = self.write(juror, entry, *tenths, stage=stage)
        return scoring.lock_sheet(by=self.seats[juror].user, sheet=sheet, at=now())

    def tally(self, reason: str = "") -> object:
        """Let the secretary lock the first stage."""
        return tallying.tally(by=self.secretary, round=self.round, stage=1, at=now(), reason=reason)


def points(*tenths: int, remark: str = "") -> Points:
    """Return the points of the four criteria, in tenths."""
    return Points(dict(zip(MOST, tenths, strict=False)), {}, remark)


def make_score_law() -> None:
    """Let the law say once how many points each criterion may give."""
    if Parameter.objects.filter(kind="criterion").exists():
        return
    told_of = {"kind": "circular", "issuer": "Bộ Mẫu", "year": 2014, "title": "Mẫu"}
    document = LegalDocument.objects.create(
        key="tt-cham", number="26/2014/TT-MAU", folded="mau", **told_of
    )
    for criterion, most in MOST.items():
        Parameter.objects.create(
            code=f"criterion/{criterion}",
            kind="criterion",
            subject=criterion,
            slot=f"criterion/{criterion}",
            number=most,
            document=document,
            verified=True,
            valid_from=date(2014, 10, 21),
            recorded_at=now(),
        )


def make_jury(
    cast: Cast, jurors: int = 3, entries: int = 3, state: str = RoundState.SCORING, **more: object
) -> Jury:
    """Return a round with its jury; where it is being scored, the sheets lie open."""
    make_score_law()
    round = make_round(cast.department, state=RoundState.GATHERED, **more)
    secretary = make_user("SECRETARY", cast.department, full_name="Thư ký Mẫu")
    second = make_user("SECRETARY", cast.department, full_name="Thư ký Thí Dụ")
    for number, user in enumerate((secretary, second), 71):
        make_seat(round, user, SeatBody.SECRETARIAT, code=f"TK-{number}")
    seats = [
        make_seat(
            round,
            make_user("JUROR", cast.department, full_name=f"Giám khảo Mẫu {number}"),
            code=f"GK-{number + 11}",
            declared_at=now(),
        )
        for number in range(jurors)
    ]
    commune = make_commune("Cổ Loa Mẫu")
    makers = [
        make_establishment(
            cast.owner,
            cast.department,
            told(
                commune,
                f"Công ty TNHH Sen Vàng Số {number}",
                tax_code=make_tax_code(number + 40),
                phone=f"09123450{number:02d}",
                street="Thôn Đoài Mẫu",
            ),
        )
        for number in range(min(entries, 3))
    ]
    found = Jury(round, secretary, second, seats, makers)
    found.entries = [
        make_entry(round, make_product(cast.owner, makers[n % len(makers)]), code=f"CB-{n + 1:03d}")
        for n in range(entries)
    ]
    if state == RoundState.SCORING:
        found.round = tallying.begin_scoring(by=secretary, round=round, at=now())
    return found
