"""`khuyencong lint`: exit 0 without faults, 1 with some, 2 for what it cannot read."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from docx.shared import Mm

from khuyencong.documents import Document, write_docx
from tests.cli.test_settings import khuyencong
from tests.documents.paper import REPORT, of, opened


def kept(folder: Path, document: Document, left: int = 30) -> Path:
    file = folder / "a.docx"
    changed = opened(write_docx(document))
    changed.sections[0].left_margin = Mm(left)
    changed.save(str(file))
    return file


def test_a_clean_document(
    tmp_path: Path,
) -> None:
    done = khuyencong("lint", str(kept(tmp_path, REPORT)))
    assert done.returncode == 0
    told = done.stdout
    assert "THỂ THỨC: không thấy lỗi." in told
    assert "chưa đối chiếu với nguyên văn" in told


def test_a_fault_of_layout_says_where_and_what_to_do(
    tmp_path: Path,
) -> None:
    done = khuyencong("lint", str(kept(tmp_path, REPORT, left=20)))
    assert done.returncode == 1
    told = done.stdout
    assert "- cả văn bản: Lề trái 20 mm, ngoài khoảng 30–35 mm." in told
    assert "Đặt lề trái trong khoảng 30–35 mm." in told


def test_a_sum_that_is_wrong_is_a_finding_too(
    tmp_path: Path,
) -> None:
    wrong = "Năm 2020 tỉnh thực hiện 40 đề án, trong đó: 20 đề án đào tạo nghề, 30 đề án máy móc."
    done = khuyencong("lint", str(kept(tmp_path, of(wrong))), "--format", "json")
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert (told["layout"], told["verified"]) == ([], False)
    assert [(check["stated"], check["computed"]) for check in told["checks"]] == [(40, 50)]


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.pdf", b"%PDF-1.7", "chỉ soát được thể thức của tệp .docx"),
        ("a.docx", b"khong phai", "a.docx: "),
        ("a.docx", b"", "a.docx: "),
    ],
)
def test_what_cannot_be_read_is_one_line(
    name: str,
    data: bytes,
    why: str,
    tmp_path: Path,
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    done = khuyencong("lint", str(file))
    assert done.returncode == 2
    assert (done.stdout, done.stderr.count("\n")) == ("", 1)
    assert why in done.stderr


def test_a_file_that_is_not_there_is_one_line(
    tmp_path: Path,
) -> None:
    done = khuyencong("lint", str(tmp_path / "a.docx"))
    assert done.returncode == 2
    assert "không tìm thấy tệp" in done.stderr


def test_an_open_draft_is_clean(tmp_path: Path) -> None:
    done = khuyencong("lint", str(kept(tmp_path, replace(REPORT, draft=True))))
    assert done.returncode == 0
