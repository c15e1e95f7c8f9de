"""Everything that can happen to a round, an entry, a sheet, a session, a certificate."""

from khuyencong.competitions.actions.climbing import climb
from khuyencong.competitions.actions.criteria import CriteriaTold, adopt_criteria
from khuyencong.competitions.actions.entries import (
    accept_all,
    accept_entry,
    begin_entry,
    refuse_entry,
    return_entry,
    save_entry,
    submit_entry,
    withdraw_entry,
)
from khuyencong.competitions.actions.importing import (
    EntryTold,
    UsedSince,
    import_entries,
    take_back_entries,
)
from khuyencong.competitions.actions.load import load_criteria
from khuyencong.competitions.actions.papers import (
    add_entry_paper,
    reuse_entry_paper,
    take_off_entry_paper,
)
from khuyencong.competitions.actions.products import (
    ProductTold,
    add_photo,
    amend_product,
    record_product,
    take_off_photo,
)
from khuyencong.competitions.actions.rounds import (
    RoundTold,
    amend_round,
    call_round,
    cancel_round,
    gather_round,
    prepare_round,
)
from khuyencong.competitions.actions.stepping import take_entry_step, take_round_step

__all__ = [
    "CriteriaTold",
    "EntryTold",
    "ProductTold",
    "RoundTold",
    "UsedSince",
    "accept_all",
    "accept_entry",
    "add_entry_paper",
    "add_photo",
    "adopt_criteria",
    "amend_product",
    "amend_round",
    "begin_entry",
    "call_round",
    "cancel_round",
    "climb",
    "gather_round",
    "import_entries",
    "load_criteria",
    "prepare_round",
    "record_product",
    "refuse_entry",
    "return_entry",
    "reuse_entry_paper",
    "save_entry",
    "submit_entry",
    "take_back_entries",
    "take_entry_step",
    "take_off_entry_paper",
    "take_off_photo",
    "take_round_step",
    "withdraw_entry",
]
