"""What the tests of the limited child let it do; each runs in the child process."""

import os
import subprocess
import sys
import time
from pathlib import Path

from khuyencong.values.errors import Unreadable


def upper(data: bytes, *words: str) -> bytes:
    return data.upper() + " ".join(words).encode()


def chatter(data: bytes) -> bytes:
    print("by the way")
    sys.stderr.write("x" * 1_000_000)
    os.write(1, b"by the way")
    return b"answer"


def refuse(data: bytes) -> bytes:
    raise Unreadable("Tệp trống.")


def misread(data: bytes) -> bytes:
    return bytes([int("mười hai triệu")])


def stumble(data: bytes) -> bytes:
    raise KeyError("họ tên: Lê Thị Thí Dụ")


def sleep(data: bytes) -> bytes:
    time.sleep(60)
    return b""


def spin(data: bytes) -> bytes:
    while True:
        pass


def swallow(data: bytes) -> bytes:
    return bytes(len(bytearray(2_000_000_000)))


def dig(data: bytes) -> bytes:
    return dig(data)


def flood(data: bytes) -> bytes:
    return data * 50


def environment(data: bytes) -> bytes:
    return "\n".join(sorted(os.environ)).encode()


def write_file(data: bytes) -> bytes:
    Path(data.decode()).write_bytes(b"x" * 10)
    return b"written"


def leave_a_child(data: bytes) -> bytes:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    return str(child.pid).encode()


def die(data: bytes) -> bytes:
    os.abort()
