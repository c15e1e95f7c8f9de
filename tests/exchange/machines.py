"""Two instances in one process: each a database, a folder and a key of its own.

`with machine.here():` everything below, models, transactions, settings, is that machine's.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connections, transaction
from django.db.utils import load_backend

from khuyencong.accounts.models import User
from khuyencong.applications.models import PaperKind
from khuyencong.core.environment import SQLITE_OPTIONS
from khuyencong.core.laying import lay_tables
from khuyencong.exchange.actions.exporting import Exported, export
from khuyencong.exchange.actions.importing import Imported, take
from khuyencong.exchange.actions.keys import introduction, own_instance
from khuyencong.exchange.actions.partners import (
    confirm_partner,
    propose_partner,
    read_introduction,
)
from khuyencong.exchange.carried import CARRIED
from khuyencong.exchange.models import Instance
from khuyencong.exchange.rows import Codecs
from khuyencong.registry.models import Organisation, Place
from khuyencong.registry.states import OrganisationKind
from tests.factories import make_criteria, make_user

AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
SINCE = date(2026, 1, 1)


def second_database() -> Any:
    """Return a connection to an empty SQLite database in memory, with every table of ours."""
    told = {
        **connections.settings["default"],
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": ":memory:",
        "OPTIONS": {k: v for k, v in SQLITE_OPTIONS.items() if k != "init_command"},
    }
    connection = load_backend(told["ENGINE"]).DatabaseWrapper(told, "default")
    with standing_in(connection):
        assert lay_tables(connection)
    return connection


@contextmanager
def standing_in(connection: Any) -> Iterator[None]:
    """Let a connection be the database of everything below."""
    before = connections["default"]
    connections["default"] = connection
    try:
        yield
    finally:
        connections["default"] = before


@dataclass
class Machine:
    """One instance; `clock` goes on by a second with each thing it does."""

    connection: Any
    folder: Path
    tick: list[int] = field(default_factory=lambda: [0])
    bodies: dict[str, Organisation] = field(default_factory=dict)
    head: User = None  # type: ignore[assignment]
    #: Who decides about the records of each body.
    heads: dict[UUID, User] = field(default_factory=dict)
    officer: User = None  # type: ignore[assignment]
    partner: Instance = None  # type: ignore[assignment]

    @contextmanager
    def here(self) -> Iterator[None]:
        """Be on this machine."""
        before = settings.EXCHANGE_KEY, default_storage._wrapped
        settings.EXCHANGE_KEY = self.folder / "exchange_key.pem"
        default_storage._wrapped = FileSystemStorage(location=str(self.folder / "files"))
        try:
            with standing_in(self.connection):
                yield
        finally:
            settings.EXCHANGE_KEY, default_storage._wrapped = before

    def now(self) -> datetime:
        """Return the next second."""
        self.tick[0] += 1
        return AT + timedelta(seconds=self.tick[0])

    @contextmanager
    def undone(self) -> Iterator[None]:
        """Undo at last all that was done on this machine inside."""
        with self.here():
            atomic = transaction.atomic()
            atomic.__enter__()
        try:
            yield
        finally:
            with self.here():
                transaction.set_rollback(True)
                atomic.__exit__(None, None, None)

    def export(self, **how: Any) -> Exported:
        """Write the next bundle for the other machine."""
        with self.here():
            return export(partner=Instance.objects.get(is_own=False), at=self.now(), **how)

    def take(self, data: bytes) -> Imported:
        """Take a bundle."""
        with self.here():
            return take(data=data, at=self.now())

    def everything(self) -> dict[tuple[str, Any], str]:
        """Return every row that travels, as it is told."""
        with self.here():
            codecs = Codecs()
            return {
                (one.label, row.id): row.text
                for one in CARRIED
                for row in codecs[one.label].after(None, 10**6)
            }


def settle_in(centre: Machine, province: Machine) -> None:
    """Let the two know each other: the province is home of its Sở, the centre of all the rest."""
    papers = []
    for machine, body, role in ((centre, "cuc", "AGENCY"), (province, "so", "DEPT")):
        with machine.here():
            _shared_lists(machine)
            machine.head = make_user(f"{role}_HEAD", machine.bodies[body])
            machine.officer = make_user(f"{role}_OFFICER", machine.bodies[body])
            other = machine.bodies["so-khac"]
            machine.heads = {
                machine.bodies[body].id: machine.head,
                other.id: make_user("DEPT_HEAD", other),
            }
            mine = own_instance(at=AT, name=f"Hệ thống {body}", body=machine.bodies[body])
            papers.append(introduction(mine))
    _meet(centre, papers[1], bodies=[centre.bodies["so"]])
    _meet(province, papers[0], bodies=[], for_the_rest=True)
    with province.here():
        from khuyencong.exchange.models import Home

        home = {
            "organisation": province.bodies["so"],
            "instance": Instance.objects.get(is_own=True),
        }
        Home.objects.create(**home, proposed_at=AT, confirmed_at=AT)


def join(centre: Machine, one: Machine) -> Instance:
    """Let one more machine know the centre, home of a body of its own; return it as a partner."""
    for machine in (centre, one):
        with machine.here():
            if machine is one:
                _shared_lists(one)
            machine.bodies["so-ba"] = Organisation.objects.create(
                key="so-ba", kind=OrganisationKind.DEPARTMENT, name="Đơn vị so-ba"
            )
    with one.here():
        one.head = make_user("DEPT_HEAD", one.bodies["so-ba"])
        one.officer = make_user("DEPT_OFFICER", one.bodies["so-ba"])
        mine = own_instance(at=AT, name="Hệ thống so-ba", body=one.bodies["so-ba"])
        paper = introduction(mine)
    with centre.here():
        theirs = introduction(Instance.objects.get(is_own=True))
        told = read_introduction(paper)
        how = {"at": AT, "bodies": [centre.bodies["so-ba"]], "valid_from": SINCE}
        partner = propose_partner(by=centre.officer, told=told, **how)
        partner = confirm_partner(by=centre.head, partner=partner, at=AT)
    _meet(one, theirs, bodies=[], for_the_rest=True)
    return partner


def _shared_lists(machine: Machine) -> None:
    """Make what both load from files: the same keys, under ids of its own."""
    for key, kind in (
        ("cuc", OrganisationKind.AGENCY),
        ("so", OrganisationKind.DEPARTMENT),
        ("so-khac", OrganisationKind.DEPARTMENT),
    ):
        machine.bodies[key] = Organisation.objects.create(key=key, kind=kind, name=f"Đơn vị {key}")
    for code in ("bao-gia", "danh-sach"):
        PaperKind.objects.create(code=code, name=code)
    make_criteria()
    for number in range(6):
        Place.objects.create(key=f"xa-{number}", level="commune", kind="xã", name=f"Xã {number}")


def _meet(machine: Machine, paper: str, **homes: Any) -> None:
    with machine.here():
        told = read_introduction(paper)
        partner = propose_partner(by=machine.officer, told=told, at=AT, valid_from=SINCE, **homes)
        machine.partner = confirm_partner(by=machine.head, partner=partner, at=AT)
