"""Everything that can happen to a publication and to a question."""

from khuyencong.publishing.actions.publications import (
    PublicationTold,
    draft,
    publish,
    revise,
    take_back,
)
from khuyencong.publishing.actions.questions import (
    AnswerTold,
    answer,
    ask,
    set_aside,
    take_answer_back,
)

__all__ = [
    "AnswerTold",
    "PublicationTold",
    "answer",
    "ask",
    "draft",
    "publish",
    "revise",
    "set_aside",
    "take_answer_back",
    "take_back",
]
