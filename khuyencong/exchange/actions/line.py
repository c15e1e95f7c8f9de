"""The line to a partner: signed requests by HTTP, each with an end in time and in size."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Any

import requests
from urllib3.exceptions import HTTPError

from khuyencong.core import clock
from khuyencong.exchange.actions.keys import key_for
from khuyencong.exchange.models import Instance
from khuyencong.exchange.queries.custody import own
from khuyencong.exchange.signing import WINDOW, signed_headers

#: Seconds to be connected, seconds without a byte, seconds for a whole answer.
CONNECT, SILENCE, WHOLE = 10.0, 60.0, 240.0
MOST_ANSWER = 64 * 1024
BLOCK = 64 * 1024
ODD = "bên kia trả lời không đúng dạng của việc trao đổi"


class NoAnswer(Exception):
    """A partner was not reached or did not do as asked; the message says which."""


class NotReached(NoAnswer):
    """Nobody answers at the address of a partner."""


class Broken(NoAnswer):
    """The line broke, or was too slow, while something was under way."""


class Declined(NoAnswer):
    """A partner answered that it does not do as asked."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


class Line:
    """A partner at its address; to be closed."""

    def __init__(self, partner: Instance) -> None:
        self.partner = partner
        self._own, (self._key, _) = own().pk, key_for(partner)
        self._session = requests.Session()

    def __enter__(self) -> "Line":
        """Return the line itself."""
        return self

    def __exit__(self, *told: object) -> None:
        """Close what is open."""
        self._session.close()

    def told(
        self, method: str, target: str, body: bytes = b"", expect: tuple[int, ...] = (200,)
    ) -> Mapping[str, Any]:
        """Return what a partner answers, as an object of JSON. Raises NoAnswer in its kinds."""
        with self._asked(method, target, body, {}) as answer:
            data = b"".join(_blocks(answer, MOST_ANSWER))
        told = _object(data)
        if answer.status_code not in expect:
            raise Declined(answer.status_code, _why(answer, told))
        if told is None:
            raise Declined(answer.status_code, ODD)
        return told

    def blocks(self, target: str, begin: int, end: int) -> Iterator[bytes]:
        """Yield a span of a file as it comes; what came before the line broke was yielded."""
        with self._asked("GET", target, b"", {"Range": f"bytes={begin}-{end - 1}"}) as answer:
            if answer.status_code != 206:
                told = _object(b"".join(_blocks(answer, MOST_ANSWER)))
                raise Declined(answer.status_code, _why(answer, told))
            yield from _blocks(answer, end - begin)

    def _asked(
        self, method: str, target: str, body: bytes, headers: dict[str, str]
    ) -> requests.Response:
        signed = signed_headers(
            self._key,
            own=self._own,
            to=self.partner.pk,
            method=method,
            target=target,
            body=body,
            at=clock.now(),
        )
        said = {"Content-Type": "application/octet-stream", "Accept-Encoding": "identity"}
        try:
            return self._session.request(
                method,
                self.partner.address + target,
                data=body,
                headers=said | headers | signed,
                timeout=(CONNECT, SILENCE),
                stream=True,
                allow_redirects=False,
            )
        except (requests.ConnectTimeout, requests.exceptions.SSLError) as error:
            raise NotReached(_unreached(error)) from error
        except requests.ReadTimeout as error:
            raise Broken("bên kia không trả lời trong thời gian chờ") from error
        except requests.RequestException as error:
            raise _kind_of(error) from error


def _kind_of(error: requests.RequestException) -> NoAnswer:
    """Return whether nobody was there, or the line broke on the way."""
    cause: BaseException | None = error
    while cause is not None:
        # Both are raised on the way of a request: a refused connection says so below.
        if isinstance(cause, ConnectionRefusedError) or "NewConnection" in type(cause).__name__:
            return NotReached(_unreached(error))
        cause = cause.__cause__ or cause.__context__
    return Broken("đường truyền đứt giữa chừng")


def _unreached(error: Exception) -> str:
    if isinstance(error, requests.exceptions.SSLError):
        return "chứng thư TLS của bên kia không hợp lệ"
    return "không nối được tới địa chỉ của bên kia"


def _blocks(answer: requests.Response, most: int) -> Iterator[bytes]:
    """Yield the body of an answer, never more than `most` bytes, within its time."""
    until, left = monotonic() + WHOLE, most
    while left:
        if monotonic() > until:
            raise Broken("bên kia gửi quá chậm")
        try:
            block = answer.raw.read1(min(BLOCK, left), decode_content=False)
        except (HTTPError, OSError) as error:
            raise Broken("đường truyền đứt giữa chừng") from error
        if not block:
            return
        left -= len(block)
        yield block


def _object(data: bytes) -> dict[str, Any] | None:
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def _why(answer: requests.Response, told: Mapping[str, Any] | None) -> str:
    """Return what a partner says against a request, with what may help here."""
    status = answer.status_code
    words = str(told.get("error") or "") if told else ""
    if 300 <= status < 400:
        return f"bên kia trả lời mã {status} (chuyển hướng): xin ghi đúng địa chỉ của bên ấy"
    apart = _clocks_apart(answer.headers.get("Date", ""), clock.now())
    if status == 403 and apart > WINDOW:
        minutes = round(apart.total_seconds() / 60)
        words = f"{words} Đồng hồ hai bên lệch nhau {minutes} phút.".strip()
    return (words or f"bên kia trả lời mã {status}")[:300]


def _clocks_apart(told: str, at: datetime) -> timedelta:
    try:
        return abs(parsedate_to_datetime(told) - at)
    except (ValueError, TypeError):
        return timedelta()
