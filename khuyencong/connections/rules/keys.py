"""Keys of software: made by chance, kept as a hash, known by their beginning."""

import hashlib
import re
import secrets
from dataclasses import dataclass

START = "kc_"
_SHAPE = re.compile(r"kc_[A-Za-z0-9_-]{43}")
#: So much of a key a page shows: enough to tell it from another, nothing to guess it by.
SHOWN = 9


@dataclass(frozen=True)
class Fresh:
    """A key that was just made: shown once, then known by its hash alone."""

    key: str

    @property
    def prefix(self) -> str:
        """Return its beginning."""
        return self.key[:SHOWN]

    @property
    def sha256(self) -> str:
        """Return what is kept of it."""
        return hash_of(self.key)


def fresh_key() -> Fresh:
    """Return a key of 256 bits of chance."""
    return Fresh(START + secrets.token_urlsafe(32))


def looks_like_key(text: str) -> bool:
    """Return whether a text has the shape of a key; what has not is not even looked up."""
    return _SHAPE.fullmatch(text) is not None


def hash_of(key: str) -> str:
    """Return the SHA-256 of a key: it is too long to be guessed, so no slow hash is needed."""
    return hashlib.sha256(key.encode()).hexdigest()
