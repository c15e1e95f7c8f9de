"""`khuyencong check`: what goes in, what comes out, the one clear line where it cannot be read."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document

SOUND = (
    "Thực hiện 03 đề án, kinh phí 300 triệu đồng, "
    "trong đó 02 đề án 200 triệu đồng và 01 đề án 100 triệu đồng."
)
BROKEN = "Tổng số 10 đề án, trong đó 04 đề án quốc gia và 05 đề án địa phương."


def khuyencong(*arguments: object) -> subprocess.CompletedProcess[bytes]:
    """Run the command as a user does, in a process of its own."""
    command = [sys.executable, "-m", "khuyencong", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, timeout=60, check=False)


def told_in_one_line(done: subprocess.CompletedProcess[bytes], *words: str) -> bool:
    """Return whether stderr is one Vietnamese line with these words, and stdout is empty."""
    line = done.stderr.decode()
    return not done.stdout and line.count("\n") == 1 and all(word in line for word in words)


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    path = tmp_path / "tot.md"
    path.write_text(SOUND, encoding="utf-8")
    return path


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "loi.md"
    path.write_text(BROKEN, encoding="utf-8")
    return path


def test_a_sound_report_ends_with_0_and_a_broken_one_with_1(sound: Path, broken: Path) -> None:
    assert khuyencong("check", sound).returncode == 0
    done = khuyencong("check", broken)
    assert done.returncode == 1
    assert "4 + 5" in done.stdout.decode()


def test_json_is_the_contract_and_its_spans_locate(broken: Path) -> None:
    document = json.loads(khuyencong("check", broken, "--format", "json").stdout)
    assert document.keys() == {"document", "figures", "checks", "legal_references", "tokens"}
    for figure in document["figures"]:
        assert BROKEN[figure["start"] : figure["end"]] == figure["quote"]
        assert BROKEN[figure["number_start"] : figure["number_end"]] == figure["number"]
    assert document["tokens"]["unexplained"] == 0
    assert [check["holds"] for check in document["checks"] if not check["holds"]]


def test_html_stands_alone(broken: Path, tmp_path: Path) -> None:
    out = tmp_path / "ket-qua.html"
    assert khuyencong("check", broken, "--format", "html", "-o", out).returncode == 1
    page = out.read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "http" not in page.replace("http-equiv", "")
    assert "10 đề án" in page.replace("\n", " ")


def test_an_output_file_is_replaced_whole(sound: Path, tmp_path: Path) -> None:
    out = tmp_path / "ra.json"
    out.write_text("cũ", encoding="utf-8")
    out.chmod(0o640)
    assert khuyencong("check", sound, "--format", "json", "-o", out).returncode == 0
    assert json.loads(out.read_text(encoding="utf-8"))["figures"]
    assert out.stat().st_mode & 0o777 == 0o640
    assert {path.name for path in tmp_path.iterdir()} == {"tot.md", "ra.json"}


@pytest.mark.parametrize("stream", ["-", "/dev/stdout"])
def test_a_stream_gets_the_document_and_nothing_else(sound: Path, stream: str) -> None:
    done = khuyencong("check", sound, "--format", "json", "-o", stream)
    assert json.loads(done.stdout)["figures"]
    assert done.stderr == b""


def test_an_output_that_cannot_be_written_is_said(sound: Path, tmp_path: Path) -> None:
    done = khuyencong("check", sound, "-o", tmp_path / "khong" / "co" / "ra.txt")
    assert done.returncode == 2
    assert told_in_one_line(done, "không ghi được")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "rỗng"),
        (b"  \n\t\n", "rỗng"),
        (b"a\0b 12", "NUL"),
        ("Báo cáo 12 đề án".encode("utf-16"), "UTF-8"),
        ("Kinh phí".encode() + b"\xff\xfe 12", "UTF-8"),
    ],
)
def test_bad_content_is_refused_in_one_line(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "bao-cao.txt"
    path.write_bytes(content)
    done = khuyencong("check", path)
    assert done.returncode == 2
    assert told_in_one_line(done, "bao-cao.txt") or told_in_one_line(done, words)


def test_a_missing_file_and_a_folder_are_refused_in_one_line(tmp_path: Path) -> None:
    for path in (tmp_path / "khong-co.txt", tmp_path):
        done = khuyencong("check", path)
        assert done.returncode == 2
        assert told_in_one_line(done, str(path))


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "7" * 2_000_000,
        "(" * 200_000 + "12 đề án" + ")" * 200_000,
        "kinh phí 1.234.567 đồng, " * 60_000,
        "trong đó " * 100_000 + "12 đề án",
        "1" + ".000" * 300_000,
        "- 12 đề án\n" * 60_000,
        "a " * 1_000_000,
        "|12" * 300_000,
    ],
    ids=["digits", "brackets", "amounts", "cues", "dots", "items", "letters", "cells"],
)
def test_odd_text_is_read_or_refused_within_its_limits(tmp_path: Path, text: str) -> None:
    path = tmp_path / "la.txt"
    path.write_text(text, encoding="utf-8")
    done = khuyencong("check", path, "--format", "json")
    assert done.returncode in {0, 1, 2}
    assert b"Traceback" not in done.stderr
    assert done.returncode != 2 or told_in_one_line(done, "la.txt")


def test_bad_usage_ends_with_2() -> None:
    assert khuyencong("check").returncode == 2
    assert khuyencong("chek", "x").returncode == 2
    assert khuyencong("serve", "--port", "99999").returncode == 2


@pytest.mark.parametrize(
    "command", ["check", "demo", "prepare", "serve", "worker", "verify", "bench"]
)
def test_every_command_has_help_with_an_example(command: str) -> None:
    done = khuyencong(command, "--help")
    assert done.returncode == 0
    assert f"Ví dụ: khuyencong {command}" in " ".join(done.stdout.decode().split())


def _docx(path: Path, text: str) -> Path:
    document = Document()
    document.add_paragraph(text)
    document.save(str(path))
    return path


def test_a_word_file_and_a_web_page_are_read_like_their_text(tmp_path: Path) -> None:
    page = tmp_path / "bao-cao.html"
    page.write_text(f"<!doctype html><meta charset=utf-8><p>{BROKEN}</p>", encoding="utf-8")
    for path in (_docx(tmp_path / "bao-cao.docx", BROKEN), page):
        done = khuyencong("check", path, "--format", "json")
        assert done.returncode == 1, done.stderr.decode()
        assert {f["number"] for f in json.loads(done.stdout)["figures"]} >= {"10", "04", "05"}


@pytest.mark.parametrize("name", ["hong.docx", "hong.pdf", "hong.xlsx", "cu.doc"])
def test_a_broken_or_foreign_file_is_refused_in_one_line(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"PK\x03\x04 not at all what the name says")
    done = khuyencong("check", path)
    assert done.returncode == 2
    assert told_in_one_line(done, name)
