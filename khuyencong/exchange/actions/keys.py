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
from khuyencong.exchange.models import Instance
from khuyencong.exchange.states import InstanceState
from khuyencong.registry.models import Organisation
from khuyencong.registry.states import OrganisationKind
from khuyencong.values.seals import (
    SigningKey,
    new_signing_key,
    read_public_key,
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
    """Return the name of an instance's key, as people compare it by telephone."""
    return read_public_key(instance.public).name


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
