"""Publications with their versions; questions with their answers."""

from khuyencong.publishing.models.publications import (
    Publication,
    PublicationAct,
    PublicationVersion,
)
from khuyencong.publishing.models.questions import PublicQuestion, QuestionAct

__all__ = [
    "PublicQuestion",
    "Publication",
    "PublicationAct",
    "PublicationVersion",
    "QuestionAct",
]
