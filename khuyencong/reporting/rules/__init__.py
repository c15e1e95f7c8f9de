"""The rules of the calendar: pure spans and days, what counts as in time, who may do what."""

from khuyencong.reporting.rules.calendar import (
    data_span,
    due_day,
    judged_on,
    periods_ending_in,
    periods_of,
)
from khuyencong.reporting.rules.permissions import (
    ACCEPT,
    NOT_YOURS,
    READ,
    SEND,
    body_of_step,
    may_confirm,
    may_propose,
    may_take_step,
    open_steps,
)
from khuyencong.reporting.rules.punctuality import Rate, Sending, Verdict, judged, rate
from khuyencong.reporting.rules.reminding import offset_today

__all__ = [
    "ACCEPT",
    "NOT_YOURS",
    "READ",
    "SEND",
    "Rate",
    "Sending",
    "Verdict",
    "body_of_step",
    "data_span",
    "due_day",
    "judged",
    "judged_on",
    "may_confirm",
    "may_propose",
    "may_take_step",
    "offset_today",
    "open_steps",
    "periods_ending_in",
    "periods_of",
    "rate",
]
