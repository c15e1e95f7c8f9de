"""The trial of a backup: brought back beside the house, looked at, taken away again."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import DatabaseError, connection

from khuyencong.backups.archive import Backup
from khuyencong.backups.catalogue import catalogue, differences
from khuyencong.backups.restoring import NotRestored
from khuyencong.backups.trying import Found
from khuyencong.preparation import is_prepared


@dataclass(frozen=True)
class Drill:
    """What a trial found, and how old the backup is: what would be lost by it now."""

    age: timedelta
    found: Found

    @property
    def is_well(self) -> bool:
        """Return whether nothing is wrong."""
        return not self.found.faults


def drill(path: Path, *, at: datetime) -> Drill:
    """Bring a backup back into a database and a folder of their own, look, and take them away.

    The house in use is only read. BadBackup for no backup; NotRestored where there is no room.
    """
    with Backup(path) as backup:
        age = at - backup.manifest.taken_at
    with (
        tempfile.TemporaryDirectory(prefix="khuyencong-dien-tap-") as folder,
        _empty_database(Path(folder)) as url,
    ):
        found = _tried(path, url, folder)
    if is_prepared() and found.catalogue:
        found.faults += differences(catalogue(), found.catalogue)
    return Drill(age, found)


def _tried(path: Path, url: str, folder: str) -> Found:
    apart = {"DATABASE_URL": url, "KHUYENCONG_VAR": folder, "CACHE_URL": ""}
    # The same key, so that what was signed with it is still found to be.
    env = os.environ | apart | {"KHUYENCONG_SECRET_KEY": settings.SECRET_KEY}
    words = [sys.executable, "-m", "khuyencong.backups.trying", str(path.absolute())]
    done = subprocess.run(words, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or [f"mã {done.returncode}"])[-1]
        return Found(faults=[f"Bản dựng lại dừng giữa chừng: {reason[:300]}"])
    return Found(**json.loads(done.stdout.strip().splitlines()[-1]))


@contextmanager
def _empty_database(folder: Path) -> Iterator[str]:
    """Make an empty database of the kind in use; yield its URL; take it away."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{quote(str(folder / 'dien-tap.sqlite3'))}"
        return
    told = connection.settings_dict
    name = f"khuyencong_dien_tap_{os.getpid()}"
    try:
        _ask(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'")
    except DatabaseError as error:
        raise NotRestored(
            "không tạo được cơ sở dữ liệu để diễn tập: tài khoản PostgreSQL cần quyền CREATEDB."
        ) from error
    try:
        user, password = quote(told["USER"], safe=""), quote(told["PASSWORD"], safe="")
        who = f"{user}:{password}@" if password else f"{user}@" if user else ""
        port = f":{told['PORT']}" if told["PORT"] else ""
        yield f"postgres://{who}{told['HOST']}{port}/{name}"
    finally:
        _ask(f'DROP DATABASE "{name}" WITH (FORCE)')


def _ask(order: str) -> None:
    with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(order)
