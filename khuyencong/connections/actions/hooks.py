"""Addresses of other systems: given, their secret changed, ended."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from khuyencong.accounts.models import User
from khuyencong.connections.models import Delivery, Hook
from khuyencong.connections.rules import UnfitAddress, fit_address, may_keep, secret_of
from khuyencong.connections.states import EVENTS, MOST_HOOKS, DeliveryState
from khuyencong.core import journal
from khuyencong.core.lines import line
from khuyencong.core.refusal import Refused
from khuyencong.registry.models import Organisation

MAY_NOT = "Anh/chị không có quyền đặt nơi nhận thông báo cho đơn vị này."


@transaction.atomic
def make_hook(
    *,
    by: User,
    custodian: Organisation,
    label: str,
    url: str,
    events: Iterable[str],
    at: datetime,
) -> tuple[Hook, str]:
    """Let an address be told of acts that `by` may see; return it with its secret, shown once."""
    if not may_keep(by, custodian.id):
        raise Refused(MAY_NOT)
    wanted = set(events)
    chosen = [act for act in EVENTS if act in wanted]
    if not chosen or len(chosen) != len(wanted):
        raise Refused("Xin chọn ít nhất một việc trong danh sách.")
    unseen = [EVENTS[act][0] for act in chosen if not by.may(EVENTS[act][1])]
    if unseen:
        raise Refused(f"Anh/chị không có quyền xem: {'; '.join(unseen)}.")
    try:
        address = fit_address(url, local=settings.WEBHOOK_LOCAL)
    except UnfitAddress as fault:
        raise Refused(str(fault)) from fault
    Organisation.objects.select_for_update().get(id=custodian.id)
    if Hook.objects.filter(custodian=custodian, ended_at=None).count() >= MOST_HOOKS:
        raise Refused(f"Đơn vị đã có {MOST_HOOKS} nơi nhận. Xin dừng nơi không dùng nữa.")
    hook = Hook.objects.create(
        custodian=custodian,
        user=by,
        label=line(label, "Tên hệ thống", 100, required=True),
        url=address,
        events=chosen,
        made_at=at,
    )
    _note("hook.made", hook, by.id, at)
    return hook, _secret(hook)


@transaction.atomic
def rotate_secret(*, by: User, hook: Hook, at: datetime) -> tuple[Hook, str]:
    """Give an address a new secret and return it; the former one signs beside it for a day."""
    row = _locked(by, hook)
    row.generation, row.rotated_at = row.generation + 1, at
    row.save(update_fields=["generation", "rotated_at"])
    _note("hook.rotated", row, by.id, at)
    return row, _secret(row)


@transaction.atomic
def end_hook(*, by: User, hook: Hook, at: datetime) -> Hook:
    """Tell an address nothing more; what waited for it is not sent."""
    row = _locked(by, hook)
    row.ended_at, row.ended_by = at, by.id
    row.save(update_fields=["ended_at", "ended_by"])
    waiting = [DeliveryState.WAITING, DeliveryState.FAILED]
    Delivery.objects.filter(hook=row, state__in=waiting).update(
        state=DeliveryState.GIVEN_UP, outcome="nơi nhận đã dừng"
    )
    _note("hook.ended", row, by.id, at)
    return row


def _locked(by: User, hook: Hook) -> Hook:
    row = Hook.objects.select_for_update(of=("self",)).get(id=hook.id)
    if not may_keep(by, row.custodian_id):
        raise Refused(MAY_NOT)
    if row.ended_at is not None:
        raise Refused("Nơi nhận này đã dừng.")
    return row


def _secret(hook: Hook) -> str:
    return secret_of(hook.id, hook.generation, service_key=settings.SECRET_KEY)


def _note(act: str, hook: Hook, by: UUID, at: datetime) -> None:
    journal.record(
        act,
        custodian=hook.custodian_id,
        about=f"hook:{hook.id}",
        at=at,
        by=by,
        facts={"events": list(hook.events), "generation": hook.generation},
    )
