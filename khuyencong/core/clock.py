"""The clock: read at the edge (a view, a command, the worker) and handed inward as `at`."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return today's day in Vietnam."""
    return datetime.now(VIETNAM).date()
