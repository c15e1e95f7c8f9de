"""What QR codes bear and what verifies them: titles as seals, public keys, titles taken back."""

from datetime import datetime

from django.conf import settings

from khuyencong.competitions.models import Certificate, QrKey
from khuyencong.values.seals import (
    Revocations,
    Sealed,
    SigningKey,
    Trust,
    address,
    read_public_key,
    read_signing_key,
    seal_words,
)
from khuyencong.values.seals.payload import plain_host


def own_host() -> str:
    """Return the host that papers and labels of this service bear; "" where none is told."""
    return plain_host(settings.PUBLIC_ADDRESS)


def held_key() -> SigningKey | None:
    """Return the private key of this service; None before its first use.

    Unreadable where the file is no key.
    """
    try:
        pem = settings.QR_KEY.read_text("ascii")
    except FileNotFoundError:
        return None
    return read_signing_key(pem)


def public_trust() -> Trust:
    """Return every key that signed for this service, and its host."""
    keys = [read_public_key(row.public) for row in QrKey.objects.order_by("from_day", "key")]
    return Trust({key.fingerprint: key for key in keys}, own_host())


def sealed(title: Certificate) -> Sealed:
    """Return what the seal of a title says: as it was issued."""
    return Sealed(
        code=title.code,
        product=title.product_name,
        maker=title.maker_name,
        level=title.level,
        year=title.year,
        number=title.number,
        issued_on=title.issued_on,
        last_day=title.last_day,
    )


def qr_text(title: Certificate, key: SigningKey, host: str) -> str:
    """Return the text that the QR of a title bears."""
    told = sealed(title)
    return address(host, told, seal_words(told, key))


def revocations(at: datetime) -> Revocations:
    """Return every title that was taken back; the reasons stand on its page."""
    taken = Certificate.objects.filter(revoked_on__isnull=False)
    days = taken.values_list("code", "revoked_on")
    return Revocations(at, {code: day for code, day in days if day})
