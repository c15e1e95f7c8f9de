"""When a notice leaves: at once or in the morning, and never in a person's quiet hours; pure."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from khuyencong.core.clock import VIETNAM
from khuyencong.notices.states import When

#: When the notices of a night leave together.
MORNING = time(7)


@dataclass(frozen=True)
class QuietHours:
    """From `begins` until before `ends` by Vietnam's clock; over midnight where it ends earlier."""

    begins: time
    ends: time

    def hold(self, at: datetime) -> bool:
        """Return whether a moment lies in them; equal ends are no hours at all."""
        clock = at.astimezone(VIETNAM).time()
        if self.begins <= self.ends:
            return self.begins <= clock < self.ends
        return clock >= self.begins or clock < self.ends


#: Where a person chose none.
NIGHT = QuietHours(time(21), time(6, 30))


def leaves_at(at: datetime, when: When, quiet: QuietHours) -> datetime:
    """Return the moment from which on a notice of `at` may leave: never before it."""
    due = at if when is When.AT_ONCE else _next(at, MORNING)
    return _next(due, quiet.ends) if quiet.hold(due) else due


def _next(at: datetime, clock: time) -> datetime:
    """Return the next moment, strictly after `at`, at which the clock of Vietnam shows that."""
    here = at.astimezone(VIETNAM)
    found = here.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0)
    if found <= here:
        found += timedelta(days=1)
    return found.astimezone(UTC)
