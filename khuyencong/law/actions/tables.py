"""The data files of the law, row by row."""

import csv
import hashlib
from datetime import date
from decimal import Decimal
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"

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


def whole(text: str) -> int | None:
    return int(text) if text else None


def exact(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def truth(text: str) -> bool | None:
    return text == "True" if text else None
