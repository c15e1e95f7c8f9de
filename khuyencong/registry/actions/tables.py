"""The data files of the registry, row by row."""

import csv
import hashlib
import re
from datetime import date
from pathlib import Path
from uuid import UUID

from khuyencong.values.text import fold

DATA = Path(__file__).resolve().parent.parent / "data"
#: The first day of the 34 provinces and the first without districts.
REFORM = date(2025, 7, 1)

Row = dict[str, str]


def table(name: str) -> list[Row]:
    """Return the rows of a table."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def fingerprint() -> str:
    """Return the SHA-256 of all tables and of the code that turns them into rows."""
    digest = hashlib.sha256()
    for path in sorted([*DATA.glob("*.csv"), *Path(__file__).parent.glob("*.py")]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def slug(text: str) -> str:
    """Return lower-case ASCII words joined by hyphens: "Bà Rịa - Vũng Tàu" → ba-ria-vung-tau."""
    return "-".join(re.findall("[a-z0-9]+", fold(text)))


def reference_id(kind: str, key: str) -> UUID:
    """Return the same UUIDv7 for the same row in every installation: exchange depends on it.

    Its time is the day of the reform, its random part a hash of the key.
    """
    noise = int.from_bytes(hashlib.sha256(f"{kind}:{key}".encode()).digest()[:10], "big")
    milliseconds = 1_751_302_800_000  # 2025-07-01 00:00 in Vietnam
    number = milliseconds << 80 | noise
    number = number & ~(0xF << 76) | 0x7 << 76
    return UUID(int=number & ~(0x3 << 62) | 0x2 << 62)
