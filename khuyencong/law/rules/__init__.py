"""The rules of the law: pure functions over plain facts, each answering with its proof."""

from khuyencong.law.rules.advances import highest_advance
from khuyencong.law.rules.carried import carried
from khuyencong.law.rules.conflicts import Conflict, conflict_of, conflicts
from khuyencong.law.rules.deadlines import (
    done_in_time,
    due_after,
    handled_in_time,
    last_day_in_year,
)
from khuyencong.law.rules.documents import DocumentState, state_on
from khuyencong.law.rules.eligibility import (
    Above,
    Applicant,
    PlaceFacts,
    SizeFacts,
    TradeFacts,
    Unit,
    eligible,
    eligible_form,
    eligible_place,
    eligible_size,
    eligible_trade,
)
from khuyencong.law.rules.findings import Finding, Step, Verdict
from khuyencong.law.rules.permissions import Refused
from khuyencong.law.rules.projects import (
    EarlierSupport,
    ProjectFacts,
    ProjectShape,
    changes_between,
    is_key_project,
    may_be_group_project,
    no_double_support,
    who_approves,
)
from khuyencong.law.rules.replay import Case, Replay, Replayed, replay
from khuyencong.law.rules.snapshot import Citation, DatedParameter, Law, with_parameters
from khuyencong.law.rules.support import SupportFacts, ceiling_words, highest_support
from khuyencong.law.rules.trials import trial_cases
from khuyencong.law.rules.voting import (
    certificate_holds,
    certificate_last_day,
    points_within,
    reaches_pass_mark,
)
from khuyencong.law.rules.wording import condition_words, figure_words

__all__ = [
    "Above",
    "Applicant",
    "Case",
    "Citation",
    "Conflict",
    "DatedParameter",
    "DocumentState",
    "EarlierSupport",
    "Finding",
    "Law",
    "PlaceFacts",
    "ProjectFacts",
    "ProjectShape",
    "Refused",
    "Replay",
    "Replayed",
    "SizeFacts",
    "Step",
    "SupportFacts",
    "TradeFacts",
    "Unit",
    "Verdict",
    "carried",
    "ceiling_words",
    "certificate_holds",
    "certificate_last_day",
    "changes_between",
    "condition_words",
    "conflict_of",
    "conflicts",
    "done_in_time",
    "due_after",
    "eligible",
    "eligible_form",
    "eligible_place",
    "eligible_size",
    "eligible_trade",
    "figure_words",
    "handled_in_time",
    "highest_advance",
    "highest_support",
    "is_key_project",
    "last_day_in_year",
    "may_be_group_project",
    "no_double_support",
    "points_within",
    "reaches_pass_mark",
    "replay",
    "state_on",
    "trial_cases",
    "who_approves",
    "with_parameters",
]
