"""`khuyencong open-data`: a bundle of open data as a folder, an archive or a stream."""

import os
import shutil
import stat
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from khuyencong.core.clock import now
from khuyencong.opendata.actions.bundling import packed, write_bundle
from khuyencong.opendata.queries.moment import Moment
from khuyencong.opendata.rules.declaring import NotOpen
from khuyencong.output import CannotWrite
from khuyencong.reports.jsonform import end_of
from khuyencong.values.dates import read_date


class NotBundled(Exception):
    """The bundle cannot be made; the message says why in one line."""


def open_data(target: str, as_of: str) -> None:
    """Write the bundle of a moment: "-" and devices as a stream, else whole or not at all.

    Raises NotBundled, CannotWrite.
    """
    moment = Moment(_moment(as_of))
    try:
        if target == "-":
            _stream(moment)
        elif target.endswith(".zip") or _is_device(Path(target)):
            _archive(moment, Path(target))
        else:
            _folder(moment, Path(target))
    except NotOpen as refusal:
        raise NotBundled(f"bảng có dữ liệu cá nhân, không lập gói: {refusal}") from refusal
    except OSError as error:
        raise CannotWrite(f"không ghi được {target}: {error.strerror}.") from error


def _moment(as_of: str) -> datetime:
    if not as_of:
        return now()
    try:
        return end_of(read_date(as_of))
    except ValueError as refusal:
        raise NotBundled(str(refusal)) from refusal


def _is_device(path: Path) -> bool:
    return path.exists() and not path.is_dir() and not stat.S_ISREG(path.stat().st_mode)


def _stream(moment: Moment) -> None:
    with packed(moment) as (archive, _), archive.open("rb") as file:
        shutil.copyfileobj(file, sys.stdout.buffer)
    sys.stdout.buffer.flush()


def _archive(moment: Moment, target: Path) -> None:
    with packed(moment) as (archive, _), archive.open("rb") as file:
        if _is_device(target):
            with target.open("wb") as device:
                shutil.copyfileobj(file, device)
            return
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as copy:
                shutil.copyfileobj(file, copy)
            Path(temporary).chmod(0o644)
            Path(temporary).replace(target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise


def _folder(moment: Moment, target: Path) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise NotBundled(f"{target} đã có và không trống; chọn thư mục khác hoặc tệp .zip.")
    temporary = Path(tempfile.mkdtemp(dir=target.absolute().parent, prefix=f".{target.name}."))
    try:
        write_bundle(temporary, moment)
        temporary.chmod(0o755)
        temporary.replace(target)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
