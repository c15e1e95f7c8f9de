"""How a message to another system is signed, so that it knows who sent it, and when."""

import hashlib
import hmac
from collections.abc import Sequence
from uuid import UUID


def secret_of(hook: UUID, generation: int, *, service_key: str) -> str:
    """Return the secret of an address: reckoned, so that no table and no backup holds it."""
    told = f"khuyencong.webhook:{hook}:{generation}"
    return "kcs_" + hmac.new(service_key.encode(), told.encode(), hashlib.sha256).hexdigest()


def secrets_of(hook: UUID, generation: int, *, service_key: str, former: bool) -> list[str]:
    """Return the secrets that sign now, the newest first; with `former` the one before too."""
    numbers = [generation, generation - 1] if former and generation > 1 else [generation]
    return [secret_of(hook, number, service_key=service_key) for number in numbers]


def signature(secret: str, *, stamp: int, delivery: UUID, body: bytes) -> str:
    """Return the HMAC-SHA256 over "<stamp>.<delivery>." and the body, in hexadecimal."""
    told = f"{stamp}.{delivery}.".encode() + body
    return hmac.new(secret.encode(), told, hashlib.sha256).hexdigest()


def signatures(secrets: Sequence[str], *, stamp: int, delivery: UUID, body: bytes) -> str:
    """Return the header: "t=…,v1=…", one `v1` for each secret that signs now."""
    signed = (signature(one, stamp=stamp, delivery=delivery, body=body) for one in secrets)
    return ",".join([f"t={stamp}", *(f"v1={one}" for one in signed)])
