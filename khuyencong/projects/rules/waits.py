"""How long a step waits and until when it may: by the dated norm of its state, where there is one.

Saturdays and Sundays are no working days; the holidays of a year are not known here, so a day on
which offices were closed counts as well.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

SATURDAY = 5
#: A deadline as near as this is said aloud.
SOON = 5


class DeadlineNorm(Protocol):
    """A row of `StepDeadline`, as far as this rule reads it."""

    level: str
    state: str
    days: int
    working: bool
    verified: bool
    clause: str
    valid_from: date | None
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class Wait:
    """Since when a record waits; with a norm also until when. `left` is below 0 once overdue."""

    since: date
    waited: int
    due_on: date | None = None
    left: int | None = None
    working: bool = False
    verified: bool = False
    clause: str = ""

    @property
    def is_overdue(self) -> bool:
        """Return whether the norm has passed."""
        return self.left is not None and self.left < 0

    @property
    def is_soon(self) -> bool:
        """Return whether it ends within a working week."""
        return self.left is not None and 0 <= self.left <= SOON

    @property
    def late(self) -> int:
        """Return by how many days the norm has passed; 0 where it has not."""
        return -self.left if self.left is not None and self.left < 0 else 0


def wait(norms: Iterable[DeadlineNorm], level: str, state: str, since: date, today: date) -> Wait:
    """Return how long a record has stood in a state, judged by the norm of that day."""
    waited = max((today - since).days, 0)
    norm = next(
        (n for n in norms if (n.level, n.state) == (level, state) and _held(n, since)), None
    )
    if norm is None:
        return Wait(since, waited)
    due = day_after(since, norm.days, norm.working)
    left = days_until(due, today, norm.working)
    return Wait(since, waited, due, left, norm.working, norm.verified, norm.clause)


def until(day: date | None, since: date, today: date) -> Wait:
    """Return the wait of what somebody set a last day for; of what nobody did, the days alone."""
    waited = max((today - since).days, 0)
    return Wait(since, waited, day, days_until(day, today, working=False) if day else None)


def day_after(since: date, days: int, working: bool) -> date:
    """Return the day so many days after `since`, which itself does not count."""
    day, left = since, days
    while left:
        day += timedelta(days=1)
        left -= not working or day.weekday() < SATURDAY
    return day


def days_until(due: date, today: date, working: bool) -> int:
    """Return how many days are left until `due`, today not counted; below 0 once it has passed."""
    first, last, sign = (today, due, 1) if due >= today else (due, today, -1)
    if not working:
        return sign * (last - first).days
    weeks, rest = divmod((last - first).days, 7)
    odd = sum((first + timedelta(days=n)).weekday() < SATURDAY for n in range(1, rest + 1))
    return sign * (weeks * 5 + odd)


def _held(norm: DeadlineNorm, on: date) -> bool:
    began = norm.valid_from is None or norm.valid_from <= on
    return began and (norm.valid_until is None or on < norm.valid_until)
