"""Openings of product pages, counted out of an access log: a file at once, or not at all."""

import fcntl
import hashlib
import hmac
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from khuyencong.competitions.models import Certificate, ScanCount, ScanFile
from khuyencong.core.refusal import Refused
from khuyencong.values.access_log import Opened, opened_pages

#: Bytes that are looked at together, and those by which the end of a count is known again.
BLOCK = 8 * 1024 * 1024
TAIL = 512
BUSY = "Tệp này đang được đếm ở nơi khác; xin chờ xong rồi chạy lại."


@dataclass(frozen=True)
class ScansCounted:
    """What a count came to: openings, products, bytes looked at; whose log is known from before."""

    opened: int
    products: int
    read: int
    went_on: bool


def count_scans(*, path: Path, at: datetime) -> ScansCounted:
    """Count the whole lines of a log that were not counted before.

    A log that was rotated under another name goes on where it was; one that was cut off or begun
    anew counts from its start. Counts and place are written in one transaction at the end.
    OSError where the file cannot be read; Refused where another process counts it.
    """
    with path.open("rb") as log:
        try:
            fcntl.flock(log, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(BUSY) from None
        begins = _mark(log.readline())
        known = _known(log, begins)
        start = known.read if known else 0
        log.seek(start)
        reading = Lines(log)
        opened = opened_pages(reading)
        end = start + reading.read
        mark = ScanFile(name=path.name, begins=begins, read=end, ends=_tail(log, end))
        return _write(known, mark, opened, at)


@dataclass
class Lines:
    """The whole lines of a file from where it stands, in blocks; `read` counts their bytes."""

    log: IO[bytes]
    read: int = 0

    def __iter__(self) -> Iterator[bytes]:
        rest = b""
        while block := self.log.read(BLOCK):
            whole, newline, after = block.rpartition(b"\n")
            if not newline:
                rest += block
                continue
            lines = rest + whole + newline
            rest = after
            self.read += len(lines)
            yield lines


def _known(log: IO[bytes], begins: str) -> ScanFile | None:
    """Return how far this very log was counted: it begins so, and stood so where counting ended."""
    size = os.fstat(log.fileno()).st_size
    rows = ScanFile.objects.filter(begins=begins, read__lte=size).order_by("-read")
    return next((row for row in rows if row.ends == _tail(log, row.read)), None)


def _tail(log: IO[bytes], end: int) -> str:
    begin = max(0, end - TAIL)
    log.seek(begin)
    return _mark(log.read(end - begin))


def _mark(data: bytes) -> str:
    """Return a fingerprint that nobody without the service's own key can search for."""
    return hmac.new(f"scans:{settings.SECRET_KEY}".encode(), data, hashlib.sha256).hexdigest()


@transaction.atomic
def _write(known: ScanFile | None, mark: ScanFile, opened: Opened, at: datetime) -> ScansCounted:
    titles = dict(
        Certificate.objects.filter(code__in={code for code, _ in opened}).values_list("code", "id")
    )
    rows = [(titles[code], day, n) for (code, day), n in opened.items() if code in titles]
    _add(rows)
    # A file of no whole line yet has nothing to be known again by.
    if known or mark.read:
        row = known or mark
        row.name, row.read, row.ends, row.counted_at = mark.name, mark.read, mark.ends, at
        row.save()
    return ScansCounted(
        opened=sum(n for _, _, n in rows),
        products=len({title for title, _, _ in rows}),
        read=mark.read - (known.read if known and known is not mark else 0),
        went_on=known is not None,
    )


def _add(rows: list[tuple[UUID, date, int]]) -> None:
    """Add to the counts of days, one statement for each, always in one order."""
    table = ScanCount._meta.db_table
    told = f"INSERT INTO {table} (certificate_id, day, count) VALUES (%s, %s, %s) "
    told += (
        f"ON CONFLICT (certificate_id, day) DO UPDATE SET count = {table}.count + EXCLUDED.count"
    )
    field = ScanCount._meta.get_field("certificate").target_field
    values: list[tuple[Any, date, int]] = [
        (field.get_db_prep_value(title, connection), day, count)
        for title, day, count in sorted(rows, key=lambda row: row[:2])
    ]
    with connection.cursor() as cursor:
        cursor.executemany(told, values)
