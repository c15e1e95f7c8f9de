"""Mail: many letters of one run of the outbox go over one connection to the mail server."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any

from django.core.mail import EmailMessage, get_connection

#: Letters over one connection: servers that count them hang up, most later than this.
MOST = 20


class _Line:
    """A connection that is opened when a letter goes, and anew after one that failed."""

    def __init__(self) -> None:
        self._connection: Any = None
        self._sent = 0

    def send(self, message: EmailMessage) -> None:
        if self._connection is None:
            self._connection, self._sent = get_connection(), 0
            self._connection.open()
        message.connection = self._connection
        try:
            message.send()
        except Exception:
            self.close()
            raise
        self._sent += 1
        if self._sent >= MOST:
            self.close()

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(OSError):
                connection.close()


_line: ContextVar[_Line | None] = ContextVar("mail_line", default=None)


@contextmanager
def one_connection() -> Iterator[None]:
    """Let all letters that are sent inside share a connection; none is opened for no letter."""
    line = _Line()
    token = _line.set(line)
    try:
        yield
    finally:
        _line.reset(token)
        line.close()


def send(message: EmailMessage) -> None:
    """Send one letter; raises where it was not taken."""
    line = _line.get()
    if line is None:
        message.send()
    else:
        line.send(message)
