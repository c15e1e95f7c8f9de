"""`khuyencong lint`: exit 0 without faults, 1 with some, 2 for what it cannot read."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx.shared import Mm

from khuyencong.documents import Document, write_docx
from khuyencong.ingestion.models import Observation
from khuyencong.lint_file import NO_DATABASE, lint_file
from khuyencong.reports.figures import Asked, Figure
from khuyencong.reports.queries.against import Against, Compared
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
    done = khuyencong("lint", str(kept(tmp_path, of(wrong, "Hết./."))), "--format", "json")
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


# --- what the records say of it -------------------------------------------------------------------

WORDS = "Năm 2018 tỉnh đã thực hiện 297 đề án."


def compared(value: int, **more: Any) -> Compared:
    """Return the 297 of the words beside what the records have."""
    start = WORDS.index("297")
    stated = Observation(
        number="297", number_start=start, number_end=start + 3, sentence=WORDS, digits=297
    )
    ours = Figure(Asked("projects.count", table="projects"), value, "project", records=value)
    return Compared(stated, ours, **{"agrees": value == 297} | more)


def told(folder: Path, found: Against | None, form: str) -> tuple[str, bool]:
    """Return what lint says of a clean document that the records answer like this."""
    file = kept(folder, REPORT)
    output, is_clean = lint_file(file, form, (lambda _: found) if found else None)
    return output.decode(), is_clean


TWELVE = tuple(f"2018-{n:04d} · Đề án {n}" for n in range(12))


def test_what_differs_from_the_records_is_a_fault_with_those_between(tmp_path: Path) -> None:
    differs = compared(285, meaning="đã phê duyệt", between=TWELVE[:10], how_many=12)
    words, is_clean = told(tmp_path, Against((compared(297), differs), place="tỉnh Mẫu"), "text")
    assert not is_clean
    lines = words.splitlines()
    at = lines.index("HỒ SƠ (1 số khác, trong 2 số đã đối chiếu)")
    assert lines[at + 1 : at + 4] == [
        "- Báo cáo ghi 297, hồ sơ có 285.",
        f"    “{WORDS}”",
        "    Số trong báo cáo đúng nếu hiểu là: đã phê duyệt.",
    ]
    assert lines[at + 4 : at + 14] == [f"    · {one}" for one in TWELVE[:10]]
    assert lines[at + 14] == "    · và 2 đề án khác"


def test_the_json_tells_where_what_and_who_is_between(tmp_path: Path) -> None:
    differs = compared(295, meaning="đã phê duyệt", between=TWELVE[:2], how_many=2)
    found = Against((compared(297), differs), place="tỉnh Mẫu")
    words, is_clean = told(tmp_path, found, "json")
    assert not is_clean
    start = WORDS.index("297")
    assert json.loads(words)["records"] == {
        "compared": 2,
        "place": "tỉnh Mẫu",
        "differences": [
            {
                "stated": "297",
                "sentence": WORDS,
                "start": start,
                "end": start + 3,
                "measure": "projects.count",
                "records": 295,
                "meaning": "đã phê duyệt",
                "projects": list(TWELVE[:2]),
                "projects_in_all": 2,
            }
        ],
    }


def test_a_difference_nobody_can_explain_has_no_meaning(tmp_path: Path) -> None:
    words, is_clean = told(tmp_path, Against((compared(296),), place="tỉnh Mẫu"), "json")
    [one] = json.loads(words)["records"]["differences"]
    assert not is_clean
    assert (one["meaning"], one["projects"], one["projects_in_all"]) == (None, [], 0)


def test_what_agrees_in_a_finer_meaning_is_no_fault(tmp_path: Path) -> None:
    found = Against((compared(297, meaning="khuyến công cấp tỉnh"),), place="tỉnh Mẫu")
    words, is_clean = told(tmp_path, found, "text")
    assert is_clean
    assert "HỒ SƠ (0 số khác, trong 1 số đã đối chiếu)" in words


@pytest.mark.parametrize(
    ("found", "why"),
    [(None, NO_DATABASE), (Against(why_not="Chưa có hồ sơ."), "Chưa có hồ sơ.")],
)
def test_what_was_not_compared_says_why(tmp_path: Path, found: Against | None, why: str) -> None:
    words, is_clean = told(tmp_path, found, "text")
    assert is_clean
    assert f"HỒ SƠ: chưa đối chiếu. {why}" in words
    words, _ = told(tmp_path, found, "json")
    assert json.loads(words)["records"] == {"compared": 0, "why_not": why}


def test_without_a_database_the_command_says_so(tmp_path: Path) -> None:
    done = khuyencong("lint", str(kept(tmp_path, REPORT)), KHUYENCONG_VAR=str(tmp_path / "khong"))
    assert done.returncode == 0
    assert f"HỒ SƠ: chưa đối chiếu. {NO_DATABASE}" in done.stdout


def test_a_house_without_records_says_so(tmp_path: Path, new_house: Callable[[], Path]) -> None:
    file = kept(tmp_path, of("Đã thực hiện 12 đề án.", "Hết./."))
    done = khuyencong("lint", str(file), KHUYENCONG_VAR=str(new_house()))
    assert "HỒ SƠ: chưa đối chiếu. Chưa có hồ sơ của nơi và kỳ này" in done.stdout
