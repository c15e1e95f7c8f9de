"""The seal behind a product's QR: what a title says, signed, so that no network is needed.

    text = address("khuyencong.example.vn", seal_words(sealed, key))     what the QR bears
    judge(text, trust, on=today) -> Judged                               what it is worth

The text is `https://HOST/q/CODE#WORDS`: what stands behind `#` reaches no server. ECDSA over
P-256 with SHA-256, so that every browser verifies it too. No database, no network, no clock.
"""

from khuyencong.values.seals.judging import Judged, Trust, Verdict, judge
from khuyencong.values.seals.keys import (
    PublicKey,
    SigningKey,
    new_signing_key,
    read_public_key,
    read_signing_key,
)
from khuyencong.values.seals.payload import (
    LEVELS,
    Broken,
    Sealed,
    Unsealed,
    address,
    key_of,
    read_seal,
    seal_words,
)
from khuyencong.values.seals.revoked import Revocations, UntrueList, read_revocations, revoked_list
from khuyencong.values.seals.trusted import read_trust, trust_file

__all__ = [
    "LEVELS",
    "Broken",
    "Judged",
    "PublicKey",
    "Revocations",
    "Sealed",
    "SigningKey",
    "Trust",
    "Unsealed",
    "UntrueList",
    "Verdict",
    "address",
    "judge",
    "key_of",
    "new_signing_key",
    "read_public_key",
    "read_revocations",
    "read_seal",
    "read_signing_key",
    "read_trust",
    "revoked_list",
    "seal_words",
    "trust_file",
]
