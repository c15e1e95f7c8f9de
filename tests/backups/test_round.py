"""What was backed up comes back: every row, every file, on either database."""

import os
import stat
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import load_backend

from khuyencong.accounts.models import User
from khuyencong.applications.models import PaperUse
from khuyencong.applications.queries import stored_bytes
from khuyencong.backups.catalogue import catalogue, differences
from khuyencong.backups.tables import LEFT_OUT, tables_of
from khuyencong.backups.writing import back_up
from khuyencong.core import blobs, journal
from khuyencong.opendata.models import Bundle
from tests.backups.conftest import AT, House
from tests.backups.rewriting import rewritten
from tests.cast import Cast


def everything() -> dict[str, tuple[int, str]]:
    """Return the mark of every table of the house we are in."""
    marks = {table.label: table.mark() for table in tables_of(apps)}
    return {label: (mark.count, mark.digest) for label, mark in marks.items()}


@pytest.fixture
def other(db: None, empty: House, tmp_path: Path) -> Iterator[House]:
    """Return an empty house on the database of the run."""
    if connection.vendor == "sqlite":
        yield empty
        return
    name = f"khuyencong_ve_{os.getpid()}"
    with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(f'CREATE DATABASE "{name}"')
    told = {**connections.settings["default"], "NAME": name}
    second = load_backend(told["ENGINE"]).DatabaseWrapper(told, "default")
    yield House(second, tmp_path / "other-files")
    second.close()
    with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(f'DROP DATABASE "{name}"')


def test_every_row_and_file_comes_back_and_counts_on(
    records: Cast, empty: House, tmp_path: Path
) -> None:
    blob = blobs.put(b"anh")
    there, backup = everything(), tmp_path / "mau.kcb"
    told = [back_up(str(backup), at=AT).told() for _ in range(2)]
    assert told[0] == told[1]
    paper = PaperUse.objects.select_related("paper").get().paper
    data = stored_bytes(paper)
    manifest = empty.restore(backup)
    with empty.here():
        assert everything() == there
        assert stored_bytes(paper) == data
        assert blobs.is_whole(blob)
        assert list(journal.verify()) == []
        assert User.objects.get(username="owner").check_password("chim-sẻ-đậu-cành-tre")
        with transaction.atomic():
            journal.record("mau", custodian=records.department.id, about="mau:1", at=AT)
        journal.seal()
        assert list(journal.verify()) == []
    kept = {blobs.name_of(paper.sha256), blobs.name_of(blob)}
    assert manifest.files.keys() >= kept and not manifest.missing


def test_back_on_the_database_of_the_run_by_way_of_the_other(
    sample: Path, empty: House, other: House, tmp_path: Path
) -> None:
    columns = catalogue()
    told = other.restore(sample)
    again = tmp_path / "lan-hai.kcb"
    assert other.back_up(again).tables == told.tables
    with other.here():
        assert differences(columns, catalogue()) == []
        with transaction.atomic():
            journal.record("mau", custodian=UUID(int=1), about="mau:1", at=AT)
    if other is not empty:
        assert empty.restore(again).tables == told.tables


def test_only_who_runs_the_service_may_read_it(sample: Path) -> None:
    assert stat.S_IMODE(sample.stat().st_mode) == 0o600


def test_what_is_left_out_says_why_and_nothing_else_is() -> None:
    kept = {table.label for table in tables_of(apps)}
    managed = {m._meta.label for m in apps.get_models(include_auto_created=True) if m._meta.managed}
    assert managed - kept == set(LEFT_OUT)
    assert all(LEFT_OUT.values())


def test_a_backup_of_an_earlier_edition_comes_back_as_it_was(
    sample: Path, empty: House, tmp_path: Path
) -> None:
    """Before offices worded sentences there was no table for them."""

    def earlier(manifest: dict[str, Any], parts: dict[str, bytes]) -> None:
        manifest["migrations"].remove(["reports", "0002_phrases"])
        del manifest["tables"]["reports.Phrase"]
        del parts["bang/reports.Phrase.jsonl"]

    before = rewritten(sample, tmp_path / "truoc.kcb", earlier)
    with empty.here():
        MigrationExecutor(connection).migrate([("reports", "0001_initial")])
    empty.restore(before)
    assert empty.count("accounts_user") > 5
    with empty.here():
        assert "reports_phrase" not in connection.introspection.table_names()
        MigrationExecutor(connection).migrate([("reports", "0002_phrases")])
        assert "reports_phrase" in connection.introspection.table_names()


def test_a_file_that_is_lost_is_told_and_the_rest_is_kept(
    records: Cast, empty: House, tmp_path: Path
) -> None:
    sha256 = blobs.put(b"goi")
    told = {"as_of": AT, "made_at": AT, "size": 3, "manifest": {}}
    Bundle.objects.create(day=date(2026, 11, 28), archive=sha256, **told)
    blobs._path(sha256).write_bytes(b"khac")
    manifest = back_up(str(tmp_path / "mat.kcb"), at=AT)
    assert manifest.missing == [sha256]
    assert empty.restore(tmp_path / "mat.kcb").missing == [sha256]
