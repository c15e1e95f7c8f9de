"""A machine behind a real port, and a line to it that can be made to fail in many ways."""

import io
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import sleep
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from tests.exchange.machines import Machine


@dataclass
class Answer:
    """What the app said, before it goes over the line."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


@dataclass
class Served:
    """A machine that is served: what was asked of it, and how its answers fail."""

    address: str = ""
    #: Method and path of each request that came, with the bytes of its body.
    asked: list[tuple[str, str, int]] = field(default_factory=list)
    #: Looks at method, path and body before the app does; an answer of its own, or None.
    before: Callable[[str, str, bytes], Answer | None] = lambda method, path, body: None
    #: Changes what the app answered; None: the line is cut without an answer.
    after: Callable[[str, str, Answer], Answer | None] = lambda method, path, answer: answer
    #: How many bytes of a body go over the line before it is cut; None for all.
    cut_at: Callable[[str, str], int | None] = lambda method, path: None
    #: Seconds before an answer, and between two bytes of it.
    late: float = 0
    drip: float = 0
    #: How many bytes of a request's body are read before the line is cut; None for all.
    takes: int | None = None

    def well(self) -> None:
        """Let everything go well from now on."""
        fresh = Served()
        self.before, self.after, self.cut_at = fresh.before, fresh.after, fresh.cut_at
        self.late, self.drip, self.takes = 0, 0, None
        self.asked.clear()

    def count(self, method: str, part: str) -> int:
        """Return how many requests came of a method to a part of the addresses."""
        return sum(1 for m, path, _ in self.asked if m == method and part in path)


class _Handler(BaseHTTPRequestHandler):
    """Takes a request whole, lets the app answer it, sends the answer as the line is said to be."""

    protocol_version = "HTTP/1.1"
    told: Served
    machine: Machine
    app = WSGIHandler()

    def _answer(self) -> None:
        told, length = self.told, int(self.headers.get("Content-Length") or 0)
        if told.takes is not None and length > told.takes:
            self.rfile.read(told.takes)
            return self._hang_up()
        body = self.rfile.read(length)
        told.asked.append((self.command, self.path, length))
        answer = told.before(self.command, self.path, body)
        if answer is None:
            with self.machine.here():
                answer = run(self.app, self, body)
            answer = told.after(self.command, self.path, answer)
        sleep(told.late)
        return self._send(answer) if answer else self._hang_up()

    def _send(self, answer: Answer) -> None:
        self.send_response_only(answer.status)
        for name, value in answer.headers:
            if name.lower() != "content-length":
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        cut = self.told.cut_at(self.command, self.path)
        body = answer.body if cut is None else answer.body[:cut]
        for at in range(0, len(body), 1 if self.told.drip else len(body)):
            self.wfile.write(body[at : at + (1 if self.told.drip else len(body))])
            sleep(self.told.drip)
        if cut is not None:
            self._hang_up()

    def _hang_up(self) -> None:
        self.close_connection = True
        self.wfile.flush()
        self.connection.shutdown(socket.SHUT_RDWR)

    do_GET = do_POST = _answer

    def log_message(self, *args: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, *args: Any) -> None:
        """Say nothing: lines that break are what is looked at."""


@contextmanager
def served(machine: Machine) -> Iterator[Served]:
    """Listen on a free port of this machine; the app answers as that machine."""
    told = Served()
    handler = type("Handler", (_Handler,), {"told": told, "machine": machine})
    server = _Server(("127.0.0.1", 0), handler)
    told.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    # One connection for the test and the server, as Django's own live server has it.
    machine.connection.inc_thread_sharing()
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        for signal in signals:
            signal.connect(close_old_connections)
        machine.connection.dec_thread_sharing()


def run(app: Any, asked: BaseHTTPRequestHandler, body: bytes) -> Answer:
    """Return what the app answers to a request, whole."""
    path, _, query = asked.path.partition("?")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": asked.command,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "CONTENT_TYPE": asked.headers.get("Content-Type", ""),
        "CONTENT_LENGTH": str(len(body)),
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": str(asked.server.server_address[1]),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
    }
    for name, value in asked.headers.items():
        environ.setdefault(f"HTTP_{name.upper().replace('-', '_')}", value)
    kept: list[Any] = []
    chunks = app(environ, lambda *told: kept.extend(told[:2]))
    try:
        data = b"".join(chunks)
    finally:
        chunks.close()
    return Answer(int(kept[0].split()[0]), list(kept[1]), data)
