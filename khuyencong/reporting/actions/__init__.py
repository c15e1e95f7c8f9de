"""Everything that can happen to the reporting calendar."""

from khuyencong.reporting.actions.answering import (
    accept,
    ask_again,
    excuse,
    give_back,
    set_due,
    set_due_of_all,
)
from khuyencong.reporting.actions.asking import Asked, ask_for
from khuyencong.reporting.actions.generating import extend, open_year
from khuyencong.reporting.actions.load import load_regimes
from khuyencong.reporting.actions.noting import ChangedMeanwhile
from khuyencong.reporting.actions.regimes import (
    RegimeTold,
    confirm_regime,
    propose_regime,
    withdraw_regime,
)
from khuyencong.reporting.actions.reminding import deliver_notice, remind
from khuyencong.reporting.actions.sending import Sent, send

__all__ = [
    "Asked",
    "ChangedMeanwhile",
    "RegimeTold",
    "Sent",
    "accept",
    "ask_again",
    "ask_for",
    "confirm_regime",
    "deliver_notice",
    "excuse",
    "extend",
    "give_back",
    "load_regimes",
    "open_year",
    "propose_regime",
    "remind",
    "send",
    "set_due",
    "set_due_of_all",
    "withdraw_regime",
]
