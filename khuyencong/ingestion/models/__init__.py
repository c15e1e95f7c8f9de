"""Reports as handed in, what was decided about their checks, and the figures taken from them."""

from khuyencong.ingestion.models.batches import Batch, BatchPart
from khuyencong.ingestion.models.documents import CheckDecision, Document, Question
from khuyencong.ingestion.models.intakes import Intake
from khuyencong.ingestion.models.observations import (
    Choice,
    Confirmation,
    DifferenceNote,
    Observation,
)
from khuyencong.ingestion.models.rereadings import Rereading

__all__ = [
    "Batch",
    "BatchPart",
    "CheckDecision",
    "Choice",
    "Confirmation",
    "DifferenceNote",
    "Document",
    "Intake",
    "Observation",
    "Question",
    "Rereading",
]
