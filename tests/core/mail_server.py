"""A mail server on this machine: keeps what came, counts connections, can be slow or hang up."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import sleep


@dataclass
class MailServer:
    """What came, and how the server behaves."""

    port: int = 0
    connections: int = 0
    letters: list[str] = field(default_factory=list)
    #: Seconds before it takes a letter.
    slow: float = 0
    #: Letters after which it hangs up; None for never.
    hangs_up_after: int | None = None
    #: It answers nothing at all.
    silent: bool = False


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Listen on a free port of this machine, and speak as much SMTP as it takes."""
    told = MailServer()

    class Handler(socketserver.StreamRequestHandler):
        def say(self, words: str) -> None:
            self.wfile.write(f"{words}\r\n".encode())

        def handle(self) -> None:
            told.connections += 1
            if told.silent:
                self.rfile.readline()
                return None
            self.say("220 thu.example")
            taken = 0
            while line := self.rfile.readline().decode().strip():
                word = line[:4].upper()
                if word == "QUIT":
                    return self.say("221 chào")
                if word != "DATA":
                    self.say("250 được")
                    continue
                self.say("354 mời")
                body = b""
                while not body.endswith(b"\r\n.\r\n"):
                    body += self.rfile.readline()
                sleep(told.slow)
                told.letters.append(body.decode())
                taken += 1
                self.say("250 đã nhận")
                if told.hangs_up_after == taken:
                    return None
            return None

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

        def handle_error(self, *args: object) -> None:
            """Say nothing: lines that break are what is looked at."""

    with Server(("127.0.0.1", 0), Handler) as server:
        told.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield told
        server.shutdown()
