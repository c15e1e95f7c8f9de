"""A vote held on one machine, as its council, secretariat and jury hold it."""

from collections.abc import Sequence

from khuyencong.accounts.models import User
from khuyencong.applications.actions import load_papers
from khuyencong.applications.models import PaperKind
from khuyencong.competitions import actions
from khuyencong.competitions.models import Certificate, Entry, Ledger, Product, Round
from khuyencong.competitions.queries.ledger import ledger_text
from khuyencong.competitions.queries.pictures import drawn
from khuyencong.competitions.states import RoundLevel, RoundState, SeatBody, SeatRole, Stage
from khuyencong.law.models import LegalDocument, Parameter
from khuyencong.law.models.parameters import slot_of
from khuyencong.registry.models import Place
from khuyencong.values.canonical import sha256_of
from tests.competitions.council import Council, lock_sheet, make_vote_law
from tests.competitions.dossiers import ANSWERS, OPEN, picture
from tests.exchange.machines import Machine
from tests.factories import (
    ENTERED_AT,
    PDF,
    make_entry,
    make_establishment,
    make_product,
    make_round,
    make_seat,
    make_user,
    told,
)

#: The place of a vote is on every machine; its law too, under ids of its own.
PLACE = {"key": "noi-binh-chon", "level": "province", "kind": "tỉnh", "name": "Mẫu"}


def know_the_vote(machine: Machine) -> None:
    """Load what a vote rests on, as reference data brings it to each machine."""
    if not LegalDocument.objects.filter(key="tt-26-2014-bct").exists():
        make_vote_law()
        for row in Parameter.objects.all():
            Parameter.objects.filter(pk=row.pk).update(slot=slot_of(row))
        Place.objects.create(**PLACE, verified=True)
        load_papers()


def made(machine: Machine, body: str = "so", name: str = "Cơ sở") -> Product:
    """Return a product of an establishment of its own that a machine keeps."""
    officer = make_user("DEPT_OFFICER", machine.bodies[body])
    commune = Place.objects.get(key="xa-1")
    called = f"{name} {machine.tick[0]} {Product.objects.count()}"
    maker = make_establishment(officer, machine.bodies[body], told(commune, called))
    return make_product(officer, maker)


def sent(machine: Machine, round: Round) -> Entry:
    """Return a dossier that lacks nothing, accepted into a round that a machine runs."""
    by, at = make_user("DEPT_OFFICER", round.custodian), OPEN
    product = made(machine)
    for colour in ("red", "green", "blue"):
        actions.add_photo(by=by, product=product, drawn=drawn(picture(colour)), side=colour, at=at)
    entry = actions.begin_entry(by=by, product=product, round=round, at=at)
    entry = actions.save_entry(by=by, entry=entry, seen=entry.stamp, answers=ANSWERS, at=at)
    kind = PaperKind.objects.get(code="dang-ky-kinh-doanh")
    actions.add_entry_paper(by=by, entry=entry, kind=kind, file_name="a.pdf", data=PDF, at=at)
    entry.refresh_from_db()
    entry = actions.submit_entry(by=by, entry=entry, seen=entry.stamp, at=at)
    other = make_user("DEPT_OFFICER", round.custodian)
    return actions.accept_entry(by=other, entry=entry, at=at)


def hold(
    machine: Machine,
    body: str = "so",
    level: str = RoundLevel.PROVINCE,
    *,
    entries: Sequence[Entry] = (),
    points: Sequence[int] = (900, 800, 600),
) -> Council:
    """Return a round whose points are locked and published, with everybody who sits in it.

    Each entry is given its points, in tenths; without `entries` they are made, with the round.
    """
    kept = machine.bodies[body]
    know_the_vote(machine)
    if entries:
        round = entries[0].round
    else:
        round = make_round(kept, level)
        entries = [
            make_entry(round, made(machine, body), code=f"CB-{number:03d}")
            for number in range(1, len(points) + 1)
        ]
    Round.objects.filter(id=round.id).update(state=RoundState.TALLIED)
    round.refresh_from_db()
    juror = make_seat(round, make_user("JUROR", kept))
    for entry, total in zip(entries, points, strict=True):
        lock_sheet(juror, entry, total)
    text = ledger_text(round, Stage.FIRST)
    Ledger.objects.create(
        round=round, stage=1, text=text, sha256=sha256_of(text.encode()), at=ENTERED_AT
    )
    people, secretaries = _seated(round, machine, body)
    is_agency = body == "cuc"
    return Council(
        round,
        make_user("AGENCY_OFFICER" if is_agency else "DEPT_OFFICER", kept),
        make_user("AGENCY_HEAD" if is_agency else "DEPT_HEAD", kept),
        *secretaries,
        people,
        list(round.seats.filter(body=SeatBody.COUNCIL).order_by("code")),
        list(entries),
    )


def _seated(round: Round, machine: Machine, body: str) -> tuple[list[User], list[User]]:
    people = [make_user("COUNCIL_MEMBER", machine.bodies[body]) for _ in range(3)]
    for number, person in enumerate(people, 1):
        role = SeatRole.CHAIR if number == 1 else SeatRole.MEMBER
        make_seat(round, person, SeatBody.COUNCIL, role=role, code=f"HD-{number:02d}")
    secretaries = [make_user("SECRETARY", machine.bodies[body]) for _ in range(2)]
    for number, person in enumerate(secretaries, 1):
        make_seat(round, person, SeatBody.SECRETARIAT, code=f"TK-{number:02d}")
    return people, secretaries


def recognised(council: Council, nominated: Sequence[int] = ()) -> None:
    """Let the council conclude, and the head write the decision down."""
    council.ready()
    for number in nominated:
        council.decide(council.entries[number], nominated=True)
    council.close()
    council.recognise()


def titles(machine: Machine) -> list[Certificate]:
    """Return the titles that a machine knows."""
    with machine.here():
        return list(Certificate.objects.order_by("custodian__key", "number"))
