"""Everything that can be asked of the reports that were taken in, and of their figures."""

from khuyencong.ingestion.queries.disputes import Dispute, agree, all_agree, disputed, disputes
from khuyencong.ingestion.queries.documents import (
    PRESSING,
    ReportPage,
    already_kept,
    intakes_visible_to,
    original,
    report_list,
    report_page,
    visible_to,
    waiting_reports,
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
)

__all__ = [
    "PRESSING",
    "Dispute",
    "ReportPage",
    "agree",
    "all_agree",
    "already_kept",
    "choices_visible_to",
    "chosen_in",
    "custodian_of_slot",
    "disputed",
    "disputes",
    "intakes_visible_to",
    "known_at",
    "observations_visible_to",
    "original",
    "published",
    "report_list",
    "report_page",
    "taken_or_waiting",
    "versions",
    "visible_to",
    "waiting_reports",
]
