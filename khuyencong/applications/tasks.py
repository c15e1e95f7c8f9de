"""What is done in the background: files nobody goes on with, help nobody ended."""

from datetime import datetime, timedelta

from khuyencong.applications import actions
from khuyencong.core.jobs import regularly


@regularly("sweep-uploads", timedelta(hours=1))
def sweep_uploads(now: datetime) -> None:
    """Give up files that nobody went on sending."""
    actions.sweep_uploads(now)


@regularly("end-old-help", timedelta(minutes=5))
def end_old_help(now: datetime) -> None:
    """End the help that nobody ended."""
    actions.end_old_help(now)
