"""Reports as words over figures: which sections a form has, and what each says."""

from khuyencong.reports.narratives.checking import check_phrase
from khuyencong.reports.narratives.desk import Desk
from khuyencong.reports.narratives.forms import CHAPTERS, FORMS, write
from khuyencong.reports.narratives.phrasing import BadPhrase, Phrases, standard

__all__ = [
    "CHAPTERS",
    "FORMS",
    "BadPhrase",
    "Desk",
    "Phrases",
    "check_phrase",
    "standard",
    "write",
]
