"""Killed at any moment of taking a bundle with files: nothing is half there, nothing is lost."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections

from khuyencong.applications.models import Paper, PaperUse
from khuyencong.core import blobs
from khuyencong.exchange.models import Bundle, FileThere, Known, Parked
from tests.conditions import ROOT
from tests.core.test_crash import database
from tests.exchange.machines import Machine, settle_in
from tests.exchange.papers import PDF, ask, papers, put

#: What another process does: the centre takes a bundle, and is killed at a call of something.
ACT = """
import importlib, os, signal, sys
import django; django.setup()
from pathlib import Path
from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from khuyencong.exchange.actions.importing import take
from tests.exchange.machines import AT

folder, bundle, of, name, nth = sys.argv[1:]
settings.EXCHANGE_KEY = Path(folder) / "exchange_key.pem"
default_storage._wrapped = FileSystemStorage(location=folder + "/files")
owner = importlib.import_module(of.partition(":")[0])
for part in filter(None, of.partition(":")[2].split(".")):
    owner = getattr(owner, part)
real, left = getattr(owner, name), [int(nth)]

def dying(*args, **told):
    left[0] -= 1
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*args, **told)

setattr(owner, name, dying)
take(data=Path(bundle).read_bytes(), at=AT)
os.kill(os.getpid(), signal.SIGKILL)
"""
MOMENTS = [
    ("khuyencong.core.blobs", "put", 1),
    ("khuyencong.core.blobs", "put", 2),
    ("khuyencong.core.blobs", "put", 4),
    ("khuyencong.exchange.actions.applying", "put_known", 2),
    ("khuyencong.exchange.actions.applying:Applier", "finish", 1),
    ("khuyencong.exchange.actions.keeping:Arrived", "finish", 1),
    ("khuyencong.exchange.actions.keeping", "note_awaited", 1),
    ("khuyencong.exchange.actions.importing", "_note", 1),
    ("khuyencong.exchange.actions.importing", "never", 1),
]


@pytest.fixture
def both(transactional_db: None, province_database: Any, tmp_path: Path) -> Iterator[Any]:
    """Return a centre whose rows another process sees, and a province."""
    centre = Machine(connections["default"], tmp_path / "centre")
    province = Machine(province_database, tmp_path / "province")
    with province.undone():
        settle_in(centre, province)
        yield centre, province


@pytest.mark.parametrize(("of", "name", "nth"), MOMENTS)
def test_killed_while_it_takes_files(both: Any, tmp_path: Path, of: str, name: str, nth: int):
    centre, province = both
    request = ask(province, "so")
    for number in range(4):
        put(province, request, PDF + bytes([number]) * 300)
    data = province.export().data
    (tmp_path / "goi.kcx").write_bytes(data)
    known = {
        "DATABASE_URL": database(),
        "DJANGO_SETTINGS_MODULE": "khuyencong.settings",
        "KHUYENCONG_SECRET_KEY": settings.SECRET_KEY,
    }
    act = (
        ACT if name != "never" else ACT.replace("real, left =", "owner.never = None\nreal, left =")
    )
    args = [str(centre.folder), str(tmp_path / "goi.kcx"), of, name, str(nth)]
    died = subprocess.run(
        [sys.executable, "-c", act, *args], cwd=ROOT, env=os.environ | known, check=False
    )
    assert died.returncode == -signal.SIGKILL
    with centre.here():
        counts = [model.objects.count() for model in (Paper, PaperUse, FileThere)]
        assert counts == ([4, 4, 4] if name == "never" else [0, 0, 0])
        assert (Known.objects.count() > 0) == Bundle.objects.exists() == (name == "never")
        # Whatever was written before it died is of no row, or of one that stands.
        blobs.sweep(datetime.now(UTC) + timedelta(days=3))
        assert not list((centre.folder / "files").rglob(f"{blobs.DRAFT}*"))
    assert len(papers(centre)) == counts[0]
    done = centre.take(data)
    assert done.is_new == (name != "never")
    assert len(papers(centre)) == 4
    with centre.here():
        assert not Parked.objects.exists()
    assert centre.everything() == province.everything()
