"""Writing a backup: one instant of the database, while others go on working."""

import hashlib
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO

from django.apps import apps
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from khuyencong import __version__
from khuyencong.backups.archive import BLOCK, MANIFEST, Manifest, TableTold, file_entry, table_entry
from khuyencong.backups.files import every_file
from khuyencong.backups.tables import Mark, Table, tables_of
from khuyencong.core import blobs
from khuyencong.output import CannotWrite, whole_file


def back_up(target: str, *, at: datetime) -> Manifest:
    """Write everything as of now to a file, whole or not at all, or for "-" to the output.

    Only who runs the service may read the file: it holds personal data. Returns what it holds.
    """
    try:
        with _opened(target) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
            return _packed(packed, at)
    except OSError as error:
        raise CannotWrite(f"không ghi được {target}: {error.strerror}.") from error


def _packed(packed: zipfile.ZipFile, at: datetime) -> Manifest:
    with one_instant():
        steps = sorted(MigrationRecorder(connection).applied_migrations())
        manifest = Manifest(at, __version__, connection.vendor, steps)
        named: set[str] = set()
        for table in tables_of(apps):
            manifest.tables[table.label] = _pack_table(packed, table, named)
    # After the rows: a file is written before the row that names it and kept for a day after.
    for name, path in every_file():
        with suppress(FileNotFoundError):
            manifest.files[name] = _pack_file(packed, name, path)
    kept = manifest.files
    manifest.missing = sorted(one for one in named if kept.get(blobs.name_of(one)) != one)
    packed.writestr(MANIFEST, manifest.told())
    return manifest


@contextmanager
def one_instant() -> Iterator[None]:
    """Let everything below be read as it stands now, and nobody wait for it."""
    mode = getattr(connection, "transaction_mode", None)
    if connection.vendor == "sqlite":
        # A reader needs no lock: what others write stands beside in the log.
        connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    finally:
        if connection.vendor == "sqlite":
            connection.transaction_mode = mode  # type: ignore[attr-defined]


def _pack_table(packed: zipfile.ZipFile, table: Table, named: set[str]) -> TableTold:
    mark = Mark()
    with packed.open(table_entry(table.label), "w", force_zip64=True) as file:
        for values in table.rows():
            line = table.line(values)
            mark.add(line)
            named.update(table.files(values))
            file.write(line + b"\n")
    return TableTold(table.names, mark.count, mark.digest)


def _pack_file(packed: zipfile.ZipFile, name: str, path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as kept, packed.open(file_entry(name), "w", force_zip64=True) as file:
        while block := kept.read(BLOCK):
            found.update(block)
            file.write(block)
    return found.hexdigest()


@contextmanager
def _opened(target: str) -> Iterator[IO[bytes]]:
    if target == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with whole_file(Path(target)) as file:
        yield file
