"""`khuyencong report` as an official document: the draft says what the JSON says."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from khuyencong.documents.letters import plain
from tests.cli.test_ingest import BAC_GIANG
from tests.cli.test_settings import VARIABLES, khuyencong
from tests.documents.paper import words_of_docx, words_of_pdf

pytestmark = pytest.mark.slow
ASKED = ("report", "Bắc Giang", "2016-2020", "--as-of", "31/12/2099")


@pytest.fixture(scope="module")
def house(new_house: Callable[[], Path]) -> Path:
    """Return the folder of a house that holds one report, not yet looked at."""
    folder = new_house()
    done = khuyencong("ingest", str(BAC_GIANG), KHUYENCONG_VAR=str(folder))
    assert done.returncode == 0, done.stderr
    return folder


def streamed(house: Path, form: str) -> bytes:
    """Return what `-o -` writes; nothing else may go there."""
    kept = {k: v for k, v in os.environ.items() if k not in VARIABLES and "KHUYENCONG" not in k}
    done = subprocess.run(
        [sys.executable, "-m", "khuyencong", *ASKED, "--format", form, "-o", "-"],
        env=kept | {"LANG": "C", "KHUYENCONG_VAR": str(house)},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout


def test_both_files_hold_the_figures_of_the_json_and_say_that_they_are_a_draft(
    house: Path,
) -> None:
    told = json.loads(streamed(house, "json"))
    figures = told["figures"]
    words = words_of_docx(streamed(house, "docx"))
    assert [w for w in words_of_pdf(streamed(house, "pdf")) if w not in set(words)] == []
    text = " ".join(words)
    assert "BẢN DỰ THẢO" in text
    assert "UBND TỈNH BẮC NINH SỞ CÔNG THƯƠNG" in text
    assert "Số: /BC-SCT Bắc Ninh, ngày tháng năm 2099" in text.replace("BẢN DỰ THẢO ", "")
    assert len(figures) > 10
    for figure in figures:
        assert figure["name"] in text or " ".join(figure["shown_as"].split()) in text
        assert figure["evidence"]["records"] == 0
        for said in figure["stated"]:
            assert " ".join(plain(said["quote"]).split()).strip("* ")[:40] in text
    assert "(chờ soát)" in text
    assert told["uncited_numbers"] == []
    assert told["sections"][0]["blocks"][0]["kind"] == "paragraph"


def test_a_file_is_the_same_as_the_stream_and_as_itself(house: Path, tmp_path: Path) -> None:
    for form in ("docx", "pdf"):
        file = tmp_path / f"a.{form}"
        done = khuyencong(*ASKED, "--format", form, "-o", str(file), KHUYENCONG_VAR=str(house))
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert file.read_bytes() == streamed(house, form)


def test_where_nothing_is_known_the_draft_says_so(house: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    asked = ("report", "Điện Biên", "2016", "--format", "docx", "-o", str(file))
    done = khuyencong(*asked, KHUYENCONG_VAR=str(house))
    assert (done.returncode, done.stderr) == (0, "")
    assert "Chưa có hồ sơ và chưa có báo cáo nào" in " ".join(words_of_docx(file.read_bytes()))
