"""The web server with its worker beside it: one command, no other service needed."""

import os
import socket
import subprocess
import sys
from typing import Any

from gunicorn.app.base import BaseApplication

WORKERS = 2
SECONDS = 60


class _Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from khuyencong.web.wsgi import application

        return application


class CannotListen(Exception):
    """The port cannot be had; the message says why and what to do."""


def serve(port: int) -> int:
    """Serve on 127.0.0.1:`port` until told to stop; the background worker lives as long.

    `KHUYENCONG_BIND` names another address. CannotListen where the port is taken.
    """
    if "KHUYENCONG_BIND" not in os.environ:
        _require_free(port)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khuyencong.settings")
    parent = os.getpid()
    background = subprocess.Popen([sys.executable, "-m", "khuyencong", "worker"])
    options = {
        "bind": os.environ.get("KHUYENCONG_BIND", f"127.0.0.1:{port}"),
        "workers": WORKERS,
        "timeout": SECONDS,
        "proc_name": "khuyencong",
        "control_socket_disable": True,
    }
    try:
        _Server(options).run()
    except SystemExit as stop:
        return int(stop.code or 0)
    finally:
        # Forked web workers leave through here too; only the parent may end the worker.
        if os.getpid() == parent:
            background.terminate()
            background.wait(timeout=30)
    return 0


def _require_free(port: int) -> None:
    """Raise CannotListen where another program has the port: gunicorn would only try again."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CannotListen(
                f"không mở được cổng {port} ({error.strerror}). Xin chọn cổng khác: --port 8123."
            ) from error
