"""All that can happen to a plan and to what is registered for it."""

from khuyencong.plans.actions.approving import approve
from khuyencong.plans.actions.deciding import return_version, submit, withdraw_version
from khuyencong.plans.actions.preparing import (
    begin_version,
    move,
    open_plan,
    shift,
    take_suggestion,
)
from khuyencong.plans.actions.reassigning import reassign
from khuyencong.plans.actions.registering import (
    Account,
    open_registration,
    send_registration,
    tell_registration,
)

__all__ = [
    "Account",
    "approve",
    "begin_version",
    "move",
    "open_plan",
    "open_registration",
    "reassign",
    "return_version",
    "send_registration",
    "shift",
    "submit",
    "take_suggestion",
    "tell_registration",
    "withdraw_version",
]
