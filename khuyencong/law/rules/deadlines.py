"""Days by which something must be done: a day of the year, or so many working days."""

from collections.abc import Collection
from datetime import date, timedelta

from khuyencong.law.rules.findings import Finding, Step, Verdict, finding, sure
from khuyencong.law.rules.snapshot import Law
from khuyencong.law.states import Deadline, ParameterKind
from khuyencong.values.dates import format_date

NOT_READ = "Thời hạn này chưa đọc được trong văn bản."
SATURDAY = 5
#: A deadline told as "before" a day ends on the eve of it.
BEFORE = "before"


def last_day_in_year(law: Law, deadline: Deadline, year: int) -> date | None:
    """Return the last day of `year` on which it may still be done; None where it was not read."""
    rule = law.one(ParameterKind.DEADLINE, deadline)
    if rule is None or rule.month is None or rule.day_of_month is None:
        return None
    day = date(year, rule.month, rule.day_of_month)
    return day - timedelta(days=1) if rule.answer == BEFORE else day


def done_in_time(law: Law, deadline: Deadline, done_on: date) -> Finding:
    """Return whether what was done on a day was done in time for that year."""
    last = last_day_in_year(law, deadline, done_on.year)
    return _in_time(law, deadline, done_on, last)


def due_after(
    law: Law, deadline: Deadline, received_on: date, holidays: Collection[date] = ()
) -> date | None:
    """Return the last working day for what was received on a day; None where it was not read.

    The day of receipt does not count; Saturdays, Sundays and the given holidays neither.
    """
    rule = law.one(ParameterKind.DEADLINE, deadline)
    if rule is None or rule.number is None:
        return None
    day, left = received_on, rule.number
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < SATURDAY and day not in holidays
    return day


def handled_in_time(
    law: Law,
    deadline: Deadline,
    received_on: date,
    done_on: date,
    holidays: Collection[date] = (),
) -> Finding:
    """Return whether it was done within its working days."""
    return _in_time(law, deadline, done_on, due_after(law, deadline, received_on, holidays))


def _in_time(law: Law, deadline: Deadline, done_on: date, last: date | None) -> Finding:
    rule = law.one(ParameterKind.DEADLINE, deadline)
    asked, fact = f"{deadline.label}: đúng hạn?", format_date(done_on)
    if rule is None or last is None:
        step = Step(asked, fact, NOT_READ, Verdict.UNCERTAIN, rule)
        return finding("in_time", NOT_READ, [step])
    told = f"Hạn cuối {format_date(last)}."
    verdict = sure(rule, Verdict.YES if done_on <= last else Verdict.NO)
    return finding("in_time", told, [Step(asked, fact, told, verdict, rule)])
