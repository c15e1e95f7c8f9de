"""Keys of instances: which of a partner's count on a moment, and how people compare one."""

from datetime import datetime

from django.db.models import QuerySet

from khuyencong.exchange.models import FormerKey, Instance
from khuyencong.values.canonical import sha256_of
from khuyencong.values.seals import PublicKey, read_public_key


def mark_of(public: str) -> str:
    """Return what two offices compare of a key: 128 bits of its SHA-256, in fours; "" of none."""
    digest = key_id(public)[:32]
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))


def key_id(public: str) -> str:
    """Return the SHA-256 by which bundles name a key; "" of none."""
    return sha256_of(read_public_key(public).pem.encode()) if public else ""


def valid_keys(partner: Instance, at: datetime) -> list[PublicKey]:
    """Return the keys by which a partner may sign: its own of today, and those not yet over."""
    return _read(partner, FormerKey.objects.filter(instance=partner, until__gt=at))


def heard_keys(partner: Instance) -> list[PublicKey]:
    """Return every key of a partner that was not revoked: of bundles verified when they came."""
    return _read(partner, FormerKey.objects.filter(instance=partner, reason=""))


def _read(partner: Instance, former: QuerySet[FormerKey]) -> list[PublicKey]:
    told = [partner.public, *former.order_by("-at").values_list("public", flat=True)]
    return [read_public_key(one) for one in told if one]
