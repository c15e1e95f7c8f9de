"""Bringing a backup into an empty database: everything, found equal, or nothing."""

from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any, NoReturn

from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from khuyencong.backups.archive import Backup, BadBackup, Manifest
from khuyencong.backups.files import is_same, put
from khuyencong.backups.tables import ROWS, Table, Unfit, tables_of
from khuyencong.core.laying import lay_tables

Step = tuple[str, str]
STRANGE = "bảng kê trong tệp không khớp các bảng của bản chương trình đã lập ra nó."


class NotRestored(Exception):
    """Nothing was brought back; the message says why and what to do."""


def restore(path: Path) -> Manifest:
    """Bring everything of a backup into the database and the folder in use; return what came.

    The tables are made as they were when the backup was taken; `prepare` brings them to today.
    NotRestored or BadBackup where it cannot be done: then no row was written.
    """
    with Backup(path) as backup:
        manifest = backup.manifest
        tables = _known(tables_of(_made(manifest)), manifest)
        _require_empty(tables)
        # As in every act: a file is there before the row that names it.
        for name, sha256 in manifest.files.items():
            if not is_same(name, sha256):
                with closing(backup.blocks(name)) as blocks:
                    put(name, blocks)
        with transaction.atomic():
            _require_empty(tables)
            for table in tables:
                _fill(table, backup)
            _require_sound()
            _require_equal(tables, manifest)
            _count_on([table.model for table in tables])
        return manifest


def _made(manifest: Manifest) -> Apps:
    """Make the tables as they were then; return the models that know them so."""
    executor = MigrationExecutor(connection)
    wanted = set(manifest.migrations)
    unknown = sorted(wanted - set(executor.loader.graph.nodes))
    if unknown:
        raise NotRestored(
            f"bản sao lưu do bản chương trình mới hơn lập (có bước {'.'.join(unknown[0])}); "
            "hãy dùng bản chương trình đó."
        )
    if not set(executor.loader.applied_migrations) <= wanted:
        raise NotRestored(
            "cơ sở dữ liệu đã dựng theo bản mới hơn bản sao lưu; hãy chỉ DATABASE_URL và "
            "KHUYENCONG_VAR tới chỗ trống."
        )
    last = _last_of_each(wanted, executor)
    if not lay_tables(connection, last):
        executor.migrate(last)
    apps = executor.loader.project_state(last).apps
    _keep_moments(apps)
    return apps


def _last_of_each(wanted: set[Step], executor: MigrationExecutor) -> list[Step]:
    """Return the steps after which no other of the same room comes."""
    graph = executor.loader.graph
    followed = {
        parent.key
        for step in wanted
        for parent in graph.node_map[step].parents
        if parent.key[0] == step[0]
    }
    return sorted(wanted - followed)


def _keep_moments(apps: Apps) -> None:
    """Let no column put today's moment where another stands; these models are nobody else's."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            told: Any = field
            if getattr(told, "auto_now", False) or getattr(told, "auto_now_add", False):
                told.auto_now = told.auto_now_add = False


def _known(tables: list[Table], manifest: Manifest) -> list[Table]:
    """Return the tables with their columns as the backup's lines follow them."""
    if {table.label for table in tables} != manifest.tables.keys():
        raise BadBackup(STRANGE)
    try:
        return [table.following(manifest.tables[table.label].columns) for table in tables]
    except Unfit as error:
        raise BadBackup(STRANGE) from error


def _require_empty(tables: list[Table]) -> None:
    for table in tables:
        if table.model._base_manager.exists():
            raise NotRestored(
                "cơ sở dữ liệu đã có dữ liệu, không ghi đè; hãy chỉ DATABASE_URL và "
                "KHUYENCONG_VAR tới chỗ trống rồi khôi phục lại."
            )


def _fill(table: Table, backup: Backup) -> None:
    try:
        with closing(backup.lines(table.label)) as lines:
            rows = map(table.row, lines)
            while batch := list(islice(rows, ROWS)):
                table.model._base_manager.bulk_create(batch, batch_size=ROWS)
    except Unfit as error:
        raise BadBackup(f"bảng {table.label} trong tệp có dòng không đọc được.") from error
    except DatabaseError as error:
        _refuse(f"cơ sở dữ liệu không nhận một dòng của bảng {table.label}", error)


def _require_sound() -> None:
    """Let the database look at every reference between tables now."""
    try:
        connection.check_constraints()
    except DatabaseError as error:
        _refuse("có dòng trỏ tới dòng không có trong bản sao lưu", error)


def _require_equal(tables: list[Table], manifest: Manifest) -> None:
    for table in tables:
        told, found = manifest.tables[table.label], table.mark()
        if (told.rows, told.digest) != (found.count, found.digest):
            raise BadBackup(f"bảng {table.label} sau khi ghi khác với khi sao lưu.")


def _count_on(models: list[Any]) -> None:
    """Let the database number new rows after those that came."""
    with connection.cursor() as cursor:
        for told in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(told)


def _refuse(what: str, error: DatabaseError) -> NoReturn:
    # The reason of a database may hold a row; only its kind is told.
    raise NotRestored(f"{what} ({type(error).__name__}).") from error
