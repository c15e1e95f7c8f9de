"""Calling another system: no redirect, no inner net, no long wait, nothing read of its answer.

The name is asked once; the number that was looked at is the one that is called, so that a name
cannot mean another machine between the look and the call.
"""

import http.client
import socket
import ssl
from threading import Timer
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from khuyencong.connections.rules import UnfitAddress, fit_address, is_local, is_open_net

#: Seconds for one step of the talk, and for all of it.
STEP, WHOLE = 5, 15


class NoAnswer(Exception):
    """The other side did not take the message; the words may be shown."""


def call(url: str, body: bytes, headers: dict[str, str]) -> str:
    """Send `body` by POST; return what the other side answered, as "200". NoAnswer for any fault.

    Any 2xx is an answer. A redirect is none: it is not followed.
    """
    try:
        parts = urlsplit(fit_address(url, local=settings.WEBHOOK_LOCAL))
    except UnfitAddress as fault:
        raise NoAnswer("địa chỉ không được phép") from fault
    connection = _connection(parts)
    timer = Timer(WHOLE, _cut, [connection])
    timer.daemon = True
    timer.start()
    try:
        target = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
        connection.request("POST", target, body=body, headers=headers)
        status = connection.getresponse().status
    except ssl.SSLError as fault:
        raise NoAnswer("chứng thư TLS không hợp lệ") from fault
    except (OSError, http.client.HTTPException, ValueError) as fault:
        raise NoAnswer("không kết nối được") from fault
    finally:
        timer.cancel()
        connection.close()
    if 200 <= status < 300:
        return str(status)
    raise NoAnswer(f"trả lời mã {status}")


def _connection(parts: SplitResult) -> http.client.HTTPConnection:
    host = parts.hostname or ""
    number = _number_of(host, parts.port or (443 if parts.scheme == "https" else 80))
    if parts.scheme == "https":
        context = ssl.create_default_context()
        secure = http.client.HTTPSConnection(host, parts.port, timeout=STEP, context=context)
        _pin(secure, number)
        return secure
    plain = http.client.HTTPConnection(host, parts.port, timeout=STEP)
    _pin(plain, number)
    return plain


def _pin(connection: http.client.HTTPConnection, number: str) -> None:
    """Let a connection go to the number that was looked at, whatever its name means by now."""

    def create(address: tuple[str, int], *args: Any, **more: Any) -> socket.socket:
        return socket.create_connection((number, address[1]), *args, **more)

    connection._create_connection = create  # type: ignore[attr-defined]


def _number_of(host: str, port: int) -> str:
    """Return the number of a host; NoAnswer where any of its numbers is not of the open net."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as fault:
        raise NoAnswer("không tìm thấy máy nhận") from fault
    numbers = [str(one[4][0]) for one in found]
    if is_local(host) and settings.WEBHOOK_LOCAL:
        return numbers[0]
    if not numbers or not all(is_open_net(number) for number in numbers):
        raise NoAnswer("máy nhận nằm trong mạng nội bộ")
    return numbers[0]


def _cut(connection: http.client.HTTPConnection) -> None:
    """End a talk that lasts too long, whatever it waits for."""
    sock = connection.sock
    if sock is not None:
        try:
            sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return
