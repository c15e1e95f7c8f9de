"""How far a target should be by a day, and whether it is: by the plans of the years, else evenly.

Pure: numbers and days in, the same out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from khuyencong.values.periods import Period, year
from khuyencong.values.vocabulary import Term


class Pace(Term):
    """By what it is judged how far a target should be."""

    PLANS = "plans", "theo kế hoạch các năm"
    LINEAR = "linear", "chia đều theo ngày"
    WHOLE = "whole", "hết kỳ, so với cả mục tiêu"


class OnTrack(Term):
    """How a target stands on a day."""

    REACHED = "reached", "đã đạt"
    ON_TRACK = "on_track", "đúng tiến độ"
    BEHIND = "behind", "chậm tiến độ"
    MISSED = "missed", "hết kỳ, không đạt"
    INCOMPLETE = "incomplete", "chưa đủ hồ sơ để kết luận"
    NOT_YET = "not_yet", "chưa đến kỳ"
    UNKNOWN = "unknown", "chưa có số thực hiện"


@dataclass(frozen=True, slots=True)
class Expected:
    """How much should be done by a day, and by what that is judged."""

    value: Fraction
    by: Pace


def elapsed(period: Period, on: date) -> Period | None:
    """Return the days of a period up to and with `on`; None before its first."""
    if on < period.start:
        return None
    return Period(period.start, min(on + timedelta(days=1), period.end))


def share_of(part: Period, whole: Period) -> Fraction:
    """Return the share of the days of `whole` that are in `part`."""
    common = part.intersection(whole)
    return Fraction(common.days, whole.days) if common else Fraction(0)


def expected(aim: Fraction, period: Period, on: date, plans: Mapping[int, int]) -> Expected:
    """Return how much of `aim` should be done by the end of `on`.

    By the plans of the years where every year up to that day has one: past years whole, the running
    one by its days. Else evenly over the days of the period.
    """
    gone = elapsed(period, on)
    if gone is None:
        return Expected(Fraction(0), Pace.LINEAR)
    if gone == period:
        return Expected(aim, Pace.WHOLE)
    if all(number in plans for number in gone.years):
        due = sum((plans[n] * _done_of_year(n, period, gone) for n in gone.years), Fraction(0))
        return Expected(due, Pace.PLANS)
    return Expected(aim * share_of(gone, period), Pace.LINEAR)


def _done_of_year(number: int, period: Period, gone: Period) -> Fraction:
    """Return the share of the days that a year has in the period and that are gone."""
    days = period.intersection(year(number))
    return share_of(gone, days) if days else Fraction(0)


def on_track(actual: int | None, aim: Fraction, due: Expected, period: Period, on: date) -> OnTrack:
    """Return how a target stands on a day: reached, on track, behind, missed."""
    if actual is None:
        return OnTrack.NOT_YET if on < period.start else OnTrack.UNKNOWN
    if actual >= aim:
        return OnTrack.REACHED
    if on < period.start:
        return OnTrack.NOT_YET
    if on >= period.last_day:
        return OnTrack.MISSED
    return OnTrack.ON_TRACK if actual >= due.value else OnTrack.BEHIND
