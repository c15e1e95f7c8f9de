"""Setting the house up, or bringing it to a new edition: tables, static files, reference data."""

from collections.abc import Iterator

from django.core.management import call_command

from khuyencong.core import clock
from khuyencong.ingestion.actions import observe_missing
from khuyencong.law.actions import load_law
from khuyencong.registry.actions import load_reference_data


def prepare() -> Iterator[str]:
    """Bring the database, the static files and the reference data up to date; tell each step.

    Safe to run again and beside records already kept.
    """
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    yield told("Địa danh, vùng và tổ chức", load_reference_data())
    yield told("Số liệu từ báo cáo đã nhận", observe_missing(at=clock.now()))
    yield told("Văn bản và tham số pháp luật", load_law(at=clock.now()))


def told(what: str, added: int) -> str:
    """Return the line that says how many rows of `what` are new."""
    return f"{what}: đã thêm {added}." if added else f"{what}: đã có, giữ nguyên."
