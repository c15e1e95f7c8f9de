"""The public keys in a file: what an inspector carries to verify without a network."""

import json
from pathlib import Path

from khuyencong.values.errors import Unreadable
from khuyencong.values.seals.judging import Trust
from khuyencong.values.seals.keys import PublicKey, read_public_key
from khuyencong.values.seals.payload import plain_host

BAD = "{name}: không phải tệp khóa công khai (PEM, hoặc tệp của “khuyencong qr keys”)."


def trust_file(trust: Trust) -> bytes:
    """Return keys and host as the file that `read_trust` reads."""
    keys = {key.name: key.pem for key in trust.keys.values()}
    told = {"host": trust.host, "keys": dict(sorted(keys.items()))}
    return (json.dumps(told, indent=1) + "\n").encode()


def read_trust(path: Path) -> Trust:
    """Return the keys of a file: one PEM, or what `trust_file` wrote; Unreadable where neither."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(BAD.format(name=path.name)) from error
    if "-----BEGIN" in text and not text.lstrip().startswith("{"):
        return Trust(_by_fingerprint([read_public_key(text)]))
    try:
        told = json.loads(text)
        keys = [read_public_key(pem) for pem in told["keys"].values()]
        return Trust(_by_fingerprint(keys), plain_host(told["host"]))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Unreadable(BAD.format(name=path.name)) from error


def _by_fingerprint(keys: list[PublicKey]) -> dict[bytes, PublicKey]:
    return {key.fingerprint: key for key in keys}
