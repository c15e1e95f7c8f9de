"""The trial: a house that is whole stands again beside, and every fault is named."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from khuyencong.backup_file import drilled
from khuyencong.backups.catalogue import differences
from khuyencong.backups.drill import Drill
from khuyencong.backups.trying import try_out
from khuyencong.backups.writing import back_up
from khuyencong.cli import main
from khuyencong.core.clock import now
from khuyencong.preparation import prepare
from khuyencong.registry.models import Organisation
from khuyencong.registry.states import OrganisationKind
from tests.backups.conftest import House
from tests.backups.rewriting import lines_of, put_lines, rewritten
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def prepared(empty: House, tmp_path: Path) -> Path:
    """Return a backup of a house as `prepare` sets it up, with somebody who works there."""
    path = tmp_path / "chuan-bi.kcb"
    with empty.here():
        list(prepare())
        cuc = Organisation.objects.filter(kind=OrganisationKind.AGENCY).order_by("key")[0]
        make_user("AGENCY_OFFICER", cuc)
        back_up(str(path), at=now())
    return path


def test_a_whole_backup_passes_and_leaves_nothing_behind(
    prepared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = databases()
    assert main(["restore", str(prepared), "--drill"]) == 0, capsys.readouterr().out
    told = capsys.readouterr().out.splitlines()
    assert "phút" in told[0]
    assert "từng bảng khớp với lúc sao lưu" in told[1]
    assert told[2:] == ["Diễn tập đạt."]
    assert databases() == before


def test_a_backup_that_does_not_stand_again_is_a_fault(
    sample: Path, empty: House, tmp_path: Path
) -> None:
    """An entry of the journal was taken out, and the count made to fit."""

    def alter(manifest: dict[str, Any], parts: dict[str, bytes]) -> None:
        label = "core.JournalEntry"
        put_lines(parts, label, lines_of(parts, label)[1:])
        manifest["tables"][label]["rows"] -= 1

    with empty.here():
        found = try_out(rewritten(sample, tmp_path / "doi.kcb", alter))
    assert [fault.partition(":")[0] for fault in found.faults] == ["Không khôi phục được"]
    told = [*drilled(Drill(timedelta(hours=30), found))]
    assert told[0].startswith("Bản sao lưu cũ 1 ngày 6 giờ")
    assert told[-1] == "Diễn tập không đạt: 1 điều."


def test_a_lost_index_is_a_difference() -> None:
    here = {"index a": "CREATE INDEX a", "table t": "CREATE TABLE t"}
    assert differences(here, here) == []
    assert differences(here, {"table t": "CREATE TABLE t"}) == ["Cấu trúc khác nhau ở index a."]


def databases() -> set[str]:
    if connection.vendor == "sqlite":
        return set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'khuyencong_dien_tap%'")
        return {name for (name,) in cursor.fetchall()}
