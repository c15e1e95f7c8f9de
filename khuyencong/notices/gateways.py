"""The ways out: mail by SMTP, and gateways for messages that the owner of the service connects.

A gateway takes an id, an address and a text. The same id may come twice: it is the same message.
One that fails raises; the outbox tries again, later each time.
"""

import json
import os
import tempfile
from pathlib import Path
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.module_loading import import_string

from khuyencong.core import mail
from khuyencong.notices.queries.letters import Message
from khuyencong.notices.states import Way


class Gateway(Protocol):
    """Whatever takes messages out of the house."""

    def send(self, message_id: UUID, to: str, message: Message) -> None:
        """Send a message; raise where it was not taken."""


class Mail:
    """Mail through Django's backend; the Message-ID tells a second delivery from a second mail."""

    def send(self, message_id: UUID, to: str, message: Message) -> None:
        """Send one mail."""
        mail.send(
            EmailMessage(
                subject=message.subject,
                body=message.text,
                to=[to],
                headers={"Message-ID": f"<{message_id}@khuyencong>"},
            )
        )


class ToFolder:
    """Writes each message as a file under its id, until the owner connects a real gateway."""

    def __init__(self, way: str) -> None:
        self.folder = Path(settings.NOTICE_FOLDER) / way

    def send(self, message_id: UUID, to: str, message: Message) -> None:
        """Write the message, whole or not at all; the same id writes the same file."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        told = {"id": str(message_id), "to": to, "text": message.text}
        handle, name = tempfile.mkstemp(dir=self.folder, prefix=".dang-ghi-")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(told, file, ensure_ascii=False)
        Path(name).replace(self.folder / f"{message_id}.json")


def gateway_of(way: str) -> Gateway:
    """Return what takes messages of a way: mail, else as the settings name it."""
    if way == Way.MAIL:
        return Mail()
    made: Gateway = import_string(settings.NOTICE_GATEWAYS[way])(way)
    return made
