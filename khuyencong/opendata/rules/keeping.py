"""Which bundles are kept: every day for a while, then the last of each month for good."""

from collections.abc import Iterable
from datetime import date, timedelta

DAYS = 31


def let_go(days: Iterable[date], today: date) -> set[date]:
    """Return the days whose bundles are kept no longer."""
    every = sorted(days)
    last = {(day.year, day.month): day for day in every}
    kept = set(last.values())
    return {day for day in every if day <= today - timedelta(days=DAYS)} - kept
