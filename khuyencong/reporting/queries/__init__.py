"""Everything that can be asked of the reporting calendar."""

from khuyencong.reporting.queries.consolidation import (
    Consolidation,
    Matrix,
    consolidation,
    matrix,
)
from khuyencong.reporting.queries.duties import (
    DutyPage,
    DutyView,
    duties_visible_to,
    duty_page,
    listed,
    upcoming,
    views,
    waiting_for,
)
from khuyencong.reporting.queries.missing import expected_by, missing_reports
from khuyencong.reporting.queries.regimes import (
    DataDays,
    data_days_of,
    forms_received,
    history_of,
    regime_for,
    regimes_visible_to,
    standing,
    waiting,
    who_reports,
)

__all__ = [
    "Consolidation",
    "DataDays",
    "DutyPage",
    "DutyView",
    "Matrix",
    "consolidation",
    "data_days_of",
    "duties_visible_to",
    "duty_page",
    "expected_by",
    "forms_received",
    "history_of",
    "listed",
    "matrix",
    "missing_reports",
    "regime_for",
    "regimes_visible_to",
    "standing",
    "upcoming",
    "views",
    "waiting",
    "waiting_for",
    "who_reports",
]
