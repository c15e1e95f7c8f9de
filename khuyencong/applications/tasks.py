"""What is done in the background: files of papers that no row names are swept."""

from datetime import datetime, timedelta

from khuyencong.applications import actions
from khuyencong.core.jobs import regularly


@regularly("sweep-papers", timedelta(days=1))
def sweep_papers(now: datetime) -> None:
    """Delete the files of acts that never ended."""
    actions.sweep_papers(now)
