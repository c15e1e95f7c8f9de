"""The exchange for trying it out: a partner whose bundle was taken, and a wish that waits.

The partner is another installation that nobody runs. Its rows are made here by the acts that it
would use itself, told, and undone; what stays of them came by its signed bundle. Its key signs
that one bundle and is kept nowhere.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from khuyencong.accounts.models import User
from khuyencong.applications.actions import NeedTold, amend_need
from khuyencong.applications.models import Need
from khuyencong.core.identity import new_id
from khuyencong.exchange.actions.importing import take
from khuyencong.exchange.actions.keys import own_instance
from khuyencong.exchange.actions.partners import Introduced, confirm_partner, propose_partner
from khuyencong.exchange.carried import schema_mark
from khuyencong.exchange.models import Instance
from khuyencong.exchange.queries.custody import own
from khuyencong.exchange.rows import Codecs, Row
from khuyencong.exchange.sealed import Header, change_line, written
from khuyencong.exchange.states import Sort
from khuyencong.registry.actions import bodies
from khuyencong.registry.actions.bodies import AgreementTold, FactTold
from khuyencong.registry.models import Organisation
from khuyencong.registry.states import OrganisationKind
from khuyencong.values.seals import SigningKey, new_signing_key

PROPOSES, CONFIRMS, SURVEYS = "chuyen-vien-cuc", "lanh-dao-cuc", "vien-chuc-trung-tam"
OWN, PARTNER = "Hệ thống dùng thử của Cục (mẫu)", "Hệ thống mẫu của Trung tâm phía Bắc"
INVENTED, SINCE = "Dữ liệu mẫu", date(2025, 7, 1)
#: What a wish is about: a need as the centre's own survey found it.
WISHED = "Xây dựng, đăng ký nhãn hiệu cho giỏ mây"
COST, JOBS = 85_000_000, 4
Told = tuple[Sort, str, Row, str]


def fill(at: datetime) -> int:
    """Keep a partner, its bundle and a wish; return how many changes it told, 0 a second time."""
    if Instance.objects.filter(is_own=False).exists():
        return 0
    agency = Organisation.objects.get(kind=OrganisationKind.AGENCY)
    north = Organisation.objects.filter(kind=OrganisationKind.NATIONAL_CENTRE).order_by("key")[0]
    own_instance(at=at, name=OWN, body=agency)
    key = new_signing_key()
    partner = _partner(north, key, at)
    told = _told_there(north, at)
    take(data=_bundle(partner, key, told, at), at=at + timedelta(seconds=2))
    return len(told)


def _partner(body: Organisation, key: SigningKey, at: datetime) -> Instance:
    """Return the partner, entered by one person and confirmed by another."""
    introduced = Introduced(new_id(), PARTNER, body.key, "", key.public.pem)
    by, head = (User.objects.get(username=name) for name in (PROPOSES, CONFIRMS))
    partner = propose_partner(by=by, told=introduced, bodies=[body], valid_from=SINCE, at=at)
    return confirm_partner(by=head, partner=partner, at=at + timedelta(seconds=1))


def _told_there(body: Organisation, at: datetime) -> list[Told]:
    """Return rows as they stand with the partner: its own, and a need of ours that it changed."""
    codecs = Codecs()
    need = Need.objects.filter(is_demonstration=True).get(what=WISHED)
    before = codecs["applications.Need"].of([need.id])[need.id]
    with _undone():
        told: list[Told] = [
            (Sort.RECORD, label, codecs[label].of([id])[id], "")
            for label, id in _of_its_own(body, at)
        ]
        by = User.objects.get(username=SURVEYS)
        amend_need(by=by, need=need, seen=need.stamp, told=_as_they_found_it(need), at=at)
        after = codecs["applications.Need"].of([need.id])[need.id]
    return [*told, (Sort.PROPOSAL, "applications.Need", after, before.hash)]


def _of_its_own(body: Organisation, at: datetime) -> Iterator[tuple[str, UUID]]:
    """Yield what the partner tells of itself: two facts and an agreement."""
    by = User.objects.get(username=CONFIRMS)
    kept: dict[str, Any] = {"by": by, "at": at, "is_demonstration": True}
    for kind, words, quantity in (("premises", "Trụ sở mẫu", 650), ("equipment", "Máy mẫu", 18)):
        fact = FactTold(
            body=body, kind=kind, told=words, quantity=quantity, source=INVENTED, valid_from=SINCE
        )
        yield "registry.BodyFact", bodies.tell_fact(told=fact, **kept).id
    agreement = AgreementTold(
        body=body,
        partner="Viện Mẫu",
        subject="Chuyển giao quy trình sấy",
        source=INVENTED,
        valid_from=SINCE,
    )
    yield "registry.Agreement", bodies.tell_agreement(told=agreement, **kept).id


def _as_they_found_it(need: Need) -> NeedTold:
    """Return the need with the price and the places of work that the partner's survey found."""
    return replace(NeedTold.of(need), cost=COST, jobs=JOBS)


@contextmanager
def _undone() -> Iterator[None]:
    """Undo all that is done inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _bundle(partner: Instance, key: SigningKey, told: list[Told], at: datetime) -> bytes:
    """Return a bundle as the partner writes and signs it."""
    lines = [
        change_line(
            seq=seq,
            at=at,
            sort=sort,
            kind=kind,
            record=row.id,
            base=base,
            hash=row.hash,
            body=row.text,
        )
        for seq, (sort, kind, row, base) in enumerate(told, 1)
    ]
    header = Header(
        schema=schema_mark(),
        sender=partner.id,
        receiver=own().id,
        covers=((0, len(told)),),
        whole_until=len(told),
        have_through=0,
        have_held=(),
        lacks=(),
    )
    return written(header, [("changes", b"\n".join(lines) + b"\n", len(told))], key)
