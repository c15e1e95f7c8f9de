"""In time is what the receiver held when the due day ended; days are Vietnam's."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.reporting.rules import Rate, Sending, Verdict, judged, rate
from khuyencong.reporting.states import Outcome
from khuyencong.values.dates import day_in_vietnam

pytestmark = pytest.mark.pure
DUE = date(2026, 12, 20)
O = Outcome  # noqa: E741


def on(day: int) -> date:
    """Return a day so many from the due day."""
    return DUE + timedelta(days=day)


def sent(day: int, answer: str = "", answered: int | None = None) -> Sending:
    return Sending(on(day), answer, None if answered is None else on(answered))


CASES = [
    ("nothing yet, before the day", [], -3, Verdict(O.WAITING, left=3, is_missing=True)),
    ("nothing yet, on the day", [], 0, Verdict(O.WAITING, left=0, is_missing=True)),
    ("nothing, five days after", [], 5, Verdict(O.LATE, late=5, is_missing=True)),
    ("sent before, asked before", [sent(-5)], -3, Verdict(O.WAITING, left=3)),
    ("sent on the last day", [sent(0)], 1, Verdict(O.IN_TIME)),
    ("sent the day after", [sent(1)], 9, Verdict(O.LATE, late=1)),
    ("accepted long after", [sent(-1, "accepted", 30)], 40, Verdict(O.IN_TIME)),
    ("given back after the day", [sent(-1, "returned", 3)], 9, Verdict(O.IN_TIME, is_missing=True)),
    (
        "given back after the day, sent again",
        [sent(-1, "returned", 3), sent(8, "accepted", 9)],
        9,
        Verdict(O.IN_TIME),
    ),
    (
        "an empty paper given back before the day",
        [sent(-5, "returned", -4)],
        6,
        Verdict(O.LATE, late=6, is_missing=True),
    ),
    (
        "given back on the very day, sent again two days later",
        [sent(-5, "returned", 0), sent(2, "accepted", 3)],
        9,
        Verdict(O.LATE, late=2),
    ),
    (
        "given back before the day and sent again by it",
        [sent(-5, "returned", -4), sent(0, "accepted", 3)],
        9,
        Verdict(O.IN_TIME),
    ),
]


@pytest.mark.parametrize(
    ("sendings", "day", "verdict"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_in_time_or_late(sendings: list[Sending], day: int, verdict: Verdict) -> None:
    assert judged(DUE, sendings, on(day)) == verdict


def test_without_a_day_nobody_is_late_and_who_is_excused_is_neither() -> None:
    assert judged(None, [], on(900)) == Verdict(O.UNKNOWN, is_missing=True)
    assert judged(None, [sent(1)], on(900)) == Verdict(O.UNKNOWN)
    assert judged(DUE, [], on(900), excused=True) == Verdict(O.EXCUSED)


def test_half_past_eleven_at_night_in_ha_noi_is_in_time() -> None:
    moment = datetime(2026, 12, 20, 16, 30, tzinfo=UTC)
    assert judged(DUE, [Sending(day_in_vietnam(moment))], on(1)).outcome == O.IN_TIME
    half_an_hour_later = moment + timedelta(minutes=30)
    late = judged(DUE, [Sending(day_in_vietnam(half_an_hour_later))], on(1))
    assert (late.outcome, late.late) == (O.LATE, 1)


DAYS = st.integers(-40, 40)


@given(st.lists(st.tuples(DAYS, st.integers(0, 10)), max_size=5), DAYS, st.booleans())
def test_a_verdict_is_of_one_kind(told: list[tuple[int, int]], day: int, answered: bool) -> None:
    sendings = [sent(d, "returned", d + wait) if answered else sent(d) for d, wait in sorted(told)]
    verdict = judged(DUE, sendings, on(day))
    assert (verdict.outcome == O.WAITING) == (day <= 0)
    assert (verdict.late > 0) == (verdict.outcome == O.LATE)
    assert verdict.late <= max(day, 0)
    assert (verdict.left is not None) == (verdict.outcome == O.WAITING)


@given(st.lists(DAYS, min_size=1, max_size=4), st.integers(1, 30), st.integers(0, 30))
def test_a_verdict_of_lateness_does_not_change_with_time(
    days: list[int], first: int, later: int
) -> None:
    """Once something came, the days late are what they are."""
    sendings = [sent(day) for day in sorted(days)]
    day = max(first, *days)
    before, after = (judged(DUE, sendings, on(n)) for n in (day, day + later))
    assert before == after


@pytest.mark.parametrize(
    ("outcomes", "rate_", "percent"),
    [
        ([], Rate(0, 0), None),
        ([O.UNKNOWN, O.WAITING, O.EXCUSED], Rate(0, 0), None),
        ([O.IN_TIME, O.LATE, O.LATE], Rate(1, 3), 33),
        ([O.IN_TIME] * 2 + [O.LATE], Rate(2, 3), 67),
        ([O.IN_TIME] * 999 + [O.LATE], Rate(999, 1000), 99),
        ([O.IN_TIME] * 34 + [O.WAITING], Rate(34, 34), 100),
    ],
)
def test_the_rate_counts_what_is_over(
    outcomes: list[Outcome], rate_: Rate, percent: int | None
) -> None:
    found = rate([Verdict(one) for one in outcomes])
    assert found == rate_
    assert found.percent == percent
