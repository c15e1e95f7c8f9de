"""Legal documents over time, and the dated parameters that rest on them."""

from khuyencong.law.models.documents import (
    Article,
    ArticleText,
    Coverage,
    DocumentLink,
    LegalDocument,
)
from khuyencong.law.models.instruments import ProvincialInstrument
from khuyencong.law.models.parameters import ConflictReason, Parameter, ParameterEnd

__all__ = [
    "Article",
    "ArticleText",
    "ConflictReason",
    "Coverage",
    "DocumentLink",
    "LegalDocument",
    "Parameter",
    "ParameterEnd",
    "ProvincialInstrument",
]
