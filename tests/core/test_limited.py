"""A parser of foreign files can hang, swell, flood or write as it likes: nothing comes of it."""

import contextlib
import logging
import os
import time
from pathlib import Path

import pytest

from khuyencong.core.limited import ChildFailed, LimitExceeded, Limits, run_limited

LIMITS = Limits(seconds=20, memory=512 * 1024**2, answer=10_000_000)
BRIEF = Limits(seconds=1, memory=512 * 1024**2)


def run(name: str, data: bytes = b"", limits: Limits = LIMITS, *arguments: str) -> bytes:
    return run_limited(f"tests.core.targets:{name}", data, limits=limits, arguments=arguments)


def children() -> set[str]:
    """Return the processes that are ours, alive or not yet buried."""
    found: set[str] = set()
    for task in Path(f"/proc/{os.getpid()}/task").iterdir():
        with contextlib.suppress(FileNotFoundError):  # the thread ended between the two looks
            found.update((task / "children").read_text().split())
    return found


@pytest.fixture(autouse=True)
def _none_left_behind():  # type: ignore[no-untyped-def]
    before = children()
    yield
    assert children() == before


def test_the_answer_comes_back() -> None:
    answer = run("upper", b"bao cao " * 500_000, LIMITS, "một", "hai")
    assert answer == b"BAO CAO " * 500_000 + "một hai".encode()


def test_what_it_prints_by_the_way_is_no_answer() -> None:
    assert run("chatter") == b"answer"


def test_a_refusal_keeps_its_words() -> None:
    with pytest.raises(ChildFailed, match=r"^Tệp trống\.$"):
        run("refuse")


@pytest.mark.parametrize(("name", "error"), [("stumble", "KeyError"), ("misread", "ValueError")])
def test_a_fault_of_ours_is_told_to_the_log_without_content(
    name: str, error: str, caplog: pytest.LogCaptureFixture
) -> None:
    with (
        caplog.at_level(logging.ERROR),
        pytest.raises(ChildFailed, match=r"^Không đọc được tệp này\.$"),
    ):
        run(name)
    assert f"{name} broke on its input: {error}" in caplog.text
    assert "Thí Dụ" not in caplog.text
    assert "mười hai" not in caplog.text


@pytest.mark.parametrize("name", ["sleep", "spin"])
def test_time_is_bounded(name: str) -> None:
    began = time.monotonic()
    with pytest.raises(LimitExceeded, match="quá lớn hoặc quá phức tạp"):
        run(name, limits=BRIEF)
    assert time.monotonic() - began < 10


def test_an_input_nobody_reads_does_not_hold_us() -> None:
    with pytest.raises(ChildFailed):
        run("no_such_function", b"x" * 10_000_000)


@pytest.mark.parametrize("name", ["swallow", "dig", "die"])
def test_memory_depth_and_death_are_bounded(name: str) -> None:
    with pytest.raises(LimitExceeded):
        run(name)


def test_the_answer_is_bounded() -> None:
    began = time.monotonic()
    with pytest.raises(LimitExceeded):
        run("flood", b"x" * 1_000_000)
    assert time.monotonic() - began < LIMITS.seconds / 2


def test_it_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHUYENCONG_SECRET_KEY", "s3cret")
    monkeypatch.setenv("DATABASE_URL", "postgres://u:p@h/d")
    known = set(run("environment").decode().split())
    assert known <= {"PATH", "LANG", "LC_ALL", "LC_CTYPE", "PYTHONPATH"}


def test_it_writes_no_file(tmp_path: Path) -> None:
    path = tmp_path / "x"
    with pytest.raises(ChildFailed):
        run("write_file", str(path).encode())
    assert not path.exists() or path.read_bytes() == b""


def test_what_it_started_dies_with_it() -> None:
    grandchild = Path("/proc", run("leave_a_child").decode(), "status")
    for _ in range(50):
        if not grandchild.exists() or "State:\tZ" in grandchild.read_text():
            return
        time.sleep(0.1)
    raise AssertionError("the grandchild lives on")
