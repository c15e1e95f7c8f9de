"""Papers stand among all kept files: each is renamed once, from `giay-to/` into `kho/`."""

from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.db import migrations

import khuyencong.core.blobs
from khuyencong.core.blobs import name_of

BEFORE = "giay-to"


def move(apps: Any, schema_editor: Any) -> None:
    """Rename every file; what was moved before it broke off stays moved, the rest follows."""
    folder = Path(default_storage.path(BEFORE))
    for old in sorted(folder.glob("?" * 64)):
        new = Path(default_storage.path(name_of(old.name)))
        new.parent.mkdir(parents=True, exist_ok=True)
        old.replace(new)


def move_back(apps: Any, schema_editor: Any) -> None:
    """Rename the files of papers back."""
    folder = Path(default_storage.path(BEFORE))
    rows = apps.get_model("applications", "Paper").objects.using(schema_editor.connection.alias)
    for sha256 in rows.values_list("sha256", flat=True).distinct():
        old = Path(default_storage.path(name_of(sha256)))
        if old.exists():
            folder.mkdir(parents=True, exist_ok=True)
            old.replace(folder / sha256)


class Migration(migrations.Migration):
    dependencies = [("applications", "0003_own_requests")]

    operations = [
        migrations.AlterField(
            model_name="paper",
            name="sha256",
            field=khuyencong.core.blobs.BlobHash(verbose_name="tệp, theo mã băm"),
        ),
        # Last: nothing that comes after it can fail here.
        migrations.RunPython(move, move_back),
    ]
