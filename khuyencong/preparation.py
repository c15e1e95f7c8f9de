"""Setting the house up, or bringing it to a new edition: tables, static files, reference data."""

from collections.abc import Iterator
from pathlib import Path

from django.core.management import call_command
from django.db import DatabaseError, connection

from khuyencong.applications.actions import load_papers, load_tags
from khuyencong.competitions.actions import load_criteria
from khuyencong.core import clock
from khuyencong.ingestion.actions import observe_missing
from khuyencong.law.actions import load_law
from khuyencong.programmes.actions import load_programmes
from khuyencong.projects.actions import load_norms
from khuyencong.projects.models import Project
from khuyencong.registry.actions import load_reference_data
from khuyencong.reporting.actions import load_regimes


def prepare() -> Iterator[str]:
    """Bring the database, the static files and the reference data up to date; tell each step.

    Safe to run again and beside records already kept.
    """
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    yield told("Địa danh, vùng và tổ chức", load_reference_data())
    yield told("Số liệu từ báo cáo đã nhận", observe_missing(at=clock.now()))
    yield told("Văn bản và tham số pháp luật", load_law(at=clock.now()))
    yield told("Chương trình và mục tiêu quốc gia", load_programmes(at=clock.now()))
    yield told("Chế độ báo cáo", load_regimes(at=clock.now()))
    yield told("Loại giấy tờ của đề nghị", load_papers())
    yield told("Nhãn hạn chế, nguyên nhân", load_tags())
    yield told("Giấy tờ, tiêu chí, thành phần của đề án", load_norms())
    yield told("Bộ tiêu chí bình chọn", load_criteria())


def is_prepared() -> bool:
    """Return whether a database is set up; nothing is made by asking."""
    given = connection.settings_dict
    if connection.vendor == "sqlite" and not Path(str(given["NAME"])).is_file():
        return False
    try:
        return Project._meta.db_table in connection.introspection.table_names()
    except DatabaseError:
        return False


def told(what: str, added: int) -> str:
    """Return the line that says how many rows of `what` are new."""
    return f"{what}: đã thêm {added}." if added else f"{what}: đã có, giữ nguyên."
