"""When somebody goes to see what a support did: once for each of the three years after it.

One to three years is a rule of this house, not of the law: nobody found a clause that names it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

YEARS = (1, 2, 3)
#: A visit counts for the year whose end is nearest: from six months before it to six after.
HALF = 6


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    last = (date(first.year + first.month // 12, first.month % 12 + 1, 1) - first).days
    return first.replace(day=min(day.day, last))


@dataclass(frozen=True, slots=True)
class Visit:
    """The visit of one year: due on a day, counted from `opens` until before `closes`."""

    year: int
    due_on: date
    opens: date
    closes: date


def visits_after(accepted: date) -> list[Visit]:
    """Return the visits that a line accepted on a day asks for."""
    return [
        Visit(
            year,
            months_after(accepted, 12 * year),
            months_after(accepted, 12 * year - HALF),
            months_after(accepted, 12 * year + HALF),
        )
        for year in YEARS
    ]


def due_visit(accepted: date, seen: Iterable[date], today: date) -> Visit | None:
    """Return the visit that is due and was not made, while its half year still lasts."""
    for visit in visits_after(accepted):
        if visit.due_on <= today < visit.closes:
            made = any(visit.opens <= day < visit.closes for day in seen)
            return None if made else visit
    return None


def missed_visits(accepted: date, seen: Iterable[date], today: date) -> list[Visit]:
    """Return the visits whose time is over and that nobody made."""
    days = list(seen)
    over = [visit for visit in visits_after(accepted) if visit.closes <= today]
    return [v for v in over if not any(v.opens <= day < v.closes for day in days)]
