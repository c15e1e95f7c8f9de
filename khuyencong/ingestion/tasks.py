"""What is done in the background: files read, letters to issuers sent, files nobody names swept."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.mail import EmailMessage
from django_tasks import task

from khuyencong.core import clock, mail
from khuyencong.core.jobs import regularly
from khuyencong.core.outbox import handles
from khuyencong.ingestion import actions
from khuyencong.ingestion.actions import batches
from khuyencong.ingestion.actions.intakes import LEASE
from khuyencong.ingestion.queries import left_batches, left_intakes
from khuyencong.registry.actions.establishments import propose_all_twins

#: So many files that a dead worker left are read in one round, so that other jobs are not held up.
AT_MOST = 3


@task()
def read_intake(intake_id: str) -> None:
    """Read a large file that was handed in."""
    actions.read_intake(UUID(intake_id), clock=clock.now)


@regularly("read-left-files", timedelta(seconds=15))
def read_left_files(now: datetime) -> None:
    """Read again what a worker left that died; read what the queue has lost."""
    for intake in left_intakes(now - LEASE)[:AT_MOST]:
        actions.read_intake(intake.id, clock=clock.now)


@task()
def work_on_batch(batch_id: str) -> None:
    """Read a spreadsheet that was handed in, or one that was answered; write one confirmed."""
    batches.work_on(UUID(batch_id), clock=clock.now)
    batches.write_batch(UUID(batch_id), clock=clock.now)


@regularly("work-on-left-sheets", timedelta(seconds=15))
def work_on_left_batches(now: datetime) -> None:
    """Go on with the spreadsheets that a worker left that died, or that the queue has lost."""
    for batch_id in left_batches(now - batches.PATIENCE)[:AT_MOST]:
        batches.work_on(batch_id, clock=clock.now)
        batches.write_batch(batch_id, clock=clock.now)


@handles(batches.COMPARE)
def compare_establishments(message_id: UUID, payload: dict[str, Any]) -> None:
    """Propose what looks alike after a list was entered."""
    propose_all_twins(at=clock.now())


@regularly("sweep-files", timedelta(days=1))
def sweep_files(now: datetime) -> None:
    """Delete the files of acts that never ended."""
    actions.sweep(now)


@handles("mail")
def send_mail(message_id: UUID, payload: dict[str, Any]) -> None:
    """Send one letter; its Message-ID is the outbox row, so a second delivery is recognised."""
    mail.send(
        EmailMessage(
            subject=payload["subject"],
            body=payload["body"],
            to=[payload["to"]],
            headers={"Message-ID": f"<{message_id}@khuyencong>"},
        )
    )
