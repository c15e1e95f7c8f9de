"""`khuyencong bench`: every line beside its floor, as a table and as JSON."""

import json
import os
import platform
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from khuyencong.bench.measure import Line


def run(*, json_path: Path | None, full: bool) -> int:
    """Measure in a database of our own, print the table, write the JSON; return the exit code."""
    with tempfile.TemporaryDirectory(prefix="khuyencong-bench-") as folder:
        _own_database(Path(folder))
        lines = list(_printed(_lines(full)))
    if json_path:
        json_path.parent.mkdir(parents=True, exist_ok=True)
        json_path.write_text(json.dumps(_document(lines), ensure_ascii=False, indent=1) + "\n")
    return 0


def _lines(full: bool) -> Iterator[Line]:
    from khuyencong.bench import (
        establishments,
        figures,
        labels,
        money,
        other_systems,
        places,
        reading,
        records,
        reports,
        sheets,
    )

    yield from reading.lines(full)
    yield from places.lines()
    yield from figures.lines(full)
    yield from sheets.lines(full)
    yield from establishments.lines()
    yield from money.lines(full)
    yield from records.lines(full)
    yield from reports.lines(full)
    yield from labels.lines(full)
    yield from other_systems.lines(full)


def _printed(lines: Iterable[Line]) -> Iterator[Line]:
    print(f"{'việc':<44}{'cỡ':>11} {'':<12}{'ta':>11}{'sàn':>11}{'tỷ số':>8}{'tăng':>7}")
    for one in lines:
        print(
            f"{one.what:<44}{one.size:>11,} {one.of:<12}{_seconds(one.ours_s)}"
            f"{_seconds(one.floor_s)}{_number(one.ratio, 8, 1)}{_number(one.growth, 7, 2)}",
            flush=True,
        )
        yield one


def _seconds(value: float | None) -> str:
    return f"{value * 1000:>8.2f} ms" if value is not None else f"{'–':>11}"


def _number(value: float | None, width: int, places: int) -> str:
    return f"{value:>{width}.{places}f}" if value is not None else f"{'–':>{width}}"


def _own_database(folder: Path) -> None:
    """Point Django at a fresh SQLite file, so that nothing of the user's is touched."""
    os.environ["KHUYENCONG_VAR"] = str(folder)
    os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
    os.environ["DJANGO_SETTINGS_MODULE"] = "khuyencong.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)


def _document(lines: list[Line]) -> dict[str, object]:
    machine = f"{platform.machine()}, {os.cpu_count()} nhân, Python {platform.python_version()}"
    return {"machine": machine, "commit": _commit(), "lines": [one.as_json() for one in lines]}


def _commit() -> str:
    root = Path(__file__).resolve().parents[2]
    command = ["git", "-C", str(root), "rev-parse", "HEAD"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip()
