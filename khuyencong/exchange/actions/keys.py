"""Who we are: our own instance, and the key that signs for it, kept outside the database."""

import json
import os
import secrets
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from khuyencong.core import journal
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.exchange.models import Instance
from khuyencong.exchange.queries.keys import key_id, mark_of
from khuyencong.exchange.rules import require_partner_right
from khuyencong.exchange.states import InstanceState
from khuyencong.registry.models import Organisation
from khuyencong.registry.states import OrganisationKind
from khuyencong.values.seals import (
    SigningKey,
    new_signing_key,
    read_signing_key,
)
from khuyencong.values.text import clean

UNNAMED = "Hệ thống khuyến công chưa đặt tên"


def signing_key() -> SigningKey:
    """Return our private key, made where there is none yet; Unreadable where the file is none."""
    path: Path = settings.EXCHANGE_KEY
    if not path.exists():
        _keep(new_signing_key(), path)
    return read_signing_key(path.read_text("ascii"))


def _keep(key: SigningKey, path: Path) -> None:
    """Write the key in one step, for its owner's eyes alone; who came first stays."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key.pem)
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()


@transaction.atomic
def own_instance(
    *, at: datetime, name: str = "", body: Organisation | None = None, address: str = ""
) -> Instance:
    """Return this instance, made where there is none yet; with a name, body or address under it.

    Its public key follows the file of the key: partners have to confirm a new one.
    """
    public = signing_key().public.pem
    found = Instance.objects.select_for_update().filter(is_own=True).first()
    mine = found or Instance(is_own=True, state=InstanceState.ACTIVE, proposed_at=at)
    before = (mine.name, mine.body_id, mine.address, mine.public)
    mine.name = clean(name) or mine.name or UNNAMED
    mine.body = body or mine.body or _agency()
    mine.address = address or mine.address
    mine.public = public
    if found and before == (mine.name, mine.body_id, mine.address, mine.public):
        return mine
    if mine.body is None:
        raise Refused("Chưa nạp danh mục đơn vị: chạy “khuyencong prepare” trước.")
    mine.save()
    facts = {"name": mine.name, "key": key_name(mine)}
    journal.record(
        "exchange.own", custodian=mine.body.pk, about=f"instance:{mine.id}", at=at, facts=facts
    )
    return mine


def key_name(instance: Instance) -> str:
    """Return the mark of an instance's key, as people compare it by telephone."""
    return mark_of(instance.public)


def former_key() -> SigningKey | None:
    """Return the private key that ours took the place of; None where no partner waits for it."""
    path = _former_path()
    return read_signing_key(path.read_text("ascii")) if path.exists() else None


def key_for(partner: Instance) -> tuple[SigningKey, str]:
    """Return the key by which we sign for a partner, and the one it is to be told ("" for none).

    Until it said that it knows our new key, it is told of it under the one before.
    """
    key, former = signing_key(), former_key()
    if former is None or partner.knows == key_id(key.public.pem):
        return key, ""
    return former, key.public.pem


def new_key(*, at: datetime, by: Actor | None = None, stolen: bool = False) -> Instance:
    """Sign by a new key: each partner is told of it in a bundle that the key before it signed.

    A stolen key ends at once, and every partner has to enter the new one by hand. Raises Refused
    while a partner has not heard of the last new key. `by` is None for who sits at the server.
    """
    mine = own_instance(at=at)
    if by is not None:
        require_partner_right(by, mine.body_id)
    waiting = [] if stolen else who_waits_for_our_key()
    if waiting:
        names = "; ".join(str(one) for one in waiting)
        raise Refused(f"Chưa đổi được: còn nơi chưa báo đã nhận khóa đổi lần trước ({names}).")
    before, key = signing_key(), new_signing_key()
    with transaction.atomic():
        mine = Instance.objects.select_for_update(of=("self",)).get(pk=mine.pk)
        mine.public = key.public.pem
        mine.save(update_fields=["public"])
        facts = {"key": mark_of(mine.public), "before": mark_of(before.public.pem)}
        body = mine.body_id
        assert body is not None
        journal.record(
            "exchange.key.stolen" if stolen else "exchange.key.new",
            custodian=body,
            about=f"instance:{mine.id}",
            at=at,
            by=by.id if by else None,
            facts=facts,
        )
        # Last: where a file cannot be written, nothing else stands.
        _former_path().unlink(missing_ok=True)
        if not stolen:
            _keep(before, _former_path())
        _replace(key)
    return mine


def who_waits_for_our_key() -> list[Instance]:
    """Return the partners that have not said to know the key by which we want to sign."""
    if former_key() is None:
        return []
    rows = Instance.objects.filter(is_own=False, state=InstanceState.ACTIVE)
    return list(rows.exclude(knows=key_id(signing_key().public.pem)).order_by("name", "id"))


def _former_path() -> Path:
    path: Path = settings.EXCHANGE_KEY
    return path.with_name(f"{path.name}.truoc")


def _replace(key: SigningKey) -> None:
    path: Path = settings.EXCHANGE_KEY
    draft = path.with_name(f"{path.name}.moi")
    draft.unlink(missing_ok=True)
    _keep(key, draft)
    draft.replace(path)


def _agency() -> Organisation | None:
    agencies = Organisation.objects.filter(kind=OrganisationKind.AGENCY)
    return agencies.order_by("key").first()


def introduction(instance: Instance) -> str:
    """Return what a partner enters of us: our id, name, address and public key, as JSON."""
    told = {
        "khuyencong.exchange": "instance",
        "id": str(instance.id),
        "name": instance.name,
        "body": instance.body.key if instance.body else "",
        "address": instance.address,
        "key": instance.public,
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
