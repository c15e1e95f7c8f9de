"""A partner, a bundle for it and a wish of it, for tests that only look at pages."""

from khuyencong.core import blobs
from khuyencong.core.identity import new_id
from khuyencong.exchange.actions.keys import own_instance
from khuyencong.exchange.models import Bundle, Conflict, Home, Instance, Known
from khuyencong.exchange.rows import hash_of
from khuyencong.exchange.states import BundleState, Direction, InstanceState
from khuyencong.registry.models import Organisation
from khuyencong.values.canonical import canonical
from khuyencong.values.seals import new_signing_key
from tests.factories import ENTERED_AT, make_organisation


def make_partner(body: Organisation) -> Instance:
    """Return an active partner of the instance that `body` runs."""
    own_instance(at=ENTERED_AT, name="Hệ thống mẫu", body=body)
    partner = Instance.objects.create(
        name="Hệ thống bên kia",
        public=new_signing_key().public.pem,
        state=InstanceState.ACTIVE,
        proposed_at=ENTERED_AT,
        confirmed_at=ENTERED_AT,
    )
    Home.objects.create(
        instance=partner,
        organisation=make_organisation("Sở Công Thương bên kia"),
        proposed_at=ENTERED_AT,
        confirmed_at=ENTERED_AT,
    )
    return partner


def make_wish(partner: Instance, custodian: Organisation) -> dict[str, object]:
    """Keep a wish about a record of a body, and a bundle; return them by the words of routes."""
    text = canonical({"name": "Đợt của họ", "year": 2027}).decode()
    wish = Conflict.objects.create(
        partner=partner,
        seq=Conflict.objects.count() + 1,
        kind="applications.SurveyRound",
        record=new_id(),
        custodian=custodian.id,
        theirs=text,
        theirs_hash=hash_of(text),
        told_at=ENTERED_AT,
        bundle="0" * 64,
        at=ENTERED_AT,
    )
    Known.objects.create(
        kind=wish.kind, record=wish.record, custodian=custodian.id, at=ENTERED_AT, hash="0" * 64
    )
    data = str(wish.id).encode()
    bundle = Bundle.objects.create(
        partner=partner,
        direction=Direction.OUT,
        state=BundleState.WRITTEN,
        sha256=blobs.put(data),
        covers=[[0, wish.seq]],
        size=len(data),
        at=ENTERED_AT,
        file=blobs.put(data),
    )
    return {"partner": partner.id, "wish": wish.id, "bundle": bundle.id}
