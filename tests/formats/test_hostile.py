"""Hostile files: one clear line, in bounded time and memory."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from khuyencong.formats import open_report
from khuyencong.values.errors import Unreadable
from tests.conditions import ROOT
from tests.formats.child import MEMORY
from tests.formats.hostile import BEARABLE, CASES, mutilated, plain_docx
from tests.formats.originals import as_soup
from tests.formats.small_pdf import Sheet, pdf

pytestmark = pytest.mark.slow


def ran(name: str, data: bytes, folder: Path) -> subprocess.CompletedProcess[str]:
    """Open a file in a child of 512 MB and 20 seconds, as uploads are."""
    path = folder / "tep"
    path.write_bytes(data)
    command = [sys.executable, "-m", "tests.formats.child", str(path), name]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize(("what", "name", "make", "says"), CASES, ids=[c[0] for c in CASES])
def test_it_is_refused_in_one_clear_line(
    what: str, name: str, make: Callable[[], bytes], says: str, tmp_path: Path
) -> None:
    child = ran(name, make(), tmp_path)
    assert child.returncode == 0, child.stderr[-500:]
    answer: dict[str, Any] = json.loads(child.stdout)
    assert re.search(says, answer["refused"]), answer
    assert "\n" not in answer["refused"]
    assert answer["refused"].endswith(".")
    assert len(answer["refused"]) < 250
    assert answer["seconds"] < 5


@pytest.mark.parametrize(("what", "name", "make"), BEARABLE, ids=[c[0] for c in BEARABLE])
def test_what_is_merely_large_stays_within_its_bounds(
    what: str, name: str, make: Callable[[], bytes], tmp_path: Path
) -> None:
    child = ran(name, make(), tmp_path)
    assert "Traceback" not in child.stderr
    assert child.returncode <= 0, child.stderr[-500:]
    if child.returncode == 0:
        answer = json.loads(child.stdout)
        assert answer["memory"] < MEMORY
        assert answer["seconds"] < 20
    # else: killed by its limits, which the parent reports in the same words


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", plain_docx()),
        ("a.html", as_soup("# Báo cáo\n\nHỗ trợ 35 cơ sở.")),
        ("a.pdf", pdf([Sheet([(72, 700, "Hỗ trợ 35 cơ sở")], [(9, 9, 99, 9), (9, 9, 9, 99)])])),
    ],
    ids=["docx", "html", "pdf"],
)
@pytest.mark.parametrize("seed", range(5))
def test_a_mutilated_file_is_read_or_refused_and_nothing_else(
    name: str, data: bytes, seed: int
) -> None:
    for copy in mutilated(data, seed):
        try:
            assert isinstance(open_report(name, copy).text, str)
        except Unreadable as refusal:
            assert "\n" not in str(refusal)
