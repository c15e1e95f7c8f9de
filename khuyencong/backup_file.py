"""`khuyencong backup` and `restore`: the whole house into one file, back, and the trial of it."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from khuyencong.backups.archive import BadBackup
from khuyencong.backups.drill import Drill, drill
from khuyencong.backups.restoring import NotRestored, restore
from khuyencong.backups.writing import back_up
from khuyencong.core.clock import VIETNAM, now
from khuyencong.values.numbers import format_count


class NotDone(Exception):
    """Nothing was done; the message says why in one line."""


@dataclass(frozen=True)
class Done:
    """What to say, and whether nothing is wrong."""

    lines: list[str]
    is_well: bool = True


def backup_file(target: str) -> Done:
    """Write a backup; it is not well where files that rows name are lost already."""
    manifest = back_up(target, at=now())
    lines = [
        f"Đã sao lưu {format_count(manifest.rows)} dòng của {len(manifest.tables)} bảng "
        f"và {format_count(len(manifest.files))} tệp.",
        *_apart(),
    ]
    if manifest.missing:
        lines.append(
            f"CẢNH BÁO: {len(manifest.missing)} tệp mà dữ liệu có nhắc tới đã mất hoặc hỏng từ "
            f"trước: {', '.join(one[:12] + '…' for one in manifest.missing[:5])}"
        )
    return Done(lines, not manifest.missing)


def _apart() -> Iterator[str]:
    """Name the keys of this installation: who has them and a backup has everything."""
    keys = [settings.VAR / "secret_key", settings.QR_KEY, settings.EXCHANGE_KEY]
    there = [str(path) for path in keys if path.exists()]
    if there:
        yield f"Không nằm trong tệp, cần giữ riêng một bản ở nơi khác: {', '.join(there)}."


def restore_file(path: Path) -> Done:
    """Bring a backup into the empty database and folder in use."""
    try:
        manifest = restore(path)
    except (BadBackup, NotRestored) as refusal:
        raise NotDone(f"{path}: {refusal}") from refusal
    then = manifest.taken_at.astimezone(VIETNAM)
    return Done(
        [
            f"Đã khôi phục {format_count(manifest.rows)} dòng và "
            f"{format_count(len(manifest.files))} tệp, đúng như lúc {then:%H:%M ngày %d/%m/%Y}.",
            "Tiếp theo: đặt lại các khóa đã giữ riêng, rồi chạy khuyencong prepare và "
            "khuyencong verify.",
        ]
    )


def drill_file(path: Path) -> Done:
    """Bring a backup back beside the house, look at it, take it away."""
    try:
        done = drill(path, at=now())
    except (BadBackup, NotRestored) as refusal:
        raise NotDone(f"{path}: {refusal}") from refusal
    return Done(list(drilled(done)), done.is_well)


def drilled(done: Drill) -> Iterator[str]:
    """Yield what a trial found, in sentences."""
    found = done.found
    yield f"Bản sao lưu cũ {_long(done.age)}: chừng ấy việc sẽ mất nếu khôi phục lúc này."
    if found.rows:
        yield (
            f"Dựng lại {format_count(found.rows)} dòng, {format_count(found.files)} tệp trong "
            f"{found.seconds:.0f} giây; từng bảng khớp với lúc sao lưu."
        )
    yield from found.faults
    yield "Diễn tập đạt." if done.is_well else f"Diễn tập không đạt: {len(found.faults)} điều."


def _long(age: timedelta) -> str:
    minutes = max(0, int(age.total_seconds() // 60))
    days, hours = minutes // 1440, minutes // 60 % 24
    if days:
        return f"{days} ngày {hours} giờ"
    return f"{hours} giờ {minutes % 60} phút" if hours else f"{minutes} phút"


def say(done: Done, *, beside: bool) -> int:
    """Print what was done, on stderr where the output is the file itself; return the exit code."""
    for line in done.lines:
        print(line, file=sys.stderr if beside else sys.stdout)
    return 0 if done.is_well else 1
