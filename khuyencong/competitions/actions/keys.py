"""The key that signs QR codes: made on its first use, kept outside the database, changed."""

import os
import secrets
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from khuyencong.competitions.models import QrKey
from khuyencong.competitions.queries.seals import held_key
from khuyencong.core import journal
from khuyencong.registry.models import Organisation
from khuyencong.registry.states import OrganisationKind
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.seals import PublicKey, SigningKey, new_signing_key


def signing_key(*, at: datetime) -> SigningKey:
    """Return the private key of this service, making it where there is none yet.

    Its public part is on record from then on; a key that was put in its place ends the one before.
    """
    key = held_key()
    if key is None:
        _keep(new_signing_key(), settings.QR_KEY, over=False)
        key = held_key()
        assert key is not None
    _register(key.public, at)
    return key


def rotate_key(*, at: datetime) -> SigningKey:
    """Sign with a new key from now on; the labels of those before it verify as ever."""
    key = new_signing_key()
    _keep(key, settings.QR_KEY, over=True)
    _register(key.public, at)
    return key


@transaction.atomic
def _register(public: PublicKey, at: datetime) -> None:
    if QrKey.objects.filter(key=public.name, ended_on=None).exists():
        return
    day = day_in_vietnam(at)
    QrKey.objects.filter(ended_on=None).exclude(key=public.name).update(ended_on=day)
    row, _ = QrKey.objects.get_or_create(
        key=public.name,
        defaults={"public": public.pem, "from_day": day, "recorded_at": at},
    )
    if row.ended_on is not None:
        row.ended_on = None
        row.save(update_fields=["ended_on"])
    keeper = Organisation.objects.filter(kind=OrganisationKind.AGENCY).order_by("key").first()
    if keeper:
        facts = {"key": public.name}
        journal.record("qr.key", custodian=keeper.id, about=f"qrkey:{row.id}", at=at, facts=facts)


def _keep(key: SigningKey, path: Path, *, over: bool) -> None:
    """Write a key in one step, for its owner's eyes alone; with `over` in the place of another."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key.pem)
    if over:
        draft.replace(path)
        return
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
