"""What may happen to votes and fairs in a life of two machines; on home's machine or not."""

import io
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db.models import Max, Q, QuerySet
from PIL import Image

from khuyencong.applications.models import PaperUse
from khuyencong.competitions.models import (
    Booth,
    Brought,
    Certificate,
    CouncilSession,
    CriteriaSet,
    Entry,
    EntryStep,
    EntryVersion,
    Exhibitor,
    Fair,
    Photo,
    Product,
    Round,
    Verdict,
)
from khuyencong.competitions.queries.integrity import competition_faults
from khuyencong.competitions.states import RoundState
from khuyencong.core import blobs
from khuyencong.core.identity import new_id
from khuyencong.exchange.models import Known
from khuyencong.formats.redrawn import redraw
from khuyencong.registry.models import Establishment, Place
from khuyencong.values.canonical import sha256_of
from khuyencong.values.shortcode import new_code
from tests.exchange.machines import AT, Machine

if TYPE_CHECKING:
    from tests.exchange.test_schedules import Life

#: The word that tells one state of a record from another, by its table.
NAMED: dict[Any, str] = {
    Product: "name",
    Photo: "side",
    Round: "name",
    Entry: "code",
    Verdict: "reason",
    Certificate: "revoke_reason",
    Fair: "name",
    Exhibitor: "note",
}
DAY = date(2026, 11, 2)


def pictures() -> set[str]:
    """Return the files that photographs name here."""
    return {sha for pair in Photo.objects.values_list("public", "thumbnail") for sha in pair}


def altered_titles() -> list[str]:
    """Return the titles that are not what was taken."""
    return [told for told in competition_faults() if told.startswith("Giấy") and "nhận từ" in told]


@cache
def _picture(number: int) -> tuple[bytes, bytes]:
    file = io.BytesIO()
    Image.new("RGB", (420, 340), (number * 20, 90, 160)).save(file, "JPEG")
    line, _, both = redraw(file.getvalue()).partition(b"\n")
    end = int(line.split(b":")[1].split(b",")[0])
    return both[:end], both[end:]


# --- products ------------------------------------------------------------------------------------


def add_product(life: "Life", machine: Machine, body: str) -> Product:
    firm = life.any(Establishment, machine, body) or life.add_firm(machine, body)
    name = life.name()
    row = Product.objects.create(
        custodian=machine.bodies[body],
        establishment=firm,
        name=name,
        folded=name,
        group="food",
        recorded_at=AT,
    )
    life.said(machine, body, row.id, name)
    return row


def add_photo(life: "Life", machine: Machine, body: str) -> None:
    product = life.any(Product, machine, body) or add_product(life, machine, body)
    public, small = _picture(life.chance.randrange(6))
    row = Photo.objects.create(
        product=product,
        position=1,
        side=life.name(),
        original=sha256_of(life.chance.randbytes(20)),
        public=blobs.put(public),
        thumbnail=blobs.put(small),
        recorded_at=AT,
    )
    life.said(machine, body, row.id, row.side)


def draw_photo_anew(life: "Life", machine: Machine, body: str) -> None:
    product = life.any(Product, machine, body)
    row = product and product.photos.order_by("id").first()
    if row is None:
        return add_photo(life, machine, body)
    public, small = _picture(life.chance.randrange(6))
    told = {"public": blobs.put(public), "thumbnail": blobs.put(small), "side": life.name()}
    Photo.objects.filter(pk=row.pk).update(**told)
    life.said(machine, body, row.id, told["side"])
    return None


# --- rounds --------------------------------------------------------------------------------------


def add_vote(life: "Life", machine: Machine, body: str) -> Round:
    row = Round.objects.create(
        custodian=machine.bodies[body],
        level="province" if body == "so" else "nation",
        place=Place.objects.get(key="xa-0"),
        year=2026,
        name=life.name(),
        # Both sides loaded it from a file.
        criteria=CriteriaSet.objects.get(key="mau"),
        opens_on=DAY,
        closes_on=date(2026, 12, 31),
        state=RoundState.CALLED,
        recorded_at=AT,
    )
    life.said(machine, body, row.id, row.name)
    return row


