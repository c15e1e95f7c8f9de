"""Run a parser of foreign files in a child process with bounded time and memory.

The child gets the bytes on standard input and answers on standard output. It may write no file,
knows no secret of the parent's environment, and is killed when it oversteps a limit.
"""

import importlib
import os
import resource
import subprocess
import sys
from dataclasses import dataclass

KEPT_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "PYTHONPATH", "VIRTUAL_ENV")


@dataclass(frozen=True)
class Limits:
    """Wall-clock and CPU seconds, bytes of address space."""

    seconds: int
    memory: int


class LimitExceeded(Exception):
    """The child took too long or too much memory."""

    def __str__(self) -> str:
        return "Tệp quá lớn hoặc quá phức tạp để đọc trong giới hạn cho phép."


class ChildFailed(Exception):
    """The child refused the input; its one line of explanation is the message."""


def run_limited(
    target: str, data: bytes, *, limits: Limits, arguments: tuple[str, ...] = ()
) -> bytes:
    """Return what `target` ("package.module:function") makes of `data`.

    The function takes `(bytes, *arguments)` and returns bytes; it raises `ValueError` with one
    clear line to refuse. Raises LimitExceeded or ChildFailed.
    """
    command = [sys.executable, "-m", "khuyencong.core.limited", target]
    command += [str(limits.seconds), str(limits.memory), *arguments]
    environment = {k: v for k, v in os.environ.items() if k in KEPT_ENVIRONMENT}
    try:
        child = subprocess.run(
            command,
            input=data,
            capture_output=True,
            timeout=limits.seconds,
            env={**environment, "PYTHONIOENCODING": "utf-8"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise LimitExceeded from error
    if child.returncode == 0:
        return child.stdout
    if child.returncode == REFUSED:
        raise ChildFailed(child.stderr.decode("utf-8", "replace").strip())
    raise LimitExceeded


REFUSED = 3


def main() -> int:
    """The child's side: set the limits, then read, work, answer."""
    target, seconds, memory, *arguments = sys.argv[1:]
    _limit(int(seconds), int(memory))
    module, _, name = target.partition(":")
    work = getattr(importlib.import_module(module), name)
    try:
        answer = work(sys.stdin.buffer.read(), *arguments)
    except ValueError as refusal:
        sys.stderr.write(str(refusal))
        return REFUSED
    sys.stdout.buffer.write(answer)
    return 0


def _limit(seconds: int, memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())
