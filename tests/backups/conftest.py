"""A house with records in the database of the run, and an empty house beside it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connections
from django.db.utils import load_backend

from khuyencong.backups.archive import Manifest
from khuyencong.backups.restoring import restore
from khuyencong.backups.writing import back_up
from khuyencong.core import journal
from khuyencong.core.environment import SQLITE_OPTIONS
from khuyencong.core.laying import lay_tables
from tests.cast import Cast, make_cast
from tests.exchange.machines import standing_in
from tests.factories import make_establishment, make_paper, make_project, make_request, make_user

AT = datetime(2026, 11, 29, 2, 30, tzinfo=UTC)


@dataclass
class House:
    """A database and a folder of files."""

    connection: Any
    folder: Path

    @contextmanager
    def here(self) -> Iterator[None]:
        """Be in this house."""
        before = default_storage._wrapped
        default_storage._wrapped = FileSystemStorage(location=str(self.folder))
        try:
            with standing_in(self.connection):
                yield
        finally:
            default_storage._wrapped = before

    def restore(self, path: Path) -> Manifest:
        """Bring a backup back here."""
        with self.here():
            return restore(path)

    def back_up(self, path: Path) -> Manifest:
        """Back this house up."""
        with self.here():
            return back_up(str(path), at=AT)

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        with self.connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table}")
            return int(cursor.fetchone()[0])


def database_at(path: Path) -> Any:
    """Return a connection to an SQLite database of its own."""
    told = {
        **connections.settings["default"],
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {**SQLITE_OPTIONS},
    }
    return load_backend(told["ENGINE"]).DatabaseWrapper(told, "default")


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Path:
    """Return an SQLite database with every table of today and no row, made once."""
    path: Path = tmp_path_factory.mktemp("bare") / "bare.sqlite3"
    connection = database_at(path)
    with django_db_blocker.unblock(), standing_in(connection):
        assert lay_tables(connection)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=DELETE")
        connection.close()
    return path


def copied(bare: Path, folder: Path, name: str) -> House:
    """Return a house of its own with tables and no row."""
    path = folder / f"{name}.sqlite3"
    shutil.copyfile(bare, path)
    return House(database_at(path), folder / f"{name}-files")


@pytest.fixture
def empty(bare: Path, tmp_path: Path, django_db_blocker: Any) -> Iterator[House]:
    """Return a house with tables and no row."""
    house = copied(bare, tmp_path, "empty")
    with django_db_blocker.unblock():
        yield house
        house.connection.close()


def enter_records(cast: Cast) -> None:
    """Enter an establishment, a request with a paper, a đề án, and seal the journal."""
    firm = make_establishment(cast.owner, cast.department)
    officer = make_user("CENTRE_OFFICER", cast.centre)
    make_paper(officer, make_request(officer, firm))
    make_project(officer, cast.centre)
    journal.seal()


@pytest.fixture
def records(transactional_db: None, cast: Cast) -> Cast:
    """Enter records into the database of the run."""
    enter_records(cast)
    return cast


@pytest.fixture(scope="session")
def sample(bare: Path, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Path:
    """Return a backup of a house with those records, made once."""
    folder: Path = tmp_path_factory.mktemp("sample")
    house, path = copied(bare, folder, "sample"), folder / "mau.kcb"
    with django_db_blocker.unblock():
        with house.here():
            enter_records(make_cast())
        house.back_up(path)
        house.connection.close()
    return path
