"""Everything that can be asked of the reports that were taken in, and of their figures."""

from khuyencong.ingestion.queries.agreement import agree, agrees_with, all_agree
from khuyencong.ingestion.queries.batches import (
    batches_visible_to,
    imported_before,
    left_batches,
    own_batches,
)
from khuyencong.ingestion.queries.disputes import Dispute, dispute_about, disputes
from khuyencong.ingestion.queries.documents import (
    PRESSING,
    ReportPage,
    already_kept,
    confirmation_of,
    has_figures_waiting,
    is_unconfirmed,
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
    difference_notes,
    observations_visible_to,
    published,
    taken_or_waiting,
    versions,
    versions_of_figure,
)
from khuyencong.ingestion.queries.rereadings import (
    Differences,
    check_key,
    differences,
    rereadings_of,
    spot,
    waiting_rereading,
)
from khuyencong.ingestion.queries.reviewing import Doubt, Reviewing, disputed, reviewing
from khuyencong.ingestion.queries.totals import unsettled_totals
from khuyencong.ingestion.queries.understanding import new_version, observations_of, slot_of

__all__ = [
    "PRESSING",
    "Differences",
    "Dispute",
    "Doubt",
    "ReportPage",
    "Reviewing",
    "agree",
    "agrees_with",
    "all_agree",
    "already_kept",
    "batches_visible_to",
    "check_key",
    "choices_visible_to",
    "chosen_in",
    "confirmation_of",
    "custodian_of_slot",
    "difference_notes",
    "differences",
    "dispute_about",
    "disputed",
    "disputes",
    "free_intakes",
    "has_figures_waiting",
    "imported_before",
    "intakes_visible_to",
    "is_unconfirmed",
    "left_batches",
    "left_intakes",
    "new_version",
    "observations_of",
    "observations_visible_to",
    "on_the_way",
    "original",
    "own_batches",
    "published",
    "report_list",
    "report_page",
    "rereadings_of",
    "reviewing",
    "slot_of",
    "spot",
    "taken_or_waiting",
    "unsettled_totals",
    "versions",
    "versions_of_figure",
    "visible_to",
    "waiting_reports",
    "waiting_rereading",
]
