"""A backup written anew with something changed in it."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from khuyencong.backups.archive import MANIFEST, table_entry

Change = Callable[[dict[str, Any], dict[str, bytes]], None]


def rewritten(path: Path, target: Path, change: Change) -> Path:
    """Write a copy of a backup after `change` of its manifest and its parts; return where."""
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    manifest = json.loads(parts.pop(MANIFEST))
    change(manifest, parts)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
        packed.writestr(MANIFEST, json.dumps(manifest))
    return target


def lines_of(parts: dict[str, bytes], label: str) -> list[list[Any]]:
    """Return the rows of a table of a backup."""
    return [json.loads(line) for line in parts[table_entry(label)].splitlines()]


def put_lines(parts: dict[str, bytes], label: str, rows: list[list[Any]]) -> None:
    """Write the rows of a table of a backup."""
    told = [json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows]
    parts[table_entry(label)] = "".join(f"{line}\n" for line in told).encode()
