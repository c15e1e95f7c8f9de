"""Where a call stands on a day, and how long it is still open."""

from datetime import date, timedelta

from khuyencong.publishing.models import PublicationVersion
from khuyencong.publishing.states import CallState


def state_of(opens_on: date, closes_on: date, day: date) -> CallState:
    """Return where a call that is open on [opens_on, closes_on) stands on a day."""
    if day < opens_on:
        return CallState.COMING
    return CallState.OPEN if day < closes_on else CallState.CLOSED


def state_on(version: PublicationVersion, day: date) -> CallState | None:
    """Return where the call of a version stands on a day; None for what is no call."""
    if version.opens_on is None or version.closes_on is None:
        return None
    return state_of(version.opens_on, version.closes_on, day)


def last_day(version: PublicationVersion) -> date | None:
    """Return the last day on which a call is open."""
    return version.closes_on - timedelta(days=1) if version.closes_on else None
