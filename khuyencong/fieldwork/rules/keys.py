"""The keys of a kit: the one that it signs with, and the one that signs receipts for it.

Both are made anew from the secret of the installation when they are asked. They stand in no table
and in no backup: who reads the database can sign for no kit. The file of a kit carries its own key
whole, and of the other the public part: who holds the file writes no receipt.
"""

import hashlib
import hmac
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_public_key,
)

from khuyencong.values.seals.keys import PublicKey, SigningKey

#: The order of P-256 (FIPS 186-4, D.1.2.3): a private key lies between 1 and below it.
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def private_key(secret: str, kit: UUID) -> ec.EllipticCurvePrivateKey:
    """Return the key of a kit: the same for one secret and one kit."""
    return _derived(secret, b"khuyencong.kit." + kit.bytes)


def receipt_key(secret: str, kit: UUID) -> SigningKey:
    """Return the key that signs what was received of a kit: another for each kit."""
    return SigningKey(_derived(secret, b"khuyencong.kit-receipt." + kit.bytes))


def _derived(secret: str, of: bytes) -> ec.EllipticCurvePrivateKey:
    said = hmac.digest(secret.encode(), of, hashlib.sha512)
    return ec.derive_private_key(int.from_bytes(said) % (_ORDER - 1) + 1, ec.SECP256R1())


def carried_key(key: ec.EllipticCurvePrivateKey) -> bytes:
    """Return the private key as a browser imports it (DER, PKCS #8)."""
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def public_bytes(key: ec.EllipticCurvePrivateKey) -> bytes:
    """Return the public part as it is kept (DER, SubjectPublicKeyInfo)."""
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def verifies(public: bytes, signature: bytes, said: bytes) -> bool:
    """Return whether the owner of a kept key signed exactly this."""
    key = load_der_public_key(public)
    return isinstance(key, ec.EllipticCurvePublicKey) and PublicKey(key).verifies(signature, said)
