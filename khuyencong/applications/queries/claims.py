"""Who says that he acts for an establishment: what waits for an officer, what a person told."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from khuyencong.accounts.models import User
from khuyencong.applications.models import Claim, Request
from khuyencong.applications.rules.permissions import KEEP_ESTABLISHMENT, READ_ESTABLISHMENT
from khuyencong.applications.states import ClaimState
from khuyencong.core.users import Actor
from khuyencong.registry.models import Establishment, Place
from khuyencong.registry.queries.establishments import standing
from khuyencong.registry.queries.twins import Twin, twins_of
from khuyencong.values.business_names import core
from khuyencong.values.dates import day_in_vietnam

#: So many records that look alike are shown to who confirms.
MOST_ALIKE = 8


def claims_visible_to(user: Actor | None) -> QuerySet[Claim]:
    """Return the claims of bodies whose establishments the user reads, and his own.

    Who decides them keeps these establishments as well: `may_decide_claims`.
    """
    if user is None:
        return Claim.objects.none()
    custodians = user.custodians(READ_ESTABLISHMENT)
    if custodians is None:
        return Claim.objects.all()
    return Claim.objects.filter(Q(custodian_id__in=custodians) | Q(user=user.id))


def claims_to_decide(user: Actor) -> QuerySet[Claim]:
    """Return the claims that wait for this person, the oldest first; never his own."""
    custodians = user.custodians(KEEP_ESTABLISHMENT)
    rows = Claim.objects.filter(state=ClaimState.PENDING).exclude(user=user.id)
    rows = rows if custodians is None else rows.filter(custodian_id__in=custodians)
    return rows.select_related("user", "commune", "found").order_by("recorded_at", "id")


@dataclass(frozen=True)
class ClaimsWaiting:
    """How many claims wait for a person, and for how many days the oldest does."""

    count: int
    days: int


def claims_waiting(user: Actor, today: date) -> ClaimsWaiting | None:
    """Return what waits for a person to confirm, None where nothing does; one query."""
    told = claims_to_decide(user).aggregate(count=Count("id"), oldest=Min("recorded_at"))
    if not told["count"]:
        return None
    return ClaimsWaiting(told["count"], (today - day_in_vietnam(told["oldest"])).days)


def own_claims(user: User) -> QuerySet[Claim]:
    """Return what a person told himself, the latest first; one query."""
    rows = Claim.objects.filter(user=user).select_related("custodian", "commune", "establishment")
    return rows.order_by("-recorded_at", "id")


def found_for(name: str, tax_code: str, commune: Place) -> Establishment | None:
    """Return the one record that bears this tax code, or this very name in this very commune.

    Nothing of it is shown to who claims: the officer looks at it.
    """
    rows = standing(Establishment.objects.all())
    if tax_code:
        return _only(rows.filter(tax_code=tax_code))
    return _only(rows.filter(core=core(name)[:400], commune=commune))


def alike(claim: Claim, on: date) -> list[Twin]:
    """Return the records that look like what was told, for the officer to choose from."""
    return twins_of(told_establishment(claim), on)[:MOST_ALIKE]


def told_establishment(claim: Claim) -> Establishment:
    """Return the establishment as the person told it; it is in no register, and nobody saves it."""
    return Establishment(
        form=claim.form,
        name=claim.name,
        tax_code=claim.tax_code,
        commune=claim.commune,
        street=claim.street,
        phone=claim.phone,
        custodian=claim.custodian,
        core=core(claim.name)[:400],
        recorded_at=claim.recorded_at,
    )


def early_request(claim: Claim) -> Request:
    """Return the draft of who waits, as a request that nobody saves: the law can be asked of it."""
    request = Request(
        id=claim.id,
        custodian=claim.custodian,
        establishment=told_establishment(claim),
        commune=claim.commune,
        typed=dict(claim.typed.get("unread", {})),
        stamp=claim.stamp,
        recorded_at=claim.recorded_at,
        changed_at=claim.recorded_at,
        by_establishment=True,
    )
    for name, value in early_answers(claim).items():
        setattr(request, name, value)
    return request


def early_answers(claim: Claim) -> dict[str, Any]:
    """Return what could be read of an early draft, by the names of the answers."""
    kept: dict[str, Any] = dict(claim.typed.get("answers", {}))
    if kept.get("commune"):
        kept["commune"] = Place.objects.filter(key=kept["commune"]).first()
    for name in ("begins_on", "ends_on"):
        if kept.get(name):
            kept[name] = date.fromisoformat(kept[name])
    return kept


def _only(rows: QuerySet[Establishment]) -> Establishment | None:
    found = list(rows.order_by("id")[:2])
    return found[0] if len(found) == 1 else None
