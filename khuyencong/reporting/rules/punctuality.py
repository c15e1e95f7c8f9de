"""What counts as in time, by how much something is late, and the rate; pure.

In time is what the receiver held when the due day ended: a report sent by then and not given back
by then. So a return after the due day makes nobody late, and an empty paper that was given back
before it saves nobody. Days are Vietnam's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from khuyencong.reporting.states import Answer, Outcome
from khuyencong.values.rounding import percent_of


@dataclass(frozen=True, slots=True)
class Sending:
    """One sending as it is judged: the day it came, what was said of it, and on which day."""

    day: date
    answer: str = ""
    answered: date | None = None

    def was_held_at_end_of(self, day: date) -> bool:
        """Return whether the receiver held it when `day` was over."""
        gone = self.answer == Answer.RETURNED and self.answered is not None
        return self.day <= day and not (gone and self.answered is not None and self.answered <= day)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a report was in time, with the days it is late, or the days that are left."""

    outcome: Outcome
    #: Days late; of what is not late, 0.
    late: int = 0
    #: Days until the due day, today being 0; None where there is none or it is over.
    left: int | None = None
    #: Nothing has come yet: the days late grow with every day.
    is_missing: bool = False


def judged(
    due: date | None, sendings: Sequence[Sending], on: date, *, excused: bool = False
) -> Verdict:
    """Return the verdict on a day, from the sendings in their order."""
    if excused:
        return Verdict(Outcome.EXCUSED)
    if due is None:
        return Verdict(Outcome.UNKNOWN, is_missing=not _held(sendings, on))
    if on <= due:
        return Verdict(Outcome.WAITING, left=(due - on).days, is_missing=not _held(sendings, on))
    if _held(sendings, due):
        return Verdict(Outcome.IN_TIME, is_missing=not _held(sendings, on))
    after = next((one.day for one in sendings if due < one.day <= on), None)
    late = ((after or on) - due).days
    return Verdict(Outcome.LATE, late=late, is_missing=not _held(sendings, on))


def _held(sendings: Sequence[Sending], day: date) -> bool:
    return any(one.was_held_at_end_of(day) for one in sendings)


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of those whose due day is over were in time."""

    in_time: int
    judged: int

    @property
    def percent(self) -> int | None:
        """Return the whole percent; 100 only where all were; None where nothing is judged."""
        return int(percent_of(self.in_time, self.judged, 0)) if self.judged else None


def rate(verdicts: Iterable[Verdict]) -> Rate:
    """Return the rate of verdicts: those not due, without a due day or excused do not count."""
    over = [one.outcome for one in verdicts if one.outcome in (Outcome.IN_TIME, Outcome.LATE)]
    return Rate(sum(one == Outcome.IN_TIME for one in over), len(over))
