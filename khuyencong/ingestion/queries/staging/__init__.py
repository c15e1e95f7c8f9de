"""A staged sheet held against the records: what is new, changed, unchanged, open."""

from khuyencong.ingestion.queries.staging.evaluation import (
    Evaluation,
    evaluate,
    evaluate_grid,
    kept_grid,
    planned_rows,
)
from khuyencong.ingestion.queries.staging.planned import Planned

__all__ = ["Evaluation", "Planned", "evaluate", "evaluate_grid", "kept_grid", "planned_rows"]
