"""All that can be asked of đề án."""

from khuyencong.projects.queries.integrity import project_faults
from khuyencong.projects.queries.law import findings_of
from khuyencong.projects.queries.life import life_of
from khuyencong.projects.queries.money import shares_of
from khuyencong.projects.queries.papers import ABOUT_LINE, ABOUT_PROJECT, missing_papers
from khuyencong.projects.queries.scope import visible_to

__all__ = [
    "ABOUT_LINE",
    "ABOUT_PROJECT",
    "findings_of",
    "life_of",
    "missing_papers",
    "project_faults",
    "shares_of",
    "visible_to",
]
