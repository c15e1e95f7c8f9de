"""Everything that can be asked of programmes."""

from khuyencong.programmes.queries.context import (
    contexts_of,
    contexts_visible_to,
    degrees_of,
    difficult_visible_to,
)
from khuyencong.programmes.queries.figures import Aims, aims_of, history_of
from khuyencong.programmes.queries.programmes import listed, visible_to

__all__ = [
    "Aims",
    "aims_of",
    "contexts_of",
    "contexts_visible_to",
    "degrees_of",
    "difficult_visible_to",
    "history_of",
    "listed",
    "visible_to",
]
