"""Everything that can happen to needs, requests, papers and proposals."""

from khuyencong.applications.actions.load import load_papers, load_tags
from khuyencong.applications.actions.needs import (
    NeedTold,
    amend_need,
    carry_needs,
    drop_need,
    meet_need,
    record_need,
)
from khuyencong.applications.actions.noting import ChangedMeanwhile
from khuyencong.applications.actions.papers import (
    add_to_request,
    end_use,
    keep_paper,
    reuse_for_request,
    sweep_papers,
    take_off_request,
    use_paper,
)
from khuyencong.applications.actions.proposals import (
    ProposalTold,
    answer,
    pass_up,
    put_into_draft,
    raise_again,
    raise_proposal,
    return_proposal,
    set_due,
    withdraw_proposal,
)
from khuyencong.applications.actions.remarks import (
    RemarkTold,
    record_remark,
    tag_proposal,
    take_back_remark,
)
from khuyencong.applications.actions.requests import (
    request_from_need,
    save_answers,
    start_request,
)
from khuyencong.applications.actions.rounds import RoundTold, close_round, open_round
from khuyencong.applications.actions.steps import (
    accept,
    give_back,
    receive,
    refuse,
    return_for_more,
    send,
    take_into_project,
    withdraw,
)

__all__ = [
    "ChangedMeanwhile",
    "NeedTold",
    "ProposalTold",
    "RemarkTold",
    "RoundTold",
    "accept",
    "add_to_request",
    "amend_need",
    "answer",
    "carry_needs",
    "close_round",
    "drop_need",
    "end_use",
    "give_back",
    "keep_paper",
    "load_papers",
    "load_tags",
    "meet_need",
    "open_round",
    "pass_up",
    "put_into_draft",
    "raise_again",
    "raise_proposal",
    "receive",
    "record_need",
    "record_remark",
    "refuse",
    "request_from_need",
    "return_for_more",
    "return_proposal",
    "reuse_for_request",
    "save_answers",
    "send",
    "set_due",
    "start_request",
    "sweep_papers",
    "tag_proposal",
    "take_back_remark",
    "take_into_project",
    "take_off_request",
    "use_paper",
    "withdraw",
    "withdraw_proposal",
]
