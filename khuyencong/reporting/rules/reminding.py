"""On which days before and after a due day somebody is reminded; pure."""

from collections.abc import Iterable
from datetime import date

#: So far from the due day a reminder makes sense.
FURTHEST = 90


def offset_today(due: date, offsets: Iterable[int], today: date) -> int | None:
    """Return the reminder that is to be given today; None before the first.

    Offsets are days: -7 is a week before, 1 the day after. Of several that a worker missed only
    the last is given: nobody needs three notices of one report on one morning. One for before the
    day is not given when the day is over.
    """
    past = (today - due).days
    reached = [one for one in offsets if one <= past and not (one <= 0 < past)]
    return max(reached, default=None)
