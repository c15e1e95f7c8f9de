"""Files beside the rows: written whole or not at all, swept away when no row names them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from khuyencong.ingestion.models import Document, Intake

#: A file this old without a row is of an act that never ended.
OLD = timedelta(days=1)
FOLDERS = {"bao-cao": Document.objects.all(), "dang-doc": Intake.objects.filter(ended_at=None)}


def store(name: str, data: bytes) -> None:
    """Write a file under the name that we made for it; nothing stays of one half written."""
    try:
        default_storage.save(name, ContentFile(data))
    except OSError:
        default_storage.delete(name)
        raise


def sweep(at: datetime) -> int:
    """Delete the files that no row names and that no act can still be writing; return how many."""
    gone = [name for folder in FOLDERS for name in _unnamed(folder, at - OLD)]
    for name in gone:
        default_storage.delete(name)
    return len(gone)


def _unnamed(folder: str, before: datetime) -> Iterable[str]:
    if not default_storage.exists(folder):
        return
    named = {str(key) for key in FOLDERS[folder].all().values_list("id", flat=True)}
    for file in default_storage.listdir(folder)[1]:
        path = f"{folder}/{file}"
        if file not in named and default_storage.get_modified_time(path) < before:
            yield path
