"""Acts as rooms note them, sealed; and what left the house by each way."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.db import transaction

from khuyencong.core import journal, outbox
from khuyencong.core.clock import VIETNAM
from khuyencong.notices import actions, tasks
from khuyencong.notices.models import Notice, Preference
from khuyencong.notices.states import Kind, Way, When
from tests.cast import Cast

NOON = datetime(2026, 11, 20, 12, tzinfo=VIETNAM)


@dataclass
class Told:
    """The house of the tests: acts happen, the worker tells of them."""

    cast: Cast
    folder: Path

    def happens(
        self, act: str, about: str, custodian: UUID, by: UUID | None = None, at: datetime = NOON
    ) -> None:
        """Let an act be noted as its room notes it."""
        with transaction.atomic():
            journal.record(act, custodian=custodian, about=about, at=at, by=by)

    def work(self, at: datetime = NOON, *, minutes: int = 1) -> None:
        """Let the worker work once a minute for some minutes."""
        for minute in range(minutes):
            now = at + timedelta(minutes=minute)
            journal.seal()
            tasks.tell(now)
            tasks.send(now)
            outbox.deliver(now)

    def names(self) -> dict[str, tuple[str, str]]:
        """Return who was told of the last act, how much it matters to him and why."""
        last = Notice.objects.order_by("-recorded_at", "-id").first()
        if last is None:
            return {}
        rows = Notice.objects.filter(event=last.event).select_related("user")
        return {row.user.username: (row.weight, row.because) for row in rows}

    def files(self, way: str = "sms") -> list[dict[str, str]]:
        """Return the messages that the file-writing gateway wrote."""
        found = sorted((self.folder / way).glob("*.json"))
        return [json.loads(path.read_text("utf-8")) for path in found]


@pytest.fixture
def house(cast: Cast, settings: LazySettings, tmp_path: Path) -> Told:
    settings.NOTICE_FOLDER = tmp_path
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.PUBLIC_ADDRESS = "https://khuyencong.example.vn"
    for user in (cast.owner, cast.colleague, cast.head, cast.chair, cast.establishment):
        user.email, user.email_confirmed_at = f"{user.username}@example.vn", NOON
        user.save()
    actions.tell_new(NOON)
    return Told(cast, tmp_path)


def prefers(user: object, kind: Kind, way: Way, when: When) -> None:
    """Let a person want notices of a kind by a way."""
    Preference.objects.create(user=user, kind=kind, way=way, when=when)
