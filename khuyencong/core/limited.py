"""Run a parser of foreign files in a child process with bounded time, memory and answer.

The child gets the bytes on standard input and answers on standard output. It may write no file,
knows no secret of the parent's environment, and is killed with all it started when it oversteps.
"""

import importlib
import logging
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread, Timer
from typing import IO

from khuyencong.values.errors import Unreadable

KEPT_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "PYTHONPATH")
REFUSED, TOO_MUCH, BROKEN = 3, 4, 5
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Limits:
    """Wall-clock and CPU seconds, bytes of address space, bytes of answer."""

    seconds: int
    memory: int
    answer: int = 64 * 1024 * 1024


class LimitExceeded(Exception):
    """The child took too long, too much memory, or answered too much."""

    def __str__(self) -> str:
        return "Tệp quá lớn hoặc quá phức tạp để đọc trong giới hạn cho phép."


class ChildFailed(Exception):
    """The child refused the input, or broke on it; the message is one line for the reader."""


def run_limited(
    target: str, data: bytes, *, limits: Limits, arguments: tuple[str, ...] = ()
) -> bytes:
    """Return what `target` ("package.module:function") makes of `data`.

    The function takes `(bytes, *arguments)` and returns bytes; it raises `values.errors.Unreadable`
    with one clear line to refuse, and any other exception is a fault of ours. Raises LimitExceeded
    or ChildFailed.
    """
    code, answer = _answer_of(_started(target, limits, arguments), data, limits)
    if code == 0:
        return answer
    words = answer.decode("utf-8", "replace").strip()
    if code == REFUSED:
        raise ChildFailed(words)
    if code == BROKEN:
        logger.error("%s broke on its input: %s", target, words)
        raise ChildFailed("Không đọc được tệp này.")
    raise LimitExceeded


def _started(target: str, limits: Limits, arguments: tuple[str, ...]) -> subprocess.Popen[bytes]:
    child = [sys.executable, "-P", "-B", "-m", "khuyencong.core.limited"]
    return subprocess.Popen(
        [*child, target, str(limits.seconds), str(limits.memory), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={k: v for k, v in os.environ.items() if k in KEPT_ENVIRONMENT},
        start_new_session=True,
    )


def _answer_of(child: subprocess.Popen[bytes], data: bytes, limits: Limits) -> tuple[int, bytes]:
    """Feed the child, read its answer, wait for its end; return exit code and answer."""
    assert child.stdin is not None
    assert child.stdout is not None
    alarm = Timer(limits.seconds, _kill, [child])
    feeder = Thread(target=_feed, args=(child.stdin, data), daemon=True)
    alarm.start()
    feeder.start()
    try:
        answer = child.stdout.read(limits.answer + 1)
        if len(answer) > limits.answer:
            _kill(child)
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    finally:
        alarm.cancel()
        alarm.join()
        # Not yet reaped, so the number is still its own: what it started dies with it.
        _kill(child)
        child.wait()
        feeder.join()
        child.stdout.close()
    return child.returncode, answer


def _feed(pipe: IO[bytes], data: bytes) -> None:
    with suppress(BrokenPipeError), pipe:
        pipe.write(data)


def _kill(child: subprocess.Popen[bytes]) -> None:
    """Kill the child's whole session: it leads a process group of its own."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)


def main() -> int:
    """The child's side: set the limits, then read, work, answer."""
    target, seconds, memory, *arguments = sys.argv[1:]
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)  # what a parser prints by the way is no answer
        _limit(int(seconds), int(memory))
        code, answer = _attempt(target, arguments)
        out.write(answer)
    return code


def _attempt(target: str, arguments: list[str]) -> tuple[int, bytes]:
    try:
        return 0, _work(target)(sys.stdin.buffer.read(), *arguments)
    except Unreadable as refusal:
        return REFUSED, str(refusal).encode()
    except (MemoryError, RecursionError):
        return TOO_MUCH, b""
    except Exception as error:
        return BROKEN, type(error).__name__.encode()


def _work(target: str) -> Callable[..., bytes]:
    module, _, name = target.partition(":")
    work: Callable[..., bytes] = getattr(importlib.import_module(module), name)
    return work


def _limit(seconds: int, memory: int) -> None:
    for kind, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    sys.exit(main())
