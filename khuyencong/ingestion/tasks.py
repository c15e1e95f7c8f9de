"""What leaves the house in the background: letters to issuers."""

from typing import Any
from uuid import UUID

from django.core.mail import EmailMessage

from khuyencong.core.outbox import handles


@handles("mail")
def send_mail(message_id: UUID, payload: dict[str, Any]) -> None:
    """Send one letter; its Message-ID is the outbox row, so a second delivery is recognised."""
    EmailMessage(
        subject=payload["subject"],
        body=payload["body"],
        to=[payload["to"]],
        headers={"Message-ID": f"<{message_id}@khuyencong>"},
    ).send()
