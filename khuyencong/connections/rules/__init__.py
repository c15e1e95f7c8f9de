"""What holds of keys, addresses and signatures, without a database."""

from khuyencong.connections.rules.addresses import (
    UnfitAddress,
    fit_address,
    is_local,
    is_open_net,
)
from khuyencong.connections.rules.keys import Fresh, fresh_key, hash_of, looks_like_key
from khuyencong.connections.rules.rights import (
    CONFIRM,
    KEEP,
    WATCH,
    may_confirm,
    may_keep,
    may_revoke,
    rights_to_lend,
)
from khuyencong.connections.rules.signing import secret_of, secrets_of, signature, signatures

__all__ = [
    "CONFIRM",
    "KEEP",
    "WATCH",
    "Fresh",
    "UnfitAddress",
    "fit_address",
    "fresh_key",
    "hash_of",
    "is_local",
    "is_open_net",
    "looks_like_key",
    "may_confirm",
    "may_keep",
    "may_revoke",
    "rights_to_lend",
    "secret_of",
    "secrets_of",
    "signature",
    "signatures",
]
