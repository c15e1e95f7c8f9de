"""A command that cannot use its settings says so in one line and ends with 2."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from khuyencong.cli import main

VARIABLES = {"DATABASE_URL", "CACHE_URL", "DJANGO_SETTINGS_MODULE"}


def khuyencong(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the command on settings of its own, as on a fresh machine without any locale."""
    kept = {k: v for k, v in os.environ.items() if k not in VARIABLES and "KHUYENCONG" not in k}
    return subprocess.run(
        [sys.executable, "-m", "khuyencong", *arguments],
        env=kept | {"LANG": "C", "LC_ALL": "C"} | variables,
        encoding="utf-8",
        capture_output=True,
        timeout=180,
        check=False,
    )


WRONG = {
    "KHUYENCONG_VAR": "/dev/null/x",
    "KHUYENCONG_LOG": "loud",
    "KHUYENCONG_HTTPS": "maybe",
    "CACHE_URL": "memory",
    "DATABASE_URL": "sqlite:////khong-co/thu-muc/x.sqlite3",
}


@pytest.mark.parametrize("command", ["verify", "demo"])
@pytest.mark.parametrize("variable", WRONG)
def test_a_wrong_setting_is_one_line(command: str, variable: str, tmp_path: Path) -> None:
    variables = {"KHUYENCONG_VAR": str(tmp_path), variable: WRONG[variable]}
    done = khuyencong(command, **variables)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert variable in done.stderr


def test_a_database_that_was_never_set_up_is_one_line(tmp_path: Path) -> None:
    done = khuyencong("verify", KHUYENCONG_VAR=str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "chưa dựng" in done.stderr


def test_a_real_service_gets_no_demonstration(tmp_path: Path) -> None:
    done = khuyencong("demo", KHUYENCONG_VAR=str(tmp_path), KHUYENCONG_HTTPS="1")
    assert (done.returncode, done.stdout) == (2, "")
    assert "KHUYENCONG_HTTPS" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-16"])
def test_the_terminals_encoding_ends_nothing(encoding: str, tmp_path: Path) -> None:
    wrong = {"KHUYENCONG_VAR": str(tmp_path), "CACHE_URL": "x", "PYTHONIOENCODING": encoding}
    done = khuyencong("verify", **wrong)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "cần redis" in done.stderr
    assert "Ví dụ" in khuyencong("check", "--help", PYTHONIOENCODING=encoding).stdout


@pytest.mark.parametrize("port", ["0", "65536", "-1", "80.5", "٨٠", "", "8000x"])
def test_a_port_that_is_none_is_refused(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["serve", "--port", port])
    assert ended.value.code == 2
    assert "cổng phải là số" in capsys.readouterr().err or port == "-1"


def test_a_port_that_another_has_is_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = khuyencong("serve", "--port", port, KHUYENCONG_VAR=str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert f"cổng {port}" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("command", ["check", "demo", "serve", "worker", "verify", "bench"])
def test_every_command_shows_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert f"Ví dụ: khuyencong {command}" in capsys.readouterr().out
