"""Everything that can happen to an establishment, and to what stands beside it."""

from khuyencong.registry.actions.establishments.merging import merge, set_apart, undo_merge
from khuyencong.registry.actions.establishments.numbers import reveal_number
from khuyencong.registry.actions.establishments.particulars import Particulars
from khuyencong.registry.actions.establishments.profiles import (
    amend,
    confirm_commune,
    register,
    tell_figure,
)
from khuyencong.registry.actions.establishments.supports import (
    SupportTold,
    override_double_support,
    record_support,
    record_supports,
    withdraw_support,
)
from khuyencong.registry.actions.establishments.twins import propose_all_twins

__all__ = [
    "Particulars",
    "SupportTold",
    "amend",
    "confirm_commune",
    "merge",
    "override_double_support",
    "propose_all_twins",
    "record_support",
    "record_supports",
    "register",
    "reveal_number",
    "set_apart",
    "tell_figure",
    "undo_merge",
    "withdraw_support",
]
