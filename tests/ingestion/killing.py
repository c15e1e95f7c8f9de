"""Another process that works on the database of the tests, and may be killed at any moment."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection

from tests.conditions import ROOT
from tests.core.test_crash import database


@contextmanager
def begun(script: str, about: UUID) -> Iterator["subprocess.Popen[bytes]"]:
    """Yield the process of a script about one row, once it has said that it begins."""
    known = {
        "DATABASE_URL": database(),
        "DJANGO_SETTINGS_MODULE": "tests.settings_of_worker",
        "KHUYENCONG_SECRET_KEY": settings.SECRET_KEY,
        "KC_FILES": str(default_storage.path("")),
    }
    with subprocess.Popen(
        [sys.executable, "-c", script, str(about)],
        cwd=ROOT,
        env=os.environ | known,
        stdout=subprocess.PIPE,
    ) as worker:
        assert worker.stdout is not None and worker.stdout.readline() == b"begins\n"
        yield worker
    _until_alone()


def _until_alone() -> None:
    """Wait until the server has ended what a dead process asked: a commit may still be on its way.

    PostgreSQL reads a COMMIT that a killed process had sent; what it left is known only after.
    """
    if connection.vendor != "postgresql":
        return
    until = time.monotonic() + 60
    while _others():
        assert time.monotonic() < until, "a dead process still holds the database"
        time.sleep(0.01)


def _others() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return int(cursor.fetchone()[0])
