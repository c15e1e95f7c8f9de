"""Requests between instances: who asks is shown by a signature, not by a stolen word."""

from datetime import datetime, timedelta
from uuid import UUID

from khuyencong.values.canonical import sha256_of
from khuyencong.values.seals import PublicKey, SigningKey

#: Stands before what is signed, so that no signature of ours means two things.
KIND = "khuyencong.request.1"
#: How far two clocks may be apart, and so for how long a request may be said again.
WINDOW = timedelta(minutes=5)
INSTANCE, MOMENT, SIGNATURE = (
    "X-Khuyencong-Instance",
    "X-Khuyencong-At",
    "X-Khuyencong-Signature",
)


def _said(method: str, target: str, at: str, to: UUID, body: bytes) -> bytes:
    return "\n".join([KIND, method, target, at, str(to), sha256_of(body)]).encode()


def signed_headers(
    key: SigningKey, *, own: UUID, to: UUID, method: str, target: str, body: bytes, at: datetime
) -> dict[str, str]:
    """Return the headers of a request of ours to a partner; `target` is path and query."""
    moment = at.isoformat(timespec="seconds")
    said = _said(method, target, moment, to, body)
    return {INSTANCE: str(own), MOMENT: moment, SIGNATURE: key.sign(said).hex()}


def is_signed(
    key: PublicKey,
    *,
    own: UUID,
    method: str,
    target: str,
    body: bytes,
    moment: str,
    signature: str,
    at: datetime,
) -> bool:
    """Return whether a request to us was signed by the key, within some minutes of now."""
    try:
        told = datetime.fromisoformat(moment)
        mark = bytes.fromhex(signature)
        is_now = abs(told - at) <= WINDOW
    except (ValueError, TypeError):
        return False
    return is_now and key.verifies(mark, _said(method, target, moment, own, body))
