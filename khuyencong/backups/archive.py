"""The file of a backup: a ZIP of lines by table, of files by hash, and at its end what it holds.

Whatever is wrong in one raises `BadBackup` with a sentence that says what.
"""

import hashlib
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Generator, Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from khuyencong.backups.files import is_name
from khuyencong.values.canonical import canonical, told_of

FORMAT = "khuyencong-backup"
VERSION = 1
MANIFEST = "noi-dung.json"
BLOCK = 1 << 20
#: No row of ours is longer; a line without an end is not read into memory.
MOST_LINE = 256 << 20
#: A manifest of millions of files; nothing larger is read into memory.
MOST_MANIFEST = 512 << 20
_SHA256 = re.compile(r"[0-9a-f]{64}")
#: What the library says of bytes that are no archive, of a way of packing it does not undo
#: (NotImplementedError) and of a locked part (RuntimeError).
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    RuntimeError,
    ValueError,
    OverflowError,
)


class BadBackup(Exception):
    """No backup of ours, or not a whole one; the message says what is wrong."""


@dataclass(frozen=True)
class TableTold:
    """What a backup says of one of its tables."""

    columns: list[str]
    rows: int
    digest: str


@dataclass
class Manifest:
    """What a backup says of itself."""

    taken_at: datetime
    program: str
    database: str
    #: Every step of the tables that had been taken, as (room, step).
    migrations: list[tuple[str, str]]
    tables: dict[str, TableTold] = field(default_factory=dict)
    #: The kept files by name, with the SHA-256 of their bytes.
    files: dict[str, str] = field(default_factory=dict)
    #: Files that rows named by hash and that were not there, or not whole, when it was written.
    missing: list[str] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """Return how many rows all tables have."""
        return sum(table.rows for table in self.tables.values())

    def told(self) -> bytes:
        """Return the manifest as it is written."""
        plain = asdict(self) | {"taken_at": self.taken_at.isoformat()}
        return canonical({"format": FORMAT, "version": VERSION, **plain})


def read_manifest(data: bytes) -> Manifest:
    """Return the manifest that `told` wrote; BadBackup where it is none."""
    try:
        told = told_of(data)
        if (told.pop("format"), told.pop("version")) != (FORMAT, VERSION):
            raise BadBackup("không phải tệp sao lưu mà bản chương trình này đọc được.")
        told["taken_at"] = datetime.fromisoformat(told["taken_at"])
        told["migrations"] = [(str(app), str(name)) for app, name in told["migrations"]]
        told["tables"] = {name: _read_table(**one) for name, one in told["tables"].items()}
        if not all(map(_SHA256.fullmatch, (*told["files"].values(), *told["missing"]))) or not all(
            map(is_name, told["files"])
        ):
            raise BadBackup("bảng kê trong tệp sao lưu có tên tệp lạ.")
        return Manifest(**told)
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise BadBackup("bảng kê trong tệp sao lưu không đọc được.") from error


def _read_table(columns: list[str], rows: int, digest: str) -> TableTold:
    return TableTold([str(name) for name in columns], int(rows), str(digest))


def table_entry(label: str) -> str:
    """Return the name under which a table's lines stand."""
    return f"bang/{label}.jsonl"


def file_entry(name: str) -> str:
    """Return the name under which a kept file stands."""
    return f"tep/{name}"


class Backup:
    """A backup opened to be read."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except OSError as error:
            raise BadBackup(f"không mở được: {error.strerror}.") from error
        except BROKEN as error:
            raise BadBackup("không phải tệp sao lưu, hoặc tệp bị cắt cụt.") from error
        try:
            self.manifest = read_manifest(self._manifest())
        except BadBackup:
            self._zip.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._zip.close()

    def lines(self, label: str) -> Generator[bytes, None, None]:
        """Yield the lines of a table, without their ends."""
        with self._opened(table_entry(label)) as file:
            for line in _whole(partial(file.readline, MOST_LINE)):
                yield line.rstrip(b"\n")

    def blocks(self, name: str) -> Generator[bytes, None, None]:
        """Yield the bytes of a kept file; BadBackup after the last where they are not its own."""
        found = hashlib.sha256()
        with self._opened(file_entry(name)) as file:
            for block in _whole(partial(file.read, BLOCK)):
                found.update(block)
                yield block
        if found.hexdigest() != self.manifest.files[name]:
            raise BadBackup(f"tệp {name[:80]} trong bản sao lưu đã hỏng.")

    def _manifest(self) -> bytes:
        with self._opened(MANIFEST) as file:
            parts = list(_whole(partial(file.read, MOST_MANIFEST)))
        if len(parts) != 1:
            raise BadBackup("bảng kê trong tệp sao lưu không đọc được.")
        return parts[0]

    def _opened(self, name: str) -> IO[bytes]:
        try:
            return self._zip.open(name)
        except (KeyError, OSError, *BROKEN) as error:
            raise BadBackup(f"bản sao lưu thiếu phần “{name}”.") from error


def _whole(read: Any) -> Iterator[bytes]:
    """Yield until there is no more; BadBackup where the bytes are not those that were packed."""
    try:
        while part := read():
            yield part
    except (*BROKEN, OSError) as error:
        raise BadBackup("tệp sao lưu đã hỏng.") from error