def enter(
    life: "Life", machine: Machine, body: str, below: Entry | None = None, **more: Any
) -> Entry:
    """Enter a product of anybody into a round of a body."""
    round = life.any(Round, machine, body) or add_vote(life, machine, body)
    product = below.product if below else _of_anybody(life, machine, body)
    if Entry.objects.filter(round=round, product=product).exists():
        round = add_vote(life, machine, body)
    row = Entry.objects.create(
        round=round,
        custodian=machine.bodies[body],
        product=product,
        state="accepted",
        code=_code(life),
        climbed_from=below,
        changed_at=AT,
        recorded_at=AT,
    )
    EntryVersion.objects.create(entry=row, number=1, said={"name": product.name}, recorded_at=AT)
    EntryStep.objects.create(entry=row, name="submit", before="draft", after="submitted", at=AT)
    _put_papers(life, machine, body, row)
    life.said(machine, body, row.id, row.code)
    return row


def _code(life: "Life") -> str:
    life.serial += 1
    return f"CB-{life.serial}"


def _put_papers(life: "Life", machine: Machine, body: str, entry: Entry) -> None:
    """Put the papers of the entry below to one that climbed, a new one to any other."""
    uses = PaperUse.objects.filter(about_kind="entry", about=entry.climbed_from_id, ended_at=None)
    papers = [use.paper for use in uses.select_related("paper").order_by("id")]
    for paper in papers or [life.paper(machine, body, entry.product.establishment)]:
        use = PaperUse.objects.create(paper=paper, about_kind="entry", about=entry.id, at=AT)
        life.said(machine, body, use.id, "put")


def keeper_of(use: PaperUse, machine: Machine) -> str:
    """Return by its word the body that keeps the entry to which a paper is put; "" of others."""
    entry = Entry.objects.filter(pk=use.about).first() if use.about_kind == "entry" else None
    words = {body.pk: word for word, body in machine.bodies.items()}
    return words[entry.custodian_id] if entry else ""


def _agreed(model: Any, machine: Machine, body: str) -> QuerySet[Any]:
    """Return the rows on which those of a body may rest: its own, and what another home told.

    What rests on a wish that is turned down would wait for a person.
    """
    told = Known.objects.filter(kind=model._meta.label).exclude(source=None)
    mine = Q(custodian=machine.bodies[body])
    return model.objects.filter(mine | Q(pk__in=told.values("record"))).order_by("id")


def _of_anybody(life: "Life", machine: Machine, body: str) -> Product:
    rows = _agreed(Product, machine, body)
    is_new = life.chance.random() < 0.3 or not rows.exists()
    return add_product(life, machine, body) if is_new else rows[life.chance.randrange(len(rows))]


def amend_entry(life: "Life", machine: Machine, body: str) -> None:
    row = life.any(Entry, machine, body) or enter(life, machine, body)
    code = _code(life)
    Entry.objects.filter(pk=row.pk).update(code=code, stamp=new_id())
    life.said(machine, body, row.id, code)


def conclude(life: "Life", machine: Machine, body: str) -> None:
    """Let the council of a round conclude about its entries, and each get a title."""
    round = life.any(Round, machine, body) or add_vote(life, machine, body)
    if CouncilSession.objects.filter(round=round).exists():
        return
    number = (CouncilSession.objects.aggregate(n=Max("minutes_number"))["n"] or 0) + 1
    Round.objects.filter(pk=round.pk).update(state=RoundState.RECOGNISED)
    session = CouncilSession.objects.create(
        round=round,
        held_on=DAY,
        quorum_percent=60,
        opened_by=machine.head.id,
        opened_at=AT,
        closed_by=machine.head.id,
        closed_at=AT,
        minutes_year=2026,
        minutes_number=number,
        minutes={"words": "ai nói gì"},
        minutes_sha256=sha256_of(str(round.id).encode()),
    )
    for entry in round.entries.all():
        told = {"recognised": True, "nominated": life.chance.random() < 0.7, "votes_for": 3}
        verdict = Verdict.objects.create(session=session, entry=entry, reason=life.name(), **told)
        life.said(machine, body, verdict.id, verdict.reason)
        _issue(life, machine, body, entry)


