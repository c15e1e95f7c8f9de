"""What the trial asks of a house that was brought back: is it equal, whole, does it work.

`python -m khuyencong.backups.trying FILE` runs in a process of its own, whose database and folder
are empty ones; its last line is what it found, as JSON.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from khuyencong.backups.archive import BadBackup, Manifest


@dataclass
class Found:
    """What a trial found; `faults` are Vietnamese sentences, none where all is well."""

    rows: int = 0
    files: int = 0
    seconds: float = 0
    catalogue: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def try_out(path: Path) -> Found:
    """Bring a backup back here and look at everything."""
    from khuyencong.backups.catalogue import catalogue
    from khuyencong.backups.restoring import NotRestored, restore
    from khuyencong.preparation import prepare
    from khuyencong.verification import verify

    found = Found()
    began = time.monotonic()
    try:
        manifest = restore(path)
    except (BadBackup, NotRestored) as refusal:
        found.faults.append(f"Không khôi phục được: {refusal}")
        return found
    found.rows, found.files = manifest.rows, len(manifest.files)
    list(prepare())
    found.seconds = time.monotonic() - began
    found.catalogue = catalogue()
    found.faults += [*_files(manifest), *verify(), *_works()]
    return found


def _files(manifest: Manifest) -> Iterator[str]:
    from khuyencong.backups.files import is_same

    lost = [name for name, sha256 in manifest.files.items() if not is_same(name, sha256)]
    if lost:
        yield f"{len(lost)} tệp không mở được đúng như đã lưu ({lost[0][:80]})."
    if manifest.missing:
        yield (
            f"{len(manifest.missing)} tệp đã mất hoặc hỏng từ trước khi sao lưu "
            f"({manifest.missing[0][:12]}…)."
        )


def _works() -> Iterator[str]:
    """Open the portal, the desk of somebody, and write a report."""
    from django.conf import settings
    from django.test import Client

    from khuyencong.accounts.models import User
    from khuyencong.core.clock import today
    from khuyencong.report_file import Asked, NotReported, report_file

    host = settings.ALLOWED_HOSTS[0].lstrip("*.") or "localhost"
    pages = {"/": Client(SERVER_NAME=host)}
    someone = User.objects.filter(is_active=True).order_by("id").first()
    if someone:
        pages["/desk/"] = Client(SERVER_NAME=host)
        pages["/desk/"].force_login(someone)
    for address, visitor in pages.items():
        answer = visitor.get(address, secure=settings.HTTPS)
        if answer.status_code >= 400:
            yield f"Trang {address} trả lời {answer.status_code}."
    asked = Asked(place="cả nước", period=str(today().year), form=None, as_of=None, borders="then")
    try:
        if not report_file(asked, "pdf").startswith(b"%PDF"):
            yield "Báo cáo viết ra không phải PDF."
    except NotReported as refusal:
        yield f"Không lập được báo cáo: {refusal}"


def main(path: str) -> None:
    """Try a file out and print what was found."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khuyencong.settings")
    import django

    django.setup()
    print(json.dumps(asdict(try_out(Path(path)))))


if __name__ == "__main__":
    main(sys.argv[1])
