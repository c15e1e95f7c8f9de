"""Files under the hash of their bytes: kept whole, found again, swept when nobody names them."""

import hashlib
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.files.storage import default_storage

from khuyencong.core import blobs

AT = datetime(2026, 3, 5, 7, 30, tzinfo=UTC)


def place(sha256: str) -> Path:
    return Path(default_storage.path(blobs.FOLDER)) / sha256[:2] / sha256


def aged(sha256: str, age: timedelta) -> str:
    moment = (AT - age).timestamp()
    os.utime(place(sha256), (moment, moment))
    return sha256


def test_bytes_come_back_under_their_hash() -> None:
    data = "Biên bản nghiệm thu".encode()
    sha256 = blobs.put(data)
    assert sha256 == hashlib.sha256(data).hexdigest() == blobs.put(data)
    with blobs.open(sha256) as file:
        assert file.read() == data
    assert blobs.is_whole(sha256)


@pytest.mark.parametrize("name", ["", "a" * 64, "../../etc/passwd", "A" * 64, "a" * 64 + "\n"])
def test_nothing_else_is_found(name: str) -> None:
    with pytest.raises(FileNotFoundError):
        blobs.open(name)
    assert not blobs.is_whole(name)


def test_altered_bytes_are_seen_and_written_anew() -> None:
    sha256 = blobs.put(b"as signed")
    place(sha256).write_bytes(b"as forged")
    assert not blobs.is_whole(sha256)
    blobs.put(b"as signed")
    assert blobs.is_whole(sha256)


def test_nothing_stays_of_a_file_half_written() -> None:
    data = b"a disk that is full"
    sha256 = hashlib.sha256(data).hexdigest()
    before = set(place(sha256).parent.glob("*"))
    with patch("os.fsync", side_effect=OSError("full")), pytest.raises(OSError, match="full"):
        blobs.put(data)
    assert set(place(sha256).parent.glob("*")) == before


@pytest.mark.django_db
def test_what_nobody_names_is_swept_after_a_day() -> None:
    blobs.sweep(AT + timedelta(days=36500))
    old = aged(blobs.put(b"of an act that never ended"), timedelta(days=2))
    young = aged(blobs.put(b"of an act that is going on"), timedelta(hours=2))
    assert blobs.sweep(AT) == 1
    assert not blobs.is_whole(old)
    assert blobs.is_whole(young)


@pytest.mark.django_db
def test_what_is_put_again_is_young_again() -> None:
    sha256 = aged(blobs.put(b"twice"), timedelta(days=2))
    blobs.put(b"twice")
    blobs.sweep(datetime.now(UTC))
    assert blobs.is_whole(sha256)
