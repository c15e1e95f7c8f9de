"""A person says that he acts for an establishment; an officer of its custodian confirms it, or not.

There is no other way from the public page to an establishment: an account alone opens nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from khuyencong.accounts.actions import give_role, let_represent
from khuyencong.accounts.models import User
from khuyencong.accounts.rules import OF_ESTABLISHMENTS
from khuyencong.applications.actions.noting import ChangedMeanwhile, note
from khuyencong.applications.actions.requests import put_answers, save_answers, start_request
from khuyencong.applications.models import Claim, Request
from khuyencong.applications.queries.claims import early_answers, early_request, found_for
from khuyencong.applications.rules import may_decide_claims
from khuyencong.applications.rules.answers import LABELS
from khuyencong.applications.states import ClaimState
from khuyencong.core.identity import new_id
from khuyencong.core.lines import line
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.registry.actions.establishments import Particulars, register
from khuyencong.registry.models import Establishment, Organisation, Place
from khuyencong.registry.queries import stands_for
from khuyencong.registry.queries.organisations import answering_for
from khuyencong.registry.states import EstablishmentForm
from khuyencong.values.dates import day_in_vietnam

REASON = 500
#: So many claims of one person wait at a time.
MOST_WAITING = 5
MAY_NOT = "Anh/chị không có quyền xác nhận người đại diện của đơn vị này."


@dataclass(frozen=True, kw_only=True)
class ClaimTold:
    """What a person says of the establishment that he acts for."""

    form: str
    name: str
    commune: Place
    tax_code: str = ""
    street: str = ""
    phone: str = ""


@transaction.atomic
def claim_establishment(*, by: User, told: ClaimTold, at: datetime) -> Claim:
    """Write down that a person says he acts for an establishment; it opens nothing by itself."""
    said = _particulars(told).cleaned(day_in_vietnam(at))
    # The account is the lock: two claims at once are counted one after the other.
    User.objects.select_for_update().get(id=by.id)
    if Claim.objects.filter(user=by, state=ClaimState.PENDING).count() >= MOST_WAITING:
        raise Refused(f"Đã có {MOST_WAITING} cơ sở đang chờ xác nhận: xin đợi kết quả.")
    found = found_for(said.name, said.tax_code, said.commune)
    if found and found.id in by.represents():
        raise Refused("Anh/chị đã là người đại diện của cơ sở này.")
    claim = Claim(
        user=by,
        custodian=found.custodian if found else answering_for(said.commune, day_in_vietnam(at)),
        found=found,
        form=said.form,
        name=said.name,
        tax_code=said.tax_code,
        commune=said.commune,
        street=said.street,
        phone=said.phone,
        recorded_at=at,
    )
    try:
        with transaction.atomic():
            claim.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("Cơ sở này anh/chị đã khai, đang chờ xác nhận.") from error
    _note("claim.made", claim, by, at)
    return claim


@transaction.atomic
def save_early(
    *,
    by: User,
    claim: Claim,
    seen: UUID,
    answers: Mapping[str, Any],
    at: datetime,
    typed: Mapping[str, str] | None = None,
) -> Claim:
    """Save what who waits typed of a request; nobody but himself reads it."""
    claim = _locked(claim)
    if claim.user_id != by.id:
        raise Refused("Bản nháp này là của người khác.")
    if claim.state != ClaimState.PENDING:
        raise Refused("Đăng ký này đã có kết quả: bản nháp nằm ở mục Hồ sơ của tôi.")
    if claim.stamp != seen:
        raise ChangedMeanwhile
    request = early_request(claim)
    put_answers(request, answers, typed or {})
    kept = {name: _plain(getattr(request, name)) for name in LABELS}
    claim.typed = {"answers": kept, "unread": request.typed}
    claim.stamp = new_id()
    claim.save(update_fields=["typed", "stamp"])
    _note("claim.draft_saved", claim, by, at)
    return claim


@transaction.atomic
def confirm_claim(
    *, by: Actor, claim: Claim, at: datetime, establishment: Establishment | None = None
) -> Claim:
    """Confirm that the person acts for `establishment`; for None, the one he told is registered.

    What he drafted while he waited becomes a request of the establishment, begun by himself.
    """
    claim = _to_decide(by, claim)
    if establishment is None:
        told = _particulars(claim)
        establishment = register(by=by, custodian=claim.custodian, told=told, at=at)
    establishment = stands_for(establishment)
    if not may_decide_claims(by, establishment.custodian_id):
        raise Refused(MAY_NOT)
    claim.establishment = establishment
    _let_in(claim.user, establishment, by, at)
    _decide(claim, ClaimState.CONFIRMED, by, at)
    if claim.typed:
        claim.request = _become_request(claim, establishment, at)
        claim.typed = {}
        claim.save(update_fields=["request", "typed"])
    return claim


@transaction.atomic
def refuse_claim(*, by: Actor, claim: Claim, reason: str, at: datetime) -> Claim:
    """Do not confirm it, for a reason that the person reads."""
    claim = _to_decide(by, claim)
    claim.reason = line(reason, "Lý do", REASON, required=True)
    return _decide(claim, ClaimState.REFUSED, by, at)


@transaction.atomic
def withdraw_claim(*, by: User, claim: Claim, at: datetime) -> Claim:
    """Let the person take his word back; the draft goes with it."""
    claim = _locked(claim)
    if claim.user_id != by.id or claim.state != ClaimState.PENDING:
        raise Refused("Đăng ký này không rút được nữa.")
    claim.state, claim.typed, claim.stamp = ClaimState.WITHDRAWN, {}, new_id()
    claim.save(update_fields=["state", "typed", "stamp"])
    _note("claim.withdrawn", claim, by, at)
    return claim


def _to_decide(by: Actor, claim: Claim) -> Claim:
    claim = _locked(claim)
    if not may_decide_claims(by, claim.custodian_id):
        raise Refused(MAY_NOT)
    if claim.user_id == by.id:
        raise Refused("Không ai tự xác nhận cho chính mình.")
    if claim.state != ClaimState.PENDING:
        raise Refused(f"Đăng ký này {claim.get_state_display().lower()} rồi.")
    return claim


def _decide(claim: Claim, state: ClaimState, by: Actor, at: datetime) -> Claim:
    claim.state, claim.decided_by, claim.decided_at, claim.stamp = state, by.id, at, new_id()
    claim.save()
    _note(f"claim.{state}", claim, by, at)
    return claim


def _let_in(user: User, establishment: Establishment, by: Actor, at: datetime) -> None:
    held = user.memberships.filter(role=OF_ESTABLISHMENTS, valid_until=None)
    if not held.exists():
        body: Organisation = establishment.custodian
        give_role(user=user, organisation=body, role=OF_ESTABLISHMENTS, at=at, by=by.id)
    let_represent(user=user, establishment=establishment, at=at, by=by.id)


def _become_request(claim: Claim, establishment: Establishment, at: datetime) -> Request:
    # Asked anew: whom he stands for was remembered before he did.
    person = User.objects.get(id=claim.user_id)
    request = start_request(by=person, establishment=establishment, at=at)
    answers = early_answers(claim)
    typed: dict[str, str] = claim.typed.get("unread", {})
    return save_answers(
        by=person, request=request, seen=request.stamp, answers=answers, typed=typed, at=at
    )


def _locked(claim: Claim) -> Claim:
    rows = Claim.objects.select_for_update(of=("self",))
    return rows.select_related("user", "custodian", "commune").get(id=claim.id)


def _particulars(told: ClaimTold | Claim) -> Particulars:
    return Particulars(
        form=EstablishmentForm(told.form),
        name=told.name,
        commune=told.commune,
        tax_code=told.tax_code,
        street=told.street,
        phone=told.phone,
    )


def _plain(value: Any) -> Any:
    """Return an answer as JSON keeps it: a place by its key, a day as it is written."""
    if isinstance(value, Place):
        return value.key
    return value.isoformat() if isinstance(value, date) else value


def _note(act: str, claim: Claim, by: Actor, at: datetime) -> None:
    note(act, custodian=claim.custodian_id, about=f"claim:{claim.id}", by=by, at=at)