def _issue(life: "Life", machine: Machine, body: str, entry: Entry) -> None:
    custodian = machine.bodies[body]
    given = Certificate.objects.filter(custodian=custodian).aggregate(n=Max("number"))
    row = Certificate.objects.create(
        custodian=custodian,
        entry=entry,
        product=entry.product,
        level=entry.round.level,
        year=2026,
        number=(given["n"] or 0) + 1,
        code=new_code(),
        product_name=entry.product.name,
        maker_name=entry.product.establishment.name,
        maker_place="Xã Mẫu",
        decision="QĐ mẫu",
        decided_on=DAY,
        issued_on=DAY,
        recorded_at=AT,
    )
    life.said(machine, body, row.id, "")


def revoke(life: "Life", machine: Machine, body: str) -> None:
    row = life.any(Certificate, machine, body)
    if row is None:
        return conclude(life, machine, body)
    reason = life.name()
    told = {"revoked_on": DAY, "revoked_by": machine.head.id, "revoke_reason": reason}
    Certificate.objects.filter(pk=row.pk).update(**told)
    life.said(machine, body, row.id, reason)
    return None


def climb(life: "Life", machine: Machine, body: str) -> None:
    """Bring up an entry that another body's council chose, as the organiser above does."""
    chosen = _agreed(Entry, machine, body).filter(verdict__nominated=True, climbed_to=None)
    below = chosen.exclude(custodian=machine.bodies[body]).first()
    if below is None:
        return conclude(life, machine, body)
    enter(life, machine, body, below)
    return None


# --- fairs ---------------------------------------------------------------------------------------


def add_fair(life: "Life", machine: Machine, body: str) -> Fair:
    row = Fair.objects.create(
        custodian=machine.bodies[body],
        name=life.name(),
        kind="organised",
        place=Place.objects.get(key="xa-0"),
        where="Mẫu",
        starts_on=DAY,
        ends_before=date(2026, 11, 9),
        recorded_at=AT,
    )
    Booth.objects.bulk_create(Booth(fair=row, code=f"A{number}") for number in range(3))
    life.said(machine, body, row.id, row.name)
    return row


def register(life: "Life", machine: Machine, body: str) -> None:
    fair = life.any(Fair, machine, body) or add_fair(life, machine, body)
    product = _of_anybody(life, machine, body)
    row = Exhibitor.objects.filter(fair=fair, establishment=product.establishment_id).first()
    if row is None:
        row = Exhibitor.objects.create(
            fair=fair, establishment=product.establishment, note=life.name(), recorded_at=AT
        )
    told = {"note": life.name(), "sales_money": life.chance.randrange(10**9)}
    Exhibitor.objects.filter(pk=row.pk).update(**told)
    brought = Brought.objects.filter(exhibitor=row, product=product)
    if not brought.delete()[0]:
        Brought.objects.create(exhibitor=row, product=product)
    life.said(machine, body, row.id, told["note"])


def change_booths(life: "Life", machine: Machine, body: str) -> None:
    """Give the booths of a fair anew, so that they change hands."""
    fair = life.any(Fair, machine, body)
    if fair is None:
        return register(life, machine, body)
    rows, booths = list(fair.exhibitors.order_by("id")[:3]), list(fair.booths.order_by("id"))
    life.chance.shuffle(booths)
    fair.exhibitors.update(booth=None, given_by="")
    for row, booth in zip(rows, booths, strict=False):
        note = life.name()
        Exhibitor.objects.filter(pk=row.pk).update(booth=booth, given_by="assigned", note=note)
        life.said(machine, body, row.id, note)
    return None


ACTS: tuple[Callable[["Life", Machine, str], Any], ...] = (
    *(add_product, add_photo, draw_photo_anew, add_vote, enter, amend_entry),
    *(conclude, revoke, climb, add_fair, register, change_booths),
)
