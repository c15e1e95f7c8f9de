"""`khuyencong open-data`: folder, archive, stream; the same bytes; refusals in a line."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.test_settings import VARIABLES, khuyencong

pytestmark = pytest.mark.slow
DAY = ("--as-of", "31/12/2099")


@pytest.fixture(scope="module")
def house(new_house: Callable[[], Path]) -> Path:
    """Return the folder of a house that holds the reference data alone."""
    return new_house()


def test_archive_and_stream_are_the_same_bytes_and_the_folder_its_files(
    house: Path, tmp_path: Path
) -> None:
    archive, folder = tmp_path / "goi.zip", tmp_path / "goi"
    for target in (archive, folder):
        done = khuyencong("open-data", "-o", str(target), *DAY, KHUYENCONG_VAR=str(house))
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    kept = {k: v for k, v in os.environ.items() if k not in VARIABLES and "KHUYENCONG" not in k}
    streamed = subprocess.run(
        [sys.executable, "-m", "khuyencong", "open-data", "-o", "-", *DAY],
        env=kept | {"LANG": "C", "KHUYENCONG_VAR": str(house)},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (streamed.returncode, streamed.stderr) == (0, b"")
    assert streamed.stdout == archive.read_bytes()
    lines = (folder / "SHA256SUMS").read_text("utf-8").splitlines()
    for sha256, path in (line.split("  ") for line in lines):
        assert hashlib.sha256((folder / path).read_bytes()).hexdigest() == sha256
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_what_is_there_is_not_written_over(house: Path, tmp_path: Path) -> None:
    (tmp_path / "thư.txt").write_text("của tôi", encoding="utf-8")
    done = khuyencong("open-data", "-o", str(tmp_path), *DAY, KHUYENCONG_VAR=str(house))
    assert done.returncode == 2 and "đã có và không trống" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("day", ["32/13/2026", "hôm qua"])
def test_an_odd_day_is_refused_in_one_line(house: Path, tmp_path: Path, day: str) -> None:
    out = str(tmp_path / "goi.zip")
    done = khuyencong("open-data", "-o", out, "--as-of", day, KHUYENCONG_VAR=str(house))
    assert done.returncode == 2 and done.stderr.count("\n") == 1
    assert not (tmp_path / "goi.zip").exists()
