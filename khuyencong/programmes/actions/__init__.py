"""Everything that can happen to programmes and what they aim at."""

from khuyencong.programmes.actions.context import ContextTold, set_context
from khuyencong.programmes.actions.difficulty import note_difficult
from khuyencong.programmes.actions.entering import ProgrammeTold, enter_programme
from khuyencong.programmes.actions.load import load_programmes
from khuyencong.programmes.actions.setting import (
    EstimateTold,
    PlanTold,
    TargetTold,
    set_estimate,
    set_plan,
    set_target,
    withdraw,
)

__all__ = [
    "ContextTold",
    "EstimateTold",
    "PlanTold",
    "ProgrammeTold",
    "TargetTold",
    "enter_programme",
    "load_programmes",
    "note_difficult",
    "set_context",
    "set_estimate",
    "set_plan",
    "set_target",
    "withdraw",
]
