"""Reading a report, beside one bare scan for number tokens."""

import re
from collections.abc import Iterator
from functools import partial
from importlib import resources

from khuyencong.bench.measure import Line, line
from khuyencong.reading.checks import check
from khuyencong.reading.model import Reading
from khuyencong.reading.reader import read

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
FLOOR = "một lượt tìm số"


def lines(full: bool) -> Iterator[Line]:
    """Yield the cost of reading and checking at growing sizes."""
    for size in (10_000, 62_000, 1_000_000, *((4_000_000,) if full else ())):
        text = text_of(size)
        yield line(
            "đọc và soát một báo cáo",
            size,
            "ký tự",
            partial(read_and_check, text),
            floor=FLOOR,
            bare=partial(scan, text),
            tenth=partial(read_and_check, text_of(size // 10)),
        )


def read_and_check(text: str) -> Reading:
    """Read `text` and hold its claims against its figures."""
    reading = read(text)
    reading.checks = check(reading)
    return reading


def scan(text: str) -> int:
    """Count the number tokens of `text`, and do nothing else."""
    return sum(1 for _ in NUMBER.finditer(text))


def text_of(size: int) -> str:
    """Return demonstration reports, one after another, until `size` characters."""
    folder = resources.files("khuyencong.demo") / "reports"
    files = sorted(f.name for f in folder.iterdir() if f.name.endswith(".md"))
    whole = "\n\n".join((folder / name).read_text(encoding="utf-8") for name in files)
    copies = -(-size // len(whole))
    return "\n\n".join([whole] * copies)[:size]
