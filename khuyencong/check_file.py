"""`khuyencong check`: one file in, its figures and checks out; no database."""

import json
import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from khuyencong.core.limited import ChildFailed, LimitExceeded, Limits, run_limited
from khuyencong.formats import LARGEST
from khuyencong.reading.checks import check
from khuyencong.reading.files import Unreadable, load_bytes, load_text
from khuyencong.reading.jsonform import to_json
from khuyencong.reading.model import Reading
from khuyencong.reading.reader import read
from khuyencong.reading.textform import to_text

SECONDS = 20
MEMORY = 512 * 1024 * 1024
CHILD = "khuyencong.formats.child:text_of"
#: All else is parsed by libraries, and never in this process.
PLAIN = frozenset({".txt", ".md", ""})
TOO_MUCH = "tệp quá lớn hoặc quá rối để đọc trong giới hạn ({} giây, {} MB)."


def check_file(path: Path, form: str) -> tuple[bytes, bool]:
    """Return the report's reading in `form` (text, json, html) and whether all its checks hold.

    Raises Unreadable with one Vietnamese line, also where reading costs too much.
    """
    text = text_of_file(path)
    with limited(path):
        try:
            reading = read_and_check(text)
        except Unreadable as refusal:
            raise Unreadable(f"{path}: {refusal}") from refusal
        written = FORMS[form](reading)
    return written.encode(), all(one.holds for one in reading.checks)


def text_of_file(path: Path) -> str:
    """Return the file's text: plain text as it stands, a Word, web or PDF file by a child."""
    if path.suffix.lower() in PLAIN:
        return load_text(path)
    return by_child(CHILD, path, load_bytes(path, LARGEST), path.name).decode()


def by_child(target: str, path: Path, data: bytes, *arguments: str) -> bytes:
    """Return what a limited child process makes of a file's bytes. Raises Unreadable."""
    try:
        limits = Limits(SECONDS, MEMORY, LARGEST)
        return run_limited(target, data, limits=limits, arguments=arguments)
    except (ChildFailed, LimitExceeded) as refusal:
        raise Unreadable(f"{path}: {refusal}") from refusal


def read_and_check(text: str) -> Reading:
    """Return the reading of `text` with its checks."""
    reading = read(text)
    reading.checks = check(reading)
    return reading


def _json(reading: Reading) -> str:
    return json.dumps(to_json(reading), ensure_ascii=False, indent=1) + "\n"


def _html(reading: Reading) -> str:
    from khuyencong.web.standalone import standalone_page

    return standalone_page(reading)


FORMS: dict[str, Callable[[Reading], str]] = {"text": to_text, "json": _json, "html": _html}


@contextmanager
def limited(path: Path) -> Iterator[None]:
    """Hold this process to the stated seconds and bytes more while it reads a foreign file."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_held() + MEMORY, hard))
    signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(SECONDS)
    try:
        yield
    except (MemoryError, RecursionError, _TooLong):
        raise Unreadable(f"{path}: {TOO_MUCH.format(SECONDS, MEMORY // 2**20)}") from None
    finally:
        signal.alarm(0)
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def _held() -> int:
    """Return the bytes of address space that the program itself holds; 0 where nobody tells."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except OSError:
        return 0
    return pages * resource.getpagesize()


class _TooLong(Exception):
    pass


def _too_long(_signal: int, _frame: FrameType | None) -> None:
    raise _TooLong
