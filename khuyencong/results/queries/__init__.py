"""Everything that can be asked of results."""

from khuyencong.results.queries.evidence import evidence_of, with_evidence
from khuyencong.results.queries.lists import Wanted, listed_results, results_by_line
from khuyencong.results.queries.page import ResultPage, masked, result_page
from khuyencong.results.queries.scope import known_on, results_of, visible_to
from khuyencong.results.queries.totals import Counted, counted, covered, rows_behind, total

__all__ = [
    "Counted",
    "ResultPage",
    "Wanted",
    "counted",
    "covered",
    "evidence_of",
    "known_on",
    "listed_results",
    "masked",
    "result_page",
    "results_by_line",
    "results_of",
    "rows_behind",
    "total",
    "visible_to",
    "with_evidence",
]
