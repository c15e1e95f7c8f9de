"""Plain values as bytes that are the same on every machine, so that a hash can name them."""

import hashlib
import json
from typing import Any


def canonical(told: Any) -> bytes:
    """Return the one JSON text of plain values, in UTF-8; TypeError for what JSON has not.

    Keys in their order, no spaces, nothing escaped that need not be; NaN and infinities are none.
    """
    text = json.dumps(
        told, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return text.encode()


def told_of(data: bytes) -> Any:
    """Return the values that `canonical` wrote."""
    return json.loads(data)


def sha256_of(data: bytes) -> str:
    """Return the SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
