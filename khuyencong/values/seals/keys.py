"""Keys of the seal: ECDSA over P-256, as PEM; a key is named by a fingerprint of its public part.

Signatures are the bare 64 bytes r ‖ s that browsers take (IEEE P1363).
"""

import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from khuyencong.values.errors import Unreadable

#: Bytes of a key's name.
NAME = 5
HALF = 32
#: The same title and key give the same seal: a label printed twice bears one picture.
_HOW = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)


@dataclass(frozen=True)
class PublicKey:
    """What verifies a seal."""

    key: ec.EllipticCurvePublicKey

    @property
    def spki(self) -> bytes:
        """Return the key as a browser imports it (DER, SubjectPublicKeyInfo)."""
        return self.key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    @property
    def pem(self) -> str:
        """Return the key as text."""
        return self.key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()

    @property
    def fingerprint(self) -> bytes:
        """Return the bytes that name the key in a seal."""
        return hashlib.sha256(self.spki).digest()[:NAME]

    @property
    def name(self) -> str:
        """Return the name as people read it: "3fa94c017e"."""
        return self.fingerprint.hex()

    def verifies(self, signature: bytes, said: bytes) -> bool:
        """Return whether the key's owner signed exactly this."""
        if len(signature) != 2 * HALF:
            return False
        r, s = int.from_bytes(signature[:HALF]), int.from_bytes(signature[HALF:])
        try:
            self.key.verify(encode_dss_signature(r, s), said, _HOW)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class SigningKey:
    """What makes a seal; it stays with whoever answers for the service."""

    key: ec.EllipticCurvePrivateKey

    @property
    def public(self) -> PublicKey:
        """Return the part that everybody may have."""
        return PublicKey(self.key.public_key())

    @property
    def pem(self) -> str:
        """Return the key as text (PKCS#8); whoever reads it can sign."""
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()

    def sign(self, said: bytes) -> bytes:
        """Return the signature of what is said."""
        r, s = decode_dss_signature(self.key.sign(said, _HOW))
        return r.to_bytes(HALF) + s.to_bytes(HALF)


def new_signing_key() -> SigningKey:
    """Return a key by chance."""
    return SigningKey(ec.generate_private_key(ec.SECP256R1()))


def read_signing_key(pem: str) -> SigningKey:
    """Return the key of a PEM text; Unreadable where it is none of P-256."""
    try:
        key = load_pem_private_key(pem.encode(), password=None)
    except (ValueError, TypeError) as error:
        raise Unreadable("Không đọc được khóa ký mã QR (cần PEM, không mật khẩu).") from error
    if not (isinstance(key, ec.EllipticCurvePrivateKey) and key.curve.name == "secp256r1"):
        raise Unreadable("Khóa ký mã QR phải là ECDSA P-256.")
    return SigningKey(key)


def read_public_key(pem: str) -> PublicKey:
    """Return the public key of a PEM text; Unreadable where it is none of P-256."""
    try:
        key = load_pem_public_key(pem.encode())
    except ValueError as error:
        raise Unreadable("Không đọc được khóa công khai (cần PEM).") from error
    if not (isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name == "secp256r1"):
        raise Unreadable("Khóa công khai phải là ECDSA P-256.")
    return PublicKey(key)
