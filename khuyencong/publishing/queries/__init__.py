"""Everything that can be asked of what is published; what everybody may read of other rooms."""

from khuyencong.publishing.queries.publications import publications_visible_to
from khuyencong.publishing.queries.questions import questions_visible_to

__all__ = ["publications_visible_to", "questions_visible_to"]
