"""Everything that can happen to an establishment, and to what stands beside it."""

from khuyencong.registry.actions.establishments.clusters import (
    Entry,
    end_recognition,
    enter_artisan,
    enter_cluster,
    enter_village,
    recognise_artisan,
    recognise_village,
    tell_cluster_figure,
    tell_village_figure,
)
from khuyencong.registry.actions.establishments.lists import register_many
from khuyencong.registry.actions.establishments.merging import merge, set_apart, undo_merge
from khuyencong.registry.actions.establishments.numbers import reveal_number
from khuyencong.registry.actions.establishments.particulars import Particulars
from khuyencong.registry.actions.establishments.profiles import (
    amend,
    confirm_commune,
    register,
    tell_figure,
)
from khuyencong.registry.actions.establishments.putting import Changed, Put, put_many, take_back
from khuyencong.registry.actions.establishments.supports import (
    SupportTold,
    override_double_support,
    record_support,
    record_supports,
    withdraw_support,
)
from khuyencong.registry.actions.establishments.trades import (
    TradesRead,
    import_trades,
    read_trades,
)
from khuyencong.registry.actions.establishments.twins import propose_all_twins

__all__ = [
    "Changed",
    "Entry",
    "Particulars",
    "Put",
    "SupportTold",
    "TradesRead",
    "amend",
    "confirm_commune",
    "end_recognition",
    "enter_artisan",
    "enter_cluster",
    "enter_village",
    "import_trades",
    "merge",
    "override_double_support",
    "propose_all_twins",
    "put_many",
    "read_trades",
    "recognise_artisan",
    "recognise_village",
    "record_support",
    "record_supports",
    "register",
    "register_many",
    "reveal_number",
    "set_apart",
    "take_back",
    "tell_cluster_figure",
    "tell_figure",
    "tell_village_figure",
    "undo_merge",
    "withdraw_support",
]
