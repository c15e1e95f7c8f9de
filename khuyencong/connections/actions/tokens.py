"""Keys are made, confirmed by a second person where they are a system's, used, revoked."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from khuyencong.accounts.models import User
from khuyencong.connections.models import AccessToken
from khuyencong.connections.rules import (
    Fresh,
    fresh_key,
    may_confirm,
    may_keep,
    may_revoke,
    rights_to_lend,
)
from khuyencong.connections.states import LONGEST_DAYS, MOST_TOKENS, OFFERED, TokenState
from khuyencong.core import journal
from khuyencong.core.lines import line
from khuyencong.core.refusal import Refused
from khuyencong.registry.models import Organisation
from khuyencong.values.dates import day_in_vietnam


@transaction.atomic
def make_token(
    *,
    by: User,
    label: str,
    rights: Iterable[str],
    last_day: date,
    at: datetime,
    body: Organisation | None = None,
) -> tuple[AccessToken, Fresh]:
    """Make a key of one's own software, or of a system of `body`; return it with the key itself.

    The key is shown once: only its hash is kept. That of a system waits for another person.
    """
    today = day_in_vietnam(at)
    if body is not None and not may_keep(by, body.id):
        raise Refused("Anh/chị không có quyền lập mã truy cập cho hệ thống của đơn vị này.")
    chosen = _chosen(by, rights)
    if not today <= last_day <= today + timedelta(days=LONGEST_DAYS):
        raise Refused(f"Ngày dùng cuối phải từ hôm nay đến {LONGEST_DAYS} ngày nữa.")
    User.objects.select_for_update().get(id=by.id)
    standing = by.access_tokens.filter(revoked_at=None, valid_until__gt=today)
    if standing.count() >= MOST_TOKENS:
        raise Refused(f"Anh/chị đang có {MOST_TOKENS} mã còn hạn. Xin thu hồi mã không dùng nữa.")
    fresh = fresh_key()
    token = AccessToken.objects.create(
        user=by,
        body=body,
        label=line(label, "Tên phần mềm", 100, required=True),
        rights=chosen,
        prefix=fresh.prefix,
        sha256=fresh.sha256,
        made_at=at,
        valid_until=last_day + timedelta(days=1),
    )
    _note("token.made", token, by.id, at)
    return token, fresh


@transaction.atomic
def confirm_token(*, by: User, token: AccessToken, at: datetime) -> AccessToken:
    """Say yes to the key of a system; Refused for one's own, and where it does not wait."""
    row = _locked(token)
    if row.user_id == by.id:
        raise Refused("Mã của hệ thống phải do một người khác xác nhận.")
    if not may_confirm(by, row):
        raise Refused("Anh/chị không có quyền xác nhận mã truy cập của đơn vị này.")
    if row.state(day_in_vietnam(at)) is not TokenState.WAITING:
        raise Refused("Mã này không chờ xác nhận nữa.")
    row.confirmed_by, row.confirmed_at = by.id, at
    row.save(update_fields=["confirmed_by", "confirmed_at"])
    _note("token.confirmed", row, by.id, at)
    return row


@transaction.atomic
def revoke_token(*, by: User, token: AccessToken, at: datetime) -> AccessToken:
    """End a key at once; a second time changes nothing."""
    row = _locked(token)
    if not may_revoke(by, row):
        raise Refused("Anh/chị không có quyền thu hồi mã này.")
    if row.revoked_at is None:
        row.revoked_by, row.revoked_at = by.id, at
        row.save(update_fields=["revoked_by", "revoked_at"])
        _note("token.revoked", row, by.id, at)
    return row


def note_use(*, token: AccessToken, on: date) -> None:
    """Keep the day on which a key was last used: one writing a day, whatever it is used for."""
    if token.last_used_on != on:
        AccessToken.objects.filter(id=token.id).exclude(last_used_on=on).update(last_used_on=on)


def _chosen(by: User, rights: Iterable[str]) -> list[str]:
    wanted = set(rights)
    own = rights_to_lend(by)
    if not wanted:
        raise Refused("Chưa chọn quyền nào cho mã.")
    if wanted - set(own):
        raise Refused("Mã chỉ mượn được quyền mà anh/chị đang có.")
    return [str(right) for right in OFFERED if right in wanted]


def _locked(token: AccessToken) -> AccessToken:
    return AccessToken.objects.select_for_update(of=("self",)).get(id=token.id)


def _note(act: str, token: AccessToken, by: UUID, at: datetime) -> None:
    """Write it into the journal of the system's body, else of the body that its maker works in."""
    held = token.user.memberships.order_by("valid_from", "id").first()
    custodian = token.body_id or (held.organisation_id if held else token.user_id)
    journal.record(
        act,
        custodian=custodian,
        about=f"token:{token.id}",
        at=at,
        by=by,
        facts={"prefix": token.prefix, "rights": list(token.rights)},
    )
