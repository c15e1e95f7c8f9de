"""All that can happen to a đề án."""

from khuyencong.projects.actions.accepting import MemberTold, accept_line
from khuyencong.projects.actions.adjusting import (
    approve_adjustment,
    ask_adjustment,
    confirm_adjustment,
    refuse_adjustment,
    take_back_adjustment,
)
from khuyencong.projects.actions.appraising import conclude, declare_conflict, score
from khuyencong.projects.actions.approving import approve, waitlist
from khuyencong.projects.actions.carrying_out import (
    FindingTold,
    advance,
    begin,
    close_finding,
    inspect,
    report_progress,
    resume,
    suspend,
)
from khuyencong.projects.actions.contracting import (
    annex,
    assign_implementer,
    name_beneficiary,
    sign_first,
    sign_second,
)
from khuyencong.projects.actions.drafting import (
    LineTold,
    ProjectTold,
    draft_project,
    drop_line,
    put_line,
    rewrite_project,
)
from khuyencong.projects.actions.freeing import refund
from khuyencong.projects.actions.load import load_norms
from khuyencong.projects.actions.papers import add_paper, take_off_paper
from khuyencong.projects.actions.past import (
    PastLine,
    PastProject,
    record_past,
    record_past_many,
)
from khuyencong.projects.actions.past_back import (
    Built,
    amend_past_many,
    built_upon,
    take_back_past_many,
)
from khuyencong.projects.actions.past_told import as_told, told_again
from khuyencong.projects.actions.registering import let_pass, register, submit, withdraw
from khuyencong.projects.actions.requesting import free_requests, from_requests
from khuyencong.projects.actions.settling import (
    close,
    follow_up,
    liquidate,
    pay,
    settle,
)
from khuyencong.projects.actions.taking import (
    act,
    locked,
    locked_line,
    locked_with_money,
    note,
    take,
    take_line,
)

__all__ = [
    "Built",
    "FindingTold",
    "LineTold",
    "MemberTold",
    "PastLine",
    "PastProject",
    "ProjectTold",
    "accept_line",
    "act",
    "add_paper",
    "advance",
    "amend_past_many",
    "annex",
    "approve",
    "approve_adjustment",
    "as_told",
    "ask_adjustment",
    "assign_implementer",
    "begin",
    "built_upon",
    "close",
    "close_finding",
    "conclude",
    "confirm_adjustment",
    "declare_conflict",
    "draft_project",
    "drop_line",
    "follow_up",
    "free_requests",
    "from_requests",
    "inspect",
    "let_pass",
    "liquidate",
    "load_norms",
    "locked",
    "locked_line",
    "locked_with_money",
    "name_beneficiary",
    "note",
    "pay",
    "put_line",
    "record_past",
    "record_past_many",
    "refund",
    "refuse_adjustment",
    "register",
    "report_progress",
    "resume",
    "rewrite_project",
    "score",
    "settle",
    "sign_first",
    "sign_second",
    "submit",
    "suspend",
    "take",
    "take_back_adjustment",
    "take_back_past_many",
    "take_line",
    "take_off_paper",
    "told_again",
    "waitlist",
    "withdraw",
]
