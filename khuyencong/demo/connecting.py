"""Other systems for trying them out: keys in each state, an address that was told of acts.

The address is on this machine and listens only while the demonstration is made: what it answered
is kept, and what is told later finds nobody there.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

from django.conf import settings
from django.db import transaction

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission as P
from khuyencong.connections import actions
from khuyencong.connections.models import AccessToken, Hook
from khuyencong.connections.states import EVENTS
from khuyencong.connections.tasks import read_journal
from khuyencong.core import journal, outbox
from khuyencong.core.models import JournalEntry
from khuyencong.demo.establishments import PROVINCE
from khuyencong.registry.models import Organisation
from khuyencong.registry.queries import department_of
from khuyencong.values.dates import day_in_vietnam

KEEPS, CONFIRMS = "chuyen-vien-so", "lanh-dao-so"
FOLLOWED = ("request.send", "request.receive", "request.return")
#: What the address answers, one after another; at the last it is out of order.
ANSWERS = (200, 202, 200, 503)


def fill(at: datetime) -> int:
    """Keep three keys and an address with its messages; return how many, 0 a second time."""
    if Hook.objects.exists() or AccessToken.objects.exists():
        return 0
    by, head = (User.objects.get(username=name) for name in (KEEPS, CONFIRMS))
    department = department_of(PROVINCE, day_in_vietnam(at))
    keys = _keys(by, head, department, at)
    # Whoever follows the journal has read all of it: what is told here is told once.
    journal.seal()
    read_journal(at)
    return keys + _told(by, department, at)


def _keys(by: User, head: User, department: Organisation, at: datetime) -> int:
    """Make a key of a system that is in use, one that waits for a second person, and a former."""
    day = day_in_vietnam(at)
    told: dict[str, Any] = {"by": by, "at": at, "last_day": day + timedelta(days=180)}
    in_use, _ = actions.make_token(
        label="Phần mềm một cửa (mẫu)",
        rights=[P.REQUEST_READ, P.PROJECT_READ],
        body=department,
        **told,
    )
    actions.confirm_token(by=head, token=in_use, at=at + timedelta(seconds=1))
    actions.note_use(token=in_use, on=day)
    actions.make_token(
        label="Kho dữ liệu dùng chung (mẫu)", rights=[P.RESULT_READ], body=department, **told
    )
    former, _ = actions.make_token(
        label="Bảng tính trên máy của tôi (mẫu)", rights=[P.PROJECT_READ], **told
    )
    actions.revoke_token(by=by, token=former, at=at + timedelta(seconds=2))
    return 3


def _told(by: User, department: Organisation, at: datetime) -> int:
    """Tell an address of the last acts about requests; at the last it fails."""
    acts = JournalEntry.objects.filter(custodian=department.id, act__in=FOLLOWED)
    entries = list(acts.exclude(position=None).order_by("-position")[: len(ANSWERS)])
    with _listening() as address:
        actions.make_hook(
            by=by,
            custodian=department,
            label="Phần mềm một cửa (mẫu)",
            url=address,
            events=[act for act in EVENTS if act in FOLLOWED],
            at=at,
        )
        with transaction.atomic():
            told = actions.tell_of(entries[::-1], at)
        outbox.deliver(at + timedelta(seconds=3))
    return told + 1


@contextmanager
def _listening() -> Iterator[str]:
    """Yield the address of a receiver on this machine, which may be told while it listens."""
    answers = iter(ANSWERS)

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(next(answers))
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    before, settings.WEBHOOK_LOCAL = settings.WEBHOOK_LOCAL, True
    # The one that fails is meant to.
    logging.disable(logging.WARNING)
    server = HTTPServer(("127.0.0.1", 0), Receiver)
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/khuyen-cong"
    finally:
        server.shutdown()
        server.server_close()
        settings.WEBHOOK_LOCAL = before
        logging.disable(logging.NOTSET)
