"""Bundles that arrive in pieces: what came of one stands in a file until it is whole."""

from contextlib import suppress
from pathlib import Path
from uuid import UUID

from django.core.files.storage import default_storage

from khuyencong.exchange.sealed import MOST_FILE

FOLDER = "trao-doi"
#: How many bundles of one partner may be half here at the same time.
MOST_HALVES = 4


class NotThere(Exception):
    """A piece does not begin where the last ended; the message is how much is here."""


def _path(partner: UUID, sha256: str) -> Path:
    return Path(default_storage.path(FOLDER)) / str(partner) / f"{sha256}.part"


def arrived(partner: UUID, sha256: str) -> int:
    """Return how many bytes of a bundle are here."""
    try:
        return _path(partner, sha256).stat().st_size
    except FileNotFoundError:
        return 0


def add(partner: UUID, sha256: str, offset: int, piece: bytes) -> int:
    """Add a piece; return how many bytes are here. NotThere where it does not fit."""
    path = _path(partner, sha256)
    here = arrived(partner, sha256)
    if offset > here or offset + len(piece) > MOST_FILE:
        raise NotThere(here)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not here:
        _make_room(path)
    with path.open("r+b" if here else "wb") as file:
        file.seek(offset)
        file.write(piece)
        return max(here, offset + len(piece))


def _make_room(path: Path) -> None:
    halves = sorted(path.parent.glob("*.part"), key=lambda one: one.stat().st_mtime)
    for old in halves[: max(0, len(halves) - MOST_HALVES + 1)]:
        old.unlink(missing_ok=True)


def whole(partner: UUID, sha256: str) -> bytes:
    """Return all that came of a bundle."""
    return _path(partner, sha256).read_bytes()


def forget(partner: UUID, sha256: str) -> None:
    """Drop what came of a bundle: it was taken, or is none."""
    with suppress(FileNotFoundError):
        _path(partner, sha256).unlink()
