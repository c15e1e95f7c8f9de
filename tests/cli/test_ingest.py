"""`khuyencong ingest` keeps all of a report or nothing, once; `report` answers from it."""

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest

from khuyencong.cli import main
from khuyencong.ingestion.models import Document
from tests.cli.test_settings import khuyencong
from tests.conditions import KILLS
from tests.formats.hostile import CASES, Hostile

REPORTS = resources.files("khuyencong.demo") / "reports"
BAC_GIANG = REPORTS / "bac-giang-2016-2020.md"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def house(new_house: Callable[[], Path]) -> Path:
    """Return the folder of a house that was set up and holds no report yet."""
    return new_house()


def run(house: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return khuyencong(*arguments, KHUYENCONG_VAR=str(house))


def written(house: Path, *arguments: str) -> dict[str, object]:
    done = run(house, "report", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    told: dict[str, object] = json.loads(done.stdout)
    return told


def figures(report: dict[str, object], measure: str, **filters: str) -> list[dict[str, object]]:
    return [
        one
        for one in report["figures"]  # type: ignore[attr-defined]
        if one["measure"] == measure and one["filters"] == filters and one["kind"] == "result"
    ]


def test_a_report_goes_in_once_and_comes_out_with_its_sentences(house: Path) -> None:
    first = run(house, "ingest", str(BAC_GIANG))
    assert first.returncode == 0, first.stderr
    assert first.stdout.startswith("Đã nhận:")
    again = run(house, "ingest", str(BAC_GIANG))
    assert again.stdout.startswith("Đã có từ trước, không thay đổi:")
    text = BAC_GIANG.read_text(encoding="utf-8")
    report = written(house, "bac giang", "2016-2020")
    [found] = figures(report, "projects.count", funding_source="provincial", activity="training")
    assert (found["value"], found["unit"], found["shown_as"]) == (9, "project", "09")
    assert found["evidence"]["records"] == 0  # type: ignore[index]
    assert found["evidence"]["observations"] == 1  # type: ignore[index]
    assert (found["standing"], found["reviewed"]) == ("waiting", False)
    [stated] = found["stated"]  # type: ignore[misc]
    assert text[stated["start"] : stated["end"]] == "09"
    assert report["uncited_numbers"] == []
    assert run(house, "verify").returncode == 0


def test_under_the_borders_of_today_it_stands_under_bac_ninh_and_says_who_is_missing(
    house: Path,
) -> None:
    run(house, "ingest", str(BAC_GIANG))
    report = written(house, "Bắc Giang", "2016-2020", "--borders", "today")
    place = report["place"]
    assert place["key"] == "bac-ninh-tu-2025"  # type: ignore[index]
    assert [u["key"] for u in place["units"]] == ["bac-giang", "bac-ninh-den-2025"]  # type: ignore[index]
    total, *_ = figures(report, "money.state")
    assert total["value"] == 30_722_300_000
    assert total["missing"] == ["Bắc Ninh (đến 30/6/2025)"]


def test_a_known_place_and_period_stand_above_what_the_report_says(
    house: Path, tmp_path: Path
) -> None:
    file = tmp_path / "khong-noi-noi.txt"
    file.write_text("Tổng kinh phí khuyến công 1.234 triệu đồng.", encoding="utf-8")
    unsaid = run(house, "ingest", str(file))
    assert unsaid.returncode == 0
    assert "--place" in unsaid.stdout
    assert "--period" in unsaid.stdout
    file.write_text("Tổng kinh phí khuyến công 5.678 triệu đồng.", encoding="utf-8")
    said = run(house, "ingest", str(file), "--place", "ca mau", "--period", "2016-2020")
    assert said.returncode == 0, said.stderr
    [found] = figures(written(house, "Cà Mau (đến 30/6/2025)", "2016-2020"), "money.state")
    assert found["value"] == 5_678_000_000


def test_a_name_that_two_units_bore_is_refused_with_both_offered(house: Path) -> None:
    done = run(house, "report", "Lào Cai", "2024-2026")
    assert done.returncode == 2
    assert "Lào Cai (đến 30/6/2025)" in done.stderr
    assert "Lào Cai (từ 01/7/2025)" in done.stderr


def test_over_a_change_of_borders_each_unit_stands_for_its_days(house: Path) -> None:
    for name in ("Lào Cai (từ 01/7/2025)", "Yên Bái"):
        report = written(house, name, "2024-2026")
        units = [(u["key"], u["period"]["start"]) for u in report["place"]["units"]]  # type: ignore[index]
        assert report["place"]["key"] == "lao-cai-tu-2025"  # type: ignore[index]
        assert units == [
            ("lao-cai-den-2025", "2024-01-01"),
            ("yen-bai", "2024-01-01"),
            ("lao-cai-tu-2025", "2025-07-01"),
        ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ingest", "khong-co.txt"], "khong-co.txt"),
        (["ingest", str(BAC_GIANG), "--place", "Nơi Không Có"], "Không có địa phương nào"),
        (["ingest", str(BAC_GIANG), "--period", "hôm qua"], "Không đọc được thời gian"),
        (["report", "Nơi Không Có", "2016-2020"], "Không có địa phương nào"),
        (["report", "Bắc Giang", "2020-2016"], "kết thúc trước khi bắt đầu"),
        (["report", "Bắc Giang", "2016-2020", "--as-of", "32/13/2020"], "32/13/2020"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(house: Path, arguments: list[str], words: str) -> None:
    done = run(house, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert words in done.stderr


def test_what_was_known_before_the_report_came_in_is_nothing(house: Path) -> None:
    run(house, "ingest", str(BAC_GIANG))
    assert written(house, "Bắc Giang", "2016-2020", "--as-of", "01/01/2026")["figures"] == []


def test_the_page_of_a_report_needs_nothing_beside_it(house: Path, tmp_path: Path) -> None:
    run(house, "ingest", str(BAC_GIANG))
    out = tmp_path / "bao-cao.html"
    done = run(house, "report", "Bắc Giang", "2016-2020", "--format", "html", "-o", str(out))
    assert (done.returncode, done.stdout) == (0, "")
    page = out.read_text(encoding="utf-8")
    assert "30.722,3" in page
    assert "src=" not in page
    assert "http" not in page.replace("http://www.w3.org", "").replace("http-equiv", "")


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_a_hostile_file_is_one_line_and_nothing_is_kept(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str], case: Hostile
) -> None:
    _, name, make, words = case
    (tmp_path / name).write_bytes(make())
    assert main(["ingest", str(tmp_path / name)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    # What is kept for good has a lower limit than what is only looked at.
    assert re.search(f"{words}|Tệp lớn hơn giới hạn 20 MB", told.err)
    assert not Document.objects.exists()


def test_a_file_of_200_megabytes_is_refused_before_it_is_read(house: Path, tmp_path: Path) -> None:
    file = tmp_path / "lon.pdf"
    with file.open("wb") as out:
        out.truncate(200 * 1024**2)
    begin = time.monotonic()
    done = run(house, "ingest", str(file))
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "lớn hơn giới hạn" in done.stderr
    assert time.monotonic() - begin < 30


def test_killed_at_any_moment_it_leaves_all_or_nothing(house: Path, tmp_path: Path) -> None:
    """What stays after kill -9 is whole, and the second try completes it."""
    whole = BAC_GIANG.read_text(encoding="utf-8")
    files = [tmp_path / f"bao-cao-{n}.md" for n in range(KILLS)]
    moments = random.Random(2026)
    longest = _seconds_of_one(house, tmp_path, whole)
    for n, file in enumerate(files):
        file.write_text(f"{whole}\n\nBản số {n}.\n", encoding="utf-8")
        _kill_after(house, file, moments.uniform(0.1, longest))
        assert run(house, "verify").stdout == "Mọi thứ khớp.\n"
    for file in files:
        assert run(house, "ingest", str(file)).returncode == 0
    assert run(house, "verify").stdout == "Mọi thứ khớp.\n"
    said = [run(house, "ingest", str(file)).stdout for file in files[:3]]
    assert all(line.startswith("Đã có từ trước") for line in said)


def _seconds_of_one(house: Path, folder: Path, whole: str) -> float:
    file = folder / "do.md"
    file.write_text(f"{whole}\n\nBản để đo.\n", encoding="utf-8")
    begin = time.monotonic()
    assert run(house, "ingest", str(file)).returncode == 0
    return time.monotonic() - begin


def _kill_after(house: Path, file: Path, seconds: float) -> None:
    kept = {k: v for k, v in os.environ.items() if k != "DATABASE_URL" and "KHUYENCONG" not in k}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    child = subprocess.Popen(
        [sys.executable, "-m", "khuyencong", "ingest", str(file)],
        env=kept | {"KHUYENCONG_VAR": str(house)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(seconds)
    os.killpg(child.pid, signal.SIGKILL)
    child.wait()
