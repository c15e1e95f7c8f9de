"""Files kept under the SHA-256 of their bytes: written before the row that names them.

A row names its file in a `BlobHash` field. What no row names is swept away after a day: it is of an
act that never ended.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models

FOLDER = "kho"
OLD = timedelta(days=1)
BLOCK = 1 << 20
#: How the name of a file begins that is not whole yet.
DRAFT = "dang-ghi-"
_HASH = re.compile(r"[0-9a-f]{64}")

if TYPE_CHECKING:
    _Text = models.CharField[str, str]
else:
    # The class itself takes no types.
    _Text = models.CharField


class BlobHash(_Text):
    """The SHA-256 under which a file is kept; the sweep leaves what such a field names."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **(kwargs | {"max_length": 64}))

    def deconstruct(self) -> Any:
        """Leave out of migrations what is always the same."""
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs


def put(data: bytes) -> str:
    """Keep the bytes, whole or not at all; return their SHA-256, under which `open` finds them."""
    sha256 = hashlib.sha256(data).hexdigest()
    path = _path(sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    if is_whole(sha256):
        # As new: whoever sweeps now leaves it to the row that is about to name it.
        os.utime(path)
    else:
        write_whole(path, [data])
    return sha256


def put_file(source: Path) -> str:
    """Keep a copy of a file, whole or not at all, without reading it into memory at once."""
    with source.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        path = _path(sha256)
        path.parent.mkdir(parents=True, exist_ok=True)
        if is_whole(sha256):
            os.utime(path)
        else:
            file.seek(0)
            write_whole(path, iter(partial(file.read, BLOCK), b""))
    return sha256


def open(sha256: str) -> BufferedReader:
    """Return the kept file, opened to be read; FileNotFoundError where there is none."""
    return _path(sha256).open("rb")


def is_kept(sha256: str) -> bool:
    """Return whether a file is kept under this hash, without reading it."""
    try:
        return _path(sha256).exists()
    except FileNotFoundError:
        return False


def is_whole(sha256: str) -> bool:
    """Return whether the kept bytes are there and still have this SHA-256."""
    try:
        with open(sha256) as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return False


def sweep(at: datetime) -> int:
    """Delete the files that no row names and no act can still be about to name; return how many."""
    old = list(_older(at - OLD))
    named = _named()
    gone = [path for path in old if path.name not in named and _is_older(path, at - OLD)]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


def name_of(sha256: str) -> str:
    """Return the name below the folder of files under which these bytes are kept."""
    return f"{FOLDER}/{sha256[:2]}/{sha256}"


def _path(sha256: str) -> Path:
    if not _HASH.fullmatch(sha256):
        raise FileNotFoundError(sha256)
    return Path(default_storage.path(name_of(sha256)))


def write_whole(path: Path, blocks: Iterable[bytes]) -> None:
    """Write a file whole or not at all; what `blocks` raises leaves nothing behind."""
    handle, name = tempfile.mkstemp(prefix=DRAFT, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            for block in blocks:
                file.write(block)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _older(before: datetime) -> Iterator[Path]:
    folder = Path(default_storage.path(FOLDER))
    return (path for path in folder.glob("??/*") if _is_older(path, before))


def _is_older(path: Path, before: datetime) -> bool:
    with suppress(FileNotFoundError):
        return path.stat().st_mtime < before.timestamp()
    return False


def _named() -> set[str]:
    """Return every hash that a row of any table names."""
    return {sha256 for model, field in _fields() for sha256 in _hashes(model, field)}


def _fields() -> Iterable[tuple[type[models.Model], str]]:
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, BlobHash):
                yield model, field.name


def _hashes(model: type[models.Model], field: str) -> Iterable[str]:
    return model._default_manager.values_list(field, flat=True).iterator()
