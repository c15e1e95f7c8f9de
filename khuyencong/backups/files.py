"""Every file that the house keeps, whichever room keeps it."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.core.files.storage import default_storage

from khuyencong.core import blobs

#: What is being written or tried at this moment, and is no record of anything.
PASSING = (blobs.DRAFT, "readyz-")
_PART = re.compile(r"[\w-][\w.-]*", re.ASCII)


def every_file() -> Iterator[tuple[str, Path]]:
    """Yield each kept file: its name below the folder, in order, and where it stands."""
    root = _root()
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.name.startswith(PASSING):
            yield path.relative_to(root).as_posix(), path


def is_name(name: str) -> bool:
    """Return whether a name stays below the folder."""
    return all(_PART.fullmatch(part) for part in name.split("/"))


def is_same(name: str, sha256: str) -> bool:
    """Return whether the file of this name is here with these bytes."""
    try:
        with (_root() / name).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return False


def put(name: str, blocks: Iterable[bytes]) -> None:
    """Write a file, whole or not at all; what `blocks` raises leaves nothing behind."""
    path = _root() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    blobs.write_whole(path, blocks)


def _root() -> Path:
    return Path(default_storage.path(""))
