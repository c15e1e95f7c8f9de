"""A process killed at any moment leaves the state before the act or the state after it."""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from urllib.parse import quote
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection, transaction

from khuyencong.core import journal
from khuyencong.core.models import DoneOnce, JournalEntry
from khuyencong.core.once import issue, once
from tests.conditions import ROOT

AT = datetime(2026, 3, 5, 7, 30, tzinfo=UTC)
ANNA = UUID(int=1)
#: What another process does: an act of two entries, killed at the named moment.
ACT = """
import os, signal, sys
import django; django.setup()
from khuyencong.core.models import DoneOnce
from khuyencong.core.once import once
from tests.core.test_crash import ANNA, AT, note

key, moment = sys.argv[1:]

def die(now):
    if now == moment:
        os.kill(os.getpid(), signal.SIGKILL)

def act():
    die("before the first write")
    note("document:1")
    die("between two writes")
    note("document:2")
    die("after the last write")
    return "/desk/1/"

once(ANNA, key, "sign", at=AT, do=act)
die("after the act")
"""
MOMENTS = {
    "before the first write": 0,
    "between two writes": 0,
    "after the last write": 0,
    "after the act": 2,
}


def note(about: str) -> None:
    with transaction.atomic():
        journal.record("signed", custodian=ANNA, about=about, at=AT)


def database() -> str:
    """Return the address of the database that the tests run on."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{quote(str(given['NAME']))}"
    who = f"{quote(given['USER'])}:{quote(given['PASSWORD'])}@" if given["USER"] else ""
    where = f"{given['HOST']}:{given['PORT']}" if given["PORT"] else given["HOST"]
    return f"postgres://{who}{where}/{given['NAME']}"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("moment", MOMENTS)
def test_killed(moment: str) -> None:
    key = issue(ANNA)
    known = {
        "DATABASE_URL": database(),
        "DJANGO_SETTINGS_MODULE": "khuyencong.settings",
        "KHUYENCONG_SECRET_KEY": settings.SECRET_KEY,
    }
    died = subprocess.run(
        [sys.executable, "-c", ACT, key, moment], cwd=ROOT, env=os.environ | known, check=False
    )
    assert died.returncode == -signal.SIGKILL
    entries = JournalEntry.objects.count()
    assert (entries, DoneOnce.objects.count()) == (MOMENTS[moment], int(entries > 0))

    def act() -> str:
        note("document:1")
        note("document:2")
        return "/desk/1/"

    # The officer, who has seen no answer, sends the same form again.
    assert once(ANNA, key, "sign", at=AT, do=act) == "/desk/1/"
    assert JournalEntry.objects.count() == 2
