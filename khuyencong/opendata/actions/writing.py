"""One table written in three forms at once, row by row: nothing but a batch is ever held."""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from khuyencong.opendata.rules.declaring import Field, Table
from khuyencong.opendata.rules.withholding import withheld
from khuyencong.opendata.states import Form, Kind

BATCH = 5_000
#: What a spreadsheet takes for the beginning of a formula: in CSV such words begin with a '.
BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
Row = Sequence[Any]


@dataclass(frozen=True)
class Written:
    """A file of a bundle: where it stands in it, its size and fingerprint."""

    path: str
    bytes: int
    sha256: str

    @classmethod
    def of(cls, folder: Path, path: str) -> "Written":
        """Return what a written file is."""
        whole = folder / path
        with whole.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        return cls(path, whole.stat().st_size, sha256)


def write_table(folder: Path, table: Table, rows: Iterable[Row]) -> tuple[int, list[Written]]:
    """Write a table into `data/` of a folder; return how many rows it has, and its files."""
    # Its library takes much address space: only who writes a bundle loads it.
    from khuyencong.opendata.actions.parquet import ParquetFile

    paths = {form: f"data/{table.name}.{form}" for form in Form}
    total = 0
    cleaned = (tuple(map(_clean, table.fields, row)) for row in rows)
    with (
        (folder / paths[Form.CSV]).open("wb") as as_csv,
        (folder / paths[Form.JSON]).open("wb") as as_json,
        ParquetFile(folder / paths[Form.PARQUET], table) as as_parquet,
    ):
        lines = _Csv(as_csv, table)
        as_json.write(b"[")
        for batch in _batches(cleaned):
            lines.write(batch)
            for row in batch:
                as_json.write(b",\n" if total else b"\n")
                as_json.write(_object(table, row).encode())
                total += 1
            as_parquet.write(batch)
        as_json.write(b"\n]\n")
    return total, [Written.of(folder, path) for path in paths.values()]


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    stream = iter(rows)
    while batch := list(islice(stream, BATCH)):
        yield batch


def _clean(one: Field, value: Any) -> Any:
    """Return a value in the one shape that all forms write; no words at all are nothing."""
    if value is None or value == "":
        return None
    match one.kind:
        case Kind.TEXT | Kind.KEY | Kind.CODE:
            told = str(value)
            return withheld(told) if one.typed else told
        case Kind.NUMBER:
            return Decimal(value)
        case Kind.MOMENT:
            return value.astimezone(UTC)
        case _:
            return value


def shown(value: Any) -> str:
    """Return a value as CSV writes it."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return plain(value)
        case datetime():
            return value.isoformat(timespec="microseconds").replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case str():
            return f"'{value}" if value.startswith(BEGINS_FORMULA) else value
        case _:
            return str(value)


def plain(value: Decimal) -> str:
    """Return a number without an exponent and without zeros that say nothing."""
    told = format(value, "f")
    return told.rstrip("0").rstrip(".") if "." in told else told


def _object(table: Table, row: Row) -> str:
    """Return a row as a JSON object; numbers keep every digit, none passes through a float."""
    parts = (
        f"{json.dumps(name)}: {_literal(value)}"
        for name, value in zip(table.names, row, strict=True)
    )
    return f"{{{', '.join(parts)}}}"


def _literal(value: Any) -> str:
    match value:
        case None | bool() | int():
            return json.dumps(value)
        case Decimal():
            return plain(value)
        case str():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return json.dumps(shown(value))


class _Csv:
    """Comma-separated values as RFC 4180 tells them, in UTF-8 with its mark."""

    def __init__(self, file: BinaryIO, table: Table) -> None:
        self._file = file
        file.write(b"\xef\xbb\xbf")
        self.write([table.names])

    def write(self, rows: Iterable[Row]) -> None:
        lines = io.StringIO()
        csv.writer(lines, lineterminator="\r\n").writerows(map(shown, row) for row in rows)
        self._file.write(lines.getvalue().encode())
