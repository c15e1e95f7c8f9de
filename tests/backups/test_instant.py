"""A backup is one instant, though others go on writing; a killed restore leaves all or nothing."""

import json
import os
import random
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from threading import Event, Thread
from uuid import uuid4

from django.db import connections, transaction

from khuyencong.backups.writing import back_up
from khuyencong.core.models import DoneOnce
from khuyencong.registry.models import ReferenceEdition
from tests.backups.conftest import AT, House
from tests.cast import Cast
from tests.conditions import KILLS, ROOT


def test_a_backup_never_sees_half_an_act(records: Cast, tmp_path: Path) -> None:
    """Each act writes into a table that is read early and into one that is read late."""
    stop, written = Event(), [0]

    def work() -> None:
        while not stop.is_set():
            with transaction.atomic():
                DoneOnce.objects.create(actor=uuid4(), key=uuid4(), act="mau", at=AT)
                ReferenceEdition.objects.create(name=uuid4().hex, sha256="0" * 64)
            written[0] += 1
        connections.close_all()

    worker = Thread(target=work)
    worker.start()
    try:
        while not written[0]:
            time.sleep(0.01)
        before = written[0]
        told = back_up(str(tmp_path / "mau.kcb"), at=AT).tables
    finally:
        stop.set()
        worker.join()
    early, late = told["core.DoneOnce"].rows, told["registry.ReferenceEdition"].rows
    assert before <= early == late <= written[0]
    assert written[0] > before, "nobody had to wait for the backup"


def restore_in_a_child(empty: House, sample: Path, killed_after: float | None = None) -> int:
    path = empty.connection.settings_dict["NAME"]
    env = os.environ | {
        "DATABASE_URL": f"sqlite:///{path}",
        "KHUYENCONG_VAR": str(Path(path).parent / "var"),
        "DJANGO_SETTINGS_MODULE": "khuyencong.settings",
        "PYTHONPATH": str(ROOT),
    }
    words = [sys.executable, "-m", "khuyencong", "restore", str(sample)]
    child = subprocess.Popen(words, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        return child.wait(timeout=killed_after)
    except subprocess.TimeoutExpired:
        child.kill()
        return child.wait()


def test_killed_at_any_moment_it_left_all_or_nothing(sample: Path, empty: House) -> None:
    with zipfile.ZipFile(sample) as packed:
        told = json.loads(packed.read("noi-dung.json"))["tables"]["accounts.User"]["rows"]
    dice = random.Random("giết")
    for _ in range(KILLS // 2):
        restore_in_a_child(empty, sample, killed_after=dice.uniform(0.5, 6))
        count = empty.count("accounts_user")
        assert count in (0, told)
        if count:
            return
    assert restore_in_a_child(empty, sample) == 0
    assert empty.count("accounts_user") == told
