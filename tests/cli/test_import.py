"""`khuyencong import`: what it says, what it writes, how it ends."""

import json
from pathlib import Path

import pytest

from khuyencong.cli import SHEET_KINDS, main
from khuyencong.ingestion.models import Batch
from khuyencong.registry.models import Establishment
from khuyencong.sheets import KINDS
from tests.cast import Cast
from tests.ingestion.sheets import HEAD, book, firms, make_province
from tests.sheets.ugly import design

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    file = tmp_path / "mau.xlsx"
    file.write_bytes(book([HEAD, *firms(3)]))
    return file


def test_a_dry_run_for_nobody_reads_the_sheet_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "danh muc.xlsx"
    file.write_bytes(design().data)
    code = main(["import", str(file), "--kind", "past_projects", "--dry-run", "--format", "json"])
    told = json.loads(capsys.readouterr().out)
    assert code == 1 and not told["written"] and not told["against_records"]
    pressing = {one["at"] for one in told["remarks"] if one["level"] != "note"}
    assert (pressing, told["counts"]) == ({"G9", "F10", "H11"}, {"read": 6})
    assert told["unknown_columns"] == {"8": "Ghi chú"}


def test_the_command_takes_every_kind_of_sheet() -> None:
    assert set(SHEET_KINDS) == set(KINDS)


def test_a_sound_sheet_is_entered_and_the_second_time_nothing(
    cast: Cast, sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_province(cast)
    words = ["import", str(sheet), "--kind", "establishments", "--by", "owner"]
    assert main([*words, "--dry-run"]) == 0
    assert "3 dòng mới" in capsys.readouterr().out
    assert not Establishment.objects.exists() and not Batch.objects.exists()
    assert main([*words, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["written"] is True
    assert Establishment.objects.count() == 3
    assert main(words) == 0
    assert "0 dòng mới, 0 đổi, 3 không đổi" in capsys.readouterr().out


def test_a_faulty_sheet_writes_nothing_until_told(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_province(cast)
    rows = firms(3)
    rows[0][3] = "1"
    file = tmp_path / "sai.xlsx"
    file.write_bytes(book([HEAD, *rows]))
    words = ["import", str(file), "--kind", "establishments", "--for", "que"]
    assert main(words) == 1
    assert "Lỗi D2" in capsys.readouterr().out and not Establishment.objects.exists()
    assert main([*words, "--answer", "D2=blank:"]) == 0
    assert Establishment.objects.count() == 3


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ([], "--for"),
        (["--by", "ai-do"], "không có tài khoản"),
        (["--by", "stranger", "--for", "que"], "không có quyền"),
        (["--for", "nơi không có"], "Không có địa phương"),
    ],
)
def test_bad_usage_is_one_line_and_no_traceback(
    more: list[str], said: str, cast: Cast, sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_province(cast)
    assert main(["import", str(sheet), "--kind", "establishments", *more]) == 2
    told = capsys.readouterr().err
    assert said in told and told.count("\n") == 1


def test_a_file_that_is_no_sheet_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.xls"
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    assert main(["import", str(file), "--kind", "needs", "--dry-run"]) == 2
    assert "đời cũ" in capsys.readouterr().err
