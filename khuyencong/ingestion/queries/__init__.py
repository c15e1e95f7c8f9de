"""Everything that can be asked of the reports that were taken in, and of their figures."""

from khuyencong.ingestion.queries.agreement import agree, all_agree
from khuyencong.ingestion.queries.disputes import Dispute, dispute_about, disputes
from khuyencong.ingestion.queries.documents import (
    PRESSING,
    ReportPage,
    already_kept,
    confirmation_of,
    original,
    report_list,
    report_page,
    visible_to,
    waiting_reports,
)
from khuyencong.ingestion.queries.intakes import (
    free_intakes,
    intakes_visible_to,
    left_intakes,
    on_the_way,
)
from khuyencong.ingestion.queries.observations import (
    choices_visible_to,
    chosen_in,
    custodian_of_slot,
    known_at,
    observations_visible_to,
    published,
    taken_or_waiting,
    versions,
    versions_of_figure,
)
from khuyencong.ingestion.queries.reviewing import Doubt, Reviewing, disputed, reviewing

__all__ = [
    "PRESSING",
    "Dispute",
    "Doubt",
    "ReportPage",
    "Reviewing",
    "agree",
    "all_agree",
    "already_kept",
    "choices_visible_to",
    "chosen_in",
    "confirmation_of",
    "custodian_of_slot",
    "dispute_about",
    "disputed",
    "disputes",
    "free_intakes",
    "intakes_visible_to",
    "known_at",
    "left_intakes",
    "observations_visible_to",
    "on_the_way",
    "original",
    "published",
    "report_list",
    "report_page",
    "reviewing",
    "taken_or_waiting",
    "versions",
    "versions_of_figure",
    "visible_to",
    "waiting_reports",
]
